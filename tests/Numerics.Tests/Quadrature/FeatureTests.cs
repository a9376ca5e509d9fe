using System.Globalization;
using Theory.Activations;
using Theory.Expectations;
using Theory.Numerics.Certified;
using Theory.Numerics.Compilation;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Tests.Quadrature;

/// <summary>Narrow structure that only the formula tells of: every claimed bound holds against enclosures in interval arithmetic.</summary>
public class FeatureTests
{
    [Theory]
    [InlineData("z+sech(10000*z)", 1)]
    [InlineData("tanh(z)+exp(-1000000*(z-1)^2)", 1)]
    [InlineData("max(0,z)+exp(-(100*(z-1.511))^2)", 1)]
    [InlineData("sech(100000*(z-2))", 1)]
    [InlineData("tanh(z)+sech(z-12345)", 1e8)]
    [InlineData("softplus(1000*(z-2.109))", 1)]
    [InlineData("max(0,z)^3/(1+z^2)", 1e3)]
    [InlineData("z^3/(1+z^2)", 1e4)]
    [InlineData("z*tanh(log(1+exp(z)))", 1e6)]
    [InlineData("tanh(z)+0.001*tanh(30000*(z^2-2))", 1)]
    [InlineData("sin(z)+erf(1000*(z-1)*(z+2))", 3)]
    [InlineData("z*sech(5000*(exp(z)-2))", 1)]
    [InlineData("z+exp(-100000*sin(z-1)^2)", 1)]
    [InlineData("tanh(z)*(1+sech(1000*tanh(z-2)))", 1)]
    [InlineData("tanh(z)*exp(-(1000*(z-0.1))^2)", 1e-4)]
    [InlineData("max(0,z)+exp(-(10000*(z-7))^2)+sech(3000*(z+2))", 4)]
    [InlineData("(z*Phi(1.438*(z - 31.52)))*(step(z - 2.821))", 0.216)]
    public void ClaimedBounds_Hold(string formula, double K) => AssertBounds(formula, K);

    [Theory]
    [InlineData(101)]
    [InlineData(102)]
    public void ClaimedBounds_HoldWithRandomFeatures(int seed)
    {
        Random random = new(seed);
        string[] bases = ["tanh(z)", "max(0,z)", "z", "erf(z)", "z*sigmoid(z)"];
        string[] bumps = ["sech({0})", "exp(-({0})^2)", "1/(1+({0})^2)", "tanh({0})", "erf({0})", "sigmoid({0})"];
        for (int trial = 0; trial < 10; trial++)
        {
            double K = Round(Math.Pow(10, (4 * random.NextDouble()) - 2));
            double at = Round(Math.Sqrt(K) * ((6 * random.NextDouble()) - 3));
            double width = Round(Math.Pow(10, -5 * random.NextDouble()));
            double height = Round(Math.Pow(10, -2 * random.NextDouble()));
            string argument = string.Create(CultureInfo.InvariantCulture, $"(z-({at:R}))/{width:0.#########}");
            string bump = string.Format(CultureInfo.InvariantCulture, bumps[random.Next(bumps.Length)], argument);
            AssertBounds(string.Create(CultureInfo.InvariantCulture, $"{bases[random.Next(bases.Length)]}+{height:R}*{bump}"), K);
        }
    }

    // One panel far out had an oscillation in it that its last two coefficients did not show.
    [Fact]
    public void SumOfOscillationAndPoles_AtLargeK_IsWithinItsBound()
    {
        QuantityValue curvature = new ExpectationEvaluator(Activation.Parse("sin(0.7283*z) + arctan(z) + log(1 + (0.1159*(z - 0.206))^2)")).Evaluate(Quantity.All.First(q => q.Key == "g2"), 23900);
        Assert.InRange(curvature.Value - -0.0000000126810685101575696351810088572, -curvature.AbsoluteError, curvature.AbsoluteError);
        Assert.InRange(curvature.RelativeError, 0, 1e-7);
    }

    [Fact]
    public void TwoInputs_SeeFeatures()
    {
        PiecewiseSmoothFunction function = ActivationCompiler.Compile(Activation.Parse("tanh(z)+exp(-(1000*(z-1))^2)"));
        GaussianExpectations one = GaussianQuadrature.Evaluate(function, 1, [Quantity.Mean, Quantity.Kernel, Quantity.ChiPerp]);
        TwoInputEstimate same = new TwoInputQuadrature(function).Evaluate(1, 1, 1);
        TwoInputEstimate independent = new TwoInputQuadrature(function).Evaluate(1, 1, 0);

        Assert.Equal(one[Quantity.Kernel].Value, same.KernelProduct.Value, 1e-11);
        Assert.Equal(one[Quantity.ChiPerp].Value, same.DerivativeProduct.Value, 1e-9);
        Assert.Equal(one[Quantity.Mean].Value * one[Quantity.Mean].Value, independent.KernelProduct.Value, 1e-11);
    }

    [Fact]
    public void NotANumber_ForetellsNothing()
    {
        double[] values = new double[PanelRule.Order];
        Assert.True(PanelNodes.Foretell(values, 0, false));
        Assert.False(PanelNodes.Foretell(values, double.NaN, false));
        values[3] = double.NaN;
        Assert.False(PanelNodes.Foretell(values, 0, true));
    }

    [Theory]
    [InlineData("tanh(z)", 0, 1)]
    [InlineData("sech(1000*(z-2))", 2, 1e-3)]
    [InlineData("1/(1+(1000*(z-3))^2)", 3, 1e-3)]
    [InlineData("exp(-1000000*(z-1)^2)", 1.001, 5e-4)]
    [InlineData("(1+(z-1)^2)^(-1000000)", 1, 1e-3)]
    [InlineData("sqrt((z-1)^2+1/100000000)", 1, 1e-4)]
    [InlineData("tanh(1000000*tanh(z-1))", 1, 1e-6)]
    public void Features_AreFound(string formula, double position, double scale)
    {
        Feature[] features = ActivationCompiler.Compile(Activation.Parse(formula)).Features;
        Assert.Contains(features, f => Math.Abs(f.Position - position) < scale / 100 && f.Scale > scale / 2 && f.Scale < 2 * scale);
    }

    private static double Round(double x) => double.Parse(x.ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static void AssertBounds(string formula, double K)
    {
        Activation activation = Activation.Parse(formula);
        CertifiedValues proven = new CertifiedEvaluator(activation).Evaluate(K, 1e-6, 3000);
        ExpectationEvaluator evaluator = new(activation);
        ExpectationValues together = evaluator.Evaluate(K);
        foreach (Quantity quantity in Quantity.All)
        {
            CertifiedValue enclosure = proven[quantity];
            foreach (QuantityValue value in (QuantityValue[])[evaluator.Evaluate(quantity, K), together[quantity]])
            {
                if (enclosure.IsEnclosed && value.IsDefined)
                {
                    double slack = value.AbsoluteError + (4e-16 * Math.Abs(value.Value));
                    Assert.True(value.Value + slack >= enclosure.Lower && value.Value - slack <= enclosure.Upper, string.Create(
                        CultureInfo.InvariantCulture, $"{quantity} of {formula} at K = {K:R}: {value.Value:R} +- {value.AbsoluteError:0.0e0}, proven [{enclosure.Lower:R}, {enclosure.Upper:R}]"));
                }
            }
        }
    }
}
