using System.CommandLine;
using Theory.Cli.Output;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;

namespace Theory.Cli.Options;

/// <summary>The options that say which networks are meant: input, C_b, C_W, width, depth.</summary>
internal sealed class InitialisationOptions
{
    private readonly Option<double?> _k1 = StandardOptions.Number("--k1", "Kernel K(1) of the first preactivations; chosen for the activation unless given", "K");

    private readonly Option<string?> _input = new("--input")
    {
        Description = "Input vector x instead of --k1: K(1) = C_b + C_W |x|^2/n_0",
        HelpName = "X1,X2,...",
    };

    private readonly Option<double?> _cb = StandardOptions.Number("--cb", "Bias variance C_b [default: 0]");
    private readonly Option<double?> _cw = StandardOptions.Number("--cw", "Rescaled weight variance C_W; chosen for the activation unless given");
    private readonly Option<int> _width;
    private readonly bool _withWidth;
    private readonly Option<int> _depth;

    /// <summary>Options with a command's own defaults.</summary>
    /// <param name="width">Default width.</param>
    /// <param name="depth">Default depth.</param>
    /// <param name="withWidth">False for a command that asks for widths in its own way.</param>
    public InitialisationOptions(int width, int depth, bool withWidth = true)
    {
        _withWidth = withWidth;
        _width = StandardOptions.Integer("--width", "Width n of every hidden layer", width);
        _depth = StandardOptions.Integer("--depth", "Number L of layers of preactivations", depth);
    }

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_k1, _input, _cb, _cw, .. _withWidth ? (Option[])[_width] : [], _depth])
        {
            command.Add(option);
        }
    }

    /// <summary>Reads and completes the options.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="evaluator">The activation.</param>
    /// <param name="firstInput">The first of several inputs that another option gives; null for the options of this class.</param>
    /// <exception cref="UserInputException">A value is out of its domain, or options contradict one another.</exception>
    public Initialisation Read(ParseResult parsed, ExpectationEvaluator evaluator, double[]? firstInput = null)
    {
        double? k1 = parsed.GetValue(_k1);
        double cb = parsed.GetValue(_cb) ?? 0;
        double? cw = parsed.GetValue(_cw);
        double[]? input = parsed.GetValue(_input)?.Split(',').Select(NumberText.Parse).ToArray();
        if (firstInput is not null && (k1 ?? input?[0]) is not null)
        {
            throw new UserInputException("--inputs gives the first kernels; leave out --k1 and --input");
        }

        input ??= firstInput;
        if (k1 is not null && input is not null)
        {
            throw new UserInputException("--k1 and --input both give the first kernel; use one of them");
        }

        // Checked before anything is evaluated at them.
        new FlowOptions(k1 ?? 1, cb, cw ?? 1, Width(parsed), parsed.GetValue(_depth)).Validate();
        string? explanation = null;
        if (cw is null || (k1 is null && input is null))
        {
            SuggestedInitialisation suggestion = SuggestedInitialisation.For(evaluator, k1);
            explanation = cw is null ? suggestion.Explanation : null;
            cw ??= suggestion.Cw;
            k1 ??= suggestion.K1;
        }

        double first = input is null ? k1!.Value : cb + (cw.Value * input.Sum(x => x * x) / input.Length);
        FlowOptions options = new(first, cb, cw.Value, Width(parsed), parsed.GetValue(_depth));
        options.Validate();
        if (first < cb)
        {
            throw new UserInputException($"K(1) = {Format.Number(first)} is below C_b = {Format.Number(cb)}, but K(1) = C_b + C_W |x|^2/n_0; use a larger K(1)");
        }

        return new Initialisation(options, input?.Length ?? 2, explanation);
    }

    private int Width(ParseResult parsed) => _withWidth ? parsed.GetValue(_width) : 1;
}
