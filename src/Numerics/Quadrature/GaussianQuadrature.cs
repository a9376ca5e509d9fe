using System.Globalization;

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

    private const string NotRequested = "It was not requested.";

    private const string SquaredDelta =
        "The activation jumps, so that its derivative contains a delta function and the mean of the derivative's square diverges.";

    /// <summary>Computes the expectations of an activation at C_W = 1, in one pass over shared nodes.</summary>
    /// <param name="s">The activation.</param>
    /// <param name="K">The variance of z, positive and finite.</param>
    /// <param name="quantities">Which to compute; all by default. Those not named are undefined in the result.</param>
    /// <returns>The expectations with their errors.</returns>
    /// <exception cref="UserInputException">
    /// K is not a positive finite number; or a requested quantity diverges at this K, overflows, or does not converge. The message names
    /// the quantity. &lt;s'^2&gt; and h of an activation that jumps are no error: they are undefined in the result.
    /// </exception>
    public static GaussianExpectations Evaluate(
        PiecewiseSmoothFunction s, double K, GaussianQuantities quantities = GaussianQuantities.All)
    {
        ArgumentNullException.ThrowIfNull(s);
        CheckVariance(K);
        GaussianQuantities defined = s.IsContinuous ? quantities : quantities & ~(GaussianQuantities.ChiPerp | GaussianQuantities.H);
        var integrator = new AdaptiveIntegrator<ActivationIntegrand>(new ActivationIntegrand(s, K, RowsFor(defined)));
        Span<PanelSums> totals = stackalloc PanelSums[ActivationIntegrand.Rows];
        IntegrationFailure? failure = integrator.Integrate(totals);
        if (failure is not null)
        {
            throw FailureMessage.Of(s, K, RowsFor(defined), failure);
        }

        var rows = new RowReader(totals, new JumpTerms(s, K), Degree(totals, K));
        return new GaussianExpectations(
            K,
            Mean: Choose(GaussianQuantities.Mean, rows.Read(ActivationIntegrand.Mean, 1)),
            Kernel: Choose(GaussianQuantities.Kernel, rows.Read(ActivationIntegrand.Square, 2)),
            KernelFirstDerivative: Choose(
                GaussianQuantities.KernelFirstDerivative,
                Better(rows.Read(ActivationIntegrand.SlopeStein, 2), rows.Read(ActivationIntegrand.SlopeCurvature, 2))),
            KernelSecondDerivative: Choose(GaussianQuantities.KernelSecondDerivative, rows.Read(ActivationIntegrand.CurvatureStein, 2)),
            ChiPerp: Choose(GaussianQuantities.ChiPerp, rows.Read(ActivationIntegrand.DerivativeSquare, 2)),
            H: Choose(
                GaussianQuantities.H,
                Better(rows.Read(ActivationIntegrand.HStein, 2), rows.Read(ActivationIntegrand.HCurvature, 2))),
            M4: Choose(GaussianQuantities.M4, rows.Read(ActivationIntegrand.Fourth, 4)),
            M6: Choose(GaussianQuantities.M6, rows.Read(ActivationIntegrand.Sixth, 6)));

        Estimate Choose(GaussianQuantities quantity, Estimate estimate)
        {
            if ((defined & quantity) != 0)
            {
                return double.IsFinite(estimate.Value) ? estimate : throw FailureMessage.AtBreakpoint(quantity, K);
            }

            return Estimate.Undefined((quantities & quantity) != 0 ? SquaredDelta : NotRequested);
        }
    }

    /// <summary>The expectation of an arbitrary function.</summary>
    /// <param name="f">The integrand, smooth between the breakpoints.</param>
    /// <param name="breakpoints">Where it is not smooth, in any order; the value at a breakpoint itself does not matter.</param>
    /// <param name="K">The variance of z, positive and finite.</param>
    /// <returns>The expectation with its error.</returns>
    /// <exception cref="UserInputException">
    /// K is not a positive finite number, a breakpoint is not finite, or the expectation diverges, overflows or does not converge.
    /// </exception>
    public static Estimate Expectation(Func<double, double> f, IEnumerable<double> breakpoints, double K)
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(breakpoints);
        CheckVariance(K);
        double[] ordered = [.. breakpoints.Distinct().Order()];
        if (!ordered.All(double.IsFinite))
        {
            throw new UserInputException("Breakpoints must be finite numbers.");
        }

        var integrator = new AdaptiveIntegrator<FunctionIntegrand>(new FunctionIntegrand(f, ordered, K));
        Span<PanelSums> totals = stackalloc PanelSums[1];
        IntegrationFailure? failure = integrator.Integrate(totals);
        return failure is null ? new RowReader(totals, default, 8).Read(0, 1) : throw FailureMessage.Of(f, K, failure);
    }

    // d log|s| / d log|z|, averaged: an ulp of z or K moves s^n by n times as many; that of s', where it is known, is larger for steps far
    // from 0. If s^2 overflows, s is steeper than all that it is known for, and the limit of the double is log(1e308).
    private static double Degree(ReadOnlySpan<PanelSums> totals, double K)
    {
        double degree = Ratio(K * totals[ActivationIntegrand.SlopeStein].Magnitude, totals[ActivationIntegrand.Square].Magnitude);
        return Math.Max(degree, Ratio(2 * K * totals[ActivationIntegrand.HStein].Magnitude, totals[ActivationIntegrand.DerivativeSquare].Magnitude));

        static double Ratio(double slope, double square) => square == 0 ? 0 : double.IsFinite(slope / square) ? slope / square : 709;
    }

    private static Estimate Better(Estimate stein, Estimate curvature) =>
        double.IsFinite(curvature.Value) && !(stein.AbsoluteError <= curvature.AbsoluteError) ? curvature : stein;

    private static void CheckVariance(double K)
    {
        if (!(K > 0 && double.IsFinite(K)))
        {
            throw new UserInputException(string.Create(CultureInfo.InvariantCulture, $"K must be a positive finite number, got {K}."));
        }
    }

    private static int RowsFor(GaussianQuantities quantities)
    {
        int rows = 0;
        Require(GaussianQuantities.Mean, ActivationIntegrand.Mean);
        Require(GaussianQuantities.Kernel, ActivationIntegrand.Square);
        Require(GaussianQuantities.KernelFirstDerivative, ActivationIntegrand.SlopeStein);
        Require(GaussianQuantities.KernelFirstDerivative, ActivationIntegrand.SlopeCurvature);
        Require(GaussianQuantities.KernelSecondDerivative, ActivationIntegrand.CurvatureStein);
        Require(GaussianQuantities.ChiPerp, ActivationIntegrand.DerivativeSquare);
        Require(GaussianQuantities.H, ActivationIntegrand.HStein);
        Require(GaussianQuantities.H, ActivationIntegrand.HCurvature);
        Require(GaussianQuantities.M4, ActivationIntegrand.Fourth);
        Require(GaussianQuantities.M6, ActivationIntegrand.Sixth);
        return rows;

        void Require(GaussianQuantities quantity, int row) => rows |= (quantities & quantity) != 0 ? 1 << row : 0;
    }

    /// <summary>Turns integrals into estimates: adds the terms of the breakpoints and the rounding errors.</summary>
    private readonly ref struct RowReader(ReadOnlySpan<PanelSums> totals, JumpTerms jumps, double degree)
    {
        private readonly ReadOnlySpan<PanelSums> _totals = totals;

        public Estimate Read(int row, int power)
        {
            PanelSums sums = jumps.AddTo(row, _totals[row]);
            int constant = row switch
            {
                ActivationIntegrand.Mean => 4,
                ActivationIntegrand.Square or ActivationIntegrand.DerivativeSquare or ActivationIntegrand.Fourth or ActivationIntegrand.Sixth => 32,
                _ => 8,
            };
            return new Estimate(sums.Value, sums.Error + Epsilon * (constant + power * degree) * sums.Magnitude, sums.Magnitude);
        }
    }
}
