using System.Globalization;
using System.Numerics;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Theory.Expressions;

namespace Theory.Printing;

/// <summary>Expressions as presentation MathML.</summary>
public static class MathMlPrinter
{
    internal static readonly XNamespace Namespace = "http://www.w3.org/1998/Math/MathML";

    private static readonly Notation Printer = new();

    /// <summary>The expression as one <c>math</c> element.</summary>
    /// <remarks>In ASCII: a symbol beyond it is a character reference, which no encoding of a console or a page can spoil.</remarks>
    public static string Print(Expr expr) => Text(Document(Of(expr)));

    /// <summary>The equation y(l+1) = expression of a recursion as one <c>math</c> element.</summary>
    internal static string Equation(Symbol unknown, Expr expr) => Text(Document(Element("mrow",
        Printer.Print(unknown), Element("mrow", Operator("("), Identifier("\u2113"), Operator("+"), Element("mn", 1), Operator(")")), Operator("="), Of(expr))));

    /// <summary>The element of an expression.</summary>
    internal static XElement Of(Expr expr) => Printer.Print(expr);

    /// <summary>A complete <c>math</c> element, displayed on a line of its own.</summary>
    internal static XElement Document(params object[] content) =>
        new(Namespace + "math", new XAttribute("xmlns", Namespace.NamespaceName), new XAttribute("display", "block"), content);

    /// <summary>The element as text in ASCII.</summary>
    internal static string Text(XElement element)
    {
        using MemoryStream stream = new();
        using (XmlWriter writer = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = Encoding.ASCII, OmitXmlDeclaration = true }))
        {
            element.Save(writer);
        }

        return Encoding.ASCII.GetString(stream.ToArray());
    }

    internal static XElement Element(string name, params object[] content) => new(Namespace + name, content);

    internal static XElement Operator(string text) => Element("mo", text);

    internal static XElement Identifier(string text) => Element("mi", text);

    private sealed class Notation : PlanarPrinter<XElement>
    {
        /// <summary>Between factors: read, but not seen.</summary>
        private const string InvisibleTimes = "\u2062";

        /// <summary>Between a function and its argument: read, but not seen.</summary>
        private const string ApplyFunction = "\u2061";

        protected override XElement PiSign => Identifier("\u03C0");

        protected override XElement Decimal(string digits) => Element("mn", digits);

        protected override XElement Integer(BigInteger value) => Element("mn", value.ToString(CultureInfo.InvariantCulture));

        protected override XElement Named(Symbol symbol) => MathMlName.Of(symbol.Name);

        protected override bool IsCompound(Symbol symbol) => symbol.Name.Contains('^', StringComparison.Ordinal);

        protected override XElement Negated(XElement value) => Element("mrow", Operator("\u2212"), value);

        protected override XElement Added(IReadOnlyList<(bool Negative, XElement Magnitude)> terms)
        {
            XElement row = Element("mrow");
            foreach ((bool negative, XElement magnitude) in terms)
            {
                if (negative || row.HasElements)
                {
                    row.Add(Operator(negative ? "\u2212" : "+"));
                }

                row.Add(magnitude);
            }

            return row;
        }

        protected override XElement Juxtaposed(IReadOnlyList<XElement> factors) =>
            Element("mrow", factors.SelectMany((f, i) => i == 0 ? [f] : (XElement[])[Operator(InvisibleTimes), f]));

        protected override XElement Quotient(XElement above, XElement below) => Element("mfrac", above, below);

        protected override XElement Root(XElement radicand, BigInteger degree) =>
            degree == 2 ? Element("msqrt", radicand) : Element("mroot", radicand, Integer(degree));

        protected override XElement Superscript(XElement @base, XElement exponent) => Element("msup", @base, exponent);

        protected override XElement Parenthesized(XElement value) => Element("mrow", Operator("("), value, Operator(")"));

        protected override XElement Call(FunctionKind kind, IReadOnlyList<XElement> arguments) => kind switch
        {
            FunctionKind.Abs => Element("mrow", Operator("|"), arguments[0], Operator("|")),
            FunctionKind.Exp => Superscript(Identifier("e"), arguments[0]),
            _ => Element("mrow", NameOf(kind), Operator(ApplyFunction),
                Parenthesized(Element("mrow", arguments.SelectMany((a, i) => i == 0 ? [a] : (XElement[])[Operator(","), a])))),
        };

        private static XElement NameOf(FunctionKind kind) => kind switch
        {
            FunctionKind.NormalCdf => Identifier("\u03A6"),
            FunctionKind.NormalPdf => Identifier("\u03C6"),
            FunctionKind.BivariateNormalCdf => Element("msub", Identifier("\u03A6"), Element("mn", 2)),
            FunctionKind.Step => Identifier("\u03B8"),
            _ => Identifier(FunctionInfo.Of(kind).Name),
        };
    }
}
