namespace Theory.Numerics.Architectures;

/// <summary>Blocks that are critical whatever C_W is: a constant is added to K in each, as by a skip around a norm, and perturbations grow by a factor 1 + O(1/K).</summary>
internal static class EverywhereCritical
{
    /// <summary>A sum is K plus the constant but for rounding.</summary>
    private const double Rounding = 1e-12;

    /// <summary>K (chi_perp - 1) at the two largest kernels differs by less: several skips in a block leave terms of order 1/K.</summary>
    private const double Same = 0.01;

    /// <summary>The constant; null where none is added, or chi_perp - 1 does not fall as 1/K.</summary>
    /// <param name="samples">Kernels in front of the block, at least four over some decades in rising order but for the first, and what is behind it.</param>
    public static double? Increment(IReadOnlyList<(double K, SignalState? After)> samples)
    {
        (double K, SignalState After)[] known = [.. samples.Where(s => s.After is not null).Select(s => (s.K, s.After!))];
        if (known.Length < samples.Count)
        {
            return null;
        }

        // The difference is most accurate at the smallest kernel.
        double constant = known.MinBy(s => s.K) is var least ? least.After.K - least.K : 0;
        bool linear = constant > 0 && Array.TrueForAll(known, s => s.After.Slope == 1 && Math.Abs(s.After.K - s.K - constant) <= Rounding * s.After.K);
        return linear && FallsAsReciprocal(known[^2], known[^1]) ? constant : null;
    }

    /// <summary>Not so where an activation saturates without a norm before it: residual(sign; linear) adds a constant too, and close inputs are torn apart.</summary>
    private static bool FallsAsReciprocal((double K, SignalState After) a, (double K, SignalState After) b)
    {
        (double first, double second) = (a.K * (a.After.Jacobian - 1), b.K * (b.After.Jacobian - 1));

        // What cancels in chi_perp - 1 leaves an error of K times rounding.
        return double.IsFinite(second) && second >= -Rounding * b.K && Math.Abs(second - first) <= (Same * Math.Abs(second)) + (Rounding * b.K);
    }
}
