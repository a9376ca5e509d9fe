using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Flow.TwoInputs;

/// <summary>Expectations &lt;f(z_1) h(z_2)&gt; of products of functions of two correlated inputs, by quadrature in z_1 over conditional means in z_2.</summary>
/// <remarks>Given z_1, z_2 is normal with mean (K_12/K_11) z_1 and variance K_22 - K_12^2/K_11; at |rho| = 1 that is 0.</remarks>
internal sealed class PairMoments
{
    private readonly double _k;
    private readonly double _slope;
    private readonly double _variance;
    private readonly double[] _breakpoints;
    private readonly double[] _outer;

    /// <summary>Prepares the pair.</summary>
    /// <param name="s">The function whose breakpoints those of f and h are.</param>
    /// <param name="k1">K_11.</param>
    /// <param name="k2">K_22.</param>
    /// <param name="rho">The correlation.</param>
    public PairMoments(PiecewiseSmoothFunction s, double k1, double k2, double rho)
        : this([.. s.Breakpoints], [.. s.Breakpoints], k1, k2, rho)
    {
    }

    /// <summary>Prepares the pair.</summary>
    /// <param name="first">The breakpoints of f.</param>
    /// <param name="second">Those of h.</param>
    /// <param name="k1">K_11.</param>
    /// <param name="k2">K_22.</param>
    /// <param name="rho">The correlation.</param>
    public PairMoments(double[] first, double[] second, double k1, double k2, double rho)
    {
        _k = k1;
        _slope = rho * Math.Sqrt(k2 / k1);
        _variance = k2 * (1 - rho) * (1 + rho);
        _breakpoints = second;

        // Where the conditional mean passes a breakpoint, the conditional expectation bends over the conditional deviation.
        _outer = _slope == 0 ? first : [.. first.Concat(_breakpoints.Select(b => b / _slope)).Where(double.IsFinite)];
    }

    /// <summary>What the first expectation that has no value has instead; null while all have one.</summary>
    public NoValue? Missing { get; private set; }

    /// <summary>The conditional mean E[h(z_2) | z_1] as a function of z_1, NaN where it has no value; values are kept, because several expectations ask at the same nodes.</summary>
    public Func<double, SizedValue> Conditional(Func<double, double> h)
    {
        Dictionary<double, SizedValue> known = [];
        return z =>
        {
            // After the first failure nothing is integrated any more: the results are of no use.
            if (Missing is not null)
            {
                return new SizedValue(double.NaN, double.NaN);
            }

            double mean = _slope * z;
            if (!known.TryGetValue(mean, out SizedValue value))
            {
                value = _variance <= 1e-15 * mean * mean || _variance <= double.Epsilon
                    ? SizedValue.Of(h(mean))
                    : SizedValue.Of(Known(GaussianQuadrature.Expectation(y => h(mean + y), _breakpoints.Select(b => b - mean), _variance)));
                known[mean] = value;
            }

            return value;
        };
    }

    /// <summary>&lt;f(z_1) E[h(z_2) | z_1]&gt;; NaN where it, or a conditional mean in it, has no value.</summary>
    /// <remarks>Where the conditional mean vanishes by symmetry, as that of an odd function of unrelated inputs, only its rounding is left, which no panel resolves.</remarks>
    public double Expectation(Func<double, double> f, Func<double, SizedValue> conditional)
    {
        if (Missing is not null)
        {
            return double.NaN;
        }

        return Known(GaussianQuadrature.Expectation(
            z => f(z) is var factor && factor == 0 ? default : conditional(z).Times(factor), _outer, _k)).Value;
    }

    private Estimate Known(in Estimate mean)
    {
        Missing ??= mean.Missing;
        return mean;
    }
}
