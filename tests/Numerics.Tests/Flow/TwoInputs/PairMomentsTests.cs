using Theory.Numerics.Flow.TwoInputs;

namespace Theory.Numerics.Tests.Flow.TwoInputs;

public sealed class PairMomentsTests
{
    /// <summary>
    /// Of nearly unrelated inputs the conditional mean of an odd function is next to nothing, with the rounding of what it is summed from: panels were halved for ever to resolve
    /// that, so that the flow of tanh took a minute a layer at rho = 1e-9.
    /// </summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1e-17)]
    [InlineData(1e-15)]
    [InlineData(-1e-12)]
    [InlineData(1e-9)]
    [InlineData(-1e-6)]
    [InlineData(1e-3)]
    [InlineData(0.3)]
    public void WhatCancels_IsNotRefinedBelowItsRounding(double rho)
    {
        int calls = 0;
        double Counted(double z)
        {
            calls++;
            return Math.Tanh(z);
        }

        PairMoments moments = new([], [], 1, 0.5, rho);
        double product = moments.Expectation(Math.Tanh, moments.Conditional(Counted));
        Assert.InRange(calls, 1, 100_000);
        Assert.Null(moments.Missing);

        // <s_1 s_2> = sum_n c_n(1) c_n(1/2) rho^n/n! over Hermite coefficients; the first is <s'> by Stein's lemma.
        double first = 0.605705 * Math.Sqrt(0.5) * 0.743003;
        Assert.Equal(first * rho, product, (0.06 * Math.Abs(first * rho)) + 1e-15);
    }

    /// <summary>The third moments of an even function do not cancel, and are what they were.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1e-12)]
    [InlineData(0.4)]
    [InlineData(-0.9)]
    public void Polynomials_AreExact(double rho)
    {
        PairMoments moments = new([], [], 2, 0.5, rho);
        double k12 = rho;

        // <x^2 y^2> = K11 K22 + 2 K12^2; <x^3 y> = 3 K11 K12.
        Assert.Equal(1 + (2 * k12 * k12), moments.Expectation(x => x * x, moments.Conditional(y => y * y)), 1e-13);
        Assert.Equal(6 * k12, moments.Expectation(x => x * x * x, moments.Conditional(y => y)), 1e-13);
    }
}
