using Fractions;
using Theory.Activations;
using Theory.Expectations;
using Theory.Expressions;

namespace Theory.Printing.Documents;

/// <summary>Expectations without a closed form in a Python module: Gauss-Legendre rules on panels that end at the breakpoints of the activation.</summary>
internal static class NumPyQuadrature
{
    /// <summary>
    /// z = sqrt(K) t. Panels are as fine as the normal density needs in t, and graded in z around 0 and the breakpoints, where s may change on its own scale. The range of t
    /// is cut where the integrand is negligible; it is smaller where s overflows before the density has removed it.
    /// </summary>
    private const string Rule = """"
        def _expectation(f, K):
            """<f(z, t)> for z = sqrt(K) t and t ~ N(0, 1)."""
            K = np.asarray(K, dtype=float)
            return np.array([_integral(f, k) for k in K.ravel()]).reshape(K.shape)[()]


        def _integral(f, K):
            scale = np.sqrt(K)
            graded = np.concatenate([[0.0], -2.0**np.arange(-10, 8), 2.0**np.arange(-10, 8)])
            near = np.concatenate([point + graded for point in (0.0, *_BREAKPOINTS)])/scale
            for reach in (38.0, 26.0, 18.0, 13.0, 9.0):
                edges = np.concatenate([np.arange(-reach, reach + 0.25, 0.5), near])
                edges = np.unique(edges[np.abs(edges) <= reach])
                coarse, _, _ = _sum(f, scale, edges, 16)
                value, size, ends = _sum(f, scale, edges, 24)
                if np.isfinite(size) and ends <= 1e-15*size:
                    if abs(value - coarse) > 1e-9*size:
                        warnings.warn(f"the quadrature may be off by {abs(value - coarse):.1e} at K = {K:g}")
                    return value
            raise ValueError(f"the integrand is too large for double precision at K = {K:g}")


        def _sum(f, scale, edges, order):
            x, w = np.polynomial.legendre.leggauss(order)
            half = np.diff(edges)[:, None]/2
            t = (edges[:-1, None] + edges[1:, None])/2 + half*x
            with np.errstate(all="ignore"):
                terms = half*w*np.exp(-t**2/2)/np.sqrt(2*np.pi)*f(scale*t, t)
            return np.sum(terms), np.sum(np.abs(terms)), np.sum(np.abs(terms[0])) + np.sum(np.abs(terms[-1]))
        """";

    /// <summary>
    /// The same in the plane: z_b given z_a is normal with mean rho sqrt(K_b/K_a) z_a, and its conditional mean of f bends where that passes a breakpoint, over the
    /// conditional deviation.
    /// </summary>
    private const string PairRule = """"
        def _pair_expectation(f, K_a, K_b, rho):
            """<f(z_a) f(z_b)> for normal z_a, z_b of variances K_a, K_b and correlation rho."""
            scale_a, scale_b = np.sqrt(K_a), np.sqrt(K_b)
            sigma = np.sqrt((1 - rho)*(1 + rho))
            x, w = np.polynomial.legendre.leggauss(16)
            base = np.arange(-12.0, 13.0)
            graded = np.concatenate([[0.0], -2.0**np.arange(-8, 6), 2.0**np.arange(-8, 6)])
            points = np.array([0.0, *_BREAKPOINTS])
            near = (points[:, None] + graded).ravel()
            edges = [base, near/scale_a]
            if rho != 0:
                edges.append((points[:, None]/(scale_b*rho) + graded*sigma/abs(rho)).ravel())
            edges = np.unique(np.clip(np.concatenate(edges), -12, 12))
            total = 0.0
            for left, right in zip(edges[:-1], edges[1:]):
                t = (left + right)/2 + (right - left)/2*x
                if sigma > 0:
                    inner = (near/scale_b - rho*t[:, None])/sigma
                    inner = np.sort(np.clip(np.concatenate([np.broadcast_to(base, (len(t), len(base))), inner], axis=1), -12, 12), axis=1)
                    half = np.diff(inner, axis=1)[..., None]/2
                    u = (inner[:, :-1, None] + inner[:, 1:, None])/2 + half*x
                    mean = np.sum(half*w*np.exp(-u**2/2)*f(scale_b*(rho*t[:, None, None] + sigma*u)), axis=(1, 2))/np.sqrt(2*np.pi)
                else:
                    mean = f(scale_b*rho*t)
                total += np.sum((right - left)/2*w*np.exp(-t**2/2)*f(scale_a*t)*mean)
            return total/np.sqrt(2*np.pi)
        """";

    private static readonly string[] Names = ["_s", "_ds", "_d2s", "_d3s"];

    /// <summary>A function of K; null for what this quadrature cannot do: an activation with free parameters, or a derivative that is a delta function.</summary>
    public static string? Function(string name, Quantity quantity, string reason, Activation activation)
    {
        if (activation.FreeParameters.Count > 0)
        {
            return null;
        }

        // d<f>/dK = <f''>/2 does not cancel as <f He_2>/(2K) does where K is small; the latter needs no derivatives.
        int smoothness = activation.Smoothness ?? int.MaxValue;
        (Integrand integrand, int derivatives, Fraction factor) = (quantity.Integrand, quantity.KernelDerivatives, quantity.Factor);
        while (derivatives > 0 && integrand.Order + 2 <= Math.Min(DerivativeMonomial.HighestOrder, smoothness))
        {
            (integrand, derivatives, factor) = (integrand.Derivative().Derivative(), derivatives - 1, (factor / 2).Reduce());
        }

        if (integrand.Order > 0 && integrand.Order - 1 > smoothness)
        {
            return null;
        }

        string hermite = derivatives == 0 ? "" : $"*({Polynomial(2 * derivatives)})";
        string scaled = (factor == Fraction.One ? "" : $"{Number(factor)}*") + $"_expectation(lambda z, t: ({Sum(integrand)}){hermite}, K)" + (derivatives == 0 ? "" : derivatives == 1 ? "/(2*K)" : $"/(2*K)**{derivatives}");
        return $"def {name}(K):\n    \"\"\"{quantity.Symbol} = {quantity.Definition}: {quantity.Description}.\n\n    By quadrature. No closed form, because {reason}.\n    \"\"\"\n    K = np.asarray(K, dtype=float)\n    return {scaled}";
    }

    /// <summary>The activation with its derivatives, its breakpoints, and the rule.</summary>
    public static IEnumerable<string> Shared(Activation activation, Func<Expr, string> print) => Definitions(activation, print, Names).Append(Rule.ReplaceLineEndings("\n"));

    /// <summary>The activation with its first derivative, and the rule for two inputs.</summary>
    public static IEnumerable<string> SharedByPairs(Activation activation, Func<Expr, string> print) =>
        Definitions(activation, print, Names[..2]).Append(PairRule.ReplaceLineEndings("\n"));

    /// <summary>An expectation of two inputs; null for what this quadrature cannot do: an activation with free parameters, or a derivative that is a delta function.</summary>
    public static string? OfPair(Quantity oneInput, Activation activation)
    {
        int order = oneInput.Integrand.Order;
        return activation.FreeParameters.Count > 0 || (order > 0 && activation.FirstJump is not null) ? null : $"_pair_expectation({Names[order]}, K_a, K_b, rho)";
    }

    private static List<string> Definitions(Activation activation, Func<Expr, string> print, string[] names)
    {
        List<string> definitions = [$"_BREAKPOINTS = ({string.Concat(activation.Breakpoints.Select(b => $"{print(b)}, "))})"];
        Expr[] pieces = [.. activation.Pieces.Select(p => p.Expression)];
        foreach (string name in names)
        {
            string value = pieces.Length == 1 ? print(pieces[0])
                : $"np.select([{string.Join(", ", activation.Breakpoints.Select(b => $"z < {print(b)}"))}], [{string.Join(", ", pieces.SkipLast(1).Select(print))}], {print(pieces[^1])})";
            definitions.Add($"def {name}(z):\n    return {value}");
            pieces = [.. pieces.Select(p => p.Derivative(Symbol.Z))];
        }

        return definitions;
    }

    private static string Sum(Integrand integrand) => string.Join(" + ", integrand.Terms.Select(t =>
        (t.Coefficient == Fraction.One ? "" : $"{Number(t.Coefficient)}*")
        + string.Join('*', Enumerable.Range(0, DerivativeMonomial.HighestOrder + 1).Where(order => t.Monomial[order] > 0)
            .Select(order => $"{Names[order]}(z)" + (t.Monomial[order] > 1 ? $"**{t.Monomial[order]}" : "")))));

    /// <summary>He_n in t.</summary>
    private static string Polynomial(int n) => string.Join(" + ", Enumerable.Range(0, n + 1).Reverse()
        .Select(m => (Power: m, Value: Hermite.Coefficient(n, m))).Where(c => !c.Value.IsZero)
        .Select(c => c.Power == 0 ? Number(c.Value) : (c.Value == Fraction.One ? "" : $"{Number(c.Value)}*") + (c.Power == 1 ? "t" : $"t**{c.Power}")))
        .Replace("+ -", "- ", StringComparison.Ordinal);

    private static string Number(Fraction value) => value.Denominator.IsOne ? value.Numerator.ToString(System.Globalization.CultureInfo.InvariantCulture)
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{value.Numerator}/{value.Denominator}");
}
