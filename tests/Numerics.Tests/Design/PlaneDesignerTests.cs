using Fractions;
using Theory.Design;
using Theory.Expressions;
using Theory.Numerics.Design;

namespace Theory.Numerics.Tests.Design;

/// <summary>Two free parameters and two equations.</summary>
public sealed class PlaneDesignerTests
{
    private static readonly ParameterScan Box = new(-2, 2, 2);

    /// <summary>s = b z + c z^3: g = b^2 K + 6 b c K^2 + 15 c^2 K^3, &lt;s'^2&gt; = b^2 + 6 b c K + 27 c^2 K^2, and both susceptibilities are 1 at K = 1 where 6 b c + 18 c^2 = 0.</summary>
    [Fact]
    public void OfACubic_AllBranchesAreFound()
    {
        // c = 0: lines, C_W = 1/b^2 and C_b = 0. c = -b/3: C_W = 1/(2 b^2) and C_b = 1 - C_W (1 - 2 + 5/3) b^2 = 2/3.
        PlaneDesignResult result = Solve("b*z + c*z^3", Box, "K*=1", "cw=2");
        Assert.Equal(4, result.Solutions.Count);
        foreach ((double b, double c, double cb) in new[] { (-0.5, 1.0 / 6, 2.0 / 3), (0.5, -1.0 / 6, 2.0 / 3), (-Math.Sqrt(0.5), 0, 0), (Math.Sqrt(0.5), 0, 0) })
        {
            PlaneSolution own = result.Solutions.Single(s => Math.Abs(s.First - b) < 1e-6);
            Assert.Equal((c, cb), (own.Member.Value, own.Member.Cb), (x, y) => Math.Abs(x.Item1 - y.Item1) < 1e-7 && Math.Abs(x.Item2 - y.Item2) < 1e-7);
        }
    }

    [Fact]
    public void A1AndACriticalKernel_AreHadTogether_AndConfirmedByTheClassifier()
    {
        PlaneDesignResult result = Solve("z*sigmoid(b*z) + c*z", new ParameterScan(0.1, 4, 2), "a1=1/2", "K*=1");
        PlaneSolution only = Assert.Single(result.Solutions);

        // s'(0) = 1/2 + c, s''(0) = b/2, s'''(0) = 0.
        Assert.Equal(0.5, 0.75 * Math.Pow(only.First / 2 / (0.5 + only.Member.Value), 2), 1e-9);
        Assert.Equal(2, only.Member.Points.Count);
        DesignedMember member = DesignedMember.Of(result.Plane.At(new Number(Fraction.FromDouble(only.First))), only.Member.Value, null, TestContext.Current.CancellationToken);
        Assert.True(member.Confirms(only.Member));
    }

    [Fact]
    public void LinesOfMembers_AreSaidToBe_WhileMembersThatAreAloneAreNot()
    {
        // a = 0 is the line s = b z whatever b is, critical at every K with a1 = 0.
        PlaneDesignResult result = Solve("tanh(a*z)+b*z", Box, "a1=0", "K*=1");
        PlaneSolution line = Assert.Single(result.Solutions, s => Math.Abs(s.First) < 1e-6);
        Assert.False(line.IsAlone);
        Assert.All(Solve("b*z + c*z^3", Box, "K*=1", "cw=2").Solutions, s => Assert.True(s.IsAlone));
    }

    [Fact]
    public void WhereNoMemberHasIt_TheNearestIsNamed()
    {
        // chi_par = chi_perp at K = 1 needs c = -b, and then C_b = 1/2 whatever b is.
        PlaneDesignResult result = Solve("b*z^2 + c", Box, "K*=1", "cb=0");
        Assert.Empty(result.Solutions);
        Assert.Contains("comes nearest", result.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mrepu(2,c,w)", "a1=0", "need wishes that are two equations, and these are 1")]
    [InlineData("a*tanh(b*z)", "stable", "and these are 0")]
    [InlineData("a*tanh(b*z)", "a1=0;a1=1", "contradict each other")]
    [InlineData("a*tanh(b*z)", "a1=0;K*=1;cb=0", "and these are 3")]
    public void WhatIsNotTwoEquations_IsRefused(string plane, string wishes, string message) =>
        Assert.Contains(message, Assert.Throws<UserInputException>(() => Solve(plane, Box, wishes.Split(';'))).Message, StringComparison.Ordinal);

    private static PlaneDesignResult Solve(string plane, ParameterScan box, params string[] wishes) =>
        PlaneDesigner.Solve(ActivationPlane.TryParse(plane)!, [.. wishes.Select(Wish.Parse)], box, TestContext.Current.CancellationToken);
}
