using Theory.Cli;
using Theory.Cli.Output;

using Termination termination = new();
Console.OutputEncoding = System.Text.Encoding.UTF8;
return Application.Run(args, Terminal.OfConsole(), termination.Token);

/// <summary>Not public, as nothing here is: a web application would make it so.</summary>
internal sealed partial class Program;
