using System.Globalization;

namespace Theory.Tests;

public sealed class RequireTests
{
    [Fact]
    public void WhatHolds_IsNotRefused() => Require.That(true, $"never said");

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
