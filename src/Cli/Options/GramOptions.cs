using System.CommandLine;
using Theory.Activations;
using Theory.Experiments.DataSets;
using Theory.Experiments.Gram;
using Theory.Experiments.Reporting;
using Theory.Networks;
using Theory.Numerics.Architectures;
using Theory.Validation.Devices;
using Theory.Validation.KernelRegression;

namespace Theory.Cli.Options;

/// <summary>The options of <c>theory gram</c>.</summary>
internal sealed class GramOptions
{
    /// <summary>More inputs than this would need more memory than a laptop has.</summary>
    private const int MaximumInputs = 10_000;

    private const int MaximumInputsOfFiles = 1_000_000;

    // K and Theta of two layers, expectations, correlations and indices, as measured.
    private const double BytesPerPair = 96;

    private readonly Option<string?> _inputs = Text(
        "--inputs",
        "The inputs: a CSV file with one in each row, whose header is optional, an NPY or IDX file, a list with a semicolon between them, or a data set by name: circle:100 (unit circle), sphere:100,3 (unit sphere in 3 dimensions), gaussian:100,3",
        "FILE|X1,X2;X1,X2|NAME:COUNT,DIM");
    private readonly Option<int> _seed = StandardOptions.Integer("--seed", "Seed of the random numbers of data sets by name", 1);
    private readonly Option<double?> _scale = StandardOptions.Number("--scale", "Factor by which every input is multiplied [default: 1]");
    private readonly Option<int> _depth = StandardOptions.Integer("--depth", "Number L of layers of preactivations", StandardOptions.DefaultDepth);
    private readonly Option<string?> _cb = Text("--cb", "Bias variance C_b, or one for each layer, as a list (0,0.1) or a range (0..0.1:6) [default: 0]", "NUMBER,...");
    private readonly Option<string?> _cw = Text("--cw", "Rescaled weight variance C_W, or one for each layer, as a list (2,1.9) or a range (1.5..2:6); chosen for the activation unless given", "NUMBER,...");
    private readonly Option<string?> _lambdaB = Text("--lambda-b", "Relative learning rate of the biases, or one for each layer, as a list (0,0.1) or a range (0..0.1:6) [default: 1]", "NUMBER,...");
    private readonly Option<string?> _lambdaW = Text("--lambda-w", "Relative learning rate of the weights, divided by fan-in, or one for each layer, as a list (0,0.1) or a range (0..0.1:6) [default: 1]", "NUMBER,...");
    private readonly Option<string?> _targets = Text("--targets", "Columns of --inputs that are targets, not inputs", "NAME,...");
    private readonly Option<string?> _testInputs = Text("--test-inputs", "CSV file with inputs whose targets are predicted from those of --inputs", "FILE");
    private readonly Option<double?> _noise = StandardOptions.Number("--noise", "Variance of the noise in the targets, for the Bayesian prediction [default: 0]");
    private readonly Option<string> _time = new("--time") { Description = "Training times of the gradient flow, learning rate included", HelpName = "NUMBER,...|infinity", DefaultValueFactory = _ => "infinity" };
    private readonly Option<string?> _network = ArchitectureStart.Option();
    private readonly Option<double?> _memory = StandardOptions.Number("--memory", "Memory that the kernels of a network of any layers may use, in GB [default: 80 % of what there is]", "GB");
    private readonly Option<string?> _scratch = Text("--scratch", "Write the matrices of the last layer to --out as files of NumPy, by tiles kept in this folder, and nothing else: for more inputs than fit into memory; an interrupted run goes on from it", "DIR");
    private readonly Option<string?> _shard = Text("--shard", "Make only part I of N of the tiles in --scratch, as task I of an array whose N processes share it; then run without --shard", "I/N");
    private readonly Option<string> _dtype = StandardOptions.Word("--dtype", "Precision of the numbers in --scratch and of its matrices; they are computed in float64", "float64", "float32", "float64");
    private readonly Option<int?> _tile = StandardOptions.OptionalInteger("--tile", "Rows of a tile in --scratch [default: an eighth of the inputs, from 256 to 2048]");
    private readonly Option<string> _device = StandardOptions.Word("--device", "Where products are computed with --scratch", "cpu", "auto", "cpu", "cuda");
    private readonly Option<int> _threads = StandardOptions.Integer("--threads", "Number of threads; the numbers do not depend on it", Environment.ProcessorCount);

    /// <summary>The activation.</summary>
    public Argument<string?> Activation { get; } = StandardOptions.OptionalActivation("a network is given with --network");

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_inputs, _seed, _scale, _depth, _cb, _cw, _lambdaB, _lambdaW, _targets, _testInputs, _noise, _time, _network, _memory, _scratch, _shard, _dtype, _tile, _device, _threads])
        {
            command.Add(option);
        }
    }

    /// <summary>Reads and completes the options.</summary>
    /// <exception cref="UserInputException">An option is out of its domain, options contradict one another, or a file cannot be used.</exception>
    public GramSettings Read(ParseResult parsed, CancellationToken cancellation)
    {
        string? text = parsed.GetValue(_network);
        if (text is not null)
        {
            ArchitectureStart.RequireAlone(parsed.GetValue(Activation));
            return ReadArchitecture(parsed, text, cancellation);
        }

        Activation activation = Activations.Activation.Parse(ArchitectureStart.RequiredActivation(parsed.GetValue(Activation), "gram"));
        Require.That(parsed.GetValue(_memory) is null, $"--memory goes with --network");
        (IReadOnlyList<double[]> inputs, string source, RegressionTask? regression) = Inputs(parsed, cancellation);
        double scale = parsed.GetValue(_scale) ?? 1;
        MatrixFiles? files = Files(parsed);
        if (files is not null)
        {
            Require.That(regression is null, $"--scratch goes without --test-inputs; theory predict is for regression with many inputs");
            string what = $"tiles of {inputs.Count} inputs of dimension {inputs[0].Length}";
            MemoryNeed.Check(what, MatrixFilesRun.MemoryNeed(files, inputs.Count, inputs[0].Length, Threads(parsed)), "use fewer --threads or a smaller --tile");
            return Settings() with { Files = files };
        }

        Require.That(inputs.Count <= MaximumInputs, $"{inputs.Count} inputs are more than {MaximumInputs}; use fewer, or --scratch DIR with --out DIR, which writes their matrices to files");
        MemoryNeed.Check($"kernel and tangent kernel of {inputs.Count} inputs", BytesPerPair * inputs.Count * (inputs.Count + 1) / 2, "use fewer inputs");
        return Settings();

        GramSettings Settings()
        {
            int depth = parsed.GetValue(_depth);
            (IReadOnlyList<double> cw, string? explanation) = ChosenWeightVariance.Or(Numbers(parsed, _cw, null), activation);
            Network network = Network.Plain(activation, depth, [], Numbers(parsed, _cb, 0)!, cw, Numbers(parsed, _lambdaB, 1)!, Numbers(parsed, _lambdaW, 1)!);
            return new GramSettings(activation, Scaled(inputs, scale), Scaled(source, scale), network, explanation, regression, Threads(parsed));
        }
    }

    private MatrixFiles? Files(ParseResult parsed)
    {
        if (parsed.GetValue(_scratch) is string scratch)
        {
            FactorPart part = parsed.GetValue(_shard) is string text ? StandardOptions.Checked(_shard, text, FactorPart.Parse) : FactorPart.Whole;
            return new MatrixFiles(scratch, part, TorchPrecision.Parse(parsed.GetRequiredValue(_dtype)), StandardOptions.Positive(parsed, _tile), TorchDevice.Parse(parsed.GetRequiredValue(_device)));
        }

        Option? alone = new Option[] { _shard, _dtype, _tile, _device }.FirstOrDefault(o => parsed.GetResult(o) is { Implicit: false });
        return alone is null ? null : throw new UserInputException($"{alone.Name} goes with --scratch DIR");
    }

    private GramSettings ReadArchitecture(ParseResult parsed, string text, CancellationToken cancellation)
    {
        Require.That(parsed.GetValue(_scratch) is null, $"--scratch goes without --network");
        Require.That(parsed.GetResult(_depth) is not { Implicit: false }, $"--depth does not go with --network, whose text says how deep it is");
        double One(Option<string?> option, double otherwise) => Numbers(parsed, option, otherwise) is [double value] ? value
            : throw new UserInputException($"{option.Name} takes one value with --network; layers have their own in the text, as in linear(cw=2)");
        Linear defaults = new(One(_cb, 0), One(_cw, 1), null, One(_lambdaB, 1), One(_lambdaW, 1));
        Architecture architecture = Architecture.Parse(text, defaults);
        (IReadOnlyList<double[]> inputs, string source, RegressionTask? regression) = Inputs(parsed, cancellation);
        double scale = parsed.GetValue(_scale) ?? 1;
        ArchitectureKernels kernels = new(architecture);
        double need = kernels.MemoryNeed(inputs.Count);
        string what = $"kernel and tangent kernel of {inputs.Count} inputs{(architecture.Input.IsImage ? $" of {architecture.Input}, " : "")}"
            + (architecture.Input.IsImage ? kernels.NeedsAllPairs ? "all pairs of positions because of pooling," : "equal positions only," : "");
        const string Remedy = "use fewer or smaller inputs, or flatten instead of pooling";
        if (parsed.GetValue(_memory) is double gigabytes)
        {
            Require.That(gigabytes > 0, $"--memory must be positive, got {gigabytes}");
            Require.That(need <= 1e9 * gigabytes, $"{what} need {Format.Number(need / 1e9, 2)} GB, more than --memory {Format.Number(gigabytes)}; {Remedy}");
        }

        MemoryNeed.Check(what, need, Remedy);
        return new GramSettings(null, Scaled(inputs, scale), Scaled(source, scale), null, null, regression, Threads(parsed))
        {
            Architecture = architecture,
            Defaults = defaults,
            Text = text,
            Announcement = kernels.NeedsAllPairs
                ? $"Pooling needs all pairs of positions: {Format.Number(SitePairs(architecture, inputs.Count), 4)} covariances, {Format.Number(need / 1e9, 2)} GB, about {Format.Number(kernels.TimeNeed(inputs.Count) / Math.Min(Threads(parsed), Environment.ProcessorCount), 1)} s."
                : null,
        };
    }

    private static double SitePairs(Architecture architecture, int inputs) => 0.5 * inputs * architecture.Input.Positions * (((double)inputs * architecture.Input.Positions) + 1);

    private int Threads(ParseResult parsed)
    {
        int threads = parsed.GetValue(_threads);
        Require.That(threads >= 1, $"--threads: the number of threads must be at least 1, got {threads}");
        return threads;
    }

    private static IReadOnlyList<double[]> Scaled(IReadOnlyList<double[]> inputs, double scale) => [.. inputs.Select(x => (double[])[.. x.Select(v => scale * v)])];

    private static string Scaled(string source, double scale) => scale == 1 ? source : $"{source} times {Format.Number(scale)}";

    private (IReadOnlyList<double[]> Inputs, string Source, RegressionTask? Regression) Inputs(ParseResult parsed, CancellationToken cancellation)
    {
        string data = parsed.GetValue(_inputs) ?? throw new UserInputException("give the inputs by --inputs FILE, or by name as in --inputs circle:100");
        string[]? targets = parsed.GetValue(_targets)?.Split(',').Select(n => n.Trim()).ToArray();
        string? predict = parsed.GetValue(_testInputs);
        bool isFile = File.Exists(data) || !(GeneratedData.IsNamed(data) || InputVectors.Are(data));
        Require.That(predict is null || (isFile && targets is not null), $"--test-inputs needs a file of --inputs with --targets, from which to predict");
        if (!isFile)
        {
            Require.That(targets is null, $"--targets names columns of a file of --inputs; '{data}' has none");
            return (StandardOptions.Checked(_inputs, data, text => InputVectors.Are(text) ? InputVectors.Parse(text) : GeneratedData.Parse(text, parsed.GetValue(_seed), parsed.GetValue(_scratch) is null ? MaximumInputs : MaximumInputsOfFiles, cancellation)), data, null);
        }

        if (DataFiles.Rows(data) is IReadOnlyList<double[]> rows)
        {
            Require.That(targets is null, $"--targets names columns of a table; '{data}' has none");
            return (rows, Path.GetFileName(data), null);
        }

        InputTable table = InputTable.Read(data);
        string source = Path.GetFileName(data);
        if (targets is null)
        {
            return (table.Rows, source, null);
        }

        (InputTable inputs, InputTable outputs) = table.Split(targets, data);
        if (predict is null)
        {
            return (inputs.Rows, source, null);
        }

        InputTable test = InputTable.Read(predict);
        InputTable testInputs = test.Select(inputs.Columns, predict);
        IReadOnlyList<double[]>? truth = targets.All(test.Columns.Contains) ? test.Select(targets, predict).Rows : null;
        double noise = parsed.GetValue(_noise) ?? 0;
        double[] times = StandardOptions.Checked(_time, parsed.GetRequiredValue(_time), Times);
        return ([.. inputs.Rows, .. testInputs.Rows], source, new RegressionTask(targets, outputs.Rows, truth, noise, times));
    }

    private static double[] Times(string text) => [.. text.Split(',').Select(t =>
        t.Trim() is "infinity" or "inf" ? double.PositiveInfinity
        : NumberText.Parse(t) is >= 0 and var time ? time
        : throw new UserInputException($"the training time must be at least 0, got {t.Trim()}"))];

    private static IReadOnlyList<double>? Numbers(ParseResult parsed, Option<string?> option, double? otherwise) => parsed.GetValue(option) is string text
        ? StandardOptions.Checked(option, text, NumberList.Parse)
        : otherwise is double value ? [value] : null;

    private static Option<string?> Text(string name, string description, string helpName) => new(name) { Description = description, HelpName = helpName };
}
