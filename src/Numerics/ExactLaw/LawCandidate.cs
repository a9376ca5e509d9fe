namespace Theory.Numerics.ExactLaw;

/// <summary>A way to the distribution of a layer.</summary>
/// <param name="Law">The law at one setting of the accuracy; null for layers that this way does not lead to.</param>
/// <param name="IsExcess">True if it is the law of ln(G - C_b), not of ln G.</param>
/// <param name="TriedFrom">The relative error of quantiles, as far as they are known, from which on it is tried.</param>
/// <param name="IsExact">True if nothing else need be tried where it leads to a law, as it has atoms that no other has.</param>
internal sealed record LawCandidate(Func<ChainLayer, LogLaw?> Law, bool IsExcess, double TriedFrom, bool IsExact = false)
{
    /// <summary>The distribution by this way; null where there is none.</summary>
    /// <param name="fine">The layer.</param>
    /// <param name="comparison">The same at another setting.</param>
    public LawDistribution? Distribution(ChainLayer fine, ChainLayer comparison)
    {
        try
        {
            return Law(fine) is { } first && Law(comparison) is { } second ? new LawDistribution(first, second, IsExcess ? fine.Bias : 0) : null;
        }
        catch (LawFailure)
        {
            // The other ways remain; that of ln G always does.
            return null;
        }
    }
}
