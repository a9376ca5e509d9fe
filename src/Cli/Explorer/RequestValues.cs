using System.Globalization;
using Microsoft.AspNetCore.Http;
using Theory.Cli.Options;

namespace Theory.Cli.Explorer;

/// <summary>The values of one request of the page, each checked against what a request may take.</summary>
internal sealed class RequestValues(IQueryCollection query)
{
    /// <summary>Formulas longer than this are refused before they are parsed.</summary>
    public const int LongestFormula = 1000;

    /// <summary>The activation's text.</summary>
    /// <exception cref="UserInputException">It is missing or too long.</exception>
    public string Formula(string name = "s")
    {
        string text = query[name].ToString();
        return text.Trim().Length == 0 ? throw new UserInputException("type an activation, such as gelu or z*max(0,z+1)^2")
            : text.Length <= LongestFormula ? text
            : throw new UserInputException(string.Create(CultureInfo.InvariantCulture, $"the formula has {text.Length} characters; this page takes up to {LongestFormula}"));
    }

    /// <summary>A number within a range.</summary>
    /// <exception cref="UserInputException">It is missing, not a number, or out of the range.</exception>
    public double Number(string name, double least, double most)
    {
        double value = NumberText.Parse(Required(name));
        return value >= least && value <= most ? value
            : throw new UserInputException(string.Create(CultureInfo.InvariantCulture, $"{name} must lie between {least} and {most} on this page, got {value}"));
    }

    /// <summary>An integer within a range.</summary>
    /// <exception cref="UserInputException">It is missing, not an integer, or out of the range.</exception>
    public int Integer(string name, int least, int most)
    {
        double value = Number(name, least, most);
        return value == Math.Floor(value) ? (int)value : throw new UserInputException(string.Create(CultureInfo.InvariantCulture, $"{name} must be an integer, got {value}"));
    }

    /// <summary>A word; empty when there is none.</summary>
    public string Word(string name) => query[name].ToString();

    private string Required(string name) => query[name].ToString() is { Length: > 0 and <= 40 } text ? text
        : throw new UserInputException($"the request needs a number {name}");
}
