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
        new("linear", ["identity"], [], "z", "the identity", "PDLT chapter 3"),
        new("perceptron", ["heaviside"], [], "step(z)", "the step function", "Rosenblatt 1958"),
        new("relu", [], [], "max(0, z)", "rectified linear unit", "Nair and Hinton 2010"),
        new("leaky_relu", ["leaky-relu", "lrelu", "prelu"], [new("a", new Fraction(1, 100))], "max(0, z) - a*max(0, -z)", "leaky rectified linear unit of slope a for z < 0", "Maas et al. 2013"),
        new("repu", [], [Order], "max(0, z)^p", "rectified power unit", "Li, Tang and Yu 2019"),
        new("mrepu", [], [Order], "z*max(0, z + 1)^p", "modified rectified power unit", "the paper, definition 6"),
        new("abs", [], [], "abs(z)", "absolute value", "PDLT section 5.2"),
        new("hard_tanh", ["hard-tanh", "hardtanh"], [], "max(-1, min(1, z))", "tanh made of straight lines", "Collobert 2004"),
        new("relu6", [], [], "min(6, max(0, z))", "ReLU cut at 6", "Krizhevsky 2010"),
        new("sin", [], [], "sin(z)", "sine", "Sitzmann et al. 2020"),
        new("cos", [], [], "cos(z)", "cosine", "Rahimi and Recht 2007"),
        new("tanh", [], [], "tanh(z)", "hyperbolic tangent", "Cybenko 1989"),
        new("erf", [], [], "erf(z)", "error function", "Williams 1997"),
        new("sigmoid", ["logistic"], [], "sigmoid(z)", "logistic function", "Cybenko 1989"),
        new("softplus", [], [], "softplus(z)", "smooth ReLU", "Dugas et al. 2001"),
        new("swish", ["silu"], [], "z*sigmoid(z)", "sigmoid-weighted linear unit", "Ramachandran et al. 2017"),
        new("gelu", [], [], "z*Phi(z)", "Gaussian error linear unit", "Hendrycks and Gimpel 2016"),
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
        Symbol[] parameters = [.. entry.Parameters.Select(p => new Symbol(p.Name))];
        Expr definition = ExpressionParser.Parse(entry.Formula, [Symbol.Z, .. parameters]);
        for (int i = 0; i < parameters.Length; i++)
        {
            definition = definition.Substitute(parameters[i], values[i]);
        }

        string name = values.Count == 0 ? entry.Name
            : entry.Parameters[0].IsPositiveInteger ? $"{entry.Name}:{string.Join(",", values)}"
            : $"{entry.Name}({string.Join(", ", values.Select(Written))})";
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
