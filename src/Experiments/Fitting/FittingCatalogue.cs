namespace Theory.Experiments.Fitting;

/// <summary>The ensembles of experiments E7 and E8.</summary>
/// <remarks>
/// C_b and C_W are the same in every layer, for |x|²/n₀ = 4, the corners of the cube: critical ones for ReLU and GELU; for MRePU the largest C_W at C_b = 0 that keeps the
/// kernel within a factor 2 of K(1) through all layers; for RePU that at which K(1) is a fixed point; for tanh the critical C_b = 0, C_W = 1. <c>theory recommend</c>, which
/// chose them so, now gives first and last layer a C_W of their own; the inflected MRePU, which the paper does not have, is started like this. The paper tuned its values by hand: <see cref="PaperCw"/> for MRePU, 1 for ReLU and GELU.
/// Whether its numbers are C_W or standard deviations, C_W = σ², is lost with the symbol; <see cref="OverDepths"/> has both.
/// </remarks>
internal static class FittingCatalogue
{
    /// <summary>MRePU as recommended.</summary>
    public const string MRePU = "MRePU";

    /// <summary>MRePU with the paper's C_W.</summary>
    public const string MRePUOfPaper = "MRePU, paper's C_W";

    /// <summary>MRePU, the paper's number taken for a standard deviation.</summary>
    public const string MRePUOfPaperSquared = "MRePU, paper's σ";

    /// <summary>ReLU.</summary>
    public const string ReLU = "ReLU";

    /// <summary>ReLU with the paper's C_W.</summary>
    public const string ReLUOfPaper = "ReLU, paper's C_W";

    /// <summary>GELU.</summary>
    public const string GELU = "GELU";

    /// <summary>GELU with the paper's C_W.</summary>
    public const string GELUOfPaper = "GELU, paper's C_W";

    /// <summary>tanh.</summary>
    public const string Tanh = "tanh";

    /// <summary>MRePU about its inflection, scaled: docs/cure.md.</summary>
    public const string Inflected = "inflected MRePU";

    /// <summary>The control that is expected to fail.</summary>
    public const string RePU = "RePU";

    /// <summary>|x|²/n₀ at the corners of the cube.</summary>
    public const double InputScale = 4;

    /// <summary>The hidden layers of the paper.</summary>
    private const int PaperDepth = 5;

    /// <summary>K(1) = 0.5 at the corners: with the C_W of the hidden layers K(1) would lie beyond the unstable fixed point 1.109. Outputs have the variance 1 there.</summary>
    private static readonly EndLayers InflectedEnds = new(0, 0.125, 0, 0.470611);

    /// <summary>The largest C_W that keeps the kernel of MRePU with so many hidden layers; those of the other activations are the same for all.</summary>
    private static readonly (int HiddenLayers, double Cw)[] Recommended = [(3, 0.1016), (5, 0.09829), (7, 0.09764), (10, 0.09747)];

    private static readonly (TargetFunction Target, double PaperCw)[] Polynomials =
    [
        (TargetFunctions.Cubic, 0.5), (TargetFunctions.Chebyshev, 0.8), (TargetFunctions.Saddle, 0.55), (TargetFunctions.Trivariate, 0.6),
    ];

    /// <summary>The numbers of hidden layers of <see cref="OverDepths"/>.</summary>
    public static IReadOnlyList<int> Depths { get; } = [.. Recommended.Select(r => r.HiddenLayers)];

    /// <summary>Every kind of network on every target, with the paper's 5 hidden layers.</summary>
    public static IReadOnlyList<FittingSetting> Of(params TargetFunction[] targets) =>
    [
        .. from target in targets
           from label in (string[])[MRePU, ReLU, GELU, Tanh, MRePUOfPaper, RePU, Inflected]
           select Setting(label, target, PaperDepth),
    ];

    /// <summary>Every kind of network on every target with so many hidden layers, those of the paper's initialisation among them.</summary>
    public static IReadOnlyList<FittingSetting> OverDepths(IReadOnlyList<TargetFunction> targets, IReadOnlyList<int> depths) =>
    [
        .. from target in targets
           from hidden in depths
           from label in (string[])[MRePU, MRePUOfPaper, MRePUOfPaperSquared, ReLU, ReLUOfPaper, GELU, GELUOfPaper, Tanh, RePU]
           select Setting(label, target, hidden),
    ];

    /// <summary>
    /// The C_W that the paper states for MRePU on the polynomial in the place of this one: two of one variable, one of two, one of three; which of
    /// the first two is which is a guess. Those of its differentiable functions are lost: 0.45, stated for its PINN, stands for them.
    /// </summary>
    public static double PaperCw(TargetFunction target) => Polynomials.Where(p => p.Target == target).Select(p => p.PaperCw).DefaultIfEmpty(0.45).Single();

    /// <summary>Whether a target is a polynomial; else it is a function of finite differentiability.</summary>
    public static bool IsPolynomial(TargetFunction target) => Polynomials.Any(p => p.Target == target);

    private static FittingSetting Setting(string label, TargetFunction target, int hidden)
    {
        // Networks that differ in C_W alone have the same random numbers, so that they can be compared in pairs.
        (string activation, double cw, double cb, int kind) = label switch
        {
            MRePU => ("mrepu:2", Recommended.Single(r => r.HiddenLayers == hidden).Cw, 0, 0),
            MRePUOfPaper => ("mrepu:2", PaperCw(target), 0, 0),
            MRePUOfPaperSquared => ("mrepu:2", Math.Round(PaperCw(target) * PaperCw(target), 6), 0, 0),
            ReLU => ("relu", 2, 0, 1),
            ReLUOfPaper => ("relu", 1, 0, 1),
            GELU => ("gelu", 1.983058, 0.1729224, 2),
            GELUOfPaper => ("gelu", 1, 0, 2),
            Tanh => ("tanh", 1, 0, 3),
            Inflected => ("imrepu:2", 1.56464, 0.16753, 4),
            _ => ("repu:2", 0.4082483, 0.0, 5),
        };
        int depth = hidden == PaperDepth ? 0 : hidden == Depths[0] ? 1 : Depths.ToList().IndexOf(hidden);
        return new FittingSetting(label, target.Name, activation, hidden, cw, cb, (TargetFunctions.All.ToList().IndexOf(target) * 100) + (20 * depth) + kind)
        {
            Ends = label == Inflected ? InflectedEnds : null,
        };
    }
}
