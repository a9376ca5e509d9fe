using Theory.Experiments.Burgers;
using Theory.Experiments.Depths;
using Theory.Experiments.FiniteWidth;
using Theory.Experiments.Fitting;
using Theory.Experiments.Initialisation;
using Theory.Experiments.Reporting;
using Theory.Experiments.Residuals;
using Theory.Experiments.TangentKernel;
using Theory.Experiments.Training;
using Theory.Experiments.Vertex;

namespace Theory.Experiments.Catalogue;

/// <summary>The experiments of the paper that can be run.</summary>
public static class ExperimentCatalogue
{
    /// <summary>Radius of the inputs for RePU.</summary>
    private const double RePURadius = 1;

    private static readonly int[] Powers = [2, 3];
    private static readonly int[] Depths = [1, 3, 5];
    private static readonly double[] AroundBalance = [0.8, 1, 1.25];
    private static readonly double[] TrainingCw = [1, 0.5];
    private static readonly double[] InputSquares = [0.001, 0.01, 0.1, 1];

    private static readonly TargetFunction[] Polynomials = [TargetFunctions.Cubic, TargetFunctions.Chebyshev, TargetFunctions.Saddle, TargetFunctions.Trivariate];
    private static readonly TargetFunction[] Differentiable = [TargetFunctions.AbsoluteSine, TargetFunctions.Ring, TargetFunctions.Once];

    /// <summary>All experiments, in the order of the paper; then those that go beyond it.</summary>
    public static IReadOnlyList<Experiment> All { get; } =
    [
        new InitialisationExperiment("fig1", "RePU at initialisation: the kernel over layers", RePUAtInitialisation(), InitialisationClaims.RePU),
        new KernelTrainingExperiment("table2", "RePU, p = 2: kernels while training, 1, 3 and 5 hidden layers", RePU(2), RePUClaims.Of),
        new KernelTrainingExperiment("table3", "RePU, p = 3: kernels while training, 1, 3 and 5 hidden layers", RePU(3), RePUClaims.Of),
        new KernelTrainingExperiment("fig2", "RePU with 5 hidden layers: kernels while training", [RePU(2)[2], RePU(2)[5], RePU(3)[2], RePU(3)[5]], RePUClaims.Of),
        new OutputTrainingExperiment("fig3", "RePU: outputs after training against targets", [.. RePU(2), .. RePU(3)], RePUClaims.Of),
        new InitialisationExperiment("fig5", "MRePU at initialisation, C_W = 1: the kernel over layers", MRePUAtInitialisation(), InitialisationClaims.MRePU, drawnUpTo: 10),
        new VertexExperiment("fig6", "MRePU at initialisation: the four-point vertex over layers"),
        new KernelTrainingExperiment("fig7", "MRePU with 5 hidden layers: kernel, χ⊥ and vertex while training", MRePU(), MRePUClaims.Of),
        new OutputTrainingExperiment("fig8", "MRePU with 5 hidden layers: outputs after training against targets", MRePU(), MRePUClaims.Of, run: "fig7"),
        new FittingExperiment("table4", "Networks learn polynomials of one, two and three variables", FittingCatalogue.Of([.. Polynomials]), FittingClaims.OfPolynomials, showsFits: false),
        new FittingExperiment("fig9", "Networks learn polynomials of one variable: fits and derivatives", FittingCatalogue.Of(Polynomials[0], Polynomials[1]), FittingClaims.OfPolynomials, showsFits: true),
        new FittingExperiment("fig10", "Networks learn a polynomial of two variables: fits and derivatives", FittingCatalogue.Of(Polynomials[2]), FittingClaims.OfPolynomials, showsFits: true),
        new FittingExperiment("fig11", "Networks learn a polynomial of three variables: fits and derivatives", FittingCatalogue.Of(Polynomials[3]), FittingClaims.OfPolynomials, showsFits: true),
        new FittingExperiment("table5", "Networks learn functions of finite differentiability", FittingCatalogue.Of([.. Differentiable]), FittingClaims.OfDifferentiable, showsFits: false),
        new FittingExperiment("fig12", "Networks learn a function of one variable with kinks", FittingCatalogue.Of(Differentiable[0]), FittingClaims.OfDifferentiable, showsFits: true),
        new FittingExperiment("fig13", "Networks learn a function of two variables with a kink", FittingCatalogue.Of(Differentiable[1]), FittingClaims.OfDifferentiable, showsFits: true),
        new FittingExperiment("fig14", "Networks learn a once differentiable function of two variables", FittingCatalogue.Of(Differentiable[2]), FittingClaims.OfDifferentiable, showsFits: true),
        new BurgersExperiment("fig15", "Burgers' equation by physics-informed networks: error and residual while training", BurgersSize.Paper, BurgersCatalogue.Figures, BurgersClaims.Of, BurgersFigures.Training),
        new BurgersExperiment("fig16", "Burgers' equation by physics-informed networks: u(x, t)", BurgersSize.Paper, BurgersCatalogue.Figures, BurgersClaims.Of, BurgersFigures.Fields, run: "fig15"),
        new BurgersExperiment("fig17", "Burgers' equation by physics-informed networks: u at several times", BurgersSize.Paper, BurgersCatalogue.Figures, BurgersClaims.Of, BurgersFigures.Slices, run: "fig15"),
        new BurgersExperiment("yardstick", "Burgers' equation by the network of Raissi et al.: tanh, L-BFGS", BurgersSize.Raissi, BurgersCatalogue.Yardstick, BurgersClaims.OfYardstick, BurgersFigures.All, "the literature"),
        new DepthsExperiment("depths", "Theory meets training: 3 to 10 hidden layers, the recommended initialisation and the paper's", [.. Polynomials, .. Differentiable]),
        new AdviceExperiment("advice", "Networks initialised as advised, by hand and as frameworks do: which learn better", [TargetFunctions.Cubic, TargetFunctions.Chebyshev, TargetFunctions.AbsoluteSine]),
        new CureExperiment("cure", "MRePU about 0 and about its inflection: 5 to 100 hidden layers", [TargetFunctions.Cubic, TargetFunctions.Saddle, TargetFunctions.AbsoluteSine], [5, 10, 20, 30, 50, 100]),
        new CureExperiment("cure-deep", "MRePU about 0 and about its inflection: 50 and 100 hidden layers, learning rates that fall with depth", [TargetFunctions.Cubic, TargetFunctions.Saddle, TargetFunctions.AbsoluteSine], [50, 100], CureCatalogue.FallingRate),
        new BurgersExperiment("cure-burgers", "Burgers' equation by MRePU about its inflection: error and residual while training", BurgersSize.Paper, BurgersCatalogue.Figures, BurgersClaims.OfTheCure, BurgersFigures.All, "docs/cure.md", run: "fig15"),
        new ResidualExperiment("residual", "Networks with skips learn Fashion-MNIST: MRePU, inflected MRePU, GELU and ReLU, kernels beforehand"),
        new TangentKernelExperiment("ntk", "Networks trained by gradient descent: mean and variance of outputs against infinite width, at several widths"),
        new SweepExperiment("ntk-sweep", "Networks trained by gradient descent against the term of order 1/n: ten activations, 2 to 6 layers, width 16 to 512"),
    ];

    /// <summary>The experiment of a name.</summary>
    /// <exception cref="UserInputException">There is none.</exception>
    public static Experiment Find(string name) =>
        All.FirstOrDefault(e => e.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new UserInputException($"there is no experiment '{name}'; there are {string.Join(", ", All.Select(e => e.Name).Append("fig4").Order(StringComparer.Ordinal))}");

    /// <summary>Below, at and above the C_W at which K(2) = K(1) for an input with |x|²/n_0 = 1.</summary>
    private static InitialisationSetting[] RePUAtInitialisation() =>
    [
        .. from p in Powers
           from factor in AroundBalance
           let cw = factor * BalancedInitialisation.CwOfRePU(p, 1)
           select new InitialisationSetting($"p = {p}, C_W = {Format.Number(cw, 3)}", $"repu:{p}", cw, 1),
    ];

    /// <summary>C_W = 1 for inputs of several lengths: the paper's is lost.</summary>
    private static InitialisationSetting[] MRePUAtInitialisation() =>
    [
        .. from p in Powers
           from square in InputSquares
           select new InitialisationSetting($"p = {p}, K(1) = {Format.Number(square)}", $"mrepu:{p}", 1, square),
        .. from p in Powers
           from square in InputSquares
           select new InitialisationSetting($"inflected, p = {p}, K(1) = {Format.Number(square)}", $"imrepu:{p}", 1, square),
    ];

    /// <summary>
    /// 1, 3 and 5 hidden layers at the largest C_W for which no training input makes the kernel explode at infinite width, K(2) = K(1) at the
    /// edge of the disc; and at half of it, where the kernel vanishes. The paper found its values by trial and does not state them.
    /// </summary>
    private static TrainingSetting[] RePU(int p) =>
    [
        .. from factor in TrainingCw
           from hidden in Depths
           let cw = factor * BalancedInitialisation.CwOfRePU(p, RePURadius * RePURadius / 2)
           select new TrainingSetting($"p = {p}, {hidden} hidden layer{(hidden == 1 ? "" : "s")}, C_W {(factor == 1 ? "balanced" : "halved")}", $"repu:{p}", hidden, cw, RePURadius, 100),
    ];

    /// <summary>
    /// C_W = 0.9 and a disc on which the kernel does not explode: K(1) ≤ 0.0045, below the unstable fixed point 0.0061; and the disc of the
    /// RePU experiments, on which it does. Both with the inflected MRePU too, which is critical and stable at C_W = 1.
    /// </summary>
    private static TrainingSetting[] MRePU() =>
    [
        new("R = 0.1", "mrepu:2", 5, 0.9, 0.1, 1000),
        new("R = 1", "mrepu:2", 5, 0.9, RePURadius, 1000),
        new("inflected, R = 0.1", "imrepu:2", 5, 1, 0.1, 1000),
        new("inflected, R = 1", "imrepu:2", 5, 1, RePURadius, 1000),
    ];
}
