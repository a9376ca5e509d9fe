namespace Theory.Numerics.Quadrature;

/// <summary>What the breakpoints add to the K-derivatives of Gaussian expectations, for either form of the integrand.</summary>
/// <remarks>
/// With p the density of N(0,K) and F = s^2, d&lt;F&gt;/dK = &lt;F''&gt;/2 where F'' contains (jump of F') delta_b
/// + (jump of F) delta'_b, and &lt;delta'_b&gt; = (b/K) p(b). Stein's lemma, &lt;z F'&gt; = K &lt;F''&gt; + K (jump of F') p(b) for the
/// regular parts, leaves only the jumps of F in the Stein form of g'. Once more for g'', with dp(b)/dK = p(b) (b^2/K - 1)/(2K); and the
/// same with F = s'^2 for h.
/// </remarks>
internal readonly struct JumpTerms
{
    private readonly Breakpoint[]? _breakpoints;
    private readonly double _sigma;

    /// <summary>Prepares the terms of a function at the variance <paramref name="k"/>.</summary>
    public JumpTerms(PiecewiseSmoothFunction function, double k)
    {
        _breakpoints = function.Junctions;
        _sigma = Math.Sqrt(k);
    }

    /// <summary>Adds the terms of one integrand to its integral.</summary>
    /// <param name="row">The integrand, as numbered by <see cref="ActivationIntegrand"/>.</param>
    /// <param name="integral">
    /// The integral over the smooth pieces; the magnitude grows by that of the terms, the error by their rounding.
    /// </param>
    public PanelSums AddTo(int row, PanelSums integral)
    {
        double value = 0;
        double magnitude = 0;
        double rounding = 0;
        foreach (Breakpoint breakpoint in _breakpoints ?? [])
        {
            double t = breakpoint.Position / _sigma;
            double density = SpecialFunctions.NormalPdf(t);
            if (density == 0)
            {
                continue;
            }

            double term = density * Term(row, breakpoint, t);
            value += term;
            magnitude += Math.Abs(term);
            rounding += Math.Abs(term) * (8 + t * t);
        }

        return new PanelSums(
            integral.Value + value, integral.Magnitude + magnitude, integral.Error + 2.3e-16 * rounding, integral.Improvable);
    }

    // Written in t = b/sqrt(K) and p(b) = phi(t)/sqrt(K), without the factor phi(t).
    private double Term(int row, Breakpoint at, double t)
    {
        double variance = _sigma * _sigma;
        return row switch
        {
            ActivationIntegrand.SlopeStein => t * at.SquareJump / (2 * variance),
            ActivationIntegrand.SlopeCurvature => at.SlopeJump / _sigma + t * at.SquareJump / (2 * variance),
            ActivationIntegrand.CurvatureStein =>
                (t * at.CurvatureJump + at.SlopeJump * (t * t - 1) / _sigma + at.SquareJump * t * (t * t - 3) / (2 * variance))
                / (2 * variance),
            ActivationIntegrand.HStein => t * at.DerivativeSquareJump / (4 * variance),
            ActivationIntegrand.HCurvature =>
                at.DerivativeSlopeJump / (2 * _sigma) + t * at.DerivativeSquareJump / (4 * variance),
            _ => 0,
        };
    }
}
