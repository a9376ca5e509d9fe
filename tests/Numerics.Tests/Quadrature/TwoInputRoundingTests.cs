using Theory.Activations;
using Theory.Numerics.Compilation;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Tests.Quadrature;

/// <summary>What rounding does to expectations of two inputs, beside points at which a formula cancels and below the range of doubles.</summary>
public class TwoInputRoundingTests
{
    /// <summary>At rho = 0 errors d of s move &lt;s_a s_b&gt; by at most &lt;d&gt;_a &lt;|s|&gt;_b + &lt;|s|&gt;_a &lt;d&gt;_b + &lt;d&gt;_a &lt;d&gt;_b; the claimed error has that in it, and only where a formula cancels.</summary>
    [Theory]
    [InlineData("1/tanh(z)-1/z")]
    [InlineData("(1-cos(z))/z^2")]
    [InlineData("(tanh(z)-z)/z^3")]
    [InlineData("1/z^2-1/sinh(z)^2")]
    public void Error_HoldsTheRoundingOfS(string formula)
    {
        SmoothPiece piece = ActivationCompiler.Compile(Activation.Parse(formula)).Pieces[0];
        Assert.True(piece.CancelsAtPoints);
        TwoInputEstimate with = new TwoInputQuadrature(new PiecewiseSmoothFunction([piece])).Evaluate(1, 2, 0);
        TwoInputEstimate without = new TwoInputQuadrature(new PiecewiseSmoothFunction([piece with { CancelsAtPoints = false }])).Evaluate(1, 2, 0);

        foreach ((int order, double added) in (ReadOnlySpan<(int, double)>)
            [
                (0, with.KernelProduct.AbsoluteError - without.KernelProduct.AbsoluteError),
                (1, with.DerivativeProduct.AbsoluteError - without.DerivativeProduct.AbsoluteError),
            ])
        {
            (double sizeA, double errorA) = Means(piece, order, 1);
            (double sizeB, double errorB) = Means(piece, order, 2);
            double expected = (errorA * sizeB) + (sizeA * errorB) + (errorA * errorB);
            Assert.InRange(added / expected, 0.95, 1.2);
        }
    }

    /// <summary>The means of |s| or |s'| and of its rounding error, by a sum over equal steps.</summary>
    private static (double Size, double Error) Means(SmoothPiece piece, int order, double k)
    {
        const double step = 1.0 / 128;
        double size = 0, error = 0;
        double[] bounds = new double[4];
        for (double t = (step / 2) - 9; t < 9; t += step)
        {
            double z = t * Math.Sqrt(k);
            double weight = step * Math.Exp(-t * t / 2) / Math.Sqrt(2 * Math.PI);
            piece.Rounding!(z, bounds);
            size += weight * Math.Abs(order == 0 ? piece.S(z) : piece.S1(z));
            error += weight * bounds[order];
        }

        return (size, error);
    }

    /// <summary>exp(-1.4e11) was given as 0 with an error of 0; what vanishes by symmetry is 0.</summary>
    [Fact]
    public void Underflow_IsNotZero()
    {
        TwoInputEvaluator sin = new(Activation.Parse("sin"));
        QuantityValue far = sin.Evaluate(2e11, 2e11, 0.3).KernelProduct;
        Assert.InRange(far.AbsoluteError, double.Epsilon, 1e-300);
        Assert.Equal(EvaluationMethod.ClosedForm, far.Method);
        QuantityValue independent = sin.Evaluate(1, 2, 0).KernelProduct;
        Assert.Equal((0.0, 0.0), (independent.Value, independent.AbsoluteError));
        Assert.InRange(new TwoInputEvaluator(Activation.Parse("cos")).Evaluate(2e11, 2e11, 0).KernelProduct.AbsoluteError, double.Epsilon, 1e-300);
    }
}
