namespace Theory.Numerics.ExactLaw;

/// <summary>The distribution of a layer by the way that gives its quantiles most digits.</summary>
internal static class SharpestDistribution
{
    private const double Unresolved = 1e-8;

    /// <summary>The same where the effort is limited, for what takes as much again.</summary>
    private const double Coarse = 1e-3;

    /// <summary>Another way must have so much less of an error.</summary>
    private const double Gain = 0.5;

    /// <summary>The ways to a distribution, in the order in which they are tried.</summary>
    private static IEnumerable<LawCandidate> Candidates(bool isLimited) =>
    [
        new(layer => layer.Steps(), IsExcess: true, TriedFrom: 0, IsExact: true),
        new(layer => layer.Law, IsExcess: false, TriedFrom: 0),
        new(layer => layer.WithAtoms(), IsExcess: false, TriedFrom: Unresolved),
        new(layer => layer.AfterOneNeuron(), IsExcess: true, TriedFrom: Unresolved),
        new(layer => layer.Excess(), IsExcess: true, TriedFrom: isLimited ? Coarse : Unresolved),
    ];

    /// <summary>The distribution.</summary>
    /// <param name="fine">The layer.</param>
    /// <param name="comparison">The same at another setting.</param>
    /// <param name="probabilities">Of the quantiles that count.</param>
    /// <param name="isLimited">True if the effort is.</param>
    public static LawDistribution Of(ChainLayer fine, ChainLayer comparison, IReadOnlyList<double> probabilities, bool isLimited)
    {
        LawDistribution? best = null;
        double worst = double.PositiveInfinity;
        foreach (LawCandidate candidate in Candidates(isLimited))
        {
            if (worst < candidate.TriedFrom || candidate.Distribution(fine, comparison) is not { } distribution)
            {
                continue;
            }

            if (candidate.IsExact)
            {
                return distribution;
            }

            double error = distribution.WorstQuantile(probabilities, fine.Law.Zero);
            if (error < Gain * worst || best is null)
            {
                (best, worst) = (distribution, error);
            }
        }

        return best!;
    }
}
