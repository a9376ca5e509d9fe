using Fractions;
using Theory.Design;
using Theory.Expectations;
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

    /// <summary>z/2 has every kernel critical; beside it chi_par - chi_perp falls like b^2 and vanishes in double precision from b = 1e-8 on.</summary>
    [Theory]
    [InlineData("z*sigmoid(b*z)", 0)]
    [InlineData("z*sigmoid((b-1)*z)", 1)]
    [InlineData("z + tanh((b-1/4)*z)", 0.25)]
    public void WhereAResidualTouchesZero_TheMemberMeantIsFound(string family, double value)
    {
        DesignResult result = Solve(family, "K*=1");
        DesignSolution line = Assert.Single(result.Solutions, s => Math.Abs(s.Value - value) < 1e-3);
        Assert.Equal(value, line.Value);
        Assert.True(DesignedMember.Of(result.Family, line.Value, line.Exact, TestContext.Current.CancellationToken).Confirms(line));
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
        DesignResult both = Solve("c*tanh(z)", "a1=-2", "K*=1");
        Assert.Empty(both.Solutions);
        Assert.Contains("always below", both.Reason, StringComparison.Ordinal);
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

    /// <summary>Wishes about kernels K > 0, each against expectations of the member alone.</summary>
    [Theory]
    [InlineData("tanh(z) + c", "chi_perp=1 at K=1", "cb=0")]
    [InlineData("tanh(z) + b*z^2", "chi_perp=1 at K=1", "chi_par=3/4 at K=1")]
    [InlineData("z*sigmoid(b*z)", "chi_perp=1 at K=2", "cw=2")]
    [InlineData("z*sigmoid(b*z)", "K*=1")]
    public void KernelWishes_HoldForTheMember(string family, params string[] wants)
    {
        DesignResult result = Solve(family, wants);
        Assert.NotEmpty(result.Solutions);
        foreach (DesignSolution solution in result.Solutions)
        {
            KernelPoint p = Assert.Single(solution.Points);
            ExpectationEvaluator member = new(result.Family.Member(new Number(Fraction.FromDouble(solution.Value))));
            Assert.Equal(p.K, p.Cb + (p.Cw * member.Evaluate(Quantity.Kernel, p.K).Value), 1e-9);
            Assert.Equal(p.ChiPerp, p.Cw * member.Evaluate(Quantity.ChiPerp, p.K).Value, 1e-9);
            Assert.Equal(p.ChiParallel, p.Cw * member.Evaluate(Quantity.ChiParallel, p.K).Value, 1e-9);
            Assert.Equal(1, p.ChiPerp, 1e-9);
            Assert.All(wants, w => Assert.Equal(Wanted(w), w.StartsWith("cb", StringComparison.Ordinal) ? p.Cb : w.StartsWith("cw", StringComparison.Ordinal) ? p.Cw : w.StartsWith("chi_par", StringComparison.Ordinal) ? p.ChiParallel : 1, 1e-8));
        }

        static double Wanted(string w) => w.StartsWith("chi_par", StringComparison.Ordinal) ? 0.75 : w == "cb=0" ? 0 : w == "cw=2" ? 2 : 1;
    }

    /// <summary>An inequality alone, C_b >= 0, holds in ranges; what holds for every member, as of leaky ReLUs, is a range too.</summary>
    [Theory]
    [InlineData("leaky_relu(a)", "K*=1", -10, 10)]
    [InlineData("tanh(b*z)", "chi_perp=1 at K=1", 0, 10)]
    public void Ranges_AreAnswers(string family, string want, double from, double to) =>
        Assert.Contains(Solve(family, want).Intervals, i => Math.Abs(i.From - from) < 0.11 && i.To == to);

    /// <summary>g = Var(s) &lt; K &lt;s'^2> for odd s that are no lines (Poincare): chi_perp = 1 needs C_b > 0.</summary>
    [Fact]
    public void OddActivations_NeedABias()
    {
        DesignResult result = Designer.Solve(ActivationFamily.Parse("tanh(b*z)"), [Wish.Parse("chi_perp=1 at K=1"), Wish.Parse("cb=0")], new ParameterScan(0.5, 4, 31));
        Assert.Empty(result.Solutions);
        Assert.Contains("C_b in units of K is off by", result.Reason, StringComparison.Ordinal);
        Assert.Contains("always above", result.Reason, StringComparison.Ordinal);
    }

    /// <summary>The kink of leaky ReLUs closes at a = 1, s(0) of sigmoid(z) - w is 0 at w = 1/2; z + sin(a z)^2/a is no function at a = 0, which was named as a member.</summary>
    [Theory]
    [InlineData("leaky_relu(a)", "a1=0", 1.0)]
    [InlineData("sigmoid(z) - w", "stable", 0.5)]
    [InlineData("snake(a)", "stable")]
    [InlineData("elu(a)", "stable")]
    [InlineData("leaky_relu(a)", "a1=1")]
    [InlineData("softplus(b)", "a1=0")]
    public void SingleMembers_AreFound_AndOnlyThoseThatExist(string family, string want, params double[] expected)
    {
        DesignResult result = Solve(family, want);
        Assert.Equal(expected, result.Solutions.Select(s => s.Value), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Empty(result.Intervals);
        Assert.NotEmpty(result.Reason);
    }

    /// <summary>Coefficients such as sqrt(2/pi) of gelu, and parameters in exponents, which were refused.</summary>
    [Theory]
    [InlineData("tanh(z) + b*gelu(z)", "a1=0", 2)]
    [InlineData("tanh(exp(a)*z)", "a1=-8", 1)]
    [InlineData("z + exp(a)*z^2 - 6*a*z^3", "a1=0", 2)]
    public void FormulasThatAreNoRationalPolynomials_AreSolved(string family, string want, int count)
    {
        DesignResult result = Solve(family, want);
        Assert.Equal(count, result.Solutions.Count);
        Assert.All(result.Solutions, s => Assert.True(DesignedMember.Of(result.Family, s.Value, s.Exact).Confirms(s)));
    }

    /// <summary>The classifier lost K* = 0 at a point with roots, where s(0) = 0 did not look so.</summary>
    [Fact]
    public void ExactSolutions_AreConfirmedByTheClassifier()
    {
        DesignResult result = Solve(MRePU, "a1=0");
        Assert.All(result.Solutions, s => Assert.NotNull(s.Exact));
        Assert.All(result.Solutions, s => Assert.True(DesignedMember.Of(result.Family, s.Value, s.Exact).Confirms(s)));
    }

    [Theory]
    [InlineData("tanh(z)", "a1=0", "has no free parameter; write one as a name")]
    [InlineData("tanh(a*z) + b", "a1=0", "has the free parameters a, b; give numbers to all but one")]
    [InlineData("tanh(a*z)", "flat", "'flat' is no wish; write a1=0")]
    [InlineData("tanh(a*z)", "a1=1/0", "'a1=1/0' is no wish")]
    [InlineData("tanh(a*z)", "K*=0", "must be positive")]
    [InlineData("tanh(a*z)", "cb=1", "is about no kernel")]
    [InlineData("tanh(a*z)", "chi_perp=0 at K=1", "must be positive")]
    public void BadInput_IsNamed(string family, string want, string message) =>
        Assert.Contains(message, Assert.Throws<UserInputException>(() => Solve(family, want)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("a1=0", "a1=1")]
    [InlineData("a1=1", "stable")]
    [InlineData("K*=1", "chi_perp=1/2 at K=1")]
    [InlineData("cb=0", "cb=1", "K*=2")]
    public void ContradictoryWishes_AreRefused(params string[] wants) =>
        Assert.Contains("contradict", Assert.Throws<UserInputException>(() => Solve("tanh(a*z)", wants)).Message, StringComparison.Ordinal);

    /// <summary>The reason named no a1 at all where all members that have an expansion stand alone, or where there the slope is 0.</summary>
    [Theory]
    [InlineData("b", "s'(0) = 0")]
    [InlineData("log(b+z)", "of all members only b = 1 has an a1, and it is 2.75")]
    [InlineData("sigmoid(z) - w", "of all members only w = 0.5 has an a1, and it is -0.5")]
    [InlineData("relu(b*z)", "have a kink at z = 0")]
    public void WhereMembersStandAlone_TheReasonSaysWhatTheyHave(string family, string reason)
    {
        DesignResult result = Solve(family, "a1=0");
        Assert.Empty(result.Solutions);
        Assert.Contains(reason, result.Reason, StringComparison.Ordinal);
    }

    private static DesignResult Solve(string family, params string[] wants) => Designer.Solve(ActivationFamily.Parse(family), [.. wants.Select(Wish.Parse)]);

    private static Classification Classify(ActivationFamily family, double value) =>
        Classifier.Classify(new ExpectationEvaluator(family.Member(new Number(Fraction.FromDouble(value)))));

    private static double A1(ActivationFamily family, double value) => RunningErrorEvaluator.ValueOf(Classify(family, value).A1!);
}
