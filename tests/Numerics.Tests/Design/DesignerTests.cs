using Fractions;
using Theory.Design;
using Theory.Expressions;
using Theory.Numerics.Compilation;
using Theory.Numerics.Criticality;
using Theory.Numerics.Design;
using Theory.Numerics.Evaluation;

namespace Theory.Numerics.Tests.Design;

public sealed class DesignerTests
{
    private const string MRePU = "(w+z)*max(0,w+z+1)^2 - w*max(0,w+1)^2";

    /// <summary>The two values of docs/cure.md, from the definition and from the catalogue.</summary>
    [Theory]
    [InlineData(MRePU)]
    [InlineData("mrepu(2,-1,w)")]
    public void MRePU_HasA1OfZero_AtTwoPoints(string family)
    {
        DesignResult result = Solve(family, "a1=0");
        Assert.Equal(2, result.Solutions.Count);
        Assert.Equal(-0.8775, result.Solutions[0].Value, 5e-5);
        Assert.Equal(-0.4558, result.Solutions[1].Value, 5e-5);
        Assert.Empty(result.Intervals);
    }

    [Fact]
    public void MRePU_IsStable_BetweenThem()
    {
        DesignInterval interval = Assert.Single(Solve(MRePU, "stable").Intervals);
        Assert.Equal(-0.8775, interval.From, 5e-5);
        Assert.Equal(-0.4558, interval.To, 5e-5);
    }

    /// <summary>By hand: a1 of tanh(a z) is -2 a^2, of z + b z^2 it is 3 b^2, of sin z + c z^3 it is 6 c - 1.</summary>
    [Theory]
    [InlineData("tanh(a*z)", "a1=-8", -2.0, 2.0)]
    [InlineData("tanh(a*z)", "a1=-1/2", -0.5, 0.5)]
    [InlineData("z + b*z^2", "a1=3", -1.0, 1.0)]
    [InlineData("sin(z) + c*z^3", "a1=0", 1.0 / 6)]
    public void Solutions_AreAllOfThem(string family, string want, params double[] expected) =>
        Assert.Equal(expected, Solve(family, want).Solutions.Select(s => s.Value), (a, b) => Math.Abs(a - b) < 1e-12);

    /// <summary>Every answer against the classifier, which derives a1 for the member alone.</summary>
    [Theory]
    [InlineData(MRePU, "a1=-2")]
    [InlineData("swish(b)", "a1=1/3")]
    [InlineData("tanh(z) + b*z^2 + b^2*z^3", "a1=1")]
    [InlineData("sin(z) + max(0, z - c)^2 - max(0,-c)^2 + z^2/5", "a1=1")]
    public void Members_HaveWhatWasWanted(string family, string want)
    {
        DesignResult result = Solve(family, want);
        Assert.NotEmpty(result.Solutions);
        foreach (DesignSolution solution in result.Solutions)
        {
            Classification member = Classify(result.Family, solution.Value);
            Assert.Equal(solution.A1!.Value, RunningErrorEvaluator.ValueOf(member.A1!), 1e-9);
            Assert.Equal(solution.Cw, member.CriticalPoints[0].Cw, 1e-9 * solution.Cw);
        }
    }

    [Theory]
    [InlineData("tanh(a*z)", "a1=1")]
    [InlineData("z + b*z^2", "a1=-1")]
    public void NoMember_IsAnAnswer(string family, string want)
    {
        DesignResult result = Solve(family, want);
        Assert.Empty(result.Solutions);
        Assert.Contains("for no member", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryMember_IsAnAnswer()
    {
        DesignResult result = Solve("c*tanh(z)", "a1=-2");
        Assert.Empty(result.Solutions);
        Assert.Equal(new DesignInterval(double.NegativeInfinity, double.PositiveInfinity), Assert.Single(result.Intervals));
    }

    /// <summary>A second wish that all members fulfil once turned "every member" into "no member".</summary>
    [Fact]
    public void EveryMember_IsAnAnswer_WithASecondWishToo()
    {
        Assert.Single(Designer.Solve(ActivationFamily.Parse("c*tanh(z)"), [Wish.Parse("a1=-2"), Wish.Parse("stable")]).Intervals);
        Assert.Empty(Designer.Solve(ActivationFamily.Parse("c*(z + z^2)"), [Wish.Parse("a1=3"), Wish.Parse("stable")]).Intervals);
        Assert.Throws<UserInputException>(() => Designer.Solve(ActivationFamily.Parse("c*tanh(z)"), [Wish.Parse("a1=-2"), Wish.Parse("K*=1")]));
    }

    [Fact]
    public void SignOfA1_OnBothSidesOfEveryEnd_IsWhatWasWanted()
    {
        DesignResult result = Solve("tanh(z) + b*z^2 + (b - 1)*z^3", "stable");
        Assert.NotEmpty(result.Intervals);
        foreach (DesignInterval i in result.Intervals)
        {
            Assert.True(A1(result.Family, (i.From + i.To) / 2) < 0);
            Assert.True(A1(result.Family, i.From - 1e-6) > 0);
            Assert.True(A1(result.Family, i.To + 1e-6) > 0);
        }
    }

    [Fact]
    public void WantedKernels_AreCritical()
    {
        DesignResult result = Solve("tanh(z) + b*z^2", "K*=1");
        Assert.NotEmpty(result.Solutions);
        foreach (DesignSolution solution in result.Solutions)
        {
            CriticalPoint point = Assert.Single(Classify(result.Family, solution.Value).CriticalPoints, p => p.K is double k && Math.Abs(k - 1) < 1e-6);
            Assert.Equal(solution.Cb, point.Cb, 1e-6);
            Assert.Equal(solution.Cw, point.Cw, 1e-6);
        }
    }

    [Theory]
    [InlineData("tanh(z)", "a1=0", "has no free parameter; write one as a name")]
    [InlineData("tanh(a*z) + b", "a1=0", "has the free parameters a, b; give numbers to all but one")]
    [InlineData("leaky_relu(a)", "a1=0", "have a kink at z = 0")]
    [InlineData("tanh(a*z)", "flat", "'flat' is no wish; write a1=0")]
    [InlineData("tanh(a*z)", "K*=0", "must be positive")]
    [InlineData("tanh(exp(a)*z)", "a1=-1", "no polynomial in a")]
    public void BadInput_IsNamed(string family, string want, string message) =>
        Assert.Contains(message, Assert.Throws<UserInputException>(() => Solve(family, want)).Message, StringComparison.Ordinal);

    [Fact]
    public void ContradictoryWishes_AreRefused() => Assert.Contains(
        "contradict", Assert.Throws<UserInputException>(() => Designer.Solve(ActivationFamily.Parse("tanh(a*z)"), [Wish.Parse("a1=0"), Wish.Parse("a1=1")])).Message, StringComparison.Ordinal);

    private static DesignResult Solve(string family, string want) => Designer.Solve(ActivationFamily.Parse(family), [Wish.Parse(want)]);

    private static Classification Classify(ActivationFamily family, double value) =>
        Classifier.Classify(new ExpectationEvaluator(family.Member(new Number(Fraction.FromDouble(value)))));

    private static double A1(ActivationFamily family, double value) => RunningErrorEvaluator.ValueOf(Classify(family, value).A1!);
}
