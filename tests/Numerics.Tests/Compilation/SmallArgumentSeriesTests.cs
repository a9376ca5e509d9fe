using Theory.Activations;
using Theory.Algebra;
using Theory.Expectations;
using Theory.Expressions;
using Theory.Numerics.Compilation;
using Theory.Numerics.Evaluation;

namespace Theory.Numerics.Tests.Compilation;

/// <summary>Activations that cancel at z = 0 as written: their expectations at small K had no correct digit, with a bound of 1e-14.</summary>
public class SmallArgumentSeriesTests
{
    /// <summary>From the leading terms of s: s = c z^n (1 + d z^m + …) gives g = c^2 (2n-1)!! K^n (1 + 2 d (2n+m-1)!!/(2n-1)!! K^(m/2)).</summary>
    [Theory]
    [InlineData("1-cos(z)", 0.25 * 3, 2, -1.0 / 12 * 2 * 5)]
    [InlineData("z-sin(z)", 15.0 / 36, 3, -1.0 / 20 * 2 * 7)]
    [InlineData("z-tanh(z)", 15.0 / 9, 3, -2.0 / 5 * 2 * 7)]
    [InlineData("sqrt(1+z^2)-1", 0.25 * 3, 2, -1.0 / 4 * 2 * 5)]
    [InlineData("log(1+z^2)", 3.0, 2, -1.0 / 2 * 2 * 5)]
    [InlineData("erf(z)-2*z/sqrt(pi)", 4 / Math.PI / 9 * 15, 3, -3.0 / 10 * 2 * 7)]
    public void KernelAtSmallK_HasAllDigits(string activation, double coefficient, int power, double correction)
    {
        ExpectationEvaluator evaluator = new(Activation.Parse(activation));
        foreach (double k in (double[])[1e-8, 1e-10])
        {
            double expected = coefficient * Math.Pow(k, power) * (1 + (correction * k));
            foreach (EvaluationMethod method in (EvaluationMethod[])[EvaluationMethod.Auto, EvaluationMethod.Quadrature])
            {
                QuantityValue value = evaluator.Evaluate(Quantity.Kernel, k, method);
                Assert.InRange(value.Value, expected * (1 - 3e-14), expected * (1 + 3e-14));
                Assert.InRange(value.RelativeError, 0, 1e-12);
            }
        }
    }

    /// <summary>Inside the radius the series, outside the formula: they meet, and both are accurate at the radius.</summary>
    [Theory]
    [InlineData("1-cos(z)")]
    [InlineData("z-sin(z)")]
    [InlineData("sqrt(1+z^2)-1")]
    [InlineData("tanh(30*z)-30*z")]
    [InlineData("exp(z)-1-z-z^2/2")]
    public void Series_MeetsTheFormula(string formula)
    {
        Activation activation = Activation.Parse(formula);
        Piece piece = activation.Pieces[0];
        SmallArgumentSeries series = SmallArgumentSeries.TryCreate(piece.Expression, piece)!;
        foreach (double z in (double[])[series.Radius, -series.Radius, 0.7 * series.Radius])
        {
            BoundedValue value = RunningErrorEvaluator.Evaluate(piece.Expression, Symbol.Z, z);
            Assert.InRange(Math.Abs(series.Evaluate(z) - value.Value), 0, value.Error);
        }
    }

    /// <summary>Enclosures instead of exact fractions, which take a second for numbers of 17 digits, as shaped activations have them.</summary>
    [Theory]
    [InlineData("8.878672543665223*(softplus(0.18761008168267976*z + 0.40688063442262007) - 0.91654)", 5)]
    [InlineData("18.002635964442558*(tanh(0.07461073057540868*z + 0.5566915199964182) - 0.50543)", 5)]
    [InlineData("exp(z) - 9999/10000", 12)]
    [InlineData("1.000001 - cos(z)", 12)]
    [InlineData("sin(3*z)/z - 2.9999", 12)]
    [InlineData("1 - cos(z)", 32)]
    [InlineData("z - sin(z)", 32)]
    [InlineData("sqrt(1 + z^2) - 1", 32)]
    [InlineData("z - arctan(z)", 32)]
    [InlineData("exp(2*z) - 1 - 2*z", 32)]
    [InlineData("tanh(30*z) - 30*z", 32)]
    [InlineData("erf(z) - 2*z/sqrt(pi)", 32)]
    [InlineData("z*exp(z)/(1 + z) - z", 32)]
    [InlineData("sin(z)/z - 1", 32)]
    public void TheSeries_IsThatOfExactArithmetic(string formula, int degree)
    {
        Piece piece = Activation.Parse(formula).Pieces[0];
        SmallArgumentSeries series = SmallArgumentSeries.TryCreate(piece.Expression, piece)!;
        double[] exact = [.. TaylorExpansion.AtZero(piece.Expression, degree).Select(RunningErrorEvaluator.ValueOf)];
        Assert.Equal(exact[0], series.Evaluate(0));
        foreach (double z in (double[])[series.Radius, -series.Radius, 0.3 * series.Radius])
        {
            double expected = exact.Reverse().Aggregate((sum, c) => (sum * z) + c);
            Assert.Equal(expected, series.Evaluate(z), 1e-15 * Math.Abs(expected));
        }
    }

    [Theory]
    [InlineData("tanh")]
    [InlineData("sin")]
    [InlineData("z^3 - z")]
    [InlineData("cos")]
    [InlineData("gelu")]
    public void FormulasThatDoNotCancel_StayAsTheyAre(string activation)
    {
        Piece piece = Activation.Parse(activation).Pieces[0];
        Assert.Null(SmallArgumentSeries.TryCreate(piece.Expression, piece));
    }

    /// <summary>On one side of a kink only that side matters: log(1 + z) for positive z.</summary>
    [Fact]
    public void PieceThatEndsAtZero_IsExpandedThere()
    {
        QuantityValue g = new ExpectationEvaluator(Activation.Parse("sign(z)*log(1+abs(z))")).Evaluate(Quantity.Kernel, 1e-12, EvaluationMethod.Quadrature);
        double exact = 1e-12 * (1 - (2 * Math.Sqrt(2 / Math.PI) * 1e-6) + (11.0 / 12 * 3 * 1e-12));
        Assert.InRange(g.Value, exact * (1 - 1e-14), exact * (1 + 1e-14));
    }
}
