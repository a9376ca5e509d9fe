using Theory.Networks;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Kernels;

/// <summary>Pairs of nearly parallel or opposite inputs, whose distance from rho = 1 or -1 is known to more digits than rho has.</summary>
/// <param name="Pairs">The indices of the pairs, in increasing order.</param>
/// <param name="Deficits">1 - |rho| of each.</param>
/// <param name="Errors">A bound on the error of each; 0 for inputs that coincide or are opposite by construction.</param>
internal sealed record ClosePairs(int[] Pairs, double[] Deficits, double[] Errors)
{
    /// <summary>Pairs are close if their deficit is below this.</summary>
    public const double Threshold = 1e-6;

    /// <summary>No pair.</summary>
    public static ClosePairs None { get; } = new([], [], []);

    /// <summary>These, with the correlations set to what the deficits round to.</summary>
    public ClosePairs Imposed(double[] correlations)
    {
        for (int i = 0; i < Pairs.Length; i++)
        {
            correlations[Pairs[i]] = Math.CopySign(1 - Deficits[i], correlations[Pairs[i]]);
        }

        return this;
    }

    /// <summary>Those of the next layer whose deficits are known as well: equal and opposite inputs that stay so, and all where the kernel has a formula for their angles.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="batch">The pairs of this layer.</param>
    /// <param name="varianceError">The relative error of their variances.</param>
    /// <param name="k">The kernel of the next layer.</param>
    public ClosePairs Next(Linear layer, ITwoInputKernel kernel, PairBatch batch, double varianceError, double[] k)
    {
        List<int> pairs = [];
        List<double> deficits = [];
        List<double> errors = [];
        var next = new SymmetricMatrix(batch.Variances.Length, k);
        for (int i = 0; i < Pairs.Length; i++)
        {
            int p = Pairs[i];
            (int a, int b) = (batch.First[p], batch.Second[p]);
            if (Errors[i] == 0 && Math.Abs(k[p]) == next[a, a] && Math.Abs(k[p]) == next[b, b])
            {
                Add(p, 0, 0);
            }
            else if (kernel is IAngleKernel known && known.Follows(layer, batch.Correlations[p]))
            {
                (double deficit, double error) = known.NextDeficit(layer, batch.Variances[a], batch.Variances[b], varianceError, Deficits[i], Errors[i]);
                if (deficit < Threshold)
                {
                    Add(p, deficit, error);
                }
            }
        }

        return new ClosePairs([.. pairs], [.. deficits], [.. errors]);

        void Add(int pair, double deficit, double error)
        {
            pairs.Add(pair);
            deficits.Add(deficit);
            errors.Add(error);
        }
    }

    /// <summary>The position of the first pair that is not before <paramref name="pair"/>.</summary>
    public int From(int pair)
    {
        int at = Array.BinarySearch(Pairs, pair);
        return at < 0 ? ~at : at;
    }

    /// <summary>The correlation of a pair, as well as it is known.</summary>
    public Correlation Of(int pair, double rho)
    {
        int at = Pairs.Length == 0 ? -1 : Array.BinarySearch(Pairs, pair);
        return at < 0 ? Correlation.Of(rho) : new Correlation(rho, Deficits[at]);
    }
}
