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

            (double first, double second, double third) = Terms(row, breakpoint, t);
            double term = density * (first + second + third);
            value += term;
            magnitude += Math.Abs(term);

            // The terms of one breakpoint can cancel (g'' of hard-tanh at large K), and then each rounds by itself.
            rounding += density * (Math.Abs(first) + Math.Abs(second) + Math.Abs(third)) * (8 + t * t);
        }

        return new PanelSums(
            integral.Value + value, integral.Magnitude + magnitude, integral.Error + 2.3e-16 * rounding, integral.Improvable);
    }

    // Written in t = b/sqrt(K) and p(b) = phi(t)/sqrt(K), without the factor phi(t).
    private (double First, double Second, double Third) Terms(int row, Breakpoint at, double t)
    {
        double variance = _sigma * _sigma;
        double twice = 2 * variance;
        return row switch
        {
            ActivationIntegrand.SlopeStein => (t * at.SquareJump / twice, 0, 0),
            ActivationIntegrand.SlopeCurvature => (at.SlopeJump / _sigma, t * at.SquareJump / twice, 0),
            ActivationIntegrand.CurvatureStein => (
                t * at.CurvatureJump / twice,
                at.SlopeJump * (t * t - 1) / (_sigma * twice),
                at.SquareJump * t * (t * t - 3) / (twice * twice)),
            ActivationIntegrand.HStein => (t * at.DerivativeSquareJump / (2 * twice), 0, 0),
            ActivationIntegrand.HCurvature => (at.DerivativeSlopeJump / (2 * _sigma), t * at.DerivativeSquareJump / (2 * twice), 0),
            _ => (0, 0, 0),
        };
    }
}
