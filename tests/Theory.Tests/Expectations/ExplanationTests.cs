using Theory.Activations;
using Theory.Expectations;

namespace Theory.Tests.Expectations;

public class ExplanationTests
{
    public static TheoryData<string> Names => ["relu", "mrepu:2", "hard_tanh", "elu", "sin", "gelu", "repu:p", "snake(a)", "tanh", "perceptron"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Explanations_EndWithTheResult_OrWithTheReason(string activation)
    {
        Derivation derivation = Derivation.Of(Activation.Parse(activation));
        foreach (Quantity quantity in Quantity.All)
        {
            IReadOnlyList<ExplanationStep> steps = Explanation.Of(derivation, quantity);
            Assert.True(steps.Count >= 2);
            ExplanationStep last = steps[^1];
            if (derivation[quantity].Formula is { } formula)
            {
                Assert.Equal($"{quantity.Symbol} = {formula}", Assert.Single(last.Equations).Text);
            }
            else
            {
                Assert.Contains(derivation[quantity].Reason!, last.Sentence, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Moments_AddUpToTheResult()
    {
        // Of z^2 (z+1)^4 = z^2 + 4 z^3 + 6 z^4 + 4 z^5 + z^6 on z > -1, as the steps of mrepu:2 list it.
        IReadOnlyList<ExplanationStep> steps = Explanation.Of(Derivation.Of(Activation.Parse("mrepu:2")), Quantity.Kernel);
        ExplanationStep moments = steps.Single(s => s.Sentence.StartsWith("Stein", StringComparison.Ordinal));
        double[] weights = [1, 4, 6, 4, 1];
        Assert.Equal(weights.Length, moments.Equations.Count);
        double sum = moments.Equations.Zip(weights).Sum(m => m.Second * Evaluator.At(m.First.Right, k: 0.7));
        Approximately.Equal(Evaluator.At(steps[^1].Equations[0].Right, k: 0.7), sum, 1e-12);
    }

    [Fact]
    public void Explanation_OfGelu_PassesThroughTheOrthantProbability() =>
        Assert.Contains(
            Explanation.Of(Derivation.Of(Activation.Parse("gelu")), Quantity.Kernel).SelectMany(s => s.Equations),
            e => e.Text == "E[Phi(z)^2] = 1/4 + arcsin(K/(K + 1))/(2*pi)");
}
