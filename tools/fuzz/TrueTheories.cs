using System.Diagnostics;
using System.Globalization;
using MathNet.Numerics.Distributions;
using Theory.Activations;
using Theory.Numerics.Facade;
using Theory.Validation.Comparison;
using Theory.Validation.Devices;
using Theory.Validation.Sampling;
using Theory.Validation.Statistics;

namespace Theory.Fuzz;

/// <summary>Ensembles of networks that are what theory says: how often a true theory is refuted, over random settings with heavy tails, few networks and narrow layers.</summary>
internal sealed class TrueTheories(Random random)
{
    /// <summary>Ensembles of one setting, each with a seed of its own.</summary>
    private const int Seeds = 25;

    private static readonly string[] Activations =
    [
        "relu", "leaky_relu(0.1)", "repu:2", "repu:3", "mrepu:1", "mrepu:2", "tanh", "erf", "gelu", "swish", "sin", "softplus", "selu", "elu", "hard_tanh", "abs(z)",
        "z^2", "z+z^3/10", "sigmoid", "step(z)", "sign(z)", "exp(-z^2)", "z*tanh(z)", "exp(z/2)", "max(0,z)-0.3*max(0,-z-1)", "cos(2*z)", "z^3-z",
    ];

    private readonly Dictionary<Verdict, int> _verdicts = [];
    private int _refused;
    private int _improbable;

    /// <summary>Draws ensembles and counts verdicts.</summary>
    /// <returns>True if the rate of refutation is compatible with 1e-4.</returns>
    public bool Run(int ensembles)
    {
        Stopwatch clock = Stopwatch.StartNew();
        int drawn = 0;
        int settings = 0;
        while (drawn < ensembles)
        {
            settings++;
            string activation = Activations[random.Next(Activations.Length)];
            double k1 = Rounded(Math.Pow(10, (4 * random.NextDouble()) - 2));
            double cb = random.Next(2) == 0 ? 0 : Rounded(k1 * random.NextDouble());
            double cw = Rounded(Math.Pow(10, (1.2 * random.NextDouble()) - 0.6));
            int width = (int)Math.Pow(2, 1 + (7.0 * random.NextDouble()));
            int depth = random.Next(2, 6);
            int models = (int)(100 * Math.Pow(10, random.NextDouble()));
            bool weights = width <= 32 && random.Next(4) == 0;
            string setting = string.Create(CultureInfo.InvariantCulture,
                $"sample \"{activation}\" --k1 {k1:R} --cw {cw:R} --cb {cb:R} --width {width} --depth {depth} --models {models} --sampler {(weights ? "weights" : "conditional")}");
            try
            {
                drawn += Draw(activation, (k1, cb, cw), (width, depth, models), weights ? EnsembleSamplers.Weights : EnsembleSamplers.Conditional, setting);
            }
            catch (UserInputException)
            {
                _refused++;
            }
        }

        int refuted = _verdicts.GetValueOrDefault(Verdict.Refuted);
        int judged = refuted + _verdicts.GetValueOrDefault(Verdict.Confirmed);
        double upper = Upper(refuted, judged);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{drawn} ensembles of {settings} settings ({_refused} refused): {judged} judged, {refuted} refuted, at most {upper:0.0e0} at 95 % confidence; by T^2 {_improbable}; {_verdicts.GetValueOrDefault(Verdict.Undecided)} undecided; {clock.Elapsed.TotalSeconds:0} s"));
        return refuted == 0 || Upper(refuted - 1, judged) < 1e-4 || Beta.InvCDF(refuted, judged - refuted + 1, 0.05) < 1e-4;
    }

    /// <summary>Clopper and Pearson's upper limit of a rate.</summary>
    private static double Upper(int found, int of) => of == 0 ? 1 : Beta.InvCDF(found + 1, of - found, 0.95);

    private int Draw(string activation, (double K1, double Cb, double Cw) law, (int Width, int Depth, int Models) size, IEnsembleSampler sampler, string setting)
    {
        EffectiveTheory theory = EffectiveTheory.Of(activation);
        SamplingOptions options = new()
        {
            Network = theory.Law(size.Depth, size.Width, law.Cw, law.Cb),
            Signal = Networks.Signal.Kernel(law.K1),
            LastActivation = Activation.Parse(activation),
            Models = size.Models,
            Device = TorchDevice.Cpu,
            MaxDegreeOfParallelism = 1,
        };
        options.Validate();
        sampler.Check(options);
        EnsembleTheory prediction = EnsembleTheory.Of(options);
        _ = prediction.Followed.ToTheLast();
        for (int i = 0; i < Seeds; i++)
        {
            // The theory belongs to the very networks: options differ in the seed alone.
            ulong seed = (ulong)random.Next();
            SamplingOptions drawn = options with { Seed = seed };
            EnsembleStatistics statistics = new(drawn, [.. prediction.Followed.Layers.Select(l => l.K)]);
            sampler.Observe(drawn, statistics, new Silent(), CancellationToken.None);
            (EnsembleComparison layers, EnsembleJudgement together, _) = prediction.Compare(statistics, sampler.Name);
            _verdicts[layers.Verdict] = _verdicts.GetValueOrDefault(layers.Verdict) + 1;
            _improbable += together.Verdict == Verdict.Refuted ? 1 : 0;
            if (layers.Verdict == Verdict.Refuted)
            {
                Console.WriteLine($"REFUTED theory {setting} --seed {seed}: {layers.Sentence}");
            }
        }

        return Seeds;
    }

    private static double Rounded(double x) => double.Parse(x.ToString("G2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private sealed class Silent : IProgress<double>
    {
        public void Report(double value)
        {
        }
    }
}
