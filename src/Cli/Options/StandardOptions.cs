using System.CommandLine;
using System.CommandLine.Parsing;
using Theory.Printing;

namespace Theory.Cli.Options;

/// <summary>The options and the argument that several commands share.</summary>
internal static class StandardOptions
{
    /// <summary>The number of layers of preactivations where a command is given none.</summary>
    public const int DefaultDepth = 6;

    /// <summary>The activation.</summary>
    public static Argument<string> Activation() => new("activation")
    {
        Description = "An activation of the catalogue (relu, leaky_relu(0.01), repu:3, mrepu:2, tanh, gelu, ...) or a formula in z such as \"z*max(0,z+1)^2\"",
    };

    /// <summary>The activation, where a command also makes sense without one.</summary>
    public static Argument<string?> OptionalActivation(string without) => new("activation")
    {
        Description = $"An activation as in theory derive; {without} unless given",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>--format: a language for formulas.</summary>
    public static Option<string> Format() => Word(
        "--format",
        $"What is written: {string.Join(", ", FormulaFormat.All.Select(f => $"{f.Name} ({f.Description})"))}",
        FormulaFormat.Text.Name,
        [.. FormulaFormat.All.Select(f => f.Name)]);

    /// <summary>--json.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Write one JSON object to the standard output instead of text" };

    /// <summary>--out DIR.</summary>
    public static Option<string?> Out(string what) => new("--out") { Description = what, HelpName = "DIR" };

    /// <summary>An option with a real number.</summary>
    public static Option<double?> Number(string name, string description, string helpName = "NUMBER") => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = result => Read(result, NumberText.Parse),
    };

    /// <summary>An option with an integer.</summary>
    public static Option<int> Integer(string name, string description, int value) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => value,
        CustomParser = result => Read(result, Integer) ?? value,
    };

    /// <summary>An option with an integer that need not be given.</summary>
    public static Option<int?> OptionalInteger(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => Read(result, Integer),
    };

    /// <summary>The value of an option that is at least 1 where it is given.</summary>
    /// <exception cref="UserInputException">It is less.</exception>
    public static int? Positive(ParseResult parsed, Option<int?> option)
    {
        int? value = parsed.GetValue(option);
        Require.That(value is null or >= 1, $"{option.Name} must be at least 1, got {value}");
        return value;
    }

    /// <summary>An option with one of a few words.</summary>
    public static Option<string> Word(string name, string description, string value, params string[] words)
    {
        Option<string> option = new(name) { Description = description, HelpName = string.Join('|', words), DefaultValueFactory = _ => value };
        option.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, words);
        return option;
    }

    /// <summary>Reads the text of an option; an error names the option.</summary>
    public static T Checked<T>(Option option, string text, Func<string, T> read)
    {
        try
        {
            return read(text);
        }
        catch (UserInputException error)
        {
            throw new UserInputException($"{option.Name}: {error.Message}");
        }
    }

    /// <summary>Reads the only token of an option, and lets the parser report what is wrong with it.</summary>
    public static T? Read<T>(ArgumentResult result, Func<string, T> read)
        where T : struct
    {
        try
        {
            return read(result.Tokens[0].Value);
        }
        catch (UserInputException error)
        {
            result.AddError($"{(result.Parent as OptionResult)?.Option.Name}: {error.Message}");
            return null;
        }
    }

    private static int Integer(string text)
    {
        double number = NumberText.Parse(text);
        return number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue ? (int)number : throw new UserInputException($"'{text}' is not an integer");
    }
}
