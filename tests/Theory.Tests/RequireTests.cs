using System.Globalization;

namespace Theory.Tests;

public sealed class RequireTests
{
    [Fact]
    public void WhatHolds_IsNotRefused() => Require.That(true, $"never said");

    [Theory]
    [InlineData(0)]
    [InlineData(-0.5)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void VariancesAndKernels_ArePositiveAndFinite(double value)
    {
        Assert.StartsWith("K must be a positive finite number, got ", Assert.Throws<UserInputException>(() => Require.Positive(value, "K")).Message, StringComparison.Ordinal);
        Assert.Equal(0.5, Require.Positive(0.5, "K"));
    }

    [Fact]
    public void WhatDoesNot_IsRefusedInOneLine_WithNumbersOfNoCulture()
    {
        // Named cultures are not available everywhere.
        CultureInfo foreign = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        foreign.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo before = Thread.CurrentThread.CurrentCulture;
        Thread.CurrentThread.CurrentCulture = foreign;
        try
        {
            Assert.Equal("C_W must be positive, got -0.5", Assert.Throws<UserInputException>(() => Require.That(false, $"C_W must be positive, got {-0.5}")).Message);
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }
}
