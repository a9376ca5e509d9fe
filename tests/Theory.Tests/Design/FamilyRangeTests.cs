using Fractions;
using Theory.Design;
using Theory.Expectations;
using Theory.Expressions;

namespace Theory.Tests.Design;

/// <summary>Kinks that depended on the parameter of a family were refused: "the breakpoint c is not a real number".</summary>
public sealed class FamilyRangeTests
{
    [Theory]
    [InlineData("mrepu(2,c)", 1)]
    [InlineData("relu(z-c)", 1)]
    [InlineData("max(z,c)", 1)]
    [InlineData("relu(z)*relu(z-c)", 2)]
    [InlineData("soft_shrink(c)", 2)]
    [InlineData("hard_tanh(-c,c)", 2)]
    [InlineData("hard_tanh(c)", 2)]
    [InlineData("max(0,c*z-1)", 2)]
    [InlineData("smelu(c)", 2)]
    [InlineData("relu(z-c)+2*relu(z-2*c)-relu(z-1)", 4)]
    [InlineData("piecewise(z<c, exp(z), z)", 1)]
    [InlineData("max(abs(c)*z, z-1)", 6)]
    public void Formulas_AreThoseOfTheMembers(string text, int atMost)
    {
        ActivationFamily family = ActivationFamily.Parse(text);
        IReadOnlyList<FamilyRange> ranges = FamilyRange.Of(family);
        Assert.InRange(ranges.Count, 1, atMost);
        Assert.Null(ranges[0].From);
        Assert.Null(ranges[^1].To);
        Assert.All(ranges.Zip(ranges.Skip(1)), p => Assert.Equal(p.First.To, p.Second.From));
        Derivation[] together = [.. ranges.Select(r => Derivation.Of(r.Members))];
        int compared = 0;
        foreach (Fraction value in (Fraction[])[new(-7, 3), new(-3, 5), new(-1, 7), new(2, 9), new(3, 4), new(13, 8), new(31, 9)])
        {
            Derivation member = Derivation.Of(family.Member(new Number(value)));
            int range = Enumerable.Range(0, ranges.Count).Single(i => (double)value > ranges[i].FromValue && (double)value < ranges[i].ToValue);
            foreach (Quantity quantity in Quantity.All.Where(q => member[q].Formula is not null && !together[range][q].IsUndefined))
            {
                Expr formula = Substituted.With(together[range][quantity].Formula!, name => name == "c" ? value : null);
                foreach (double k in (double[])[0.3, 1.7])
                {
                    double expected = Evaluator.At(member[quantity].Formula!, k: k);
                    Assert.Equal(expected, Evaluator.At(formula, k: k), 1e-9 * Math.Max(1e-3, Math.Abs(expected)));
                    compared++;
                }
            }
        }

        Assert.True(compared > 40);
    }

    [Theory]
    [InlineData("max(0,z^2-c)", "no linear equation in z")]
    [InlineData("max(0,exp(z)-c)", "give c a number")]
    public void KinksWithoutAPlace_AreRefusedWithTheReason(string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<UserInputException>(() => FamilyRange.Of(ActivationFamily.Parse(text))).Message, StringComparison.Ordinal);

    [Fact]
    public void KinksThatDoNotMove_HaveOneRange() => Assert.Single(FamilyRange.Of(ActivationFamily.Parse("leaky_relu(b)")));

    [Fact]
    public void SeveralParameters_AreNamed() =>
        Assert.Contains("free parameters a, b", Assert.Throws<UserInputException>(() => ActivationFamily.TryParse("a*tanh(z)+b*z")).Message, StringComparison.Ordinal);

    /// <summary>snake(a) was a constant there.</summary>
    [Fact]
    public void ParametersAlone_InsideAFormula_AreRefused() =>
        Assert.Contains("inside a formula", Assert.Throws<UserInputException>(() => ActivationFamily.Parse("snake(a)+relu(z-a)")).Message, StringComparison.Ordinal);

    /// <summary>chi_par of abs(z-c) was Phi(-c/sqrt(K)) + Phi(c/sqrt(K)), which is 1 for either sign of c.</summary>
    [Theory]
    [InlineData("abs(z-c)")]
    [InlineData("2*relu(z-c)-(z-c)")]
    public void ReflectedTails_WithEqualWeights_AreOne(string text)
    {
        Derivation derivation = Derivation.Of(Assert.Single(FamilyRange.Of(ActivationFamily.Parse(text))).Members);
        Assert.Equal(Expr.One, derivation[Quantity.ChiPerp].Formula);
        Assert.DoesNotContain("Phi", derivation[Quantity.Kernel].Formula!.ToString(), StringComparison.Ordinal);
    }
}
