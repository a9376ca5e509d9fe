using Theory.Expressions;
using Theory.Printing;

namespace Theory.Expectations;

/// <summary>An equation of an explanation.</summary>
/// <param name="Left">The left side as text.</param>
/// <param name="LeftLatex">The left side as LaTeX.</param>
/// <param name="Right">The right side.</param>
/// <param name="From">The equation holds for z above this; null for no bound.</param>
/// <param name="To">The equation holds for z below this; null for no bound.</param>
public sealed record ExplainedEquation(string Left, string LeftLatex, Expr Right, Expr? From = null, Expr? To = null)
{
    /// <summary>The equation as text.</summary>
    public string Text => $"{Left} = {TextPrinter.Print(Right)}{Condition("   for ", "<", TextPrinter.Print, "z")}";

    /// <summary>The equation as LaTeX.</summary>
    public string Latex => $"{LeftLatex} = {LatexPrinter.Print(Right)}{Condition(@" \quad \text{for } ", "<", LatexPrinter.Print, "z")}";

    private string Condition(string before, string less, Func<Expr, string> print, string z) => (From, To) switch
    {
        (null, null) => "",
        (null, { } to) => $"{before}{z} {less} {print(to)}",
        ({ } from, null) => $"{before}{print(from)} {less} {z}",
        ({ } from, { } to) => $"{before}{print(from)} {less} {z} {less} {print(to)}",
    };
}
