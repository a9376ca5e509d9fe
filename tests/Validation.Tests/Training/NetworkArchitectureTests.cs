using Theory.Activations;
using Theory.Networks;
using Theory.Validation.Training;

namespace Theory.Validation.Tests.Training;

/// <summary>Trained networks have their sizes, rates and activation from the law that theory takes.</summary>
public sealed class NetworkArchitectureTests
{
    private static readonly Network Law = Network.Plain(Activation.Parse("gelu"), 4, [7, 5, 6], [0.1], [2, 1, 3, 4], [1], [0, 2, 3, 4]).WithOutputs(2);

    [Fact]
    public void SizesAndRates_AreThoseOfTheLaw()
    {
        NetworkArchitecture architecture = new(Law, inputDimension: 3);
        Assert.Equal([3, 7, 5, 6, 2], architecture.Sizes);
        Assert.Equal((7 * 4) + (5 * 8) + (6 * 6) + (2 * 7), architecture.ParameterCount);
        LayerwiseSgdOptions descent = LayerwiseSgdOptions.OfTangentKernel(architecture, samples: 10, step: 0.3);
        Assert.Equal([0, 2 / 7.0, 3 / 5.0, 4 / 6.0], descent.WeightRates);
        Assert.Equal([1, 1, 1, 1], descent.BiasRates);
        Assert.Equal("gelu", architecture.ActivationOf(2).Name);
    }

    [Fact]
    public void WhatCannotBeTrained_IsRefusedInOneLine()
    {
        Refused("input dimension", () => _ = new NetworkArchitecture(Law, 0));
        Refused("infinitely wide", () => _ = new NetworkArchitecture(Network.Plain(Activation.Parse("gelu"), 3, null, 0, 1), 2));
        Refused("the width", () => Law.WithOutputs(0));

        static void Refused(string says, Action action) => Assert.Contains(says, Assert.Throws<UserInputException>(action).Message, StringComparison.Ordinal);
    }
}
