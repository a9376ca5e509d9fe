using System.CommandLine;
using System.Globalization;
using Theory.Experiments.Reporting;
using Theory.Numerics.Recommendations;

namespace Theory.Cli.Options;

/// <summary>The options that say which networks advice is asked for.</summary>
internal sealed class AdviceOptions
{
    /// <summary>More inputs than this are not compared pair by pair.</summary>
    private const int MostPairs = 200;

    private readonly Option<int> _depth = StandardOptions.Integer("--depth", "Number L of weight layers, first and last included", StandardOptions.DefaultDepth);
    private readonly Option<int> _width = StandardOptions.Integer("--width", "Width n of every hidden layer", 512);
    private readonly Option<double?> _k1 = StandardOptions.Number("--k1", "Kernel K(1) of the hidden layers; chosen unless given", "K");
    private readonly Option<double?> _scale = StandardOptions.Number("--input-scale", "|x|^2/n_0 of the inputs [default: 1, as of standardised ones]");
    private readonly Option<string?> _inputs = new("--inputs") { Description = "CSV file with an input in each row, from which scale, correlation and n_0 are read", HelpName = "FILE" };
    private readonly Option<double?> _outputVariance = StandardOptions.Number("--output-variance", "Variance that the outputs shall have [default: 0.1, a tenth of that of standardised targets]");
    private readonly Option<double?> _correlation = StandardOptions.Number("--correlation", "Correlation that the outputs of unrelated inputs may reach [default: 0.98]", "RHO");
    private readonly Option<double?> _band = StandardOptions.Number("--band", "Factor by which the kernel may leave K(1) either way [default: 2]", "FACTOR");
    private readonly Option<double?> _gradientBand = StandardOptions.Number("--gradient-band", "Factor by which squared gradients of hidden layers may differ either way [default: 10]", "FACTOR");
    private readonly Option<int?> _inputWidth = new("--input-width") { Description = "Components n_0 of an input, which with few of them gives the first layer biases [default: those of --inputs, else as many as the width]", HelpName = "N" };
    private readonly Option<int> _outputWidth = StandardOptions.Integer("--output-width", "Number of outputs", 1);

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="withShape">True for a command that speaks of weights, and so of n_0 and the number of outputs.</param>
    public void AddTo(Command command, bool withShape)
    {
        foreach (Option option in (Option[])[_width, _depth, _scale, _inputs, _k1, _outputVariance, _correlation, _band, _gradientBand, .. withShape ? (Option[])[_inputWidth, _outputWidth] : []])
        {
            command.Add(option);
        }
    }

    /// <summary>Reads the options.</summary>
    /// <exception cref="UserInputException">A value is out of its domain, or options contradict one another, or the file cannot be used.</exception>
    /// <param name="parsed">The command line.</param>
    /// <param name="withShape">True for a command that speaks of weights.</param>
    /// <param name="ofNetwork">True where layers are given by --network, whose text says how deep it is.</param>
    public AdviceRequest Read(ParseResult parsed, bool withShape, bool ofNetwork = false)
    {
        Require.That(!ofNetwork || parsed.GetResult(_depth) is not { Implicit: false }, $"--depth does not go with --network, whose text says how deep it is");
        (double? scale, string? file) = (parsed.GetValue(_scale), parsed.GetValue(_inputs));
        if (scale is not null && file is not null)
        {
            throw new UserInputException("give either --inputs or --input-scale, which is read from them");
        }

        int width = parsed.GetValue(_width);
        RecommendationOptions usual = new(parsed.GetValue(_depth), width);
        RecommendationOptions options = usual with
        {
            InputScale = scale ?? usual.InputScale,
            FirstKernel = parsed.GetValue(_k1),
            OutputVariance = parsed.GetValue(_outputVariance) ?? usual.OutputVariance,
            LargestCorrelation = parsed.GetValue(_correlation) ?? usual.LargestCorrelation,
            Band = parsed.GetValue(_band) ?? usual.Band,
            GradientBand = parsed.GetValue(_gradientBand) ?? usual.GradientBand,
        };
        string described = $"inputs with |x|^2/n_0 = {Format.Number(options.InputScale)}";
        if (file is not null)
        {
            (options, described) = OfFile(file, options);
        }

        int? stated = (withShape ? parsed.GetValue(_inputWidth) : null) ?? options.InputWidth;
        options = options with { InputWidth = stated };
        options.Validate();
        int outputs = withShape ? parsed.GetValue(_outputWidth) : 1;
        Require.That(outputs >= 1, $"the number of outputs must be at least 1, got {outputs}");
        return new AdviceRequest(options, stated ?? width, outputs, described);
    }

    /// <summary>The mean scale of inputs, and the mean correlation of their pairs.</summary>
    private static (RecommendationOptions Options, string Described) OfFile(string path, RecommendationOptions options)
    {
        IReadOnlyList<double[]> rows = InputTable.Read(path).Rows;
        double[] squares = [.. rows.Select(r => r.Sum(x => x * x) / r.Length)];
        Require.That(squares.All(s => s > 0), $"'{path}' has an input of zeros, whose correlation with others does not exist");
        double[][] some = [.. rows.Take(MostPairs)];
        double correlation = 0;
        int pairs = 0;
        for (int a = 0; a < some.Length; a++)
        {
            for (int b = 0; b < a; b++, pairs++)
            {
                correlation += some[a].Zip(some[b], (x, y) => x * y).Sum() / some[a].Length / Math.Sqrt(squares[a] * squares[b]);
            }
        }

        double rho = pairs == 0 ? 0 : Math.Clamp(correlation / pairs, -0.999, 0.999);
        return (
            options with { InputScale = squares.Average(), InputCorrelation = rho, InputWidth = rows[0].Length },
            string.Create(CultureInfo.InvariantCulture, $"{rows.Count} inputs with |x|^2/n_0 = {squares.Average():G4} ({squares.Min():G3} to {squares.Max():G3}), mean correlation {rho:G3}"));
    }
}
