using Theory.Activations;
using Theory.Expectations;
using Theory.Numerics.Evaluation;

namespace Theory.Numerics.Tests.Compilation;

/// <summary>Quotients of numbers below the normal doubles, which have lost digits without being 0: phi(z)/Phi(z) left of -37.5.</summary>
public sealed class SmallDivisorTests
{
    /// <summary>By mpmath with 30 digits.</summary>
    [Theory]
    [InlineData("log(Phi(z))", 100, 50.9213610198947175, 77.0560532492804315)]
    [InlineData("log(erfc(z))", 50, 101.842722039789435, 153.413175848635811)]
    public void LogarithmsOfTails_HaveTheirDerivatives(string formula, double k, double slopes, double parallel)
    {
        ExpectationValues values = new ExpectationEvaluator(Activation.Parse(formula)).Evaluate(k, EvaluationMethod.Auto, [Quantity.ChiPerp, Quantity.ChiParallel]);
        Assert.Equal(slopes, values[Quantity.ChiPerp].Value, 1e-11 * slopes);
        Assert.Equal(parallel, values[Quantity.ChiParallel].Value, 1e-11 * parallel);
    }

    /// <summary>What is smooth stays smooth where its parts are below the normal doubles: neighbours differ by their slope alone.</summary>
    [Theory]
    [InlineData("phi(z)/Phi(z)", -1)]
    [InlineData("exp(-z^2)/erfc(z)", 1)]
    [InlineData("exp(-z^2/2)/(exp(-z^2/2)+exp(-z^2/2-1))*z", 1)]
    public void Values_AreSmooth(string formula, int side)
    {
        Func<double, double> s = new ExpectationEvaluator(Activation.Parse(formula)).Function.ValueAt;
        for (double z = 20; z < 60; z += 0.37)
        {
            double middle = s(side * z);
            double h = 1e-3 * z;
            Assert.Equal(1, (s(side * (z + h)) + s(side * (z - h))) / 2 / middle, 1e-5);
        }
    }
}
