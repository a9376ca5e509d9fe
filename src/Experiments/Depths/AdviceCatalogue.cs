using Theory.Activations;
using Theory.Experiments.Fitting;
using Theory.Numerics.Evaluation;

namespace Theory.Experiments.Depths;

/// <summary>The same networks, initialised as advised, as tuned by hand, and as frameworks do unless told otherwise.</summary>
internal static class AdviceCatalogue
{
    /// <summary>As <c>theory recommend</c> advises for this width, depth, number and scale of inputs; no number of it knows the target.</summary>
    public const string Advised = "advised";

    /// <summary>The paper's values: C_W = 1 for ReLU and GELU, for MRePU those it tuned, taken for standard deviations; tanh, which it does not use, as by Xavier.</summary>
    public const string ByHand = "by hand";

    /// <summary>torch.nn.Linear: weights and biases have the variance 1/(3 fan-in).</summary>
    public const string PyTorch = "PyTorch's default";

    /// <summary>Keras' Dense, Flax' too but for its fan: Glorot, weights have the variance 2/(fan-in + fan-out), biases are 0.</summary>
    public const string Keras = "Keras' default";

    /// <summary>The mean of |x|²/n₀ over the cube [-2, 2]^n₀: what a user finds in the data.</summary>
    public const double InputScale = 4.0 / 3;

    private const int Identities = 100_000;

    /// <summary>What the advice is compared with.</summary>
    public static IReadOnlyList<string> Others { get; } = [ByHand, PyTorch, Keras];

    /// <summary>The activations.</summary>
    public static IReadOnlyList<string> Activations { get; } = ["relu", "gelu", "tanh", "mrepu:2"];

    /// <summary>Every activation on every target with so many hidden layers, in every way; networks of one activation, target and depth have the same random numbers.</summary>
    public static IReadOnlyList<FittingSetting> Of(IReadOnlyList<TargetFunction> targets, IReadOnlyList<int> depths)
    {
        Dictionary<(string Activation, int Hidden, int Inputs), (double Cb, double Cw, EndLayers Ends)> advice = [];
        foreach (string activation in Activations)
        {
            ExpectationEvaluator evaluator = new(Activation.Parse(activation));
            foreach ((int hidden, int inputs) in depths.SelectMany(d => targets.Select(t => (d, t.Dimension)).Distinct()))
            {
                advice[(activation, hidden, inputs)] = RecommendedStart.Of(evaluator, hidden, InputScale, inputs);
            }
        }

        return
        [
            .. from target in targets
               from hidden in depths
               from activation in Activations
               from label in (string[])[Advised, .. Others]
               select Setting(label, target, activation, hidden, advice[(activation, hidden, target.Dimension)]),
        ];
    }

    private static FittingSetting Setting(string label, TargetFunction target, string activation, int hidden, (double Cb, double Cw, EndLayers Ends) advice)
    {
        int n0 = target.Dimension;
        int n = FittingWork.Width;
        (double cb, double cw, EndLayers ends) = label switch
        {
            Advised => advice,
            ByHand => Uniform(0, activation == "mrepu:2" ? Math.Round(Math.Pow(FittingCatalogue.PaperCw(target), 2), 6) : 1),
            PyTorch => (1 / (3.0 * n), 1 / 3.0, new EndLayers(1 / (3.0 * n0), 1 / 3.0, 1 / (3.0 * n), 1 / 3.0)),
            _ => (0, 1, new EndLayers(0, 2.0 * n0 / (n0 + n), 0, 2.0 * n / (n + 1))),
        };
        int identity = Identities + (TargetFunctions.All.ToList().IndexOf(target) * 1000) + (20 * hidden) + Activations.ToList().IndexOf(activation);
        return new FittingSetting(label, target.Name, activation, hidden, cw, cb, identity) { Ends = ends };

        static (double Cb, double Cw, EndLayers Ends) Uniform(double cb, double cw) => (cb, cw, new EndLayers(cb, cw, cb, cw));
    }
}
