using Theory.Activations;
using Theory.Expectations;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Recommendations;

namespace Theory.Numerics.Tests.Recommendations;

public sealed class RecommenderTests
{
    /// <summary>What was once refused, silently assumed, or answered by C_b = 6217.</summary>
    public static TheoryData<string, int, double> OnceWrong => new()
    {
        { "tanh", 10, 1 },
        { "erf", 5, 1 },
        { "sin", 24, 1 },
        { "tanh", 50, 0.99 },
        { "z*exp(-z^2/4)+0.1*z", 8, 1 },
        { "gelu", 24, 1 },
        { "shifted_softplus", 3, 1 },
        { "relu", 24, 0.01 },
        { "mrepu:2", 10, 1 },
    };

    [Theory]
    [MemberData(nameof(OnceWrong))]
    public void StandardisedInputs_GetALayerByLayerInitialisation_ThatKeepsWhatItPromises(string activation, int depth, double scale)
    {
        RecommendationOptions options = new(depth, 512) { InputScale = scale };
        Recommendation r = Recommend(activation, options);
        Assert.True(r.IsFeasible, string.Join("; ", r.Reasons));
        Assert.Equal(Enumerable.Range(1, depth), r.Layers.Select(l => l.Layer));
        Assert.True(r.Cw <= 20 && r.Cb <= 10);

        // By quadrature, layer by layer, and not by what the recommender uses: the kernel, the gradients and the correlation of two orthogonal inputs.
        ExpectationEvaluator evaluator = new(Activation.Parse(activation));
        TwoInputEvaluator pairs = new(evaluator.Activation);
        double k = r.Layers[0].Cb + (r.Layers[0].Cw * scale);
        (double rho, double log) = (0, 0);
        for (int l = 1; l < depth; l++)
        {
            Assert.InRange(k, r.K1 / 2, 2 * r.K1);
            Assert.Equal(k, r.Layers[l - 1].K, 1e-9 * k);
            ExpectationValues values = evaluator.Evaluate(k, EvaluationMethod.Quadrature, [Quantity.Kernel, Quantity.ChiPerp]);
            log += l == depth - 1 ? 0 : Math.Log(r.Layers[l].Cw * values[Quantity.ChiPerp].Value);
            double product = pairs.Evaluate(k, k, rho).KernelProduct.Value;
            double next = r.Layers[l].Cb + (r.Layers[l].Cw * values[Quantity.Kernel].Value);
            rho = Math.Min(1, (r.Layers[l].Cb + (r.Layers[l].Cw * product)) / next);
            k = next;
        }

        Assert.Equal(options.OutputVariance, k, 1e-7);
        Assert.InRange(Math.Exp(log), 0.1, 10);
        Assert.Equal(log, Math.Log(r.HiddenGradientRatio), 1e-6);
        Assert.InRange(rho, -0.98, 0.98);
        Assert.Equal(rho, r.Correlation, 1e-6);
    }

    [Theory]
    [InlineData("sigmoid", 24, "size")]
    [InlineData("relu", 100, "correlation")]
    [InlineData("repu:3", 24, "basin")]
    [InlineData("sign", 5, "gradients")]
    public void WhatCannotBeHad_IsSaid_WithTheNumbersOfTheLeastBad(string activation, int depth, string missed)
    {
        Recommendation r = Recommend(activation, new RecommendationOptions(depth, 512));
        Assert.False(r.IsFeasible);
        Assert.Contains(r.Criteria, c => c.Name == missed && !c.IsMet);
        Assert.StartsWith("Cannot be had", r.Reasons[0], StringComparison.Ordinal);
        Assert.Equal(depth, r.Layers.Count);
    }

    [Theory]
    [InlineData("relu", 2, 0)]
    [InlineData("leaky_relu(0.5)", 1.6, 0)]
    [InlineData("linear", 1, 0)]
    public void ScaleInvariantActivations_GetTheirCriticalCw_AndOutputsOfOrderOne(string activation, double cw, double cb)
    {
        Recommendation r = Recommend(activation, new RecommendationOptions(10, 512) { InputScale = 4 });
        Assert.Equal((RecommendationKind.Critical, cb), (r.Kind, r.Cb));
        Assert.Equal(cw, r.Cw, 1e-14);
        Assert.Equal((0.25, 1), (r.Layers[0].Cw, r.K1), (a, b) => Math.Abs(a.Item1 - b.Item1) < 1e-14 && Math.Abs(a.Item2 - b.Item2) < 1e-14);
        Assert.Equal(0.1, r.Layers[^1].K, 1e-12);
    }

    [Fact]
    public void InputScale_ChangesTheFirstLayerAlone()
    {
        Recommendation one = Recommend("tanh", new RecommendationOptions(6, 512));
        Recommendation tenth = Recommend("tanh", new RecommendationOptions(6, 512) { InputScale = 0.5, OutputVariance = 0.3 });
        Assert.Equal((one.Cb, one.Cw, one.K1), (tenth.Cb, tenth.Cw, tenth.K1));
        Assert.Equal(2 * one.Layers[0].Cw, tenth.Layers[0].Cw, 1e-12);
        Assert.Equal(3 * one.Layers[^1].Cw, tenth.Layers[^1].Cw, 1e-12);
        Assert.Equal(0.3, tenth.Layers[^1].K, 1e-12);
    }

    /// <summary>A bias of the first layer is the weight of one more component, which all inputs have in common.</summary>
    [Theory]
    [InlineData("relu", 1, 1)]
    [InlineData("tanh", 1, 0.25)]
    [InlineData("gelu", 3, 2)]
    public void FewInputs_GetABiasOfTheFirstLayer_AsOneMoreComponent(string activation, int inputs, double scale)
    {
        RecommendationOptions options = new(4, 512) { InputScale = scale };
        Recommendation r = Recommend(activation, options with { InputWidth = inputs });
        RecommendedLayer first = r.Layers[0];
        Assert.Equal(first.Cw * scale / inputs, first.Cb, 1e-12 * first.Cb);
        Assert.Equal(r.K1, first.Cb + (first.Cw * scale), 1e-12 * r.K1);

        // Orthogonal inputs have the bias in common.
        Assert.Equal(first.Cb / r.K1, first.Correlation, 1e-12);
        Assert.Equal((0, 0), (Recommend(activation, options).Layers[0].Cb, Recommend(activation, options).Layers[0].Correlation));
        Assert.Contains(r.Reasons, x => x.Contains($"one more component beside the {inputs} of an input", StringComparison.Ordinal));
    }

    /// <summary>Squared gradients of hidden layers are proportional to the variance of the outputs; nothing else of these layers depends on it.</summary>
    [Fact]
    public void OutputVariance_ScalesTheGradientsOfHiddenLayers()
    {
        Recommendation usual = Recommend("gelu", new RecommendationOptions(6, 512));
        Recommendation one = Recommend("gelu", new RecommendationOptions(6, 512) { OutputVariance = 1 });
        Assert.Equal((0.1, 1), (usual.Layers[^1].K, one.Layers[^1].K), (a, b) => Math.Abs(a.Item1 - b.Item1) < 1e-12 && Math.Abs(a.Item2 - b.Item2) < 1e-12);
        Assert.Equal((one.Cb, one.Cw, one.K1), (usual.Cb, usual.Cw, usual.K1));
        Assert.Equal(usual.Options.GradientBand, one.GradientRatio / usual.GradientRatio, 1e-9);
    }

    [Theory]
    [InlineData("relu", 1e-4, "because inputs have |x|^2/n_0 = 0.0001")]
    [InlineData("tanh", 1000, "because inputs have |x|^2/n_0 = 1000")]
    public void LargeAndSmallCw_AreNeverWithoutAReason(string activation, double scale, string reason) =>
        Assert.Contains(Recommend(activation, new RecommendationOptions(4, 512) { InputScale = scale }).Reasons, r => r.Contains(reason, StringComparison.Ordinal));

    [Fact]
    public void GivenKernels_AreKept()
    {
        Recommendation r = Recommend("mrepu:2", new RecommendationOptions(10, 512) { FirstKernel = 0.01 });
        Assert.Equal(0.01, r.K1);
        Assert.All(r.Trajectory.Kernels, k => Assert.Equal(0.01, k, 1e-9));
        Assert.Equal(r.Cb, 0.01 - (r.Cw * new ExpectationEvaluator(r.Activation).Evaluate(Quantity.Kernel, 0.01).Value), 1e-15);
    }

    [Fact]
    public void Correlations_OfTheSearch_AreThoseOfTheTwoInputExpectations()
    {
        foreach (string activation in (string[])["tanh", "relu", "gelu"])
        {
            ExpectationEvaluator evaluator = new(Activation.Parse(activation));
            TwoInputEvaluator pairs = new(evaluator.Activation);
            double g = evaluator.Evaluate(Quantity.Kernel, 1.7).Value;
            CorrelationMap map = new(evaluator.Function, 1.7, g);
            foreach (double rho in (double[])[-0.5, 0, 0.3, 0.9, 1])
            {
                double exact = (0.1 + (1.3 * pairs.Evaluate(1.7, 1.7, rho).KernelProduct.Value)) / (0.1 + (1.3 * g));
                Assert.Equal(exact, map.After(rho, 0.1, 1.3, 1), 1e-4);
            }
        }
    }

    /// <summary>Where a depth ends by correlations near 1, an error of 4e-6 a layer told it one layer too small.</summary>
    [Theory]
    [InlineData("relu")]
    [InlineData("leaky_relu(0.2)")]
    [InlineData("z*max(0,z+1)")]
    [InlineData("abs")]
    public void Correlations_OfKinks_AreKnownNearFullCorrelation(string activation)
    {
        ExpectationEvaluator evaluator = new(Activation.Parse(activation));
        TwoInputEvaluator pairs = new(evaluator.Activation);
        double g = evaluator.Evaluate(Quantity.Kernel, 1).Value;
        CorrelationMap map = new(evaluator.Function, 1, g);
        foreach (double rho in (double[])[0, 0.5, 0.9, 0.97, 0.99, 0.999, 1])
        {
            Assert.Equal(pairs.Evaluate(1, 1, rho).KernelProduct.Value / g, map.After(rho, 0, 1, 1), 1e-5);
        }
    }

    [Fact]
    public void Fluctuations_SayWhetherTheWidthIsEnough()
    {
        // ReLU: V/(nK^2) = 5 (l - 1)/n in layer l.
        Recommendation r = Recommend("relu", new RecommendationOptions(12, 250));
        Assert.Equal(0.2, r.Layers[^2].RelativeFluctuation, 1e-12);
        Assert.Equal(500, r.SufficientWidth, 1e-9);
        Assert.True(r.IsFeasible);
        Assert.Contains(r.Criteria, c => c is { Name: "fluctuation", IsMet: false, IsDecisive: false });
        Assert.Equal((7, "fluctuation"), (r.Reach.Depth, r.Reach.EndedBy));
    }

    [Fact]
    public void UnusableOptions_AreErrors()
    {
        RecommendationOptions good = new(10, 512);
        foreach ((RecommendationOptions options, string name) in new[]
        {
            (good with { Depth = 1 }, "depth"), (good with { Width = 0 }, "width"), (good with { Band = 1 }, "band"), (good with { GradientBand = 1 }, "band of gradients"),
            (good with { InputScale = 0 }, "input scale"), (good with { FirstKernel = -1 }, "K(1)"), (good with { OutputVariance = 0 }, "output variance"), (good with { InputWidth = 0 }, "components of an input"),
            (good with { LargestCorrelation = 1 }, "largest correlation"), (good with { InputCorrelation = 1 }, "correlation of unrelated inputs"),
        })
        {
            Assert.Contains(name, Assert.Throws<UserInputException>(() => Recommend("tanh", options)).Message, StringComparison.Ordinal);
        }

        Assert.Contains("vanishes", Assert.Throws<UserInputException>(() => Recommend("0", good)).Message, StringComparison.Ordinal);
    }

    private static Recommendation Recommend(string activation, RecommendationOptions options) =>
        Recommender.Recommend(new ExpectationEvaluator(Activation.Parse(activation)), options, TestContext.Current.CancellationToken);
}
