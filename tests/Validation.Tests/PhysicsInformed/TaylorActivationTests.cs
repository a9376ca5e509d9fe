using Theory.Activations;
using Theory.Numerics.Compilation;
using Theory.Numerics.Quadrature;
using Theory.Validation.PhysicsInformed;

namespace Theory.Validation.Tests.PhysicsInformed;

public sealed class TaylorActivationTests
{
    /// <summary>Near points at which formulas cancel, as everywhere else: of z - tanh(z), single precision had no digits at z = 0.001.</summary>
    [Theory]
    [InlineData("tanh_shrink", 0)]
    [InlineData("sin(z)/z", 0)]
    [InlineData("sin(z-1)/(z-1)", 1)]
    [InlineData("shifted_softplus", 0)]
    [InlineData("piecewise(z<0, z-tanh(z), sqrt(1+z^2)-1)", 0)]
    [InlineData("mrepu:2", 0)]
    public void Derivatives_AreThoseOfTheScalarFunctions(string formula, double centre)
    {
        Activation activation = Activation.Parse(formula);
        PiecewiseSmoothFunction function = ActivationCompiler.Compile(activation);
        TaylorActivation taylor = new(activation);
        double[] z = [.. Enumerable.Range(0, 64).Select(i => centre + (Math.Pow(-1, i) * Math.Pow(10, -i / 8.0)))];
        double[] all = new double[TaylorActivation.Orders * z.Length];
        taylor.Evaluate<double>(z, all);
        float[] single = [.. z.Select(x => (float)x)];
        float[] allSingle = new float[all.Length];
        taylor.Evaluate<float>(single, allSingle);
        for (int order = 0; order < TaylorActivation.Orders; order++)
        {
            for (int i = 0; i < z.Length; i++)
            {
                int at = (order * z.Length) + i;
                Assert.Equal(Derivative(order, z[i]), all[at], 1e-11 * Math.Abs(Derivative(order, z[i])));
                Assert.Equal(Derivative(order, single[i]), allSingle[at], 1e-4 * Math.Abs(Derivative(order, single[i])));
            }
        }

        double Derivative(int order, double x)
        {
            SmoothPiece piece = function.PieceAt(x);
            return new[] { piece.S, piece.S1, piece.S2, piece.S3 }[order](x);
        }
    }
}
