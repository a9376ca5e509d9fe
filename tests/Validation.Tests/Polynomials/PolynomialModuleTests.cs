using Theory.Polynomials;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Layered;
using Theory.Polynomials.Parsing;
using Theory.Validation.NativeLibraries;
using Theory.Validation.Polynomials;
using Theory.Validation.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Theory.Validation.Tests.Polynomials;

public sealed class PolynomialModuleTests
{
    private static readonly double[] Points = [0.1, -0.7, 0.5, 0.5, -1, 1, 0, 0, 0.93, -0.31];

    public PolynomialModuleTests() => TorchRuntime.EnsureLoaded();

    [Theory]
    [InlineData("3x^4*y - x*y^2 + 7", 2)]
    [InlineData("x*y", 1)]
    [InlineData("x^3 - y^5/3", 3)]
    public void Module_IsThePolynomial_AndItsGradientTheExactDerivative(string text, int p)
    {
        using DisposeScope scope = NewDisposeScope();
        (Polynomial polynomial, LayeredNetwork network) = Create(text, p);
        using PolynomialModule module = PolynomialModule.Create(network);
        Tensor x = tensor(Points, dtype: float64).reshape(-1, 2).requires_grad_();
        Tensor y = module.call(x);
        y.sum().backward();
        double[] values = [.. y.data<double>()];
        double[] gradient = [.. x.grad!.data<double>()];
        for (int i = 0; i < values.Length; i++)
        {
            Fractions.Fraction[] point = [Fractions.Fraction.FromDouble(Points[2 * i]), Fractions.Fraction.FromDouble(Points[(2 * i) + 1])];
            Assert.Equal(polynomial.Evaluate(point).ToDouble(), values[i], 1e-11);
            Assert.Equal(polynomial.Derivative(0).Evaluate(point).ToDouble(), gradient[2 * i], 1e-10);
            Assert.Equal(polynomial.Derivative(1).Evaluate(point).ToDouble(), gradient[(2 * i) + 1], 1e-10);
        }
    }

    [Fact]
    public void Module_InSinglePrecision_IsClose()
    {
        using DisposeScope scope = NewDisposeScope();
        using PolynomialModule module = PolynomialModule.Create(Create("x*y - x^2", 2).Network, ScalarType.Float32);
        Assert.Equal((0.5f * 0.25f) - 0.25f, module.call(tensor(new[] { 0.5f, 0.25f }).reshape(1, 2)).item<float>(), 1e-5f);
    }

    [Fact]
    public void Training_StartsAtThePolynomial_AndReachesAnotherOne()
    {
        using DisposeScope scope = NewDisposeScope();
        using PolynomialModule module = PolynomialModule.Create(Create("x*y", 1).Network);
        Tensor x = linspace(-1, 1, 40, dtype: float64).reshape(20, 2);
        Tensor target = (x.select(1, 0) * x.select(1, 1)).Times(1.1).unsqueeze(1);
        double Loss() => (module.call(x) - target).Squared().mean().item<double>();
        double before = Loss();
        Assert.Equal((x.select(1, 0) * x.select(1, 1)).Times(0.1).Squared().mean().item<double>(), before, 1e-12);
        using torch.optim.Optimizer optimizer = torch.optim.Adam(module.parameters(), 1e-3);
        for (int step = 0; step < 200; step++)
        {
            optimizer.zero_grad();
            (module.call(x) - target).Squared().mean().backward();
            optimizer.step();
        }

        Assert.True(Loss() < before / 20, $"{Loss():E2}, from {before:E2}");
    }

    [Fact]
    public void WeightsBeyondSinglePrecision_AreRefused() =>
        Assert.Contains("does not fit", Assert.Throws<UserInputException>(() => PolynomialModule.Create(Create("1e60*x*y", 1).Network, ScalarType.Float32)).Message, StringComparison.Ordinal);

    private static (Polynomial Polynomial, LayeredNetwork Network) Create(string text, int p)
    {
        PolynomialText polynomial = PolynomialText.Parse(text);
        return (polynomial.Polynomial, LayeredNetwork.From(ExactNetworks.Create(polynomial.Polynomial, polynomial.Variables, p, InputDomain.Cube(2, -1, 1))));
    }
}
