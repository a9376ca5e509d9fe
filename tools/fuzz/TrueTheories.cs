using System.Diagnostics;
using System.Globalization;
using MathNet.Numerics.Distributions;
using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;
using Theory.Validation.Comparison;
using Theory.Validation.Devices;
using Theory.Validation.Sampling;
using Theory.Validation.Statistics;

namespace Theory.Fuzz;

/// <summary>Ensembles of networks that are what theory says: how often a true theory is refuted, over random settings with heavy tails, few networks and narrow layers.</summary>
internal sealed class TrueTheories(Random random, bool withLaw, bool onlySeveralInputs)
{
    /// <summary>Ensembles of one setting, each with a seed of its own.</summary>
    private const int Seeds = 25;

    /// <summary>One setting in so many that leaves layers unjudged is also judged by the exact law, which takes seconds.</summary>
    private const int LawEvery = 4;

    /// <summary>Neurons of an ensemble at most, so that many ensembles are drawn in little time.</summary>
    private const double MostNeurons = 60_000;

    /// <summary>Counts are told that often.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private static readonly string[] Activations =
    [
        "relu", "leaky_relu(0.1)", "repu:2", "repu:3", "repu:4", "mrepu:1", "mrepu:2", "mrepu:3", "tanh", "erf", "gelu", "swish", "sin", "softplus", "selu", "elu",
        "hard_tanh", "abs(z)", "z^2", "z+z^3/10", "sigmoid", "step(z)", "sign(z)", "exp(-z^2)", "z*tanh(z)", "exp(z/2)", "exp(z)", "exp(z^2/20)", "sinh(z/2)",
        "max(0,z)-0.3*max(0,-z-1)", "max(0,z-2)", "cos(2*z)", "z^3-z", "log(1+z^2)", "z/(1+z^2)", "z^4-3*z^2", "exp(z/2)-1-z/2",
    ];

    private readonly Dictionary<string, ExpectationEvaluator> _evaluators = [];
    private readonly Tally _layers = new("layer by layer");
    private readonly Tally _together = new("T^2 of all layers");
    private readonly Tally _pairs = new("pairs of inputs");
    private readonly Tally _law = new("exact law");
    private int _refused;

    /// <summary>Draws ensembles and counts verdicts.</summary>
    /// <returns>True if the rate of refutation is compatible with 1e-4.</returns>
    public bool Run(int ensembles)
    {
        Stopwatch clock = Stopwatch.StartNew();
        int drawn = 0;
        int settings = 0;
        TimeSpan next = Every;
        while (drawn < ensembles)
        {
            settings++;
            try
            {
                drawn += Draw(Setting.Next(random, Activations, MostNeurons, onlySeveralInputs));
            }
            catch (UserInputException)
            {
                _refused++;
            }

            if (clock.Elapsed > next)
            {
                next += Every;
                Report(drawn, settings, clock);
            }
        }

        Report(drawn, settings, clock);
        return new[] { _layers, _together, _pairs, _law }.All(t => t.IsCompatible(1e-4));
    }

    private void Report(int drawn, int settings, Stopwatch clock) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{drawn} ensembles of {settings} settings ({_refused} refused), {clock.Elapsed.TotalSeconds:0} s: {_layers}; {_together}; {_pairs}; {_law}"));

    private int Draw(Setting setting)
    {
        if (!_evaluators.TryGetValue(setting.Activation, out ExpectationEvaluator? evaluator))
        {
            evaluator = new ExpectationEvaluator(Activation.Parse(setting.Activation));
            _evaluators.Add(setting.Activation, evaluator);
        }

        SamplingOptions options = new()
        {
            Network = Network.Plain(evaluator.Activation, setting.Depth, setting.Width, setting.Cb, setting.Cw),
            Signal = setting.Inputs > 1 ? NetworkInputs.Circle(setting.Inputs, setting.Radius) : Signal.Kernel(setting.K1),
            LastActivation = evaluator.Activation,
            Models = setting.Models,
            Device = TorchDevice.Cpu,
            MaxDegreeOfParallelism = 1,
            Observe = setting.HasTangents ? Observables.TangentKernel : default,
        };
        options.Validate();
        setting.Sampler.Check(options);
        EnsembleTheory prediction = EnsembleTheory.Of(options, evaluator);
        _ = prediction.Followed.ToTheLast();
        IReadOnlyList<IReadOnlyList<FlowLayer>?>? flows = null;
        for (int i = 0; i < Seeds; i++)
        {
            // The theory belongs to the very networks: options differ in the seed alone.
            SamplingOptions drawn = options with { Seed = (ulong)random.Next() };
            string command = $"{setting.Command} --seed {drawn.Seed}";
            EnsembleStatistics statistics = new(drawn, [.. prediction.Followed.Layers.Select(l => l.K)]);
            setting.Sampler.Observe(drawn, statistics, new Silent(), CancellationToken.None);
            (EnsembleComparison layers, EnsembleJudgement together, _) = prediction.Compare(statistics, setting.Sampler.Name);
            _layers.Add(layers.Verdict, () => $"theory {command}: {layers.Sentence}");
            _together.Add(together.Verdict, () => $"theory {command}: T^2 at {together.Together.Sigma:F1} sigma");
            if (setting.Inputs > 1)
            {
                SeveralInputsJudgement pairs = prediction.ComparePairs(statistics, flows ??= prediction.Flows(), drawn);
                _pairs.Add(pairs.Verdict, () => $"theory {command}: {pairs.Sentence}");
            }
            else if (withLaw && i == 0 && layers.Layers.Any(l => l.NotJudgedBecause is not null) && random.Next(LawEvery) == 0)
            {
                LawJudgement? law = EnsembleRun.Run(setting.Activation, prediction, [(setting.Sampler, drawn)], _ => new Silent(), CancellationToken.None)[0].Law;
                _law.Add(law?.Verdict ?? Verdict.Undecided, () => $"theory {command}: {law!.Sentence}");
            }
        }

        return Seeds;
    }

    private sealed class Silent : IProgress<double>
    {
        public void Report(double value)
        {
        }
    }

    /// <summary>Verdicts of one judgement.</summary>
    private sealed class Tally(string name)
    {
        private int _refuted;
        private int _judged;
        private int _undecided;

        public void Add(Verdict verdict, Func<string> what)
        {
            _undecided += verdict == Verdict.Undecided ? 1 : 0;
            _judged += verdict == Verdict.Undecided ? 0 : 1;
            if (verdict == Verdict.Refuted)
            {
                _refuted++;
                Console.WriteLine($"REFUTED {what()}");
            }
        }

        public bool IsCompatible(double rate) => _refuted == 0 || Beta.InvCDF(_refuted, _judged - _refuted + 1, 0.05) < rate;

        /// <summary>With Clopper and Pearson's upper limit of the rate.</summary>
        public override string ToString() => string.Create(CultureInfo.InvariantCulture,
            $"{name}: {_judged} judged, {_refuted} refuted (at most {(_judged == 0 ? 1 : Beta.InvCDF(_refuted + 1, _judged - _refuted, 0.95)):0.0e0} at 95 %), {_undecided} undecided");
    }
}
