using Theory.Activations;
using Theory.Expectations;
using Theory.Numerics.Compilation;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Tests.Compilation;

/// <summary>Differences of poles: beside the point where they cancel digits are lost that the nodes of a panel show only by chance, and far out denominators overflow.</summary>
public class PieceRoundingTests
{
    /// <summary>Values of sums in 34-digit arithmetic; claimed bounds were exceeded up to 15 times.</summary>
    [Theory]
    [InlineData("1/tanh(z)-1/z", "g3", 1, 0.022293158226181999465)]
    [InlineData("1/tanh(z)-1/z", "chiPerp2", 1, 0.011210570283625356209)]
    [InlineData("cosh(z)/sinh(z)-1/z", "g3", 1, 0.022293158226181999465)]
    [InlineData("(z*cosh(z)-sinh(z))/(z*sinh(z))", "chiPerp2", 1, 0.011210570283625356209)]
    [InlineData("1/z^2-1/sinh(z)^2", "chiPerp2", 37, 1.2099271063097989032e-6)]
    [InlineData("1/arctan(z)-1/z", "h", 1, -0.0095995264719591904451)]
    [InlineData("1/arctan(z)-1/z", "g2", 1, -0.021276113907468920832)]
    [InlineData("1/arctan(z)-1/z", "ds2_d2s2", 1, 0.0011522369386646419674)]
    [InlineData("1/arctan(z)-1/z", "d2s2", 1, 0.019045449556526666142)]
    [InlineData("1/(exp(z)-1)-1/z", "chiPerp", 1e4, 0.00017890630777029910505)]
    public void TrueValue_LiesWithinTheBound(string activation, string quantity, double k, double expected)
    {
        QuantityValue value = new ExpectationEvaluator(Activation.Parse(activation)).Evaluate(Quantity.Known.Single(q => q.Key == quantity), k);
        Assert.InRange(Math.Abs(value.Value - expected), 0, (Math.Abs(value.Value) * value.RelativeError) + (Math.Abs(expected) * 1.2e-16));
        Assert.InRange(value.RelativeError, 0, 1e-11);
    }

    /// <summary>x/inf = 0 in doubles: a term of the derivative was missing between the argument at which a square overflows and that at which its numerator does.</summary>
    [Fact]
    public void Derivative_HasAllTermsWhereADenominatorOverflows()
    {
        (string Formula, Func<double, double> Slope)[] cases =
        [
            ("1/(exp(z)-1)-1/z", z => 1 / (z * z)),
            ("1/(exp(2*z)-1)-1/(2*z)", z => 0.5 / (z * z)),
            ("1/(exp(z)-1)-1/z+z", z => 1 + (1 / (z * z))),
            ("1/(1-exp(-z))-1/z", z => 1 / (z * z)),
        ];
        foreach ((string formula, Func<double, double> slope) in cases)
        {
            SmoothPiece piece = ActivationCompiler.Compile(Activation.Parse(formula)).Pieces[0];
            for (double z = 60; z < 2000; z *= 1.0007)
            {
                foreach (double x in (double[])[z, -z])
                {
                    Assert.InRange(piece.S1(x) / slope(x), 1 - 1e-9, 1 + 1e-9);
                }
            }
        }
    }

    /// <summary>The bound holds the error of every derivative beside the point, of which another spelling with other rounding tells.</summary>
    [Fact]
    public void Bounds_HoldTheErrorsOfValues()
    {
        SmoothPiece poles = ActivationCompiler.Compile(Activation.Parse("1/tanh(z)-1/z")).Pieces[0];
        SmoothPiece quotient = ActivationCompiler.Compile(Activation.Parse("(z-tanh(z))/(z*tanh(z))")).Pieces[0];
        double[] a = new double[4], b = new double[4];
        for (double z = 0.02; z < 30; z *= 1.03)
        {
            poles.Rounding!(z, a);
            quotient.Rounding!(z, b);
            Assert.InRange(Math.Abs(poles.S(z) - quotient.S(z)), 0, a[0] + b[0]);
            Assert.InRange(Math.Abs(poles.S1(z) - quotient.S1(z)), 0, a[1] + b[1]);
            Assert.InRange(Math.Abs(poles.S2(z) - quotient.S2(z)), 0, a[2] + b[2]);
            Assert.InRange(Math.Abs(poles.S3(z) - quotient.S3(z)), 0, a[3] + b[3]);
        }
    }

    /// <summary>cosh/sinh is 1/tanh before it is differentiated: 1 - cosh^2/sinh^2 is 0 to a double at z = 20.</summary>
    [Fact]
    public void Coth_KeepsItsDerivativesFarOut()
    {
        SmoothPiece piece = ActivationCompiler.Compile(Activation.Parse("cosh(z)/sinh(z)-1/z")).Pieces[0];
        Assert.InRange(piece.S1(30) * 900, 1 - 1e-14, 1 + 1e-14);
        Assert.InRange(piece.S3(30) * 810_000 / 6, 1 - 1e-13, 1 + 1e-13);
    }

    /// <summary>Over a common denominator z/(exp(z) - 1) + z/2 has derivatives that are noise of 1e-14 where z is large, and second K-derivatives took 200,000 panels.</summary>
    [Theory]
    [InlineData("z/(exp(z)-1)+z/2")]
    [InlineData("z/2-z/(1-exp(z))")]
    [InlineData("z/2+z*exp(-z)/(1-exp(-z))")]
    public void HalfCotangent_KeepsItsDerivativesFarOut(string formula)
    {
        SmoothPiece piece = ActivationCompiler.Compile(Activation.Parse(formula)).Pieces[0];
        foreach (double z in (double[])[-60, -30, 30, 60])
        {
            double x = Math.Abs(z);
            Assert.InRange(piece.S2(z) * Math.Exp(x) / (x - 2), 1 - 1e-9, 1 + 1e-9);
            Assert.InRange(piece.S3(z) * Math.Exp(x) / (Math.Sign(z) * (3 - x)), 1 - 1e-9, 1 + 1e-9);
        }
    }

    /// <summary>Derivatives of log(Phi(z)) cancel far to the left; no tolerance below that noise is tried to the end.</summary>
    [Fact]
    public void Noise_IsNotRefined()
    {
        SmoothPiece piece = ActivationCompiler.Compile(Activation.Parse("log(Phi(z))")).Pieces[0];
        long count = 0;
        SmoothPiece counted = piece with
        {
            S3 = z =>
            {
                count++;
                return piece.S3(z);
            },
        };
        Quantity quantity = Quantity.Known.Single(q => q.Key == "g2");
        GaussianExpectations at = GaussianQuadrature.Evaluate(new PiecewiseSmoothFunction([counted]), 10, [quantity]);
        Assert.True(at[quantity].IsDefined);
        Assert.InRange(count, 1, 200_000);
    }
}
