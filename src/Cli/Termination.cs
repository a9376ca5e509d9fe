using System.Runtime.InteropServices;
using Theory.Cli.Output;

namespace Theory.Cli;

/// <summary>Ends a run when the process is asked to end: in order at the first signal, at once at the second.</summary>
internal sealed class Termination : IDisposable
{
    /// <summary>A batch system kills half a minute after it asked, a container after ten seconds: what has not ended in order by then is ended with a line.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    private readonly CancellationTokenSource _cancellation = new();
    private readonly PosixSignalRegistration _registration;

    public Termination()
    {
        Console.CancelKeyPress += OnInterrupt;
        _registration = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnTermination);
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _cancellation.Token;

    public void Dispose()
    {
        // The source is left to the end of the process: a signal that comes now still cancels it.
        Console.CancelKeyPress -= OnInterrupt;
        _registration.Dispose();
    }

    private void OnInterrupt(object? sender, ConsoleCancelEventArgs interrupt)
    {
        interrupt.Cancel = !_cancellation.IsCancellationRequested;
        _cancellation.Cancel();
    }

    private void OnTermination(PosixSignalContext signal)
    {
        signal.Cancel = !_cancellation.IsCancellationRequested;
        if (signal.Cancel)
        {
            // A timer would wait for a thread of the pool, all of which may be at work.
            new Thread(EndLater) { IsBackground = true, Priority = ThreadPriority.Highest, Name = "termination" }.Start();
            _cancellation.Cancel();
        }
    }

    private static void EndLater()
    {
        Thread.Sleep(Patience);
        EndAtOnce();
    }

    private static void EndAtOnce()
    {
        try
        {
            Console.Error.WriteLine("theory: ended by a signal; files that are there are complete");
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or UnauthorizedAccessException)
        {
            // An error stream that is closed cannot be told.
        }

        Environment.Exit(ExitCode.RunFailed);
    }
}
