using Theory.Activations;
using Theory.Numerics.Compilation;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.WeightFiles;

/// <summary>A formula that was put together from operations, under the name of the catalogue where it is one of these: 1.4142135 is the root of 2.</summary>
internal static class NamedActivation
{
    private static readonly string[] Names = ["relu", "tanh", "sigmoid", "gelu", "swish", "erf", "softplus", "elu", "leaky_relu(0.01)", "sin", "mish", "selu", "celu(1)", "hard_tanh", "hard_sigmoid", "hard_swish", "relu6"];

    /// <summary>On both sides of every kink of these names: relu6 is relu up to 6.</summary>
    private static readonly double[] Points = [-8.2, -3.7, -1.9, -0.83, -0.21, 0.17, 0.64, 1.4, 2.9, 4.6, 7.3];

    /// <summary>Rounding of constants to single precision.</summary>
    private const double Same = 3e-7;

    /// <summary>The activation.</summary>
    /// <exception cref="UserInputException">The formula is none.</exception>
    public static Activation Of(string formula)
    {
        Activation own = Activation.Parse(formula);
        PiecewiseSmoothFunction s = ActivationCompiler.Compile(own);
        double[] values = Array.ConvertAll(Points, s.ValueAt);
        string? name = Names.FirstOrDefault(n =>
        {
            PiecewiseSmoothFunction known = ActivationCompiler.Compile(Activation.Parse(n));
            return Points.Zip(values).All(p => Math.Abs(known.ValueAt(p.First) - p.Second) <= Same * Math.Max(1, Math.Abs(p.Second)));
        });
        return name is null ? own : Activation.Parse(name);
    }
}
