using Theory.Validation.Random;

namespace Theory.Validation.PhysicsInformed;

/// <summary>Where Burgers' equation and its initial and boundary values are imposed, on x in [-1, 1], t in [0, 1].</summary>
/// <param name="Places">(x, t) at which the equation holds.</param>
/// <param name="Conditions">(x, t, u): u = -sin πx at t = 0, u = 0 at x = ±1.</param>
public sealed record BurgersPoints(IReadOnlyList<(double X, double T)> Places, IReadOnlyList<(double X, double T, double U)> Conditions)
{
    /// <summary>Independent uniform points; half of the conditions are initial values, a quarter lies on either side.</summary>
    /// <param name="places">Collocation points, at least 1.</param>
    /// <param name="conditions">Initial and boundary points, at least 1.</param>
    /// <param name="seed">The seed.</param>
    public static BurgersPoints Draw(int places, int conditions, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(places, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(conditions, 1);
        var bits = new SplitMix64(SplitMix64.Mix(seed) ^ 0xb026e25UL);
        var inside = new (double, double)[places];
        for (int i = 0; i < places; i++)
        {
            double x = (2 * Uniform(ref bits)) - 1;
            inside[i] = (x, Uniform(ref bits));
        }

        var given = new (double, double, double)[conditions];
        for (int i = 0; i < conditions; i++)
        {
            double along = Uniform(ref bits);
            double x = (2 * along) - 1;
            given[i] = (i % 4) switch
            {
                1 => (-1, along, 0),
                3 => (1, along, 0),
                _ => (x, 0, -double.SinPi(x)),
            };
        }

        return new BurgersPoints(inside, given);
    }

    private static double Uniform(ref SplitMix64 bits) => (bits.Next() >> 11) * (1.0 / (1L << 53));
}
