using System.CommandLine;
using Fractions;
using Theory.Expressions;
using Theory.Parsing;
using Theory.Polynomials;
using Theory.Polynomials.Algebra;

namespace Theory.Cli.Options;

/// <summary>The options of an exact network: order, domain, strategy.</summary>
internal sealed class PolynomialOptions
{
    private static readonly (string Name, Strategy Strategy)[] Strategies =
    [
        ("automatic", Strategy.Automatic), ("fewest-neurons", Strategy.FewestNeurons), ("fewest-layers", Strategy.FewestLayers), ("most-stable", Strategy.MostStable),
    ];

    private readonly Option<int> _p = StandardOptions.Integer("--p", "Order of the activation z*max(0,z+1)^p; one hidden layer holds degree p + 1", 2);
    private readonly Option<string?> _domain = new("--domain") { Description = "Interval of every variable, or one after the other for each: -1,1 or 0,1,-2,2 [default: -1,1]", HelpName = "A,B" };
    private readonly Option<bool> _global = new("--global") { Description = "Equal the polynomial everywhere, not only on an interval" };
    private readonly Option<string?> _variables = new("--variables") { Description = "Variables in the order of the inputs, as x,y [default: those that occur]", HelpName = "NAMES" };
    private readonly Option<string> _strategy = StandardOptions.Word("--strategy", "What to prefer; automatic: the fewest parameters with a small proven rounding error", "automatic", [.. Strategies.Select(s => s.Name)]);
    private readonly Option<int> _layers = StandardOptions.Integer("--layers", "The most hidden layers allowed; 0 for any number", 0);

    /// <summary>Adds the options to a command; a command for functions has no --global.</summary>
    public void AddTo(Command command, bool withGlobal = true)
    {
        command.Add(_p);
        command.Add(_domain);
        command.Add(_variables);
        if (withGlobal)
        {
            command.Add(_global);
            command.Add(_strategy);
            command.Add(_layers);
        }
    }

    /// <summary>The order p.</summary>
    public int Order(ParseResult parsed) => Polynomials.Bundles.MRePU.CheckedOrder(parsed.GetValue(_p));

    /// <summary>The names of the variables; null when they are to be found in the formula.</summary>
    public IReadOnlyList<string>? Variables(ParseResult parsed) => parsed.GetValue(_variables) is string text ? [.. text.Split(',').Select(n => n.Trim())] : null;

    /// <summary>The strategy.</summary>
    public Strategy ReadStrategy(ParseResult parsed) =>
        Strategies.First(s => s.Name.Equals(parsed.GetValue(_strategy), StringComparison.OrdinalIgnoreCase)).Strategy;

    /// <summary>The name of a strategy.</summary>
    public static string NameOf(Strategy strategy) => Strategies.First(s => s.Strategy == strategy).Name;

    /// <summary>The most layers; null for any number.</summary>
    public int? MostLayers(ParseResult parsed) => parsed.GetValue(_layers) switch
    {
        0 => null,
        < 0 => throw new UserInputException($"--layers: the number of hidden layers cannot be negative, got {parsed.GetValue(_layers)}"),
        int most => most,
    };

    /// <summary>The domain for so many variables.</summary>
    public InputDomain Domain(ParseResult parsed, int dimension)
    {
        string? text = parsed.GetValue(_domain);
        if (parsed.GetValue(_global))
        {
            return text is null ? InputDomain.Everywhere(dimension) : throw new UserInputException("--global and --domain both say where the network is to hold; give one of them");
        }

        return StandardOptions.Checked(_domain, text ?? "-1,1", t => Read(t, dimension));
    }

    private static InputDomain Read(string text, int dimension)
    {
        Fraction[] ends = [.. text.Split(',').Select(Rational)];
        if (ends.Length == 2)
        {
            return InputDomain.Cube(dimension, ends[0], ends[1]);
        }

        return ends.Length == 2 * dimension
            ? InputDomain.Box(ends.Chunk(2).Select(e => (e[0], e[1])))
            : throw new UserInputException($"'{text}' has {ends.Length} numbers; write two, as -1,1, or two for each of the {dimension} variables");
    }

    private static Fraction Rational(string text)
    {
        try
        {
            return ExpressionParser.Parse(text) is Number number ? number.Value : throw new UserInputException(text);
        }
        catch (UserInputException)
        {
            throw new UserInputException($"'{text}' is not a rational number; write for example 0.1, -1 or 2/15");
        }
    }
}
