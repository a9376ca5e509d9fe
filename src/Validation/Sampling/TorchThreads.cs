using System.Runtime.ExceptionServices;
using Theory.Validation.NativeLibraries;
using TorchSharp;

namespace Theory.Validation.Sampling;

/// <summary>Threads each of which has torch to itself.</summary>
/// <remarks>
/// Inside them torch uses one thread: work is divided over networks, not within an operation, whose result depends on the number of threads
/// (products of 3 x 37 by 37 x 37 doubles do, with libtorch 2.10). Part of the setting belongs to the thread and part, that of
/// the matrix library, to the process: it stays at one until the last of several runs at a time has ended, and is then put back.
/// </remarks>
internal static class TorchThreads
{
    private static readonly Lock Setting = new();
    private static int running;
    private static int usual;

    /// <summary>Runs the same work on several threads and waits for all of them; the first error is thrown as it is.</summary>
    public static void Run(int threads, Action work)
    {
        TorchRuntime.EnsureLoaded();
        ExceptionDispatchInfo? failure = null;
        Enter();
        Thread[] workers = [.. Enumerable.Range(0, threads).Select(_ => new Thread(Work) { IsBackground = true })];
        foreach (Thread worker in workers)
        {
            worker.Start();
        }

        foreach (Thread worker in workers)
        {
            worker.Join();
        }

        Leave();
        failure?.Throw();

        void Work()
        {
            try
            {
                torch.set_num_threads(1);
                work();
            }
            catch (Exception error)
            {
                Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(error), null);
            }
        }
    }

    private static void Enter()
    {
        lock (Setting)
        {
            if (running++ == 0)
            {
                usual = torch.get_num_threads();
                torch.set_num_threads(1);
            }
        }
    }

    private static void Leave()
    {
        lock (Setting)
        {
            if (--running == 0)
            {
                torch.set_num_threads(usual);
            }
        }
    }
}
