using System.Globalization;

namespace Theory.Networks;

/// <summary>The arguments in the parentheses of an initialiser's name.</summary>
internal sealed class InitialiserArguments
{
    private readonly string _name;
    private readonly Dictionary<string, string> _values = [];
    private readonly HashSet<string> _known = [];

    public InitialiserArguments(string name, string text)
    {
        _name = name;
        foreach (string part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] sides = part.Split('=', StringSplitOptions.TrimEntries);
            Require.That(sides.Length == 2, $"{name}: arguments are written as name=value, got '{part}'");
            _values[sides[0].ToLowerInvariant()] = sides[1].Trim('\'', '"').ToLowerInvariant();
        }
    }

    /// <summary>A positive number.</summary>
    public double Positive(string key, double otherwise) => Number(key, otherwise) is > 0 and var value ? value
        : throw new UserInputException($"{_name}: {key} must be positive");

    /// <summary>One of a few words.</summary>
    public string Word(string key, string otherwise, params string[] words)
    {
        _known.Add(key);
        string value = _values.GetValueOrDefault(key, otherwise);
        Require.That(words.Contains(value), $"{_name}: {key} is one of {string.Join(", ", words)}, got '{value}'");
        return value;
    }

    /// <summary>PyTorch's calculate_gain of nonlinearity and a; leaky_relu with a = 0 unless given, as in kaiming_*.</summary>
    public double Gain()
    {
        double a = Number("a", 0);
        return Word("nonlinearity", "leaky_relu", "linear", "sigmoid", "tanh", "relu", "leaky_relu", "selu") switch
        {
            "tanh" => 5.0 / 3,
            "relu" => Math.Sqrt(2),
            "leaky_relu" => Math.Sqrt(2 / (1 + (a * a))),
            "selu" => 0.75,
            _ => 1,
        };
    }

    /// <summary>Refuses arguments that nobody asked for.</summary>
    public void RequireAllUsed()
    {
        string? unknown = _values.Keys.FirstOrDefault(k => !_known.Contains(k));
        Require.That(unknown is null, $"{_name}: there is no argument '{unknown}'{(_known.Count == 0 ? "" : $"; there is {string.Join(", ", _known)}")}");
    }

    private double Number(string key, double otherwise)
    {
        _known.Add(key);
        return !_values.TryGetValue(key, out string? text) ? otherwise
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value
            : throw new UserInputException($"{_name}: {key} is not a number, got '{text}'");
    }
}
