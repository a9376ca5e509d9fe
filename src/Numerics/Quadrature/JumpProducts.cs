namespace Theory.Numerics.Quadrature;

/// <summary>What the delta functions in s' add to &lt;s'(z_a) s'(z_b)&gt; where s jumps.</summary>
/// <remarks>
/// s' = r + sum_i J_i delta(z - b_i), so that &lt;s' s'&gt; = &lt;r r&gt; + sum_i J_i p_a(b_i) E[r(z_b) | z_a = b_i] + the same with a and b
/// exchanged + sum_ij J_i J_j p_ab(b_i, b_j), with p the normal densities.
/// </remarks>
internal static class JumpProducts
{
    private const double Epsilon = 2.220446049250313e-16;

    private const string Coincide =
        "The activation jumps, so that its derivative contains delta functions, and with fully correlated inputs two of them coincide.";

    private const string AtZero =
        "The activation jumps at 0, where its derivative contains a delta function, and the variance of an input is 0.";

    /// <summary>The terms of all jumps.</summary>
    /// <param name="function">The activation.</param>
    /// <param name="ka">The variance of z_a.</param>
    /// <param name="kb">The variance of z_b.</param>
    /// <param name="rho">The correlation.</param>
    public static Estimate Of(PiecewiseSmoothFunction function, double ka, double kb, Correlation rho)
    {
        Breakpoint[] jumps = Array.FindAll(function.Junctions, b => b.IsJump);
        if (jumps.Length == 0)
        {
            return new Estimate(0, 0, 0);
        }

        if (ka == 0 || kb == 0)
        {
            if (Array.Exists(jumps, b => b.Position == 0))
            {
                return Estimate.Undefined(AtZero);
            }

            // A delta away from 0 has no weight at the input that is 0; at the other input it meets s'(0), which is smooth there.
            return ka == kb ? new Estimate(0, 0, 0) : Mixed(function, jumps, Math.Max(ka, kb), 0, Correlation.Of(0));
        }

        Estimate sum = Sum(Mixed(function, jumps, ka, kb, rho), Mixed(function, jumps, kb, ka, rho));
        foreach (Breakpoint i in jumps)
        {
            foreach (Breakpoint j in jumps)
            {
                double h = i.Position / Math.Sqrt(ka);
                double k = j.Position / Math.Sqrt(kb);
                if (rho.IsFull)
                {
                    if (Math.Abs(h - rho.Rho * k) <= 4 * Epsilon * Math.Abs(h))
                    {
                        return Estimate.Undefined(Coincide);
                    }

                    continue;
                }

                double density = Density(h, k, rho) / Math.Sqrt(ka * kb);
                sum = Sum(sum, Scaled(Jump(i) * Jump(j) * density, 1 + h * h + k * k));
            }
        }

        return sum;
    }

    // sum_i J_i p_a(b_i) E[r(z_b) | z_a = b_i]; z_b given z_a is normal with mean rho sqrt(K_b/K_a) b_i and variance K_b (1 - rho^2).
    private static Estimate Mixed(PiecewiseSmoothFunction function, Breakpoint[] jumps, double ka, double kb, Correlation rho)
    {
        var sum = new Estimate(0, 0, 0);
        foreach (Breakpoint jump in jumps)
        {
            double h = jump.Position / Math.Sqrt(ka);
            double weight = Jump(jump) * SpecialFunctions.NormalPdf(h) / Math.Sqrt(ka);
            if (weight == 0)
            {
                continue;
            }

            double mean = rho.Rho * Math.Sqrt(kb) * h;
            double variance = kb * rho.SquaredSine;
            Estimate slope = variance == 0
                ? PointSlope(function, mean)
                : GaussianQuadrature.Expectation(
                    v => function.PieceAt(mean + v).S1(mean + v), function.Breakpoints.Select(b => b - mean), variance);
            sum = Sum(sum, !slope.IsDefined ? slope : new Estimate(
                weight * slope.Value,
                Math.Abs(weight) * (slope.AbsoluteError + Epsilon * (8 + h * h) * slope.Magnitude),
                Math.Abs(weight) * slope.Magnitude));
        }

        return sum;
    }

    // The mean of the one-sided limits: what a small variance would give.
    private static Estimate PointSlope(PiecewiseSmoothFunction function, double z)
    {
        int at = Array.FindIndex(function.Junctions, b => b.Position == z);
        double slope = at < 0
            ? function.PieceAt(z).S1(z)
            : 0.5 * (function.Junctions[at].Left.S1 + function.Junctions[at].Right.S1);
        return Scaled(slope, 1);
    }

    // (h^2 + k^2 - 2 rho h k)/(1 - rho^2), written without cancellation towards rho = 1 and -1.
    private static double Density(double h, double k, Correlation rho)
    {
        double sign = rho.Rho < 0 ? -1 : 1;
        double difference = h - sign * k;
        double exponent = difference * difference / (2 * rho.SquaredSine) + sign * h * k / (1 + Math.Abs(rho.Rho));
        return Math.Exp(-exponent) / (2 * Math.PI * rho.Sine);
    }

    private static double Jump(Breakpoint at) => at.Right.S - at.Left.S;

    private static Estimate Scaled(double value, double ulps) =>
        new(value, 8 * Epsilon * ulps * Math.Abs(value), Math.Abs(value));

    private static Estimate Sum(Estimate a, Estimate b) =>
        !a.IsDefined ? a : !b.IsDefined ? b : new(a.Value + b.Value, a.AbsoluteError + b.AbsoluteError, a.Magnitude + b.Magnitude);
}
