using Theory.Activations;
using Theory.Enclosures;
using Theory.Expressions;
using Theory.Numerics.Certified;
using Theory.Numerics.Compilation;

namespace Theory.Numerics.Tests.Certified;

/// <summary>Taylor coefficients of formulas: against derivatives found symbolically, and of intervals against those of points inside.</summary>
public class JetEvaluatorTests
{
    private static readonly string[] Formulas =
    [
        "z^3 - 2*z + 1/3", "exp(z)", "exp(-z^2/2)", "log(2 + z^2)", "log(1 + exp(3*z))", "sqrt(1 + z^2)", "(3 + z)^(1/3)", "1/(1 + z^2)", "(5 + z)^(-5/2)", "sin(3*z)", "cos(z)^2",
        "tanh(2*z)", "sech(z)", "sigmoid(z - 1)", "softplus(z)", "erf(z)", "erfc(z)", "z*Phi(z)", "phi(z)", "arctan(z)", "arcsin(z/5)", "sinh(z)", "cosh(z)", "2^z", "z*tanh(softplus(z))",
        "exp(z)/(1 + exp(z))", "z/(1 + exp(-100*z))", "tanh(z)^3/(2 + cos(z))", "exp(sin(z))",
    ];

    public static TheoryData<string> All() => [.. Formulas];

    [Theory]
    [MemberData(nameof(All))]
    public void Coefficients_AreTheDerivatives(string formula)
    {
        Expr derivative = Activation.Parse(formula).Pieces[0].Expression;
        Expr s = derivative;
        double factorial = 1;
        for (int k = 0; k < 5; k++)
        {
            Func<double, double> compiled = ExpressionCompiler.Compile(derivative, Symbol.Z);
            foreach (double z in (double[])[-1.7, -0.3, 0.1, 0.8])
            {
                Jet jet = new JetEvaluator(LocalJets.Variable(Interval.Of(z), 1, 8)).Evaluate(s).Plain();
                double expected = compiled(z) / factorial;
                double slack = 1e-10 * Math.Max(1, Math.Abs(expected));
                Assert.True(jet[k].Lower - slack <= expected && expected <= jet[k].Upper + slack, $"coefficient {k} of {formula} at {z}: {jet[k]}, not {expected:R}");
                Assert.True(jet[k].Width <= 1e-10 * Math.Max(1, jet[k].Magnitude), $"coefficient {k} of {formula} at {z} is wide: {jet[k]}");
            }

            derivative = derivative.Derivative(Symbol.Z);
            factorial *= k + 1;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void CoefficientsOverAnInterval_ContainThoseOfItsPoints(string formula)
    {
        Expr s = Activation.Parse(formula).Pieces[0].Expression;
        Random random = new(3);
        for (int trial = 0; trial < 50; trial++)
        {
            double middle = (random.NextDouble() * 4) - 2;
            double radius = Math.Pow(10, -3 * random.NextDouble());
            Jet outer = new JetEvaluator(LocalJets.Variable(new Interval(middle - radius, middle + radius), radius, 12)).Evaluate(s).Plain();
            double z = middle + (radius * ((1.9 * random.NextDouble()) - 0.95));
            Jet inner = new JetEvaluator(LocalJets.Variable(Interval.Of(z), radius, 12)).Evaluate(s).Plain();
            for (int k = 0; k < 12; k++)
            {
                // Both enclose the coefficient of the point, which neither need hold exactly.
                Assert.True(outer[k].Lower <= inner[k].Upper && inner[k].Lower <= outer[k].Upper, $"coefficient {k} of {formula} at {z} in [{middle} +- {radius}]: {inner[k]} and {outer[k]}");
            }
        }
    }

    [Theory]
    [InlineData("sin(z)/z", 1.0, 0.0, -1.0 / 6)]
    [InlineData("(1 - cos(z))/z^2", 0.5, 0.0, -1.0 / 24)]
    [InlineData("(exp(z) - 1)/z", 1.0, 0.5, 1.0 / 6)]
    [InlineData("z/tanh(z)", 1.0, 0.0, 1.0 / 3)]
    [InlineData("log(1 + z^2)/z", 0.0, 1.0, 0.0)]
    public void QuotientsOfZeros_HaveTheirSeries(string formula, double c0, double c1, double c2)
    {
        Expr s = Activation.Parse(formula).Pieces[0].Expression;
        Jet jet = new JetEvaluator(LocalJets.Variable(Interval.Zero, 1, 10)).Evaluate(s);
        Jet over = new JetEvaluator(LocalJets.Variable(new Interval(-0.01, 0.01), 1, 10)).Evaluate(s);
        Jet near = new JetEvaluator(LocalJets.Variable(Interval.Of(1e-7), 1e-6, 20)).Evaluate(s);
        foreach ((double expected, int k) in (IEnumerable<(double, int)>)[(c0, 0), (c1, 1), (c2, 2)])
        {
            Assert.InRange(expected, jet[k].Lower - 1e-15, jet[k].Upper + 1e-15);
            Assert.InRange(jet[k].Width, 0, 1e-14);
            Assert.InRange(expected, over[k].Lower, over[k].Upper);
            Assert.InRange(over[k].Width, 0, 0.5);

            // As it is written, the coefficient next to 0 has no digit.
            double unit = Math.Pow(1e-6, k);
            Assert.InRange(expected * unit, near[k].Lower - (1e-6 * unit), near[k].Upper + (1e-6 * unit));
            Assert.InRange(near[k].Width, 0, 1e-12 * unit);
        }
    }

    [Fact]
    public void HugeExponentials_CancelInQuotients()
    {
        Expr s = Activation.Parse("(1 - exp(-2*z))/(1 + exp(-2*z))").Pieces[0].Expression;
        Jet jet = new JetEvaluator(LocalJets.Variable(Interval.Of(-1000), 1, 4)).Evaluate(s);
        Assert.InRange(-1, jet.Value.Lower, jet.Value.Upper);
        Assert.InRange(jet.Value.Width, 0, 1e-14);
    }
}
