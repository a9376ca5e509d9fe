using Theory.Expectations;
using Theory.Networks;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Facade;
using Theory.Numerics.Flow;

namespace Theory.Numerics.Tests.Facade;

/// <summary>The front door gives what the parts behind it give.</summary>
public sealed class EffectiveTheoryTests
{
    [Fact]
    public void Kernel_OfReLU_IsHalfK()
    {
        var relu = EffectiveTheory.Of("relu");
        Assert.Equal("K/2", relu.Kernel.Formula);
        Assert.Equal(@"\frac{K}{2}", relu.Kernel.Latex);
        Assert.Equal(1.5, relu.Kernel.At(3));
        Assert.Null(relu.Kernel.WithoutFormulaBecause);
    }

    [Theory]
    [InlineData("gelu")]
    [InlineData("tanh")]
    [InlineData("z*max(0,z+1)^2")]
    public void Values_AreThoseOfTheEvaluator(string activation)
    {
        var theory = EffectiveTheory.Of(activation);
        ExpectationValues expected = new ExpectationEvaluator(theory.Activation).Evaluate(0.7);
        foreach (Quantity quantity in Quantity.All)
        {
            Assert.Equal(expected[quantity].Value, theory[quantity].At(0.7), 1e-14 * Math.Abs(expected[quantity].Value));
        }
    }

    [Fact]
    public void AnExpectationWithoutAFormula_SaysWhy_AndHasValues()
    {
        var tanh = EffectiveTheory.Of("tanh");
        Assert.Null(tanh.Kernel.Formula);
        Assert.NotEmpty(tanh.Kernel.WithoutFormulaBecause!);
        Assert.Equal(0.394294, tanh.Kernel.At(1), 1e-6);
        Assert.Contains(tanh.Kernel.WithoutFormulaBecause!, tanh.Kernel.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatDoesNotExist_IsRefusedByAt_AndAnOutcomeOfEvaluate()
    {
        var step = EffectiveTheory.Of("sign(z)");
        Assert.Contains("chi_perp has no value at K = 1", Assert.Throws<UserInputException>(() => step.ChiPerp.At(1)).Message, StringComparison.Ordinal);
        Assert.False(step.ChiPerp.Evaluate(1).IsDefined);
        Assert.Throws<UserInputException>(() => step.Kernel.At(-1));
        Assert.Throws<UserInputException>(() => EffectiveTheory.Of("leaky_relu(a)"));
    }

    [Fact]
    public void Flow_IsThatOfTheLaw()
    {
        var gelu = EffectiveTheory.Of("gelu");
        Network law = gelu.Law(depth: 5, width: 64, cw: 2, cb: 0.1);
        FlowOutcome<FlowLayer> expected = KernelFlow.Compute(new NetworkEvaluator(law), Signal.Kernel(1));
        Assert.Equal(expected.Layers, gelu.Flow(law, k1: 1).Layers);
        Assert.Throws<UserInputException>(() => gelu.Flow(law, k1: 0.05));
    }

    [Fact]
    public void Classification_IsComputedOnce()
    {
        var swish = EffectiveTheory.Of("swish");
        Assert.Same(swish.Classify(), swish.Classify());
        Assert.NotEmpty(swish.Classify().CriticalPoints);
    }
}
