using System.Text.RegularExpressions;
using Theory.Expressions;
using Theory.Parsing;

namespace Theory.Activations;

/// <summary>An activation written as a name with parameters: <c>relu</c>, <c>mrepu:2</c>, <c>mrepu_2</c>, <c>repu(p=3)</c>, <c>leaky_relu(0.01)</c>.</summary>
internal sealed partial class ActivationSpecification
{
    private readonly string _text;
    private readonly string[] _parameters;
    private readonly int _start;

    private ActivationSpecification(string text, string name, string[] parameters, int start)
    {
        _text = text;
        Name = name;
        _parameters = parameters;
        _start = start;
    }

    private ActivationSpecification(string text, Match match)
        : this(text, match.Groups["name"].Value, match.Groups["parameters"].Value.Split(','),
            text.Length - text.TrimStart().Length + match.Groups["parameters"].Index)
    {
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
            return new ActivationSpecification(text, match);
        }

        match = WithParentheses().Match(trimmed);
        if (match.Success)
        {
            // sin(z) and abs(z - 1) are formulas; leaky_relu(0.01) is not.
            string name = match.Groups["name"].Value;
            return ActivationCatalogue.Find(name) is { Parameters.Length: > 0 } ? new ActivationSpecification(text, match) : null;
        }

        // hard-tanh is a name, z-z a formula.
        if (ActivationCatalogue.Find(trimmed) is not null)
        {
            return new ActivationSpecification(text, trimmed, [], text.Length);
        }

        match = WithUnderscore().Match(trimmed);
        return match.Success && ActivationCatalogue.Find(match.Groups["name"].Value) is not null ? new ActivationSpecification(text, match)
            : BareName().IsMatch(trimmed) ? new ActivationSpecification(text, trimmed, [], text.Length)
            : null;
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

            int position = _start + _parameters.Take(i).Sum(p => p.Length + 1) + _parameters[i].Length - sides[^1].Length;
            values[index] = Value(entry, entry.Parameters[index], sides[^1], position);
        }

        return [.. values.Select((v, i) => v ?? Default(entry, entry.Parameters[i]))];
    }

    private static Expr Default(CatalogueEntry entry, CatalogueParameter parameter) => parameter.Default is { } value
        ? value
        : throw new UserInputException($"'{entry.Name}' needs its parameter {parameter.Name}; write for example {entry.Name}:2");

    private Expr Value(CatalogueEntry entry, CatalogueParameter parameter, string text, int position)
    {
        if (text.Trim() == parameter.Name)
        {
            return parameter.Symbol;
        }

        Expr value;
        try
        {
            // Padded, so that positions count in the whole text.
            value = ExpressionParser.Parse(new string(' ', position) + text);
        }
        catch (UserInputException error)
        {
            throw new UserInputException(
                $"parameter {parameter.Name} of '{entry.Name}' is not a constant: {error.Message}", _text, error.Position ?? position);
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
