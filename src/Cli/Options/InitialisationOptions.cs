using System.CommandLine;
using System.Globalization;
using Theory.Networks;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;

namespace Theory.Cli.Options;

/// <summary>The options that say which networks are meant: input, C_b, C_W, width, depth.</summary>
internal sealed class InitialisationOptions
{
    private readonly Option<double?> _k1 = StandardOptions.Number("--k1", "Kernel K(1) of the first preactivations; chosen for the activation unless given", "K");

    private readonly Option<string?>? _inputs;
    private readonly bool _withSecondInput;
    private readonly Option<string?> _cb;
    private readonly Option<string?> _cw;
    private readonly Option<string> _width;
    private readonly bool _withWidth;
    private readonly Option<int> _depth;
    private readonly bool _perLayer;
    private readonly Option<string?>? _weights;

    /// <summary>Options with a command's own defaults.</summary>
    /// <param name="width">The default width.</param>
    /// <param name="perLayer">True when lists with a value for each layer are understood.</param>
    /// <param name="withWidth">False for a command that asks for widths in its own way.</param>
    /// <param name="withWeights">True for a command that knows other laws of weights than the normal one.</param>
    /// <param name="withInputs">False for a command with an --inputs of its own, which takes more than vectors.</param>
    /// <param name="withSecondInput">True for a command that follows two inputs as well.</param>
    public InitialisationOptions(int width, bool perLayer = false, bool withWidth = true, bool withWeights = false, bool withInputs = true, bool withSecondInput = false)
    {
        _withSecondInput = withSecondInput;
        _inputs = withInputs
            ? new("--inputs")
            {
                Description = "Input vector x instead of --k1: K(1) = C_b + C_W |x|^2/n_0"
                    + (withSecondInput ? "; or two, with a semicolon between them: K(1) of both is C_b + C_W x.y/n_0" : ""),
                HelpName = withSecondInput ? "X1,X2,...[;Y1,Y2,...]" : "X1,X2,...",
            }
            : null;
        _weights = withWeights
            ? new("--weights")
            {
                Description = "Law of the weights, or a framework's initialiser, which fixes C_W (and C_b) too: pytorch, kaiming_uniform(a=0.1), xavier_normal(gain=1), he_normal, lecun_normal, orthogonal_(gain=1), ... [default: normal]",
                HelpName = "normal|uniform|truncated[:CUT]|two-valued|kurtosis:EXCESS|orthogonal|NAME",
            }
            : null;
        string list = perLayer ? "; a list (2,2,1.9) or a range (1.5..2:6) has one value a layer" : "";
        _perLayer = perLayer;
        _withWidth = withWidth;
        _cb = new("--cb") { Description = $"Bias variance C_b [default: 0]{list}", HelpName = perLayer ? "LIST" : "NUMBER" };
        _cw = new("--cw") { Description = $"Rescaled weight variance C_W; chosen for the activation unless given{list}", HelpName = perLayer ? "LIST" : "NUMBER" };
        _width = new("--width")
        {
            Description = $"Width n of every hidden layer{(perLayer ? "; a list has one a hidden layer, one fewer than layers of preactivations" : "")}",
            HelpName = perLayer ? "LIST" : "N",
            DefaultValueFactory = _ => width.ToString(CultureInfo.InvariantCulture),
        };
        _depth = StandardOptions.Integer("--depth", "Number L of layers of preactivations", StandardOptions.DefaultDepth);
    }

    private Option[] All => [_k1, .. _inputs is null ? (Option[])[] : [_inputs], _cb, _cw, .. _weights is null ? (Option[])[] : [_weights], .. _withWidth ? (Option[])[_width] : [], _depth];

    /// <summary>The first of the options that the user gave; null when there is none.</summary>
    public string? FirstGiven(ParseResult parsed) => Array.Find(All, o => parsed.GetResult(o) is { Implicit: false })?.Name;

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in All)
        {
            command.Add(option);
        }
    }

    /// <summary>Reads and completes the options.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="evaluator">The activation.</param>
    /// <param name="firstInput">The first of the inputs that the command reads itself; null for the options of this class.</param>
    /// <param name="lambdaB">lambda_b of every layer. Default 1.</param>
    /// <param name="lambdaW">lambda_W of every layer. Default 1.</param>
    /// <exception cref="UserInputException">A value is out of its domain, or options contradict one another.</exception>
    public Initialisation Read(ParseResult parsed, ExpectationEvaluator evaluator, double[]? firstInput = null, double lambdaB = 1, double lambdaW = 1)
    {
        double? k1 = parsed.GetValue(_k1);
        double[] cb = Numbers(parsed, _cb) ?? [0];
        double[]? cws = Numbers(parsed, _cw);
        int[] widths = _withWidth ? StandardOptions.Checked(_width, parsed.GetRequiredValue(_width), NumberList.Integers) : [1];
        double[][] vectors = Vectors(parsed);
        double[]? input = firstInput ?? vectors.FirstOrDefault();
        if (k1 is not null && input is not null)
        {
            throw new UserInputException("--k1 and --inputs both give the first kernel; leave out --k1 or --inputs");
        }

        int depth = Depth(parsed, cb.Length, cws?.Length ?? 1, widths.Length);
        InitialWeights weights = InitialWeights.Read(_weights is null ? null : parsed.GetValue(_weights), cws is not null, parsed.GetValue(_cb) is not null);
        Network With(double[] cw) => weights.Apply(Network.Plain(evaluator.Activation, depth, widths, cb, cw, [lambdaB], [lambdaW]), input?.Length);

        // Checked before anything is evaluated at them.
        Network network = With(cws ?? [1]);
        _ = Signal.Kernel(k1 ?? 1);
        string? explanation = weights.Explanation;
        bool chosen = cws is not null || weights.FixesCw;
        if (!chosen || (k1 is null && input is null))
        {
            SuggestedInitialisation suggestion = SuggestedInitialisation.For(evaluator, k1);
            explanation = chosen ? explanation : suggestion.Explanation;
            network = chosen ? network : With([suggestion.Cw]);

            // No network has a K(1) below C_b: half of it is then the input's.
            double cb1 = network[1].Cb;
            k1 ??= weights.FixesCb || suggestion.K1 <= cb1 ? Math.Max(suggestion.K1, 2 * cb1) : suggestion.K1;
        }

        Signal signal = input is null ? weights.SignalOf(network, k1!.Value)
            : network.IsNormal ? Signal.Kernel(network[1].Cb + (network[1].Cw * input.Sum(x => x * x) / input.Length), input.Length)
            : NetworkInputs.Of([input]);
        _ = signal.FirstKernel(network);
        return new Initialisation(network, signal, explanation) { Input = input, SecondInput = vectors.ElementAtOrDefault(1) };
    }

    /// <summary>Reads a network that is given as text: C_b, C_W and width are those of linear layers that do not say otherwise.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="text">The network.</param>
    /// <param name="lambdaB">lambda_b of layers that do not say otherwise. Default 1.</param>
    /// <param name="lambdaW">lambda_W of layers that do not say otherwise. Default 1.</param>
    /// <exception cref="UserInputException">The text is not a network, or an option does not go with it.</exception>
    public ArchitectureStart ReadArchitecture(ParseResult parsed, string text, double lambdaB = 1, double lambdaW = 1)
    {
        Option? other = Array.Find((Option?[])[_depth, _weights], o => o is not null && parsed.GetResult(o) is { Implicit: false });
        if (other is not null)
        {
            throw new UserInputException($"{other.Name} does not go with --network, whose text says {(other == _depth ? "how deep it is" : "which layers there are; their weights are normal")}");
        }

        double One(Option<string?> option, double otherwise) => Numbers(parsed, option) switch
        {
            null => otherwise,
            [double value] => value,
            _ => throw new UserInputException($"{option.Name} takes one value with --network; layers have their own in the text, as in linear(cw=2)"),
        };
        int? width = parsed.GetResult(_width) is { Implicit: false } ? StandardOptions.Checked(_width, parsed.GetRequiredValue(_width), NumberList.Integers) switch
        {
            [int n] => n,
            _ => throw new UserInputException($"{_width.Name} takes one value with --network; layers have their own in the text, as in linear(width=64)"),
        }
        : null;
        Linear defaults = new(One(_cb, 0), One(_cw, 1), width, lambdaB, lambdaW);
        double[][] vectors = Vectors(parsed);
        Require.That(vectors.Length < 2, $"--inputs takes one vector with --network; give --rho and --k2, or inputs with theory gram");
        double[]? input = vectors.FirstOrDefault();
        if (input is not null && parsed.GetValue(_k1) is not null)
        {
            throw new UserInputException("--k1 and --inputs both give the signal that enters; leave out --k1 or --inputs");
        }

        double k1 = parsed.GetValue(_k1) ?? (input is null ? 1 : input.Sum(x => x * x) / input.Length);
        _ = Signal.Kernel(k1);
        return new ArchitectureStart(text, Architecture.Parse(text, defaults), defaults, k1);
    }

    /// <summary>The width, where one is given.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="otherwise">The width where none is given.</param>
    public int ReadWidth(ParseResult parsed, int otherwise) =>
        parsed.GetResult(_width) is { Implicit: false } && StandardOptions.Checked(_width, parsed.GetRequiredValue(_width), NumberList.Integers) is [int width, ..] ? width : otherwise;

    private double[]? Numbers(ParseResult parsed, Option<string?> option)
    {
        double[]? values = parsed.GetValue(option) is string text ? StandardOptions.Checked(option, text, NumberList.Parse) : null;
        return values is null || values.Length == 1 || _perLayer
            ? values
            : throw new UserInputException($"{option.Name} takes one value here, which holds for all layers; lists, one value a layer, are for theory flow, law, tangent, trained, sample, study and gram");
    }

    /// <summary>The vectors of --inputs; none where it is not given, or belongs to the command.</summary>
    private double[][] Vectors(ParseResult parsed)
    {
        if (_inputs is null || parsed.GetValue(_inputs) is not string text)
        {
            return [];
        }

        double[][] vectors = StandardOptions.Checked(_inputs, text, InputVectors.Parse);
        Require.That(vectors.Length == 1 || (vectors.Length == 2 && _withSecondInput),
            $"--inputs: {vectors.Length} vectors are given, and {(_withSecondInput ? "two are followed at most; for more there are theory sample, tangent and gram" : "one is followed here")}");
        return vectors;
    }

    /// <summary>The depth, from --depth or else from the longest list.</summary>
    private int Depth(ParseResult parsed, int cb, int cw, int widths)
    {
        if (widths > 1 && !_perLayer)
        {
            throw new UserInputException($"{_width.Name} takes one value here, which holds for all layers; lists, one value a layer, are for theory flow, law, tangent, trained, sample, study and gram");
        }

        int layers = Math.Max(Math.Max(cb, cw), widths == 1 ? 1 : widths + 1);
        return layers == 1 || parsed.GetResult(_depth) is { Implicit: false } ? parsed.GetValue(_depth) : layers;
    }
}
