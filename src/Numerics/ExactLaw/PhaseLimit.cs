using System.Numerics;

namespace Theory.Numerics.ExactLaw;

/// <summary>How large |t| may be for the Gauss rule of a panel to integrate exp(-t X), by the Legendre series of X on the panel.</summary>
/// <remarks>
/// On the ellipse with foci at the ends of the panel and half axes that sum to r, in units of half of the panel, |P_k| is at most r^k, so that |exp(-t (X - X_0))| is at most
/// exp(|t| sum_k |c_k| r^k); the rule of N nodes errs by that over r^(2N), up to a factor near 1, whichever r one takes.
/// </remarks>
internal static class PhaseLimit
{
    /// <summary>ln of the error allowed.</summary>
    private const double LogError = -38;
    private const int Order = SharedPanel.Order;

    /// <summary>On shorter panels, relative to z, the last coefficients are rounding errors of z: next to a zero of s elsewhere than at 0. There the phase counts alone.</summary>
    private const double ShortestResolved = 1e-6;
    private const double Radians = 5;
    private const double AlwaysResolved = 0.1;

    /// <summary>As many as fill registers.</summary>
    private static readonly double[] Radii = [1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9.5, 11, 13, 16, 20];
    private static readonly double[] LogReserves = [.. Radii.Select(r => (2 * Order * Math.Log(r)) + LogError)];
    private static readonly double[] Projection = Legendre();

    /// <summary>The limit.</summary>
    /// <param name="from">Where the panel begins.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="values">X at the nodes of the rule.</param>
    /// <param name="range">The largest X less the least.</param>
    /// <param name="mass">The integral of the weight over the panel.</param>
    public static double Of(double from, double to, ReadOnlySpan<double> values, double range, double mass)
    {
        if (Math.Abs(to - from) < ShortestResolved * Math.Max(Math.Abs(from), Math.Abs(to)))
        {
            return Radians / range;
        }

        Span<double> sizes = stackalloc double[Order];
        for (int k = 0; k < Order; k += Vector<double>.Count)
        {
            Vector<double> sum = Vector<double>.Zero;
            for (int i = 0; i < Order; i++)
            {
                sum = Vector.FusedMultiplyAdd(new Vector<double>(values[i]), new Vector<double>(Projection, (i * Order) + k), sum);
            }

            Vector.Abs(sum).CopyTo(sizes[k..]);
        }

        Vector<double> logMass = new(Math.Log(mass));
        Vector<double> best = Vector<double>.Zero;
        for (int i = 0; i < Radii.Length; i += Vector<double>.Count)
        {
            Vector<double> radius = new(Radii, i);
            Vector<double> growth = Vector<double>.Zero;
            for (int k = Order - 1; k >= 1; k--)
            {
                growth = (growth + new Vector<double>(sizes[k])) * radius;
            }

            best = Vector.Max(best, (new Vector<double>(LogReserves, i) - logMass) / growth);
        }

        double limit = 0;
        for (int i = 0; i < Vector<double>.Count; i++)
        {
            limit = Math.Max(limit, best[i]);
        }

        // Rounding errors of X itself may not ask for more and more panels.
        double least = AlwaysResolved / range;
        return limit > least ? limit : least;
    }

    /// <summary>c_k = (k + 1/2) sum_i w_i P_k(x_i) X_i, the factors of X_i one after another by k.</summary>
    private static double[] Legendre()
    {
        (double[] nodes, double[] weights) = LegendreNodes.Of(Order);
        var projection = new double[Order * Order];
        for (int i = 0; i < Order; i++)
        {
            (double before, double current) = (0, 1);
            for (int k = 0; k < Order; k++)
            {
                projection[(i * Order) + k] = (k + 0.5) * weights[i] * current;
                (before, current) = (current, ((((2 * k) + 1) * nodes[i] * current) - (k * before)) / (k + 1));
            }
        }

        return projection;
    }
}
