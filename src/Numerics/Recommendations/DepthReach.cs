namespace Theory.Numerics.Recommendations;

/// <summary>How deep networks may be with these hidden layers, before a criterion is missed.</summary>
/// <param name="Depth">The largest depth L at which all are met; null where they are at 10,000 layers.</param>
/// <param name="EndedBy">The name of the criterion that is missed first; null where none is.</param>
public sealed record DepthReach(int? Depth, string? EndedBy)
{
    private const int Deepest = 10_000;

    /// <summary>The reach of hidden layers that keep their kernel.</summary>
    internal static DepthReach Of(Candidate c, CorrelationMap map, double sourceOfFluctuation, RecommendationOptions options)
    {
        double rho = options.FirstCorrelation;
        double fluctuation = 0;
        double gradient = Math.Abs(Math.Log(c.ChiPerp));
        for (int depth = 2; depth <= Deepest; depth++)
        {
            string? missed = double.IsNaN(c.ChiPerp) || gradient * (depth - 2) > Math.Log(options.GradientBand) ? "gradients"
                : map.After(rho, 0, 1, 1) > options.LargestCorrelation ? "correlation"
                : fluctuation > options.LargestFluctuation ? "fluctuation"
                : null;
            if (missed is not null)
            {
                return new DepthReach(depth - 1, missed);
            }

            rho = map.After(rho, c.Cb, c.Cw, 1);
            fluctuation = sourceOfFluctuation + (c.ChiParallel * c.ChiParallel * fluctuation);
        }

        return new DepthReach(null, null);
    }
}
