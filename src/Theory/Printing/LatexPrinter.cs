using System.Globalization;
using System.Numerics;
using System.Text;
using Theory.Expressions;

namespace Theory.Printing;

/// <summary>Expressions as LaTeX mathematics (without dollar signs).</summary>
public static class LatexPrinter
{
    private static readonly Notation Printer = new();

    /// <summary>The expression as LaTeX.</summary>
    public static string Print(Expr expr) => Printer.Print(expr);

    private sealed class Notation : PlanarPrinter<string>
    {
        protected override string PiSign => @"\pi";

        protected override string Decimal(string digits) => digits;

        protected override string Integer(BigInteger value) => value.ToString(CultureInfo.InvariantCulture);

        protected override string Named(Symbol symbol)
        {
            int underscore = symbol.Name.IndexOf('_', StringComparison.Ordinal);
            return symbol.Latex ?? (underscore < 0 ? symbol.Name : $"{symbol.Name[..underscore]}_{{{symbol.Name[(underscore + 1)..]}}}");
        }

        protected override bool IsCompound(Symbol symbol) => Named(symbol).IndexOfAny(['^', ' ']) >= 0;

        protected override string Negated(string value) => "-" + value;

        protected override string Added(IReadOnlyList<(bool Negative, string Magnitude)> terms)
        {
            StringBuilder text = new();
            foreach ((bool negative, string magnitude) in terms)
            {
                text.Append(text.Length == 0 ? (negative ? "-" : "") : (negative ? " - " : " + ")).Append(magnitude);
            }

            return text.ToString();
        }

        protected override string Juxtaposed(IReadOnlyList<string> factors) => string.Join(@" \, ", factors);

        protected override string Quotient(string above, string below) => $@"\frac{{{above}}}{{{below}}}";

        protected override string Root(string radicand, BigInteger degree) => degree == 2
            ? $@"\sqrt{{{radicand}}}"
            : $@"\sqrt[{degree.ToString(CultureInfo.InvariantCulture)}]{{{radicand}}}";

        protected override string Superscript(string @base, string exponent) => $"{@base}^{{{exponent}}}";

        protected override string Parenthesized(string value) => $@"\left({value}\right)";

        protected override string Call(FunctionKind kind, IReadOnlyList<string> arguments)
        {
            string written = string.Join(", ", arguments);
            return kind switch
            {
                FunctionKind.Abs => $@"\left|{written}\right|",
                FunctionKind.Exp => $"e^{{{written}}}",
                _ => $@"{FunctionInfo.Of(kind).LatexName}\left({written}\right)",
            };
        }
    }
}
