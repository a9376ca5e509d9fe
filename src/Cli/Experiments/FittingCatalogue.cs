using Theory.Cli.Output;
using Theory.Validation.FunctionFitting;

namespace Theory.Cli.Experiments;

/// <summary>The ensembles of experiments E7 and E8.</summary>
/// <remarks>
/// C_b and C_W are what <c>theory recommend</c> gives for 5 hidden layers of width 32 and |x|²/n₀ = 4, the corners of the cube; it has nothing
/// for tanh, whose critical C_b = 0, C_W = 1 is taken. 0.45 is the paper's C_W for its PINN, the only one that it states for learning.
/// </remarks>
internal static class FittingCatalogue
{
    /// <summary>MRePU as recommended.</summary>
    public const string MRePU = "MRePU";

    /// <summary>MRePU with the paper's C_W.</summary>
    public const string MRePUOfPaper = "MRePU, C_W = 0.45";

    /// <summary>ReLU.</summary>
    public const string ReLU = "ReLU";

    /// <summary>GELU.</summary>
    public const string GELU = "GELU";

    /// <summary>The control that is expected to fail.</summary>
    public const string RePU = "RePU";

    /// <summary>|x|²/n₀ at the corners of the cube.</summary>
    public const double InputScale = 4;

    /// <summary>The hidden layers of the paper.</summary>
    private const int HiddenLayers = 5;

    private static readonly (string Label, string Activation, double Cw, double Cb)[] Networks =
    [
        (MRePU, "mrepu:2", 0.09829, 0),
        (ReLU, "relu", 2, 0),
        (GELU, "gelu", 1.983058, 0.1729224),
        ("tanh", "tanh", 1, 0),
        (MRePUOfPaper, "mrepu:2", 0.45, 0),
        (RePU, "repu:2", 0.4082483, 0),
    ];

    /// <summary>C_W recommended for MRePU with so many hidden layers.</summary>
    private static readonly (int HiddenLayers, double Cw)[] Recommended = [(3, 0.1016), (5, 0.09829), (7, 0.09764), (10, 0.09747)];

    /// <summary>Every kind of network on every target.</summary>
    public static IReadOnlyList<FittingSetting> Of(params TargetFunction[] targets) =>
    [
        .. from target in targets
           from i in Enumerable.Range(0, Networks.Length)
           let n = Networks[i]
           select new FittingSetting(n.Label, target.Name, n.Activation, HiddenLayers, n.Cw, n.Cb, Identity(target, i)),
    ];

    /// <summary>MRePU with the recommended C_W and with the paper's, for several depths.</summary>
    public static IReadOnlyList<FittingSetting> Depths(params TargetFunction[] targets) =>
    [
        .. from target in targets
           from i in Enumerable.Range(0, Recommended.Length)
           from cw in (double[])[Recommended[i].Cw, 0.45]
           let hidden = Recommended[i].HiddenLayers
           let label = $"{hidden} hidden layers, C_W = {Format.Number(cw)}"
           select new FittingSetting(label, target.Name, "mrepu:2", hidden, cw, 0, Identity(target, 20 + i)),
    ];

    private static int Identity(TargetFunction target, int network) => (TargetFunctions.All.ToList().IndexOf(target) * 100) + network;
}
