using Fractions;

namespace Theory.Expectations;

/// <summary>Writes the definition of a quantity from its integrand, its K-derivatives and its factor.</summary>
/// <remarks>
/// d^n&lt;f&gt;/dK^n = &lt;f He_2n(z/sqrt K)&gt;/(2K)^n, which for n = 1 is &lt;f (z^2 - K)&gt;/(2K^2). A derivative is given by the symbol of what is differentiated as
/// well, where that is not its own symbol.
/// </remarks>
internal static class QuantityDefinition
{
    /// <summary>As plain text.</summary>
    public static string Text(Quantity q)
    {
        string cw = q.CwPower == 0 ? "" : q.CwPower == 1 ? "C_W" : $"C_W^{q.CwPower}";
        string Front(string mean) => string.Join(" ", new[] { q.Factor == Fraction.One ? "" : q.Factor.ToString(), cw, mean }.Where(p => p.Length > 0));
        if (q.KernelDerivatives == 0)
        {
            return Front($"<{q.Integrand.Text("(z)")}>_K");
        }

        string equals = "";
        if (q.DerivativeOf is { } of && q.KernelDerivatives - of.KernelDerivatives is var n)
        {
            string factor = Relative(q, of) is var r && r == Fraction.One ? "" : $"{r} ";
            string derivative = of.CwPower == 0 ? $"{of.Symbol}{new string('\'', n)}" : n == 1 ? $"d {of.Symbol}/dK" : $"d^{n} {of.Symbol}/dK^{n}";
            equals = derivative == q.Symbol ? "" : factor + (of.CwPower == 0 ? (cw.Length == 0 ? "" : cw + " ") + derivative + "(K)" : derivative) + " = ";
        }

        Fraction scale = Scale(q);
        string over = $"{(scale.Denominator.IsOne ? "" : scale.Denominator.ToString())}K^{(q.KernelDerivatives == 1 ? 2 : q.KernelDerivatives)}";
        string numerator = cw.Length == 0 ? scale.Numerator.ToString() : scale.Numerator.IsOne ? cw : $"{scale.Numerator} {cw}";
        string f = q.Integrand.Terms.Count == 1 ? q.Integrand.Text() : $"({q.Integrand.Text()})";
        return $"{equals}{numerator}/({over}) <{f} {(q.KernelDerivatives == 1 ? "(z^2-K)" : $"He{2 * q.KernelDerivatives}(z/sqrt(K))")}>_K";
    }

    /// <summary>As LaTeX.</summary>
    public static string Latex(Quantity q)
    {
        string cw = q.CwPower == 0 ? "" : q.CwPower == 1 ? "C_W" : $"C_W^{q.CwPower}";
        if (q.KernelDerivatives == 0)
        {
            return string.Join(@" \, ", new[] { q.Factor == Fraction.One ? "" : Ratio(q.Factor), cw, $@"\langle {q.Integrand.Latex("(z)")} \rangle_K" }.Where(p => p.Length > 0));
        }

        string equals = "";
        if (q.DerivativeOf is { } of && q.KernelDerivatives - of.KernelDerivatives is var n)
        {
            string name = of.Latex.Replace("(K)", "", StringComparison.Ordinal);
            string factor = Relative(q, of) is var r && r == Fraction.One ? "" : Ratio(r) + " ";
            string derivative = of.CwPower == 0 ? $"{name}{new string('\'', n)}(K)" : n == 1 ? $@"\frac{{d {name}}}{{dK}}" : $@"\frac{{d^{n} {name}}}{{dK^{n}}}";
            equals = derivative == q.Latex ? "" : factor + (of.CwPower == 0 && cw.Length > 0 ? cw + @" \, " : "") + derivative + " = ";
        }

        Fraction scale = Scale(q);
        string over = $"{(scale.Denominator.IsOne ? "" : scale.Denominator + " ")}K^{(q.KernelDerivatives == 1 ? 2 : q.KernelDerivatives)}";
        string numerator = cw.Length == 0 ? scale.Numerator.ToString() : scale.Numerator.IsOne ? cw : $@"{scale.Numerator} \, {cw}";
        string f = q.Integrand.Terms.Count == 1 ? q.Integrand.Latex() : $"({q.Integrand.Latex()})";
        string weight = q.KernelDerivatives == 1 ? " (z^2 - K)" : $@" \, \mathrm{{He}}_{(q.KernelDerivatives < 5 ? $"{2 * q.KernelDerivatives}" : $"{{{2 * q.KernelDerivatives}}}")}(z/\sqrt{{K}})";
        return $@"{equals}\frac{{{numerator}}}{{{over}}} \langle {f}{weight} \rangle_K";
    }

    private static string Ratio(Fraction f) => f.Denominator.IsOne ? f.ToString() : $@"\frac{{{f.Numerator}}}{{{f.Denominator}}}";

    private static Fraction Relative(Quantity q, Quantity of) => (q.Factor / of.Factor).Reduce();

    /// <summary>The factor and the 2^n of (2K)^n.</summary>
    private static Fraction Scale(Quantity q) => (q.Factor / new Fraction(System.Numerics.BigInteger.One << q.KernelDerivatives)).Reduce();
}
