using System.Globalization;
using Fractions;
using Theory.Expressions;
using Theory.Parsing;

namespace Theory.Activations;

/// <summary>The activations that are known by name, and the reading of an activation from text.</summary>
public static class ActivationCatalogue
{
    private static readonly CatalogueParameter Order = new("p", IsPositiveInteger: true);

    /// <summary>Every entry, in the order in which they are listed.</summary>
    public static IReadOnlyList<CatalogueEntry> Entries { get; } =
    [
        new("linear", ["identity"], [], "z", "identity", "PDLT chapter 3"),
        new("perceptron", ["heaviside"], [], "step(z)", "step function", "Rosenblatt 1958"),
        new("sign", [], [], "sign(z)", "sign function, the perceptron of values -1 and 1", "Rosenblatt 1958"),
        new("relu", [], [], "max(0, z)", "rectified linear unit", "Nair and Hinton 2010"),
        new("leaky_relu", ["leaky-relu", "lrelu", "prelu"], [new("a", new Fraction(1, 100))], "max(0, z) - a*max(0, -z)", "leaky or parametric rectified linear unit, of slope a for z < 0", "Maas et al. 2013, He et al. 2015"),
        new("squared_relu", ["squared-relu", "relu2", "requ"], [], "max(0, z)^2", "squared ReLU", "So et al. 2021"),
        new("repu", [], [Order], "max(0, z)^p", "rectified power unit", "Li, Tang and Yu 2019"),
        new("mrepu", [], [Order, new("c", new Fraction(-1))], "z*max(0, z - c)^p", "modified rectified power unit, with its breakpoint at c", "the paper, section 4"),
        new("abs", [], [], "abs(z)", "absolute value", "PDLT section 5.2"),
        new("hard_tanh", ["hard-tanh", "hardtanh"], [], "max(-1, min(1, z))", "tanh made of straight lines", "Collobert 2004"),
        new("hard_sigmoid", ["hard-sigmoid", "hardsigmoid"], [], "max(0, min(1, z/6 + 1/2))", "sigmoid made of straight lines", "Howard et al. 2019"),
        new("hard_swish", ["hard-swish", "hardswish"], [], "z*max(0, min(1, z/6 + 1/2))", "swish made of a parabola and straight lines", "Howard et al. 2019"),
        new("relu6", [], [], "min(6, max(0, z))", "ReLU cut at 6", "Krizhevsky 2010"),
        new("elu", [], [new("a", Fraction.One)], "piecewise(z < 0, a*(exp(z) - 1), z)", "exponential linear unit", "Clevert et al. 2016"),
        new("celu", [], [new("a", Fraction.One)], "piecewise(z < 0, a*(exp(z/a) - 1), z)", "continuously differentiable exponential linear unit", "Barron 2017"),
        new("selu", [], [], "1.0507009873554804934*piecewise(z < 0, 1.6732632423543772848*(exp(z) - 1), z)", "self-normalising exponential linear unit", "Klambauer et al. 2017"),
        new("sin", [], [], "sin(z)", "sine", "Sitzmann et al. 2020"),
        new("cos", [], [], "cos(z)", "cosine", "Rahimi and Recht 2007"),
        new("snake", [], [new("a", Fraction.One)], "z + sin(a*z)^2/a", "periodic with a linear trend", "Ziyin et al. 2020"),
        new("erf", [], [], "erf(z)", "error function", "Williams 1997"),
        new("gelu", [], [], "z*Phi(z)", "Gaussian error linear unit", "Hendrycks and Gimpel 2016"),
        new("gelu_tanh", ["gelu-tanh"], [], "z/2*(1 + tanh(sqrt(2/pi)*(z + 0.044715*z^3)))", "approximation of GELU by tanh", "Hendrycks and Gimpel 2016"),
        new("gaussian", ["gauss"], [], "exp(-z^2)", "Gaussian bump", "Park and Sandberg 1991"),
        new("sigmoid", ["logistic"], [], "sigmoid(z)", "logistic function", "Cybenko 1989"),
        new("tanh", [], [], "tanh(z)", "hyperbolic tangent", "Cybenko 1989"),
        new("swish", ["silu"], [], "z*sigmoid(z)", "sigmoid-weighted linear unit", "Ramachandran et al. 2017"),
        new("softplus", [], [], "softplus(z)", "smooth ReLU", "Dugas et al. 2001"),
        new("mish", [], [], "z*tanh(softplus(z))", "self-regularised swish", "Misra 2019"),
        new("softsign", [], [], "z/(1 + abs(z))", "sigmoid of algebraic tails", "Bergstra et al. 2009"),
        new("bent_identity", ["bent-identity"], [], "(sqrt(z^2 + 1) - 1)/2 + z", "bent identity", "Barron 2017"),
    ];

    /// <summary>Reads an activation of the catalogue (<c>relu</c>, <c>mrepu:2</c>, <c>repu(p=3)</c>) or a formula in z.</summary>
    internal static Activation Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Lexer.RequireLength(text);
        ActivationSpecification? specification = ActivationSpecification.TryRead(text);
        if (specification is null)
        {
            return Activation.Create(text.Trim(), ExpressionParser.Parse(text, [Symbol.Z], DefinitionOf));
        }

        if (specification.Name == Symbol.Z.Name)
        {
            return Activation.Create(Symbol.Z.Name, Symbol.Z);
        }

        CatalogueEntry entry = Find(specification.Name) ?? throw Unknown(specification.Name);
        return Instantiate(entry, specification.Bind(entry));
    }

    /// <summary>An entry by its name or an alias, or null.</summary>
    public static CatalogueEntry? Find(string name) =>
        Entries.FirstOrDefault(e => Names(e).Contains(name, StringComparer.OrdinalIgnoreCase));

    private static IEnumerable<string> Names(CatalogueEntry entry) => entry.Aliases.Prepend(entry.Name);

    private static UserInputException Unknown(string name)
    {
        string hint = NearestName.Of(name, Entries.SelectMany(Names)) is string near
            ? $"did you mean '{near}'?"
            : $"known are {string.Join(", ", Entries.Select(e => e.Usage))}, or a formula in z such as \"z*max(0,z+1)^2\"";
        return new UserInputException($"unknown activation '{name}'; {hint}");
    }

    private static Activation Instantiate(CatalogueEntry entry, IReadOnlyList<Expr> values)
    {
        Symbol[] parameters = [.. entry.Parameters.Select(p => p.Symbol)];
        Expr definition = ExpressionParser.Parse(entry.Formula, [Symbol.Z, .. parameters]);
        for (int i = 0; i < parameters.Length; i++)
        {
            definition = definition.Substitute(parameters[i], values[i]);
        }

        // Defaults at the end are not written: mrepu:2, not mrepu:2,-1.
        int count = values.Count;
        while (count > 0 && entry.Parameters[count - 1].IsOptionalOrder(values[count - 1]))
        {
            count--;
        }

        string[] written = [.. values.Take(count).Select(Written)];
        string name = count == 0 ? entry.Name
            : entry.Parameters[0].IsPositiveInteger ? $"{entry.Name}:{string.Join(",", written)}"
            : $"{entry.Name}({string.Join(", ", written)})";
        return Activation.Create(name, definition);
    }

    /// <summary>1/100 as 0.01, where that is exact.</summary>
    private static string Written(Expr value) => value is Number { Value: var v } && (new Fraction(1_000_000) * v).Reduce().Denominator.IsOne
        ? v.ToNearestDouble().ToString("R", CultureInfo.InvariantCulture)
        : value.ToString();

    /// <summary>Activations without parameters can be used as functions in formulas: relu(z) - relu(-z).</summary>
    private static Expr? DefinitionOf(string name) => Find(name) is { Parameters.Length: 0 } entry
        ? ExpressionParser.Parse(entry.Formula, Symbol.Z)
        : null;
}
