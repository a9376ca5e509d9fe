using Theory.Activations;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;

namespace Theory.Numerics.Tests.Flow;

public sealed class SuggestedInitialisationTests
{
    [Fact]
    public void ReLU_GetsItsCriticalInitialisation()
    {
        SuggestedInitialisation suggestion = Suggest("relu");
        Assert.Equal(1, suggestion.K1);
        Assert.Equal(2, suggestion.Cw, 1e-14);
    }

    [Theory]
    [InlineData("mrepu:2", 1, 0.01)]
    [InlineData("tanh", 1, 0.05)]
    [InlineData("linear", 1, 1)]
    [InlineData("2*z", 0.25, 1)]
    [InlineData("gelu", 4, 0.1)]
    public void SmoothActivationsWithASlopeAtZero_KeepSmallKernels(string activation, double cw, double k1)
    {
        SuggestedInitialisation suggestion = Suggest(activation);
        Assert.Equal(cw, suggestion.Cw, 1e-13);
        Assert.InRange(suggestion.K1, k1 / 3, k1);
        FlowLayer second = new PlainLaw(suggestion.K1, 0, suggestion.Cw, 100, 2).Flow(new ExpectationEvaluator(Activation.Parse(activation)))[1];
        Assert.InRange(second.K / suggestion.K1, 0.9, 1.1);
    }

    [Theory]
    [InlineData("repu:3", 1)]
    [InlineData("repu:3", 0.2)]
    [InlineData("perceptron", 3)]
    [InlineData("sigmoid", 0.5)]
    [InlineData("cos", 2)]
    public void OtherActivations_KeepTheKernelInTheFirstLayer(string activation, double k1)
    {
        ExpectationEvaluator evaluator = new(Activation.Parse(activation));
        SuggestedInitialisation suggestion = SuggestedInitialisation.For(evaluator, k1);
        Assert.Equal(k1, suggestion.K1);
        Assert.Equal(k1, new PlainLaw(k1, 0, suggestion.Cw, 100, 2).Flow(evaluator)[1].K, 1e-13);
    }

    [Theory]
    [InlineData("relu", 0.3)]
    [InlineData("mrepu:2", 7)]
    [InlineData("repu:2", 1e-4)]
    public void KernelOfTheUser_IsRespected(string activation, double k1) =>
        Assert.Equal(k1, SuggestedInitialisation.For(new ExpectationEvaluator(Activation.Parse(activation)), k1).K1);

    [Theory]
    [InlineData("0")]
    [InlineData("1-1")]
    public void ZeroActivation_IsAnError(string activation) =>
        Assert.Contains("is zero", Assert.Throws<UserInputException>(() => Suggest(activation)).Message, StringComparison.Ordinal);

    /// <summary>The search for a small K(1) found none and ended in an exception that no user can understand.</summary>
    [Fact]
    public void SlopeTooSmallToMatter_KeepsTheKernelOfTheFirstLayerInstead()
    {
        SuggestedInitialisation suggestion = Suggest("z^2 + z/10^9");
        Assert.Equal(1, suggestion.K1);
        Assert.Equal(1.0 / 3, suggestion.Cw, 1e-12);
    }

    /// <summary>A kernel that diverges at K = 1 ended the search, although smaller ones exist.</summary>
    [Fact]
    public void KernelThatDivergesAtOne_IsSoughtBelow()
    {
        SuggestedInitialisation suggestion = Suggest("z*exp(z^2/4)");
        Assert.Equal(1, suggestion.Cw, 1e-14);
        Assert.InRange(suggestion.K1, 0.01, 0.1);
    }

    /// <summary>The same where s(0) is not 0: `study "exp(z^2/4)"` had no network to start from.</summary>
    [Fact]
    public void KernelOfAConstantThatDivergesAtOne_IsSoughtBelow()
    {
        SuggestedInitialisation suggestion = Suggest("exp(z^2/4)");
        Assert.Equal(0.2, suggestion.K1);
        Assert.Equal(0.2 * Math.Sqrt(0.8), suggestion.Cw, 1e-12);
    }

    [Fact]
    public void KernelThatDivergesEverywhere_IsRefused() => Assert.Throws<UserInputException>(() => Suggest("exp(z^4)"));

    /// <summary>Where the second moment exists at no K the activation was called zero.</summary>
    [Theory]
    [InlineData("abs(z)^(-3/4)", "s^2 behaves like |z|^(-3/2) at z = 0, which is not integrable")]
    [InlineData("1/z", "beside z = 0 the function grows like |z|^-1")]
    public void KernelOfAPole_IsRefusedForWhatItIs(string activation, string reason) =>
        Assert.Contains(reason, Assert.Throws<UserInputException>(() => Suggest(activation)).Message, StringComparison.Ordinal);

    /// <summary>A fourth moment that diverges is avoided where that is possible, and is no error where it is not.</summary>
    [Theory]
    [InlineData("exp(z^2/7)", 0.5)]
    [InlineData("abs(z)^(-2/5)", 1)]
    public void FourthMomentThatDiverges_IsAvoided(string activation, double k1) => Assert.Equal(k1, Suggest(activation).K1);

    private static SuggestedInitialisation Suggest(string activation) => SuggestedInitialisation.For(new ExpectationEvaluator(Activation.Parse(activation)), null);
}
