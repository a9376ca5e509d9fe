using Fractions;
using Theory.Expectations;

namespace Theory.Numerics.Quadrature;

/// <summary>What the breakpoints add to the integrals over smooth pieces.</summary>
/// <remarks>
/// To the form in which f was differentiated j times, f^(i) for i below j adds (jump of f^(i)) He_m(t) p(b)/sqrt(K)^m, m = 2n - 1 - i, t = b/sqrt(K) (see
/// <see cref="QuantityRows"/>). A delta function of weight w in f itself, (-1)^d times its d-th derivative, adds w He_m(t) p(b)/sqrt(K)^m with m = d + 2n.
/// </remarks>
internal readonly struct JumpTerms(PiecewiseSmoothFunction function, double k)
{
    private readonly Breakpoint[] _breakpoints = function.Junctions;
    private readonly double _sigma = Math.Sqrt(k);

    /// <summary>Adds the terms of a form to its integral.</summary>
    /// <param name="rows">The quantity.</param>
    /// <param name="differentiations">How often f was differentiated for the form.</param>
    /// <param name="integral">
    /// The integral over the smooth pieces; the magnitude grows by that of the terms, the error by their rounding.
    /// </param>
    public PanelSums AddTo(QuantityRows rows, int differentiations, PanelSums integral)
    {
        double value = 0;
        double magnitude = 0;
        double rounding = 0;
        int twice = 2 * rows.Quantity.KernelDerivatives;
        bool singular = rows.Quantity.Integrand.Order > 0;
        if (differentiations == 0 && !singular)
        {
            return integral;
        }

        foreach (Breakpoint breakpoint in _breakpoints)
        {
            double t = breakpoint.Position / _sigma;
            double density = SpecialFunctions.NormalPdf(t);
            if (density == 0)
            {
                continue;
            }

            double sum = 0;
            double absolute = 0;
            for (int i = 0; i < differentiations; i++)
            {
                Add(rows.Derivatives[i].Jump(breakpoint), twice - 1 - i, t, ref sum, ref absolute);
            }

            if (singular)
            {
                foreach ((Fraction coefficient, DerivativeMonomial product) in rows.Quantity.Integrand.Terms)
                {
                    foreach ((double weight, int derivatives) in breakpoint.Deltas(product))
                    {
                        Add((coefficient * rows.Scale).ToDouble() * weight, derivatives + twice, t, ref sum, ref absolute);
                    }
                }
            }

            double term = density * sum;
            value += term;
            magnitude += Math.Abs(term);

            // The terms of one breakpoint can cancel (g'' of hard-tanh at large K), and then each rounds by itself.
            rounding += density * absolute * (8 + t * t);
        }

        return new PanelSums(
            integral.Value + value, integral.Magnitude + magnitude, integral.Error + 2.3e-16 * rounding, integral.Improvable);
    }

    // With p(b) = phi(t)/sqrt(K), without the factor phi(t).
    private void Add(double weight, int hermite, double t, ref double sum, ref double absolute)
    {
        if (weight == 0)
        {
            return;
        }

        (double value, double size) = Hermite(hermite, t);
        double scale = weight / _sigma / Math.Pow(_sigma, hermite);
        sum += scale * value;
        absolute += Math.Abs(scale) * size;
    }

    // He_m(t) and the size of what cancels in it.
    private static (double Value, double Size) Hermite(int m, double t)
    {
        (double previous, double current) = (0, 1);
        (double before, double size) = (0, 1);
        for (int k = 0; k < m; k++)
        {
            (previous, current) = (current, (t * current) - (k * previous));
            (before, size) = (size, (Math.Abs(t) * size) + (k * before));
        }

        return (current, size);
    }
}
