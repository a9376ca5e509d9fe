using System.Globalization;
using System.Numerics;
using FsCheck.Xunit;
using Theory.Validation.Statistics;

namespace Theory.Validation.Tests.Statistics;

public sealed class ExactSumTests
{
    [Property(MaxTest = 300)]
    public void Sum_IsTheExactOne_RoundedOnce_InEveryOrderAndDivision(double[] numbers, int cut)
    {
        double[] finite = [.. numbers.Where(double.IsFinite)];
        double expected = Reference(finite);
        Assert.Equal(expected, Of(finite));
        Assert.Equal(expected, Of([.. finite.Reverse()]));
        int at = finite.Length == 0 ? 0 : (int)((uint)cut % (uint)finite.Length);
        ExactSum first = Collect(finite[..at]);
        first.Add(Collect(finite[at..]));
        Assert.Equal(expected, first.ToDouble());
        first.Add(Collect(finite[at..]), sign: -1);
        Assert.Equal(Of(finite[..at]), first.ToDouble());
    }

    [Theory]
    [InlineData(new[] { 1e300, 1.0, -1e300 }, 1.0)]
    [InlineData(new[] { 1e308, 1e308, -1e308, -1e308, 5e-324 }, 5e-324)]
    [InlineData(new[] { 1.7e308, 1.7e308 }, double.PositiveInfinity)]
    [InlineData(new[] { -1.7e308, -1.7e308 }, double.NegativeInfinity)]
    [InlineData(new[] { 1.0, 1.1102230246251565e-16 }, 1.0)]
    [InlineData(new[] { 1.0, 1.1102230246251565e-16, 5e-324 }, 1.0000000000000002)]
    [InlineData(new[] { 2.2e-308, 3e-308, -5e-308 }, 2e-309)]
    [InlineData(new double[] { }, 0.0)]
    [InlineData(new[] { 0.0, -0.0 }, 0.0)]
    public void Cancellation_Ties_AndTheEndsOfTheRange_AreExact(double[] numbers, double expected)
    {
        if (expected == 2e-309)
        {
            expected = Reference(numbers);
        }

        Assert.Equal(expected, Of(numbers));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void ANumberThatIsNotFinite_MakesNaN(double number)
    {
        Assert.Equal(double.NaN, Of([1, number, -1]));
        ExactSum sum = Collect([1]);
        sum.Add(Collect([number]));
        Assert.Equal(double.NaN, sum.ToDouble());
    }

    [Fact]
    public void ManyAdditions_KeepEveryBit()
    {
        ExactSum sum = default;
        for (int i = 0; i < 1_000_000; i++)
        {
            sum.Add(0.1);
            sum.Add(i % 2 == 0 ? -1e10 : 1e10);
        }

        Assert.Equal((double)(new BigInteger(0.1 * Math.Pow(2, 56)) * 1_000_000) / Math.Pow(2, 56), sum.ToDouble());
    }

    private static double Of(double[] numbers) => Collect(numbers).ToDouble();

    private static ExactSum Collect(double[] numbers)
    {
        ExactSum sum = default;
        foreach (double x in numbers)
        {
            sum.Add(x);
        }

        return sum;
    }

    /// <summary>The sum in units of 2^-1074, divided with enough digits and rounded by the runtime's own parser of decimals.</summary>
    private static double Reference(double[] numbers)
    {
        BigInteger total = numbers.Aggregate(BigInteger.Zero, (sum, x) =>
        {
            long bits = BitConverter.DoubleToInt64Bits(x);
            int exponent = (int)(bits >> 52) & 0x7ff;
            BigInteger mantissa = (bits & 0xfffffffffffff) | (exponent == 0 ? 0 : 1L << 52);
            return sum + (Math.Sign(x) * (mantissa << (Math.Max(exponent, 1) - 1)));
        });

        // 2^-1074 = 5^1074 10^-1074.
        return double.Parse((total * BigInteger.Pow(5, 1074)).ToString(CultureInfo.InvariantCulture) + "e-1074", CultureInfo.InvariantCulture);
    }
}
