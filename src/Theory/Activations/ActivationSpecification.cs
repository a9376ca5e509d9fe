using System.Text.RegularExpressions;
using Theory.Expressions;
using Theory.Parsing;

namespace Theory.Activations;

/// <summary>An activation in the short form of a name with parameters: <c>relu</c>, <c>hard-tanh</c>, <c>mrepu:2</c>, <c>mrepu_2</c>.</summary>
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
            return match.Groups["name"].Value == "lambda" ? null : new ActivationSpecification(text, match);
        }

        // hard-tanh is a name, z-z a formula.
        if (ActivationCatalogue.Find(trimmed) is not null)
        {
            return new ActivationSpecification(text, trimmed, [], text.Length);
        }

        match = WithUnderscore().Match(trimmed);
        if (match.Success && ActivationCatalogue.Find(match.Groups["name"].Value) is not null)
        {
            return new ActivationSpecification(text, match);
        }

        // Orders are also written behind the name, as in the papers' RePU2; numbers behind other names belong to them, as in relu6.
        match = WithOrder().Match(trimmed);
        return match.Success && ActivationCatalogue.Find(match.Groups["name"].Value) is { Parameters: [{ IsPositiveInteger: true }, ..] } ? new ActivationSpecification(text, match)
            : BareName().IsMatch(trimmed) && !ExpressionParser.Knows(trimmed) ? new ActivationSpecification(text, trimmed, [], text.Length)
            : null;
    }

    /// <summary>The parameters.</summary>
    public IReadOnlyList<Argument> Arguments(CatalogueEntry entry)
    {
        List<Argument> arguments = [];
        for (int i = 0; i < _parameters.Length; i++)
        {
            string[] sides = _parameters[i].Split('=');
            string? keyword = sides.Length == 2 ? sides[0].Trim() : null;
            string written = sides.Length == 2 ? sides[1] : _parameters[i];
            int position = _start + _parameters.Take(i).Sum(p => p.Length + 1) + _parameters[i].Length - written.Length;
            arguments.Add(new Argument(keyword, ValueOf(entry, written, position), null, position));
        }

        return arguments;
    }

    private Expr ValueOf(CatalogueEntry entry, string written, int position)
    {
        try
        {
            // Padded, so that positions count in the whole text.
            return entry.Parameters.FirstOrDefault(p => p.Name == written.Trim())?.Symbol
                ?? ExpressionParser.Parse(new string(' ', position) + written);
        }
        catch (UserInputException error)
        {
            throw new UserInputException(before => $"a parameter of '{entry.Name}' is not a constant: {error.MessageAfter(before)}", _text, error.Position ?? position);
        }
    }

    [GeneratedRegex(@"^(?<name>[A-Za-z_][A-Za-z0-9_-]*)\s*:\s*(?<parameters>.*)$")]
    private static partial Regex WithColon();

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*$")]
    private static partial Regex BareName();

    [GeneratedRegex(@"^(?<name>[A-Za-z_-]+)(?<parameters>[0-9]+)$")]
    private static partial Regex WithOrder();

    [GeneratedRegex(@"^(?<name>[A-Za-z_-]+)_(?<parameters>[0-9]+(\.[0-9]+)?)$")]
    private static partial Regex WithUnderscore();
}
