using Theory.Networks;

namespace Theory.Numerics.Architectures;

/// <summary>The parts of neurons that concatenated branches contribute.</summary>
internal static class BranchWeights
{
    /// <summary>By width; equal where widths are not known.</summary>
    public static double[] Of(IEnumerable<SignalShape> shapes)
    {
        SignalShape[] all = [.. shapes];
        return Array.TrueForAll(all, s => s.Width is not null)
            ? [.. all.Select(s => (double)s.Width!.Value / all.Sum(t => t.Width!.Value))]
            : [.. all.Select(_ => 1.0 / all.Length)];
    }
}
