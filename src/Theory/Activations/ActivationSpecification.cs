using System.Text.RegularExpressions;
using Theory.Expressions;
using Theory.Parsing;

namespace Theory.Activations;

/// <summary>An activation written as a name with parameters: <c>relu</c>, <c>mrepu:2</c>, <c>mrepu_2</c>, <c>repu(p=3)</c>, <c>leaky_relu(0.01)</c>.</summary>
internal sealed partial class ActivationSpecification
{
    private readonly string _text;
    private readonly string[] _parameters;

    private ActivationSpecification(string text, string name, string[] parameters)
    {
        _text = text;
        Name = name;
        _parameters = parameters;
    }

    /// <summary>The name as typed.</summary>
    public string Name { get; }

    /// <summary>Reads a text of this form; null when it must be a formula instead.</summary>
    public static ActivationSpecification? TryRead(string text)
    {
        string trimmed = text.Trim();
        Match match = WithColon().Match(trimmed);
        if (match.Success)
        {
            return new ActivationSpecification(text, match.Groups["name"].Value, match.Groups["parameters"].Value.Split(','));
        }

        match = WithParentheses().Match(trimmed);
        if (match.Success)
        {
            // sin(z) and abs(z - 1) are formulas; leaky_relu(0.01) is not.
            string name = match.Groups["name"].Value;
            return ActivationCatalogue.Find(name) is { Parameters.Length: > 0 }
                ? new ActivationSpecification(text, name, match.Groups["parameters"].Value.Split(','))
                : null;
        }

        // hard-tanh is a name, z-z a formula.
        if (ActivationCatalogue.Find(trimmed) is null && !BareName().IsMatch(trimmed))
        {
            return null;
        }

        Match underscore = WithUnderscore().Match(trimmed);
        return ActivationCatalogue.Find(trimmed) is null && underscore.Success && ActivationCatalogue.Find(underscore.Groups["name"].Value) is not null
            ? new ActivationSpecification(text, underscore.Groups["name"].Value, [underscore.Groups["parameters"].Value])
            : new ActivationSpecification(text, trimmed, []);
    }

    /// <summary>The values of an entry's parameters.</summary>
    public IReadOnlyList<Expr> Bind(CatalogueEntry entry)
    {
        if (_parameters.Length > entry.Parameters.Length)
        {
            throw new UserInputException(entry.Parameters.Length == 0
                ? $"'{entry.Name}' takes no parameters"
                : $"'{entry.Name}' takes {entry.Parameters.Length} parameter(s), but {_parameters.Length} are given; write {entry.Usage}");
        }

        Expr?[] values = new Expr?[entry.Parameters.Length];
        for (int i = 0; i < _parameters.Length; i++)
        {
            string[] sides = _parameters[i].Split('=');
            int index = sides.Length == 1 ? i : Array.FindIndex(entry.Parameters, p => p.Name == sides[0].Trim());
            if (index < 0 || sides.Length > 2)
            {
                throw new UserInputException($"'{entry.Name}' has no parameter '{sides[0].Trim()}'; write {entry.Usage}");
            }

            if (values[index] is not null)
            {
                throw new UserInputException($"parameter '{entry.Parameters[index].Name}' of '{entry.Name}' is given twice");
            }

            values[index] = Value(entry, entry.Parameters[index], sides[^1]);
        }

        return [.. values.Select((v, i) => v ?? Default(entry, entry.Parameters[i]))];
    }

    private static Expr Default(CatalogueEntry entry, CatalogueParameter parameter) => parameter.Default is { } value
        ? value
        : throw new UserInputException($"'{entry.Name}' needs its parameter {parameter.Name}; write for example {entry.Name}:2");

    private Expr Value(CatalogueEntry entry, CatalogueParameter parameter, string text)
    {
        Expr value;
        try
        {
            value = ExpressionParser.Parse(text);
        }
        catch (UserInputException error)
        {
            int offset = Math.Max(0, _text.IndexOf(text, StringComparison.Ordinal)) + (error.Position ?? 0);
            throw new UserInputException($"parameter {parameter.Name} of '{entry.Name}' is not a constant: {error.Message}", _text, Math.Min(offset, _text.Length));
        }

        if (parameter.IsPositiveInteger && value is not Number { IsInteger: true, Value.IsPositive: true })
        {
            throw new UserInputException($"parameter {parameter.Name} of '{entry.Name}' must be a positive integer, not {value}");
        }

        if (ConstantValue.Of(value) is null)
        {
            throw new UserInputException($"parameter {parameter.Name} of '{entry.Name}' must be a finite real constant, not {value}");
        }

        return value;
    }

    [GeneratedRegex(@"^(?<name>[A-Za-z_][A-Za-z0-9_-]*)\s*:\s*(?<parameters>.*)$")]
    private static partial Regex WithColon();

    [GeneratedRegex(@"^(?<name>[A-Za-z_][A-Za-z0-9_-]*)\s*\((?<parameters>[^()]*(\([^()]*\)[^()]*)*)\)$")]
    private static partial Regex WithParentheses();

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*$")]
    private static partial Regex BareName();

    [GeneratedRegex(@"^(?<name>[A-Za-z_-]+)_(?<parameters>[0-9]+(\.[0-9]+)?)$")]
    private static partial Regex WithUnderscore();
}
