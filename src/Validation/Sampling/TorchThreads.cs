using System.Runtime.ExceptionServices;
using TorchSharp;

namespace Theory.Validation.Sampling;

/// <summary>Threads each of which has torch to itself.</summary>
/// <remarks>
/// Inside them torch uses one thread: work is divided over networks, not within an operation, whose result could otherwise depend on the
/// number of threads. The setting belongs to the thread; what torch uses elsewhere is put back afterwards.
/// </remarks>
internal static class TorchThreads
{
    /// <summary>Runs the same work on several threads and waits for all of them; the first error is thrown as it is.</summary>
    public static void Run(int threads, Action work)
    {
        int usual = torch.get_num_threads();
        ExceptionDispatchInfo? failure = null;
        Thread[] workers = [.. Enumerable.Range(0, threads).Select(_ => new Thread(Work) { IsBackground = true })];
        foreach (Thread worker in workers)
        {
            worker.Start();
        }

        foreach (Thread worker in workers)
        {
            worker.Join();
        }

        torch.set_num_threads(usual);
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
}
