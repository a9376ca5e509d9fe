using System.Xml.Linq;
using Theory.Expectations;
using Theory.Expressions;
using static Theory.Printing.MathMlPrinter;

namespace Theory.Printing.Documents;

/// <summary>One <c>math</c> element for each quantity that has a closed form, ready to be put into a page.</summary>
internal static class MathMlDocument
{
    /// <summary>The elements, one a line.</summary>
    public static string Write(Derivation derivation, IReadOnlyList<Quantity> quantities)
    {
        StringWriter text = new();
        text.WriteLine(Comment($"Gaussian expectations of {derivation.Activation.Name}: s(z) = {derivation.Activation.Definition}, z ~ N(0, K)."));
        if (quantities.Any(q => q.CwPower == 1))
        {
            text.WriteLine(Comment("At C_W = 1; chi_par, chi_perp and h are proportional to C_W."));
        }

        foreach (Quantity quantity in quantities)
        {
            ClosedForm form = derivation[quantity];
            text.WriteLine(form.Formula is Expr formula
                ? Text(Equation(quantity, form, formula))
                : Comment($"{quantity.Symbol}: {(form.IsUndefined ? "undefined" : "no closed form")}, because {form.Reason}"));
        }

        return text.ToString();
    }

    private static XElement Equation(Quantity quantity, ClosedForm form, Expr formula)
    {
        XElement row = Element("mrow", SymbolOf(quantity), Operator("="), Of(formula));
        if (form.ValidBelow is Expr bound)
        {
            row.Add(Operator(","), Element("mspace", new XAttribute("width", "1em")), Identifier("K"), Operator("<"), Of(bound));
        }

        return Document(row);
    }

    /// <summary>The symbols of the quantities, as <see cref="Quantity.Latex"/> has them.</summary>
    private static XElement SymbolOf(Quantity quantity) => quantity.Key switch
    {
        "mean" => Element("msub", Element("mrow", Operator("\u27E8"), Identifier("s"), Operator("\u27E9")), Identifier("K")),
        "chiParallel" => OfKernel(Element("msub", Identifier("\u03C7"), Operator("\u2225"))),
        "chiPerp" => OfKernel(Element("msub", Identifier("\u03C7"), Operator("\u22A5"))),
        "m4" => OfKernel(Element("msub", Identifier("m"), Element("mn", 4))),
        "g2" => OfKernel(Element("msup", Identifier("g"), Operator("\u2033"))),
        "g" or "h" => OfKernel(Identifier(quantity.Key)),
        "m6" => OfKernel(Element("msub", Identifier("m"), Element("mn", 6))),
        _ when quantity.DerivativeOf is Quantity mean => OfKernel(Primed(mean, quantity.KernelDerivatives)),
        _ when quantity.Integrand.Terms is [{ Monomial: var product }] => Element(
            "msub", Element("mrow", [Operator("\u27E8"), .. Factors(product), Operator("\u27E9")]), Identifier("K")),
        _ => OfKernel(Identifier(quantity.Key)),
    };

    /// <summary>A K-derivative of g or m4.</summary>
    private static XElement Primed(Quantity mean, int times) => mean == Quantity.FourthMoment
        ? Element("msubsup", Identifier("m"), Element("mn", 4), Operator(Primes(times)))
        : Element("msup", Identifier(mean.Key), Operator(Primes(times)));

    private static string Primes(int times) => new('\u2032', times);

    /// <summary>The powers of s and its derivatives.</summary>
    private static IEnumerable<XElement> Factors(DerivativeMonomial product)
    {
        for (int order = 0; order <= product.Order; order++)
        {
            if (product[order] > 0)
            {
                XElement factor = order == 0 ? Identifier("s") : Element("msup", Identifier("s"), Operator(Primes(order)));
                yield return product[order] == 1 ? factor : Element("msup", Element("mrow", factor), Element("mn", product[order]));
            }
        }
    }

    private static XElement OfKernel(XElement name) =>
        Element("mrow", name, Operator("\u2061"), Element("mrow", Operator("("), Identifier("K"), Operator(")")));

    /// <summary>A comment in XML may not contain two hyphens, nor end with one.</summary>
    private static string Comment(string text) => $"<!-- {text.Replace("--", "- -", StringComparison.Ordinal)} -->";
}
