using System.Runtime.InteropServices;
using Theory.Cli;
using Theory.Cli.Output;

using CancellationTokenSource cancellation = new();
Console.CancelKeyPress += (_, e) =>
{
    // The first interrupt ends the run in order; a second one ends the process.
    e.Cancel = !cancellation.IsCancellationRequested;
    cancellation.Cancel();
};

// A batch system that ends a job asks first; asked twice, the process ends at once as well.
using PosixSignalRegistration termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
{
    context.Cancel = !cancellation.IsCancellationRequested;
    cancellation.Cancel();
});
Console.OutputEncoding = System.Text.Encoding.UTF8;
return Application.Run(args, Terminal.OfConsole(), cancellation.Token);

/// <summary>Not public, as nothing here is: a web application would make it so.</summary>
internal sealed partial class Program;
