using Theory.Activations;
using Theory.Numerics.Compilation;
using Theory.Numerics.Quadrature;
using Theory.Validation.NativeLibraries;
using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Validation.Tests.Training;

public sealed class TrainableActivationTests
{
    private static readonly string[] Names =
    [
        "relu", "repu:2", "repu:3", "mrepu:1", "mrepu:2", "mrepu:3", "leaky_relu(0.1)", "hard_tanh", "tanh", "gelu", "swish", "sin", "sigmoid", "softplus",
        "z", "1/3", "piecewise(z<-1, z, z<2, 1/2, z^2)", "relu(z)-relu(-z-sqrt(2))",
    ];

    public TrainableActivationTests() => TorchRuntime.EnsureLoaded();

    public static TheoryData<string> All => [.. Names];

    [Theory]
    [MemberData(nameof(All))]
    public void ValueAndDerivative_EqualTheCompiledScalarFunctions(string name)
    {
        using var scope = torch.NewDisposeScope();
        Activation activation = Activation.Parse(name);
        PiecewiseSmoothFunction function = ActivationCompiler.Compile(activation);

        // Neither a multiple of the vector length nor touching a breakpoint, where the derivative is one-sided.
        double[] z = [.. Enumerable.Range(0, 83).Select(i => -4.0123 + (0.1 * i))];
        var (value, slope) = TrainableActivation.Of(activation).ValueAndDerivative(torch.tensor(z));
        var alone = TrainableActivation.Of(activation).Value(torch.tensor(z));
        Assert.Equal(value.data<double>().ToArray(), alone.data<double>().ToArray());
        for (int i = 0; i < z.Length; i++)
        {
            SmoothPiece piece = function.Pieces.First(p => z[i] > p.From && z[i] <= p.To);
            AssertClose(piece.S(z[i]), value[i].item<double>());
            AssertClose(piece.S1(z[i]), slope[i].item<double>());
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Derivative_IsThatOfAutomaticDifferentiation(string name)
    {
        using var scope = torch.NewDisposeScope();
        Activation activation = Activation.Parse(name);
        var z = torch.linspace(-3.987, 3.9, 70, dtype: torch.float64, requires_grad: true);
        var s = Theory.Validation.Activations.TensorCompiler.Compile(activation).Function(z);
        var expected = s.requires_grad ? torch.autograd.grad([s.sum()], [z])[0] : torch.zeros_like(z);
        var (_, slope) = TrainableActivation.Of(activation).ValueAndDerivative(z.detach());
        Assert.True(expected.allclose(slope, rtol: 1e-10, atol: 1e-10));
    }

    [Theory]
    [InlineData("relu")]
    [InlineData("mrepu:2")]
    [InlineData("hard_tanh")]
    [InlineData("tanh")]
    public void NaN_StaysNaN(string name)
    {
        using var scope = torch.NewDisposeScope();
        float[] z = [.. Enumerable.Repeat(float.NaN, 40)];
        var (value, slope) = TrainableActivation.Of(Activation.Parse(name)).ValueAndDerivative(torch.tensor(z));
        Assert.All(value.data<float>().ToArray().Concat(slope.data<float>().ToArray()), x => Assert.True(float.IsNaN(x)));
    }

    private static void AssertClose(double expected, double actual) =>
        Assert.True(Math.Abs(expected - actual) <= 1e-12 * Math.Max(1, Math.Abs(expected)), $"{actual:R}, not {expected:R}");
}
