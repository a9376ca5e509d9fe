using Theory.Expectations;
using Theory.Expressions;
using static Theory.Recursions.RecursionSymbols;

namespace Theory.Recursions;

/// <summary>The cumulants of the stochastic metric to any order in 1/n, as recursions: mean, variance and the higher ones.</summary>
internal static class CumulantRecursions
{
    /// <summary>Beyond this order formulas fill pages.</summary>
    public const int HighestOrder = 4;

    private static readonly Symbol Ratio = new("rho", isPositive: true, @"\rho");

    /// <summary>The recursions to an order, lower orders first.</summary>
    public static IReadOnlyList<Recursion> To(int order)
    {
        CumulantExpansion<FormulaNumber> expansion = new(order);
        FormulaNumber[][] conditional = [.. Enumerable.Range(1, expansion.Cumulants).Select(r => Enumerable.Range(0, expansion.Derivatives(r) + 1).Select(k => Coefficient(r, k)).ToArray())];

        // In units of 1/n_l, the width after which the next layer stands.
        FormulaNumber[][] cumulants = [.. Enumerable.Range(1, expansion.Cumulants).Select(r => Enumerable.Range(0, order + 1).Select(p => new FormulaNumber(Cumulant(r, p) * Ratio.Pow(p))).ToArray())];
        FormulaNumber[][] next = expansion.Next(conditional, cumulants);
        SymbolDefinition[] definitions =
        [
            new SymbolDefinition(Ratio, "n_l/n_{l-1}, 1 for equal widths", @"n_\ell/n_{\ell-1}"),
            .. from r in Enumerable.Range(1, expansion.Cumulants) from k in Enumerable.Range(0, expansion.Derivatives(r) + 1) where r > 1 || k > 0 select Definition(r, k),
            .. from r in Enumerable.Range(1, expansion.Cumulants) from p in Enumerable.Range(1, order) where p >= CumulantExpansion<FormulaNumber>.Leading(r) select DefinitionOfCumulant(r, p),
        ];
        return
        [
            .. from p in Enumerable.Range(1, order)
               from r in Enumerable.Range(1, p + 1)
               select Of(r, p, Expansion.Expand(next[r - 1][p].Value), definitions),
        ];
    }

    /// <summary>The symbol of the coefficient of n^-p in the r-th cumulant.</summary>
    private static Symbol Cumulant(int r, int p) => (r, p) switch
    {
        (1, 1) => G1,
        (2, 1) => V,
        (1, _) => new Symbol($"G{p}", latex: $"G_{{{p}}}"),
        (2, _) => new Symbol($"V{p}", latex: $"V_{{{p}}}"),
        _ => new Symbol($"C{r}_{p}", latex: $"C_{{{r},{p}}}"),
    };

    /// <summary>The symbol of the k-th derivative in K of the r-th cumulant of C_W s(z)^2.</summary>
    private static Symbol Derivative(int r, int k) => r switch
    {
        1 => new Symbol($"mu{k}", latex: $@"\mu_{{{k}}}"),
        2 => new Symbol($"v{k}", latex: $"v_{{{k}}}"),
        3 => new Symbol($"w{k}", latex: $"w_{{{k}}}"),
        _ => new Symbol($"c{r}_{k}", latex: $"c_{{{r},{k}}}"),
    };

    private static FormulaNumber Coefficient(int r, int k)
    {
        long factorial = 1;
        for (int i = 2; i <= k; i++)
        {
            factorial *= i;
        }

        return new FormulaNumber(Derivative(r, k) / new Number(new Fractions.Fraction(factorial)));
    }

    private static SymbolDefinition Definition(int r, int k)
    {
        (string text, string latex) = r switch
        {
            1 => ("C_W g", @"C_W\, g"),
            2 => ("C_W^2 (m4 - g^2)", "C_W^2 (m_4 - g^2)"),
            3 => ("C_W^3 (m6 - 3 m4 g + 2 g^3)", "C_W^3 (m_6 - 3 m_4 g + 2 g^3)"),
            _ => ($"the cumulant no. {r} of C_W s(z)^2", $@"\kappa_{{{r}}}(C_W \sigma(z)^2)"),
        };
        string of = k == 0 ? "" : k == 1 ? "d/dK of " : $"d^{k}/dK^{k} of ";
        string ofLatex = k == 0 ? "" : k == 1 ? @"\tfrac{d}{dK}\, " : $@"\tfrac{{d^{k}}}{{dK^{k}}}\, ";
        return new SymbolDefinition(Derivative(r, k), of + text, ofLatex + latex);
    }

    private static SymbolDefinition DefinitionOfCumulant(int r, int p)
    {
        string power = p == 1 ? "1/n_{l-1}" : $"1/n_{{l-1}}^{p}";
        return new SymbolDefinition(Cumulant(r, p), $"the coefficient of {power} in {NameOf(r)} of Ghat(l)", $@"[n_{{\ell-1}}^{{-{p}}}]\, \kappa_{{{r}}}(\widehat{{G}}^{{(\ell)}})");
    }

    private static string NameOf(int r) => r switch { 1 => "the mean", 2 => "the variance", _ => $"the cumulant no. {r}" };

    private static Recursion Of(int r, int p, Expr formula, SymbolDefinition[] definitions)
    {
        Symbol unknown = Cumulant(r, p);
        string latex = unknown.Latex ?? unknown.Name;
        return new Recursion(
            $"cumulant{r}Order{p}", $"{NameOf(r)} of the metric at order {(p == 1 ? "1/n" : $"1/n^{p}")}", unknown, formula, new($"{unknown.Name}(1)", $"{latex}^{{(1)}}", 0),
            (r, p) is (1, 1) or (2, 1) ? "PDLT section 4.3" : "beyond the paper", definitions, () => Explain(r, p, unknown, formula));
    }

    private static IReadOnlyList<ExplanationStep> Explain(int r, int p, Symbol unknown, Expr formula)
    {
        string power = p == 1 ? "1/n" : $"1/n^{p}";
        return
        [
            .. KernelRecursions.StochasticMetric(),
            new("Write Ghat(l) = K + x. Given x, Ghat(l+1) is C_b and a mean of n_l independent terms C_W s(z)^2: its cumulant no. r is that of one term over n_l^(r-1), a function of x that is expanded at K:",
                [new("E[Ghat(l+1) | x]", @"\mathbb{E}[\widehat{G}^{(\ell+1)} \mid x]", Cb + (Cw * RecursionSymbols.Of(Quantity.Kernel)) + (Derivative(1, 1) * WidthExpansion.Fluctuation) + (Derivative(1, 2) * WidthExpansion.Fluctuation.Pow(2) / 2) + new Symbol("...", latex: @"\dots"))]),
            new("Its moments given x are polynomials of these (complete Bell polynomials). Their means over x need the moments of x, the same polynomials of the cumulants of x; the cumulant no. r of x is of order 1/n^(r-1), so that only finitely many terms remain.", []),
            new($"From the moments of Ghat(l+1) follows {NameOf(r)}; at order {power}, times n_l{(p == 1 ? "" : $"^{p}")}:",
                [new($"{unknown.Name}(l+1)", $@"{unknown.Latex ?? unknown.Name}^{{(\ell+1)}}", formula)]),
        ];
    }
}
