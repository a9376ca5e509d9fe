using Theory.Expectations;

namespace Theory.Numerics.Quadrature;

/// <summary>Gaussian expectations &lt;f&gt;_K = E[f(z)], z ~ N(0, K), by adaptive piecewise Gauss-Legendre quadrature.</summary>
/// <remarks>
/// <para>
/// Panels are split at the breakpoints of the integrand and adapt to its own scale in z as well as to that of the density, so that
/// saturating, growing, oscillating, kinked and stepped activations work for K from 1e-8 to 1e6 and beyond.
/// </para>
/// <para>
/// Each result carries a bound on its error, typically 1e-15 to 1e-12 of <see cref="Estimate.Magnitude"/>. That is also the relative
/// accuracy unless the integrand cancels: odd means are 0 within the bound, and exponentially small values such as &lt;cos z&gt; at large
/// K are resolved only down to 1e-15 in absolute terms. Structure that no node can see, such as a spike of width 1e-6 far from any
/// breakpoint, is missed: declare a breakpoint there.
/// </para>
/// </remarks>
public static class GaussianQuadrature
{
    private const double Epsilon = 2.220446049250313e-16;

    /// <summary>Computes the expectations of an activation at C_W = 1, in one pass over shared nodes.</summary>
    /// <param name="s">The activation.</param>
    /// <param name="K">The variance of z, positive and finite.</param>
    /// <param name="quantities">Which to compute; those of <see cref="Quantity.All"/> unless given. Naming only those needed saves refinement.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <returns>The expectations with their errors; one that does not exist, diverges, overflows or does not converge says so, and the others have their values.</returns>
    /// <exception cref="UserInputException">K is not a positive finite number.</exception>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public static GaussianExpectations Evaluate(PiecewiseSmoothFunction s, double K, IReadOnlyList<Quantity>? quantities = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(s);
        Require.Positive(K, "K");
        IReadOnlyList<Quantity> wanted = quantities ?? Quantity.All;
        var estimates = new Estimate[wanted.Count];
        new QuantityIntegration(s, K, wanted, cancellation).Run(estimates);
        return new GaussianExpectations(K, wanted, estimates);
    }

    /// <summary>The expectation of an arbitrary function.</summary>
    /// <param name="f">The integrand, smooth between the breakpoints.</param>
    /// <param name="breakpoints">Where it is not smooth, in any order; the value at a breakpoint itself does not matter.</param>
    /// <param name="K">The variance of z, positive and finite.</param>
    /// <returns>The expectation with its error; one that diverges, overflows or does not converge says so.</returns>
    /// <exception cref="UserInputException">K is not a positive finite number, or a breakpoint is not finite.</exception>
    public static Estimate Expectation(Func<double, double> f, IEnumerable<double> breakpoints, double K)
    {
        ArgumentNullException.ThrowIfNull(f);
        double[] ordered = Ordered(breakpoints, K);
        return Integrated(new FunctionIntegrand(f, ordered, K), f, K);
    }

    /// <summary>The same for a function whose values are sums that may cancel, such as conditional means: nothing is refined below their rounding.</summary>
    internal static Estimate Expectation(Func<double, SizedValue> f, IEnumerable<double> breakpoints, double K)
    {
        double[] ordered = Ordered(breakpoints, K);
        return Integrated(new FunctionIntegrand(f, ordered, K), z => f(z).Value, K);
    }

    private static double[] Ordered(IEnumerable<double> breakpoints, double K)
    {
        ArgumentNullException.ThrowIfNull(breakpoints);
        Require.Positive(K, "K");
        double[] ordered = [.. breakpoints.Distinct().Order()];
        if (!ordered.All(double.IsFinite))
        {
            throw new UserInputException("Breakpoints must be finite numbers.");
        }

        return ordered;
    }

    private static Estimate Integrated(FunctionIntegrand integrand, Func<double, double> f, double K)
    {
        var integrator = new AdaptiveIntegrator<FunctionIntegrand>(integrand);
        Span<PanelSums> totals = stackalloc PanelSums[1];
        IntegrationFailure? failure = integrator.Integrate(totals);
        return failure is not null
            ? Estimate.None(FailureMessage.Of(f, K, failure))
            : new Estimate(totals[0].Value, totals[0].Error + Epsilon * 12 * totals[0].Magnitude, totals[0].Magnitude);
    }
}
