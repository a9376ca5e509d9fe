using System.Runtime.ExceptionServices;

namespace Theory.Numerics.Kernels;

/// <summary>Parallel loops whose iterations are independent, so that results do not depend on the number of threads.</summary>
internal static class ParallelLoop
{
    /// <summary>Runs the iterations; an exception of one of them reaches the caller as it is, not wrapped.</summary>
    public static void For(int count, ParallelOptions options, Action<int> body)
    {
        try
        {
            Parallel.For(0, count, options, body);
        }
        catch (AggregateException errors)
        {
            ExceptionDispatchInfo.Throw(errors.Flatten().InnerExceptions[0]);
        }
    }
}
