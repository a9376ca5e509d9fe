using System.Globalization;
using System.Numerics;
using Fractions;
using FsCheck.Xunit;
using Theory.Expressions;
using Theory.Parsing;

namespace Theory.Tests.Expressions;

public class RationalRoundingTests
{
    [Theory]
    [InlineData("0.1")]
    [InlineData("123456789012345678901234567890")]
    [InlineData("1e308")]
    [InlineData("1.7976931348623157e308")]
    [InlineData("1.7976931348623158079372897140530341507993413271003782693617377898e308")]
    [InlineData("1e309")]
    [InlineData("1e4000")]
    [InlineData("1e-4000")]
    [InlineData("2.2250738585072014e-308")]
    [InlineData("2.2250738585072011e-308")]
    [InlineData("4.9406564584124654e-324")]
    [InlineData("2.4703282292062327208e-324")]
    [InlineData("2.4703282292062327209e-324")]
    [InlineData("7.4109846876186981626e-324")]
    [InlineData("9007199254740993")]
    [InlineData("9007199254740992.999999999999999999999999999999")]
    [InlineData("9007199254740993.000000000000000000000000000001")]
    public void ToNearestDouble_AgreesWithDecimalReading(string text)
    {
        Fraction exact = ((Number)ExpressionParser.Parse(text)).Value;
        double expected = double.Parse(text, CultureInfo.InvariantCulture);
        Assert.Equal(expected, exact.ToNearestDouble());
        Assert.Equal(-expected, (-exact).ToNearestDouble());
    }

    [Fact]
    public void ToNearestDouble_OfRandomDecimals_AgreesWithDecimalReading()
    {
        Random random = new(5);
        for (int i = 0; i < 3000; i++)
        {
            string digits = string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => random.Next(10).ToString(CultureInfo.InvariantCulture)));
            string text = $"0.{digits}e{random.Next(-330, 312).ToString(CultureInfo.InvariantCulture)}";
            Fraction exact = ((Number)ExpressionParser.Parse(text)).Value;
            Assert.Equal(double.Parse(text, CultureInfo.InvariantCulture), exact.ToNearestDouble());
        }
    }

    [Property]
    public void ToNearestDouble_OfADouble_IsThatDouble(double value)
    {
        if (double.IsFinite(value))
        {
            long bits = BitConverter.DoubleToInt64Bits(Math.Abs(value));
            int exponent = (int)(bits >> 52);
            BigInteger mantissa = (bits & ((1L << 52) - 1)) | (exponent == 0 ? 0 : 1L << 52);
            Fraction exact = new(mantissa << Math.Max(exponent, 1), BigInteger.One << 1075);
            Assert.Equal(value, (value < 0 ? -exact : exact).ToNearestDouble());
        }
    }

    [Fact]
    public void ToNearestDouble_BreaksTiesToEvenAmongSubnormals()
    {
        // Rounding to 53 bits first and to the subnormal grid then would round twice.
        BigInteger scale = BigInteger.One << 1074;
        Assert.Equal(2 * double.Epsilon, new Fraction((3 * (BigInteger.One << 80)) - 1, 2 * (scale << 80)).ToNearestDouble() + double.Epsilon);
        Assert.Equal(2 * double.Epsilon, new Fraction(3, 2 * scale).ToNearestDouble());
        Assert.Equal(2 * double.Epsilon, new Fraction(5, 2 * scale).ToNearestDouble());
        Assert.Equal(0, new Fraction(1, 2 * scale).ToNearestDouble());
        Assert.Equal(double.Epsilon, new Fraction((BigInteger.One << 60) + 1, (2 * scale) << 60).ToNearestDouble());
    }

    [Fact]
    public void ToNearestDouble_OfImproperFractions_IsWhatTheyDenote()
    {
        Assert.Equal(double.NaN, Fraction.NaN.ToNearestDouble());
        Assert.Equal(double.PositiveInfinity, Fraction.PositiveInfinity.ToNearestDouble());
        Assert.Equal(double.NegativeInfinity, Fraction.NegativeInfinity.ToNearestDouble());
    }
}
