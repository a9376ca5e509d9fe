using Theory.Activations;
using Theory.Expectations;
using Theory.Numerics.Batches;
using Theory.Numerics.Evaluation;

namespace Theory.Numerics.Tests.Batches;

/// <summary>Batched values are the values of <see cref="ExpectationEvaluator"/>, also where the closed form cancels, overflows or does not exist.</summary>
public sealed class BatchEvaluatorTests
{
    [Theory]
    [InlineData("relu")]
    [InlineData("mrepu:2")]
    [InlineData("gelu")]
    [InlineData("hard_tanh")]
    [InlineData("elu")]
    [InlineData("sin")]
    [InlineData("tanh")]
    public void EveryQuantity_FromTinyToLargeKernels(string activation)
    {
        ExpectationEvaluator evaluator = new(Activation.Parse(activation));
        BatchEvaluator batch = new(evaluator);
        double[] k = [.. Enumerable.Range(0, 113).Select(i => Math.Pow(10, (i / 8.0) - 8))];
        double[] values = new double[k.Length];
        foreach (Quantity quantity in Quantity.All)
        {
            batch.Evaluate(quantity, k, values);
            for (int i = 0; i < k.Length; i++)
            {
                QuantityValue expected = evaluator.Evaluate(k[i], quantities: [quantity])[quantity];
                double error = Math.Abs(values[i] - expected.Value);
                Assert.True(error <= (2e-12 * Math.Abs(expected.Value)) + (2 * expected.AbsoluteError), $"{quantity} at K = {k[i]:R}: {values[i]:R}, not {expected.Value:R}");
            }
        }
    }

    [Fact]
    public void UndefinedQuantities_AreNaN()
    {
        double[] values = new double[3];
        new BatchEvaluator(new ExpectationEvaluator(Activation.Parse("perceptron"))).Evaluate(Quantity.ChiPerp, [0.1, 1, 10], values);
        Assert.All(values, v => Assert.True(double.IsNaN(v)));
    }

    [Fact]
    public void KernelsThatAreNotPositive_AreRefused() =>
        Assert.Throws<UserInputException>(() => new BatchEvaluator(new ExpectationEvaluator(Activation.Parse("relu"))).Evaluate(Quantity.Kernel, [1, -1], new double[2]));

    /// <summary>exp(K/4) terms exist below K = 1/(4a) only.</summary>
    [Fact]
    public void Divergence_IsReported() =>
        Assert.Throws<UserInputException>(() => new BatchEvaluator(new ExpectationEvaluator(Activation.Parse("exp(z^2/8)"))).Evaluate(Quantity.Kernel, [1, 5], new double[2]));
}
