using Theory.Activations;
using Theory.Expectations;
using Theory.Expectations.TwoInputs;

namespace Theory.Tests.Expectations;

/// <summary>A derivation ends after so much work, counted and not timed: mrepu:3 had no two-input form on a busy machine.</summary>
public class DerivationBudgetTests
{
    private const string Exhausted = "steps of algebra";

    public static TheoryData<string> Examples => [.. ActivationCatalogue.Entries.Select(e => e.Example), "mrepu:3", "mrepu:5", "repu:8", "mrepu(3, 1/3)", "(z+1)^7"];

    [Theory]
    [MemberData(nameof(Examples))]
    public void WhatHasAClosedForm_HasItWithAFactorOfFiveToSpare(string activation)
    {
        Activation s = Activation.Parse(activation);
        Derivation derivation = Derivation.Of(s, Derivation.OrdinaryWork / 5);
        TwoInputDerivation twoInputs = TwoInputDerivation.Of(s, Derivation.OrdinaryWork / 5);
        Assert.All(Quantity.All, q => Assert.DoesNotContain(Exhausted, derivation[q].Reason ?? "", StringComparison.Ordinal));
        Assert.All(TwoInputQuantity.All, q => Assert.DoesNotContain(Exhausted, twoInputs[q].Reason ?? "", StringComparison.Ordinal));
    }

    [Fact]
    public void HostileFormulas_EndWithTheReason()
    {
        Derivation wide = Derivation.Of(Activation.Parse("max(0,z+pi+sqrt(2)+sqrt(3)+e)^12"), Derivation.OrdinaryWork / 10);
        Assert.Contains("coefficients of more than", wide[Quantity.FourthMoment].Reason, StringComparison.Ordinal);
        Derivation high = Derivation.Of(Activation.Parse("mrepu:5"), 200);
        Assert.Contains($"within 200 {Exhausted}", high[Quantity.FourthMoment].Reason, StringComparison.Ordinal);
    }

    /// <summary>Wherever the budget ends a derivation, it ends it there each time.</summary>
    [Theory]
    [InlineData(50)]
    [InlineData(200)]
    [InlineData(500)]
    public void TheSameWork_GivesTheSameForms(long work)
    {
        bool[] Forms()
        {
            Derivation derivation = Derivation.Of(Activation.Parse("mrepu:3"), work);
            return [.. Quantity.All.Select(q => derivation[q].Formula is not null)];
        }

        bool[] first = Forms();
        Assert.Equal(first, Forms());
        Assert.Contains(false, first);
    }

    [Fact]
    public void Cancellation_EndsADerivation()
    {
        CancellationToken cancelled = new(canceled: true);
        Assert.Throws<OperationCanceledException>(() => Derivation.Of(Activation.Parse("gelu"), cancellation: cancelled));
    }
}
