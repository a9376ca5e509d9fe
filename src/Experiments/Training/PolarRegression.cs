using Theory.Validation.Random;
using Theory.Validation.Training;

namespace Theory.Experiments.Training;

/// <summary>
/// The regression of experiments E2 and E6: points (r cos θ, r sin θ) of a disc, r and θ uniform, with target (r/R)(1 + sin 2θ).
/// </summary>
/// <remarks>
/// The paper's ranges and target are lost. This target is continuous, depends on both coordinates, is no polynomial, and has mean 1/2 and
/// variance 1/4, so that a network whose output is constant is told from one that has learned.
/// </remarks>
internal static class PolarRegression
{
    /// <summary>The variance of the target over the disc, which is the loss of the best constant.</summary>
    public const double TargetVariance = 0.25;

    /// <summary>Samples.</summary>
    /// <param name="count">How many.</param>
    /// <param name="radius">R.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="test">Other samples of the same distribution.</param>
    public static Regression Draw(int count, double radius, ulong seed, bool test)
    {
        var bits = new SplitMix64(SplitMix64.Mix(seed) ^ (test ? 0x7e57UL : 0x7a1fUL));
        var inputs = new List<double[]>();
        var targets = new List<double[]>();
        for (int i = 0; i < count; i++)
        {
            double r = Uniform(ref bits);
            double angle = 2 * Math.PI * Uniform(ref bits);
            inputs.Add([radius * r * Math.Cos(angle), radius * r * Math.Sin(angle)]);
            targets.Add([r * (1 + Math.Sin(2 * angle))]);
        }

        return new Regression(inputs, targets);
    }

    private static double Uniform(ref SplitMix64 bits) => (bits.Next() >> 11) * (1.0 / (1L << 53));
}
