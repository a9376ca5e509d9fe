using Theory.Activations;
using Theory.Numerics.Compilation;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.WeightFiles;

/// <summary>A formula that was put together from operations, under the name of the catalogue where it is one of these: 1.4142135 is the root of 2.</summary>
internal static class NamedActivation
{
    private static readonly string[] Names = ["relu", "tanh", "sigmoid", "gelu", "swish", "erf", "softplus", "elu", "leaky_relu(0.01)", "sin", "mish"];
    private static readonly double[] Points = [-3.7, -1.9, -0.83, -0.21, 0.17, 0.64, 1.4, 2.9];

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
