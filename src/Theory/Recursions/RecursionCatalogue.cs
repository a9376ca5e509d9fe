using Theory.Expressions;

namespace Theory.Recursions;

/// <summary>The recursions of the effective theory.</summary>
public static class RecursionCatalogue
{
    /// <summary>K(l+1) = C_b + C_W g(K).</summary>
    public static Recursion Kernel => KernelRecursions.SingleInput;

    /// <summary>K_12(l+1) = C_b + C_W &lt;s1 s2&gt;.</summary>
    public static Recursion KernelOfTwoInputs => KernelRecursions.TwoInputs;

    /// <summary>dK(l+1) = chi_par dK.</summary>
    public static Recursion Parallel => PerturbationRecursions.Parallel;

    /// <summary>ddK(l+1) = chi_perp ddK + h dK^2.</summary>
    public static Recursion Perpendicular => PerturbationRecursions.Perpendicular;

    /// <summary>V(l+1) = C_W^2 (m4 - g^2) + (n_l/n_{l-1}) chi_par^2 V.</summary>
    public static Recursion Vertex => VertexRecursions.SingleInput;

    /// <summary>V_(12)(34)(l+1), see <see cref="VertexOf"/>.</summary>
    public static Recursion VertexOfSeveralInputs => VertexRecursions.SeveralInputs;

    /// <summary>G1(l+1) = (n_l/n_{l-1}) (chi_par G1 + C_W g'' V/2).</summary>
    public static Recursion Metric => MetricRecursion.Correction;

    /// <summary>Theta(l+1) = lambda_b + lambda_W g + chi_perp Theta.</summary>
    public static Recursion TangentKernel => TangentKernelRecursions.SingleInput;

    /// <summary>Theta_12(l+1) = lambda_b + lambda_W &lt;s1 s2&gt; + C_W &lt;s1' s2'&gt; Theta_12.</summary>
    public static Recursion TangentKernelOfTwoInputs => TangentKernelRecursions.TwoInputs;

    /// <summary>
    /// The tensors of order 1/n of the tangent kernel and its differentials, for one input: A, B, D, F, Theta1, P, Q, R, S, T, U. A right side needs, beside
    /// kernel, vertex, metric and tangent kernel, values of layer l only.
    /// </summary>
    public static IReadOnlyList<Recursion> TangentTensors => TangentTensorRecursions.All;

    /// <summary>Mean, variance and higher cumulants of the metric at every order in 1/n up to one, lower orders first; to order 1 they are <see cref="Metric"/> and <see cref="Vertex"/>.</summary>
    /// <param name="order">The highest power of 1/n.</param>
    /// <exception cref="UserInputException">The order is less than 1, or so high that formulas fill pages.</exception>
    public static IReadOnlyList<Recursion> CumulantsTo(int order) => order is >= 1 and <= CumulantRecursions.HighestOrder
        ? CumulantRecursions.To(order)
        : throw new UserInputException($"recursions are written to an order of 1 to {CumulantRecursions.HighestOrder} in 1/n, got {order}; numbers of higher orders are given by theory law ACTIVATION --orders");

    /// <summary>All of them, in the order in which they are shown.</summary>
    public static IReadOnlyList<Recursion> All { get; } =
        [Kernel, KernelOfTwoInputs, Parallel, Perpendicular, Vertex, VertexOfSeveralInputs, Metric, TangentKernel, TangentKernelOfTwoInputs, .. TangentTensors];

    /// <summary>The right side of V_(ab)(cd)(l+1) for any inputs, which may coincide.</summary>
    public static Expr VertexOf(int a, int b, int c, int d) => VertexRecursions.RightSide(a, b, c, d);

    /// <summary>The recursion of a key, in any case, or of the symbol on its left side, as in Theta1.</summary>
    /// <exception cref="UserInputException">There is none.</exception>
    public static Recursion Named(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return All.FirstOrDefault(r => r.Key.Equals(key.Trim(), StringComparison.OrdinalIgnoreCase)) ?? All.FirstOrDefault(r => r.Unknown.Name.Equals(key.Trim(), StringComparison.OrdinalIgnoreCase))
            ?? throw new UserInputException($"unknown recursion '{key.Trim()}'; " + (NearestName.Of(key.Trim(), All.Select(r => r.Key)) is string near
                ? $"did you mean '{near}'?"
                : $"known are {string.Join(", ", All.Select(r => r.Key))}"));
    }
}
