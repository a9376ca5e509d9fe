using System.Globalization;
using Fractions;
using Theory.Expressions;
using Theory.Parsing;

namespace Theory.Activations;

/// <summary>The activations that are known by name, and the reading of an activation from text.</summary>
public static partial class ActivationCatalogue
{
    private static readonly Lazy<Dictionary<string, CatalogueEntry>> ByName = new(Index);

    /// <summary>Every name and alias.</summary>
    internal static IEnumerable<string> AllNames => Entries.SelectMany(Names);

    /// <summary>Reads an activation of the catalogue (<c>relu</c>, <c>mrepu:2</c>, <c>repu(p=3)</c>) or a formula in z.</summary>
    internal static Activation Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Lexer.RequireLength(text);
        text = PastedText.Normalized(text);
        CatalogueFunctions functions = new();
        if (ActivationSpecification.TryRead(text) is ActivationSpecification specification)
        {
            CatalogueEntry entry = Find(specification.Name) ?? throw Unknown(specification.Name);
            return Varying(Instantiate(entry, CatalogueFunctions.Bind(entry, specification.Name, specification.Arguments(entry), text)), text);
        }

        ActivationFormula formula = ExpressionParser.ParseActivation(text, functions);
        Activation activation = functions.Whole is (CatalogueEntry whole, IReadOnlyList<Expr> values)
            ? Instantiate(whole, values)
            : Activation.Create(formula.Text, formula.Formula);
        return formula.IsNumber ? activation : Varying(activation, text);
    }

    /// <summary>An entry by its name or an alias, or null; case, hyphens and underscores before letters do not matter: LeakyReLU is leaky_relu.</summary>
    public static CatalogueEntry? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return ByName.Value.GetValueOrDefault(Key(name));
    }

    /// <summary>A number as people write it: 1/100 as 0.01, where that is exact.</summary>
    internal static string Written(Expr value) => value is Number { Value: var v } && (new Fraction(1_000_000) * v).Reduce().Denominator.IsOne
        ? v.ToNearestDouble().ToString("R", CultureInfo.InvariantCulture)
        : value.ToString();

    /// <summary>relu_2 is relu with a parameter, and relu2 another function: only underscores before letters are left out.</summary>
    internal static string Key(string name) =>
        string.Concat(name.Where((c, i) => c is not ('_' or '-' or ' ') || i + 1 >= name.Length || !char.IsAsciiLetter(name[i + 1]))).ToUpperInvariant();

    private static Dictionary<string, CatalogueEntry> Index() =>
        Entries.SelectMany(e => Names(e).Select(Key).Distinct().Select(n => (Key: n, Entry: e))).ToDictionary(p => p.Key, p => p.Entry);

    private static IEnumerable<string> Names(CatalogueEntry entry) => entry.Aliases.Prepend(entry.Name);

    private static UserInputException Unknown(string name)
    {
        if (NotElementwise.ReasonFor(name) is string reason)
        {
            return new UserInputException(reason);
        }

        string hint = NearestName.Of(name, AllNames) is string near
            ? $"did you mean '{near}'?"
            : $"known are {string.Join(", ", Entries.Select(e => e.Usage))}, or a formula in z such as \"z*max(0,z+1)^2\"";
        return new UserInputException($"unknown activation '{name}'; {hint}") { IsUnknownName = true };
    }

    /// <summary>Refuses a function that comes out constant where none was asked for: every susceptibility would be 0 without a word.</summary>
    private static Activation Varying(Activation activation, string text) =>
        activation.Pieces is [{ Expression: var value }] && !value.Contains(Symbol.Z) && value.IsConstant
            ? throw new UserInputException($"'{text.Trim()}' does not depend on z: it is {value} everywhere; write the argument, as in sin(30*z), or the number itself if a constant is meant")
            : activation;

    private static Activation Instantiate(CatalogueEntry entry, IReadOnlyList<Expr> values)
    {
        Expr definition = CatalogueFunctions.DefinitionOf(entry, values);

        // Quiet defaults at the end are not written: mrepu:2, not mrepu:2,-1.
        int count = values.Count;
        while (count > 0 && entry.Parameters[count - 1].IsOmitted(values[count - 1]))
        {
            count--;
        }

        string[] written = [.. values.Take(count).Select(Written)];
        string name = count == 0 ? entry.Name
            : entry.Parameters[0].IsPositiveInteger ? $"{entry.Name}:{string.Join(",", written)}"
            : $"{entry.Name}({string.Join(", ", written)})";
        return Activation.Create(name, definition);
    }
}
