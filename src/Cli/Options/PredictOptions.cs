using System.CommandLine;
using Theory.Activations;
using Theory.Experiments.DataSets;
using Theory.Experiments.Predictions;
using Theory.Experiments.Reporting;
using Theory.Validation.Devices;
using Theory.Validation.KernelRegression;

namespace Theory.Cli.Options;

/// <summary>The options of <c>theory predict</c>.</summary>
internal sealed class PredictOptions
{
    private const int DefaultFitSize = 1000;

    private readonly Option<string?> _train = Text("--train", "Training inputs: IDX (also .gz), NPY, CSV or ARFF; a folder with the four files of MNIST or Fashion-MNIST; or a task by name: moons:200, sine:100", "FILE|DIR|NAME:COUNT");
    private readonly Option<string?> _labels = Text("--labels", "Labels of the training inputs, a class or numbers for each", "FILE");
    private readonly Option<string?> _test = Text("--test", "Test inputs; without them a part of the training inputs is held back", "FILE");
    private readonly Option<string?> _testLabels = Text("--test-labels", "Labels of the test inputs", "FILE");
    private readonly Option<string?> _target = Text("--target", "Column of a CSV or ARFF file to be predicted, or several of numbers [default: the last one of an ARFF file]", "NAME,...");
    private readonly Option<bool> _classify = new("--classify") { Description = "The numbers of the target are names of classes" };
    private readonly Option<double?> _holdout = StandardOptions.Number("--holdout", "Part of the training inputs that is held back for the test where there are no test inputs [default: 0.2]");
    private readonly Option<int?> _size = StandardOptions.OptionalInteger("--size", "Number of training inputs, chosen at random [default: all]");
    private readonly Option<int?> _testSize = StandardOptions.OptionalInteger("--test-size", "Number of test inputs, chosen at random [default: all]");
    private readonly Option<int> _seed = StandardOptions.Integer("--seed", "Seed of every random choice", 1);
    private readonly Option<string> _preprocess = StandardOptions.Word(
        "--preprocess", "What is done to the inputs: norm makes |x|^2/n_0 = 1, standard makes mean 0 and variance 1 of each component over the training inputs; auto is norm for images, else standard",
        "auto", "auto", "none", "norm", "standard");
    private readonly Option<int> _depth = StandardOptions.Integer("--depth", "Number L of layers of preactivations", 3);
    private readonly Option<double?> _cb = StandardOptions.Number("--cb", "Bias variance C_b [default: 0]");
    private readonly Option<double?> _cw = StandardOptions.Number("--cw", "Rescaled weight variance C_W; chosen for the activation unless given");
    private readonly Option<string> _kernel = StandardOptions.Word("--kernel", "nngp: Bayesian inference with the network; tangent: networks trained by gradient flow to the end", "nngp", "nngp", "tangent");
    private readonly Option<string> _noise = new("--noise") { Description = "Variance of the noise in the targets; auto is the smallest, from 1e-10 of the mean K_aa up, with which the matrix has a Cholesky factor", HelpName = "NUMBER|auto", DefaultValueFactory = _ => "auto" };
    private readonly Option<bool> _fit = new("--fit") { Description = "Choose C_b, C_W and the noise by the marginal likelihood, beginning with those given" };
    private readonly Option<int> _fitSize = StandardOptions.Integer("--fit-size", "Training inputs whose likelihood --fit uses, at most", DefaultFitSize);
    private readonly Option<string> _solver = StandardOptions.Word(
        "--solver", "cholesky: a factor by tiles, refined; cg: conjugate gradients with matrix rows made on the fly; nystrom: a low-rank approximation", "cholesky", "cholesky", "cg", "nystrom");
    private readonly Option<int> _landmarks = StandardOptions.Integer("--landmarks", "Rank of the approximation that nystrom is, and that preconditions cg", 1000);
    private readonly Option<string> _dtype = StandardOptions.Word("--dtype", "Precision of the Cholesky factor; kernels and residuals are in float64 always", "float64", "float32", "float64");
    private readonly Option<string> _device = StandardOptions.Word("--device", "Where products and the factor are computed", "cpu", "auto", "cpu", "cuda");
    private readonly Option<double?> _residual = StandardOptions.Number("--residual", "Largest residual of the solution against the largest target [default: 1e-10]");
    private readonly Option<double?> _memory = StandardOptions.Number("--memory", "Memory that may be used, in GB [default: 80 % of what there is]", "GB");
    private readonly Option<string?> _scratch = Text("--scratch", "Folder for the Cholesky factor, instead of memory; an interrupted run goes on from it", "DIR");
    private readonly Option<string?> _shard = Text("--shard", "Make only part I of N of the factor in --scratch, as task I of an array whose N processes share it; then run without --shard", "I/N");
    private readonly Option<int?> _tile = StandardOptions.OptionalInteger("--tile", "Rows of a tile of the factor [default: an eighth of the training inputs, from 256 to 2048]");
    private readonly Option<bool> _variance = new("--variance") { Description = "Also the standard deviation of the outputs at every test input; always for regression" };
    private readonly Option<int> _samples = StandardOptions.Integer("--samples", "Functions to draw from the posterior, at the first 1000 test inputs", 0);
    private readonly Option<int> _threads = StandardOptions.Integer("--threads", "Number of threads", Environment.ProcessorCount);

    /// <summary>The activation.</summary>
    public Argument<string> Activation { get; } = StandardOptions.Activation();

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[
            _train, _labels, _test, _testLabels, _target, _classify, _holdout, _size, _testSize, _seed, _preprocess, _depth, _cb, _cw, _kernel, _noise, _fit, _fitSize,
            _solver, _landmarks, _dtype, _device, _residual, _memory, _scratch, _shard, _tile, _variance, _samples, _threads])
        {
            command.Add(option);
        }
    }

    /// <summary>Reads the options, and the data.</summary>
    /// <returns>What was asked for, and why C_W was chosen, or null.</returns>
    /// <exception cref="UserInputException">An option is out of its domain, options contradict one another, or a file cannot be used.</exception>
    public (PredictionSettings Settings, string? Explanation) Read(ParseResult parsed)
    {
        Activation activation = Activations.Activation.Parse(parsed.GetValue(Activation)!);
        string train = parsed.GetValue(_train) ?? throw new UserInputException("give the training inputs by --train: a file, or a folder with the files of MNIST or Fashion-MNIST");
        double holdout = parsed.GetValue(_holdout) ?? 0.2;
        Require.That(holdout is > 0 and < 1, $"--holdout must be between 0 and 1, got {holdout}");
        Require.That(parsed.GetValue(_holdout) is null || parsed.GetValue(_test) is null, $"--holdout goes without --test");
        int landmarks = AtLeastOne(parsed, _landmarks);
        RegressionOptions regression = new()
        {
            Noise = Noise(parsed.GetRequiredValue(_noise)),
            Solver = parsed.GetRequiredValue(_solver).ToUpperInvariant() switch { "CG" => RegressionSolver.ConjugateGradients, "NYSTROM" => RegressionSolver.Nystrom, _ => RegressionSolver.Cholesky },
            Precision = TorchPrecision.Parse(parsed.GetRequiredValue(_dtype)),
            Device = TorchDevice.Parse(parsed.GetRequiredValue(_device)),
            Goal = parsed.GetValue(_residual) ?? 1e-10,
            Landmarks = landmarks,
            Scratch = parsed.GetValue(_scratch),
            Part = parsed.GetValue(_shard) is string part ? StandardOptions.Checked(_shard, part, FactorPart.Parse) : FactorPart.Whole,
            Tile = StandardOptions.Positive(parsed, _tile),
        };
        Require.That(parsed.GetValue(_shard) is null || (regression.Scratch is not null && !parsed.GetValue(_fit)), $"--shard goes with --scratch DIR and a noise, and without --fit");
        Require.That(regression.Goal is > 0 and < 1, $"--residual must be between 0 and 1, got {regression.Goal}");
        Require.That(regression.Scratch is null || regression.Solver == RegressionSolver.Cholesky, $"--scratch goes with --solver cholesky");
        Require.That(regression.Scratch is null || regression.Noise is not null || parsed.GetValue(_fit), $"--scratch needs a noise: give --noise a number");
        int samples = parsed.GetValue(_samples);
        Require.That(samples >= 0, $"--samples must be at least 0, got {samples}");
        KernelKind kind = parsed.GetRequiredValue(_kernel).Equals("tangent", StringComparison.OrdinalIgnoreCase) ? KernelKind.Tangent : KernelKind.Nngp;
        bool fit = parsed.GetValue(_fit);
        Require.That(kind == KernelKind.Nngp || !fit, $"--fit goes with --kernel nngp: the tangent kernel is not the covariance of a prior");
        Require.That(kind == KernelKind.Nngp || (samples == 0 && !parsed.GetValue(_variance)), $"--samples and --variance go with --kernel nngp: the tangent kernel has no posterior");
        Require.That(regression.Solver == RegressionSolver.Cholesky || (samples == 0 && !parsed.GetValue(_variance)), $"--samples and --variance need --solver cholesky");
        int depth = parsed.GetValue(_depth);
        double cb = parsed.GetValue(_cb) ?? 0;
        (IReadOnlyList<double> weights, string? explanation) = ChosenWeightVariance.Or(parsed.GetValue(_cw) is double given ? [given] : null, activation);
        double cw = weights[0];
        // The network is checked before the data are read.
        _ = Networks.Network.Plain(activation, depth, null, cb, cw);
        string[] targets = parsed.GetValue(_target)?.Split(',').Select(t => t.Trim()).ToArray() ?? [];
        (LabelledData training, LabelledData? test) = Data(parsed, train, targets);
        (int? size, int? testSize) = (StandardOptions.Positive(parsed, _size), StandardOptions.Positive(parsed, _testSize));
        int count = Math.Min(size ?? int.MaxValue, training.Inputs.Rows);
        int all = count + Math.Min(testSize ?? int.MaxValue, (test ?? training).Inputs.Rows);
        CheckMemory(regression, parsed.GetValue(_memory), count, all, training.Inputs.Columns, AtLeastOne(parsed, _threads));
        string how = parsed.GetRequiredValue(_preprocess);
        PredictionData data = PredictionData.Prepare(
            training, test, holdout, size, testSize, parsed.GetValue(_seed), how.Equals("auto", StringComparison.OrdinalIgnoreCase) ? null : Enum.Parse<Preprocessing>(how, ignoreCase: true));
        double drawn = (double)samples * Math.Min(data.Test, PredictionSettings.LargestSample) * data.Offsets.Length;
        MemoryNeed.Check($"{samples} samples at {Format.Number(Math.Min(data.Test, PredictionSettings.LargestSample))} test inputs", 32 * drawn, "use fewer --samples");
        Require.That(drawn <= Array.MaxLength, $"--samples {samples} are {Format.Number(drawn)} numbers, more than {Array.MaxLength}; use fewer --samples");
        regression = regression with
        {
            Identity = string.Join('|', activation.Definition, depth, cb.ToString("R", null), cw.ToString("R", null), kind, Fingerprint(data.Inputs, data.Training * data.Dimension)),
        };
        return (new PredictionSettings(activation, depth, cb, cw, kind, data, regression, AtLeastOne(parsed, _threads))
        {
            FitSize = fit ? AtLeastOne(parsed, _fitSize) : null,
            Variance = kind == KernelKind.Nngp && regression.Solver == RegressionSolver.Cholesky && (parsed.GetValue(_variance) || !data.IsClassification),
            Samples = samples,
            Seed = parsed.GetValue(_seed),
        }, explanation);
    }

    private (LabelledData Training, LabelledData? Test) Data(ParseResult parsed, string train, string[] targets)
    {
        if (File.Exists(train) || Directory.Exists(train) || StandardOptions.Checked(_train, train, t => GeneratedTasks.TryParse(t, parsed.GetValue(_seed))) is not LabelledData generated)
        {
            return DataFiles.Read(train, parsed.GetValue(_labels), parsed.GetValue(_test), parsed.GetValue(_testLabels), targets, parsed.GetValue(_classify));
        }

        Option? other = new Option[] { _labels, _test, _testLabels, _target }.FirstOrDefault(o => parsed.GetResult(o) is { Implicit: false });
        return other is null ? (generated, null) : throw new UserInputException($"{other.Name} does not go with --train {train}, which has its own targets");
    }

    private static void CheckMemory(RegressionOptions regression, double? memory, int training, int all, int dimension, int threads)
    {
        double need = regression.MemoryNeed(training, all, dimension, threads);
        string what = $"{Format.Number(training)} training inputs of {Format.Number(all)} of dimension {Format.Number(dimension)}";
        const string Remedy = "use --dtype float32, --scratch DIR, --solver cg or fewer inputs";
        if (memory is double gigabytes)
        {
            Require.That(gigabytes > 0, $"--memory must be positive, got {gigabytes}");
            Require.That(need <= 1e9 * gigabytes, $"{what} need {Format.Number(need / 1e9, 2)} GB, more than --memory {Format.Number(gigabytes)}; {Remedy}");
        }

        MemoryNeed.Check(what, need, Remedy);
    }

    private static string Fingerprint(double[] values, int count) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan(0, count))));

    private static double? Noise(string text)
    {
        if (text.Equals("auto", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        double noise = NumberText.Parse(text);
        Require.That(noise >= 0 && double.IsFinite(noise), $"--noise must be a finite number, at least 0, or auto; got {text}");
        return noise;
    }

    private static int AtLeastOne(ParseResult parsed, Option<int> option)
    {
        int value = parsed.GetValue(option);
        Require.That(value >= 1, $"{option.Name} must be at least 1, got {value}");
        return value;
    }

    private static Option<string?> Text(string name, string description, string helpName) => new(name) { Description = description, HelpName = helpName };
}
