using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow.TwoInputs;
using Theory.Numerics.Shaping;

namespace Theory.Numerics.Tests.Shaping;

/// <summary>Shaped activations against published parameters, against an independent integral, and against the flow of two inputs through the network they are for.</summary>
public sealed class KernelShaperTests
{
    /// <summary>A residual network of 100 activations and more, of which parameters are published with the code of DKS and TAT (the dks package, solved there to 1e-8).</summary>
    private static readonly Architecture Published = Architecture.Parse("linear; " + string.Concat(new[] { 2, 3, 22, 2 }.Select(rest =>
        "residual(tanh; linear; tanh; linear; tanh; linear, alpha=0.6, beta=0.8, skip=tanh; linear); "
        + $"{rest}*[residual(tanh; linear; tanh; linear; tanh; linear, alpha=0.6, beta=0.8)]; ")) + "tanh; linear");

    [Theory]
    [InlineData("softplus", "dks", 1.2, 0.18761008168267976, 0.40688063442262007, -0.9213466151411376, 8.878672543665223)]
    [InlineData("tanh", "dks", 1.2, 0.07461073057540868, 0.5566915199964182, -0.5034378768692127, 18.002635964442558)]
    [InlineData("gelu", "dks", 1.2, 0.07043253126531114, 0.259489297927707, -0.15815378961903598, 20.21158902315857)]
    [InlineData("gelu_tanh", "dks", 1.2, 0.07036271496383567, 0.2586837248593587, -0.15758328114374964, 20.249573305194307)]
    [InlineData("softplus", "tat", 0.2, 0.15011489794748328, 0.5374599901127068, -0.996481014465811, 10.54880187880574)]
    [InlineData("tanh", "tat", 0.2, 0.0580205218578313, 0.5218639804099805, -0.4796430704354356, 22.36066261763117)]
    public void Solutions_AreThoseThatArePublished(string activation, string method, double target, double inputScale, double inputShift, double outputShift, double outputScale)
    {
        ShapedActivation first = Shape(activation, method, target, Published).Solutions[0];
        Assert.Equal(inputScale, first.InputScale, 1e-7 * inputScale);
        Assert.Equal(inputShift, first.InputShift, 1e-7);
        Assert.Equal(outputShift, first.OutputShift, 1e-7);
        Assert.Equal(outputScale, first.OutputScale, 1e-7 * outputScale);
    }

    [Theory]
    [InlineData("dks", 1.2, 0.8761257073473065, 1.0651832705682147)]
    [InlineData("tat", 0.75, 0.6291800290346146, 1.196996549778802)]
    public void SlopesOfLeakyReLU_AreThoseThatArePublished(string method, double target, double slope, double outputScale)
    {
        ShapedActivation only = Assert.Single(Shape("relu", method, target, Published).Solutions);
        Assert.Equal(slope, only.NegativeSlope!.Value, 1e-8);
        Assert.Equal(outputScale, only.OutputScale, 1e-8);
    }

    public static TheoryData<string, string> Cases =>
    [
        .. new[] { "tanh", "gelu", "swish", "softplus", "erf", "elu(1)", "z*exp(-z^2/4) + z/10", "sin(z) + z^2/4" }.SelectMany(s => new[] { (s, "dks"), (s, "tat") }),
        ("selu", "dks"), ("max(0, tanh(z))", "dks"), ("leaky_relu(0.3)", "dks"),
    ];

    /// <summary>By the trapezoidal rule over the formula as text: no code is shared with the search or the quadrature.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void EverySolution_HasWhatIsWanted(string activation, string method)
    {
        ShapingResult result = Shape(activation, method, null, Architecture.Parse("linear; 9*[tanh; linear]"));
        Assert.NotEmpty(result.Solutions);
        foreach (ShapedActivation shaped in result.Solutions)
        {
            Func<double, double> s = new ExpectationEvaluator(Activation.Parse(shaped.Activation.Name)).Function.ValueAt;
            (double mean, double square, double overlap, double slopes, double bends) = (0, 0, 0, 0, 0);
            const double Step = 1.0 / 1024;
            for (double z = -12 + (Step / 3); z < 12; z += Step)
            {
                double weight = Step * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
                (double below, double at, double above) = (s(z - Step), s(z), s(z + Step));
                (double first, double second) = ((above - below) / (2 * Step), (above - (2 * at) + below) / (Step * Step));
                mean += weight * at;
                square += weight * at * at;
                overlap += weight * at * first * z;
                slopes += weight * first * first;
                bends += weight * second * second;
            }

            Assert.Equal(1, square, 1e-5);
            Assert.Equal(1, overlap, 2e-3);
            Assert.Equal(method == "dks" ? result.LocalTarget : 1, slopes, 2e-3);
            if (method == "dks")
            {
                Assert.Equal(0, mean, 1e-5);
            }
            else
            {
                Assert.Equal(result.LocalTarget, bends, 2e-3 * Math.Max(1, result.LocalTarget));
            }

            Assert.InRange(shaped.Residual, 0, 1e-13);
        }
    }

    [Fact]
    public void TheSlopeOfTheNetwork_IsTheWantedOne()
    {
        ShapedActivation shaped = Shape("tanh", "dks", 1.5, Architecture.Parse("linear; 19*[tanh; linear]")).Solutions[0];
        const double Deficit = 1e-6;
        TwoInputLayer last = Flow(shaped, 20, 1 - Deficit);
        Assert.Equal(1, last.K11, 1e-11);
        Assert.Equal(1.5, (1 - last.Rho) / Deficit, 1e-4);
        Assert.Equal(0, new TwoInputEvaluator(shaped.Activation).Evaluate(1, 1, 0).KernelProduct.Value, 1e-13);
    }

    [Fact]
    public void TheCurvatureOfTheNetwork_IsTheWantedOne()
    {
        ShapedActivation shaped = Shape("gelu", "tat", 0.3, Architecture.Parse("linear; 19*[tanh; linear]")).Solutions[0];
        const double Deficit = 1e-3;
        double rho = Flow(shaped, 20, 1 - Deficit).Rho;
        Assert.Equal(0.3, 2 * (rho - 1 + Deficit) / (Deficit * Deficit), 2e-3);
    }

    [Fact]
    public void UnrelatedInputs_OfLeakyReLU_HaveTheWantedCorrelation()
    {
        ShapedActivation shaped = Shape("leaky_relu", "tat", 0.9, Architecture.Parse("linear; 29*[relu; linear]")).Solutions[0];
        Assert.Equal(0.9, Flow(shaped, 30, 0).Rho, 1e-10);
    }

    [Theory]
    [InlineData("hard_tanh", "tat", null, "linear; tanh; linear", "has kinks")]
    [InlineData("tanh", "dks", 1.0, "linear; tanh; linear", "must lie above 1, got 1")]
    [InlineData("tanh", "tat", -1.0, "linear; tanh; linear", "must lie above 0, got -1")]
    [InlineData("relu", "tat", 1.0, "linear; tanh; linear", "between 0 and 1, got 1")]
    [InlineData("relu", "tat", 0.9, "linear; tanh; linear", "at most the correlation 0.31831")]
    [InlineData("relu", "dks", 1.5, "linear; tanh; linear", "ReLU has the largest, 1.46694")]
    [InlineData("tanh", "dks", null, "linear; linear", "no activation")]
    [InlineData("tanh", "dks", null, "linear(cb=0.1); tanh; linear", "C_b = 0 and C_W = 1")]
    [InlineData("tanh", "dks", null, "linear; residual(tanh; linear); linear", "alpha^2 + beta^2 = 1")]
    [InlineData("tanh", "dks", null, "linear; layernorm; tanh; linear", "shaping knows")]
    public void WhatCannotBe_IsRefused(string activation, string method, double? target, string network, string message) => Assert.Contains(
        message, Assert.Throws<UserInputException>(() => Shape(activation, method, target, Architecture.Parse(network))).Message, StringComparison.Ordinal);

    [Fact]
    public void ALine_HasNoShape() => Assert.Empty(Shape("2*z", "tat", 0.3, Architecture.Parse("linear; 9*[tanh; linear]")).Solutions);

    private static ShapingResult Shape(string activation, string method, double? target, Architecture network) => KernelShaper.Solve(
        Activation.Parse(activation), method == "dks" ? ShapingMethod.Dks : ShapingMethod.Tat, network, target, TestContext.Current.CancellationToken);

    private static TwoInputLayer Flow(ShapedActivation shaped, int depth, double rho) => TwoInputFlow.Compute(
        new PlainLaw(1, 0, 1, 100, depth).With(new ExpectationEvaluator(shaped.Activation)), Signal.Pair(1, 1, rho), TestContext.Current.CancellationToken).ToTheLast()[^1];
}
