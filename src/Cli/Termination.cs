using System.Runtime.InteropServices;
using Theory.Cli.Output;

namespace Theory.Cli;

/// <summary>Ends a run when the process is asked to end: in order at the first signal, at once at the second.</summary>
internal sealed class Termination : IDisposable
{
    /// <summary>
    /// A person waits a few seconds, a container kills after ten: what has not ended in order by then is ended with a line. Loops that may take longer ask
    /// the token; a file that is being written is complete or not there at all, whenever the process ends.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

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
        EndInOrder();
    }

    private void OnTermination(PosixSignalContext signal)
    {
        signal.Cancel = !_cancellation.IsCancellationRequested;
        EndInOrder();
    }

    private void EndInOrder()
    {
        if (!_cancellation.IsCancellationRequested)
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

        // Exit lets the C library take down torch while threads compute with it, which then fail with faults of their own. Windows ends the threads first.
        if (!OperatingSystem.IsWindows())
        {
            EndWithoutCleaning(ExitCode.RunFailed);
        }

        Environment.Exit(ExitCode.RunFailed);
    }

    [DllImport("libc", EntryPoint = "_exit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void EndWithoutCleaning(int code);
}
