using Theory.Activations;
using Theory.Experiments.Fitting;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Recommendations;

namespace Theory.Experiments.Depths;

/// <summary>MRePU about 0, about its inflection, and as the inflected activation, beside others, with few and with many hidden layers.</summary>
/// <remarks>
/// All are initialised as <c>theory recommend</c> advises for inputs at the corners of the cube, <see cref="FittingCatalogue.InputScale"/>, but for <see cref="Critical"/>: C_b = 0 and
/// C_W = 1, at which K* = 0 is critical for MRePU.
/// </remarks>
internal static class CureCatalogue
{
    /// <summary>MRePU at C_b = 0, C_W = 1, on inputs so small that K(1) = <see cref="CriticalKernel"/>.</summary>
    public const string Critical = "MRePU, C_W = 1";

    /// <summary>MRePU, unchanged, whose biases start its neurons at the inflection.</summary>
    public const string AtInflection = "MRePU at its inflection";

    /// <summary>K(1) of <see cref="Critical"/>, at the corners of the cube.</summary>
    public const double CriticalKernel = 0.02;

    /// <summary>The inflection of MRePU with p = 2.</summary>
    public const string Inflection = "-2/3";

    private const int Identities = 1_000_000;

    /// <summary>The networks, in order.</summary>
    public static IReadOnlyList<string> Labels { get; } =
        [Critical, FittingCatalogue.MRePU, AtInflection, FittingCatalogue.Inflected, FittingCatalogue.ReLU, FittingCatalogue.GELU, FittingCatalogue.Tanh];

    /// <summary>The learning rate over that of the run that lets outputs move alike at every depth: Adam moves each weight by its rate, and the outputs of L hidden layers L times as far.</summary>
    public static double FallingRate(int hiddenLayers) => 10.0 / hiddenLayers;

    /// <summary>Every kind of network on every target with so many hidden layers.</summary>
    /// <param name="targets">What is learned.</param>
    /// <param name="depths">Hidden layers.</param>
    /// <param name="rateFactor">The learning rate over that of the run by the number of hidden layers; null for 1.</param>
    public static IReadOnlyList<FittingSetting> Of(IReadOnlyList<TargetFunction> targets, IReadOnlyList<int> depths, Func<int, double>? rateFactor = null)
    {
        Dictionary<(string Label, int Hidden), (double Cb, double Cw, EndLayers Ends)> starts = [];
        foreach (string label in Labels)
        {
            ExpectationEvaluator evaluator = new(Law(label));
            foreach (int hidden in depths)
            {
                const double First = CriticalKernel / FittingCatalogue.InputScale;
                starts[(label, hidden)] = label == Critical ? (0, 1, new EndLayers(0, First, 0, 1)) : RecommendedStart.Of(evaluator, hidden, FittingCatalogue.InputScale);
            }
        }

        return
        [
            .. from target in targets
               from hidden in depths
               from label in Labels
               let start = starts[(label, hidden)]
               select new FittingSetting(label, target.Name, ActivationOf(label), hidden, start.Cw, start.Cb, Identity(target, hidden, label))
               {
                   Ends = start.Ends,
                   OperatingPoint = label == AtInflection ? Inflection : null,
                   RateFactor = rateFactor?.Invoke(hidden),
               },
        ];
    }

    /// <summary>Networks of one activation, target and depth have the same random numbers.</summary>
    private static int Identity(TargetFunction target, int hidden, string label) =>
        Identities + (TargetFunctions.All.ToList().IndexOf(target) * 10_000) + (20 * hidden) + Labels.Select(ActivationOf).Distinct().ToList().IndexOf(ActivationOf(label));

    private static Activation Law(string label) =>
        label == AtInflection ? new OperatingPoint(Activation.Parse(ActivationOf(label)), Inflection).Shifted : Activation.Parse(ActivationOf(label));

    private static string ActivationOf(string label) => label switch
    {
        FittingCatalogue.Inflected => "imrepu:2",
        FittingCatalogue.ReLU => "relu",
        FittingCatalogue.GELU => "gelu",
        FittingCatalogue.Tanh => "tanh",
        _ => "mrepu:2",
    };
}
