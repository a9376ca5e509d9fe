using Theory.Expressions;

namespace Theory.Asymptotics;

/// <summary>The expansion of a Gaussian expectation in powers of sqrt(K), exact term by term, up to K^order.</summary>
/// <param name="Terms">The terms that are not 0, by rising power.</param>
/// <param name="FirstNeglected">The first term beyond the order; null when none was found.</param>
/// <param name="BigO">The power of K, doubled, that bounds what is neglected; null when the terms are all there are.</param>
/// <param name="Convergence">Whether the series converges.</param>
public sealed record KernelSeries(IReadOnlyList<KernelTerm> Terms, KernelTerm? FirstNeglected, int? BigO, Convergence Convergence)
{
    /// <summary>The sum of the terms as an expression in K.</summary>
    public Expr ToExpr() => Sum.Of(Terms.Select(t => t.ToExpr()));

    /// <summary>The coefficient of K^(halfPower/2); 0 when there is no such term.</summary>
    public Expr Coefficient(int halfPower) => Terms.FirstOrDefault(t => t.HalfPower == halfPower)?.Coefficient ?? Expr.Zero;

    /// <summary>Rising powers with a big-O term, as in K - 2*K^2 + O(K^3).</summary>
    public override string ToString() => Join(t => t.ToString(), BigO is int n ? $"O({Symbol.K.Pow(new Fractions.Fraction(n, 2))})" : null);

    /// <summary>The same in LaTeX.</summary>
    public string ToLatex() => Join(
        t => Printing.LatexPrinter.Print(t.ToExpr()),
        BigO is int n ? $@"O\left({Printing.LatexPrinter.Print(Symbol.K.Pow(new Fractions.Fraction(n, 2)))}\right)" : null);

    private string Join(Func<KernelTerm, string> write, string? bigO)
    {
        string text = "";
        foreach (string term in bigO is null ? Terms.Select(write) : Terms.Select(write).Append(bigO))
        {
            bool negative = term.StartsWith('-');
            text += text.Length == 0 ? term : negative ? " - " + term[1..] : " + " + term;
        }

        return text.Length == 0 ? "0" : text;
    }
}
