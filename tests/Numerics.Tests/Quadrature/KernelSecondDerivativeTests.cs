using Theory.Expectations;
using Theory.Numerics.Quadrature;
using static Theory.Numerics.SpecialFunctions;

namespace Theory.Numerics.Tests.Quadrature;

/// <summary>g'', for which the reference table has no column.</summary>
public class KernelSecondDerivativeTests
{
    public static TheoryData<string, double> SmoothAndKinked()
    {
        var data = new TheoryData<string, double>();
        string[] names = ["tanh", "sigmoid", "softplus", "gelu", "swish", "erf", "sin", "mrepu_1", "mrepu_2", "mrepu_3", "leaky_relu_0.01"];
        foreach (string name in names)
        {
            foreach (double K in (double[])[0.01, 0.3, 1, 3, 30])
            {
                data.Add(name, K);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(SmoothAndKinked))]
    public void KernelSecondDerivative_IsDerivativeOfChiParallel(string activation, double K)
    {
        PiecewiseSmoothFunction s = Activations.Named(activation);
        double expected = FiniteDifference.Derivative(k => GaussianQuadrature.Evaluate(s, k)[Quantity.ChiParallel].Value, K);
        Estimate actual = GaussianQuadrature.Evaluate(s, K)[Quantity.KernelSecondDerivative];
        Assert.InRange(actual.Value - expected, -1e-7 * actual.Magnitude - 1e-12, 1e-7 * actual.Magnitude + 1e-12);
    }

    [Theory]
    [InlineData(1e-8)]
    [InlineData(1)]
    [InlineData(1e6)]
    public void KernelSecondDerivative_OfMonomials_IsClosedForm(double K)
    {
        // <z^2> = K, <z^4> = 3 K^2, <z^6> = 15 K^3.
        Within(0, GaussianQuadrature.Evaluate(Activations.Linear, K)[Quantity.KernelSecondDerivative]);
        Within(6, GaussianQuadrature.Evaluate(Activations.Polynomial(0, 0, 1), K)[Quantity.KernelSecondDerivative]);
        Within(90 * K, GaussianQuadrature.Evaluate(Activations.Polynomial(0, 0, 0, 1), K)[Quantity.KernelSecondDerivative]);
        Within(3, GaussianQuadrature.Evaluate(Activations.Repu(2), K)[Quantity.KernelSecondDerivative]);
        Within(0, GaussianQuadrature.Evaluate(Activations.Step, K)[Quantity.KernelSecondDerivative]);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(1)]
    [InlineData(100)]
    public void KernelDerivatives_OfShiftedStep_ComeFromTheJumpAlone(double K)
    {
        // g = Phi(-b/sqrt K).
        const double b = 1.25;
        double t = b / Math.Sqrt(K);
        GaussianExpectations result = GaussianQuadrature.Evaluate(Activations.Split(b, [0], [1]), K);
        Within(NormalCdf(-t), result[Quantity.Kernel]);
        Within(t * NormalPdf(t) / (2 * K), result[Quantity.ChiParallel]);
        Within(t * (t * t - 3) * NormalPdf(t) / (4 * K * K), result[Quantity.KernelSecondDerivative]);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(1)]
    [InlineData(100)]
    public void Expectations_OfShiftedRectifier_AreClosedForms(double K)
    {
        // <max(0, z-b)^2> = (K + b^2) Phi(-t) - b sqrt(K) phi(t), t = b/sqrt(K); g' = <s'^2> = Phi(-t).
        const double b = -0.75;
        double sigma = Math.Sqrt(K);
        double t = b / sigma;
        GaussianExpectations result = GaussianQuadrature.Evaluate(Activations.Split(b, [0], [-b, 1]), K);
        Within(sigma * NormalPdf(t) - b * NormalCdf(-t), result[Quantity.Mean]);
        Within((K + b * b) * NormalCdf(-t) - b * sigma * NormalPdf(t), result[Quantity.Kernel]);
        Within(NormalCdf(-t), result[Quantity.ChiParallel]);
        Within(t * NormalPdf(t) / (2 * K), result[Quantity.KernelSecondDerivative]);
        Within(NormalCdf(-t), result[Quantity.ChiPerp]);
        Within(t * NormalPdf(t) / (4 * K), result[Quantity.H]);
    }

    private static void Within(double expected, Estimate actual)
    {
        // The expected value is computed too, and carries a few rounding errors of its own.
        double bound = actual.AbsoluteError + 2e-15 * Math.Abs(expected);
        Assert.InRange(actual.Value, expected - bound, expected + bound);
        Assert.True(actual.AbsoluteError <= 1e-11 * Math.Max(Math.Abs(expected), actual.Magnitude));
    }
}
