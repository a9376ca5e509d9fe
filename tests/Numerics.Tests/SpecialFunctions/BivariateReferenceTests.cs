using System.Globalization;

namespace Theory.Numerics.Tests;

/// <summary>Phi2, Owen's T and erfcx against 25-digit values in tests/reference/bivariate_functions.csv.</summary>
public class BivariateReferenceTests
{
    [Fact]
    public void Phi2_HasAnAbsoluteErrorBelow1e15()
    {
        foreach (IReadOnlyDictionary<string, string> row in Rows("Phi2", 100))
        {
            double value = SpecialFunctions.BivariateNormalCdf(Number(row["x"]), Number(row["y"]), Number(row["rho"]));
            Assert.True(Math.Abs(value - Number(row["value"])) <= 1e-15, $"Phi2({row["x"]}, {row["y"]}, {row["rho"]}) = {value:R}, not {row["value"]}");
        }
    }

    /// <summary>Relative to the probability Q(h) that x lies beyond h; the other small factor is lost only where |a| exceeds 1.</summary>
    [Fact]
    public void OwensT_IsAccurate_ToTheLastDigits()
    {
        foreach (IReadOnlyDictionary<string, string> row in Rows("OwensT", 80))
        {
            (double h, double a, double expected) = (Number(row["x"]), Number(row["y"]), Number(row["value"]));
            double value = SpecialFunctions.OwensT(h, a);
            double scale = Math.Abs(a) <= 1 ? Math.Abs(expected) : SpecialFunctions.NormalCdf(-Math.Abs(h));
            Assert.True(Math.Abs(value - expected) <= 2e-15 * scale, $"T({h:R}, {a:R}) = {value:R}, not {expected:R}");
        }
    }

    [Fact]
    public void Erfcx_IsWithin4Ulp()
    {
        foreach (IReadOnlyDictionary<string, string> row in Rows("erfcx", 90))
        {
            (double x, double expected) = (Number(row["x"]), Number(row["value"]));
            double ulp = Math.BitIncrement(expected) - expected;
            double error = Math.Abs(SpecialFunctions.Erfcx(x) - expected) / ulp;
            Assert.True(error <= 4, $"erfcx({x:R}) is off by {error} ulp");
        }
    }

    [Fact]
    public void Limits_AreExact()
    {
        Assert.Equal(0, SpecialFunctions.Erfcx(double.PositiveInfinity));
        Assert.Equal(double.PositiveInfinity, SpecialFunctions.Erfcx(-30));
        Assert.Equal(double.PositiveInfinity, SpecialFunctions.Erfcx(double.NegativeInfinity));
        Assert.Equal(1 / Math.Sqrt(Math.PI) / 1e305, SpecialFunctions.Erfcx(1e305), 1e-320);
        Assert.True(double.IsNaN(SpecialFunctions.Erfcx(double.NaN)));
        Assert.Equal(0.125, SpecialFunctions.OwensT(0, 1), 1e-16);
        Assert.Equal(-0.25, SpecialFunctions.OwensT(0, double.NegativeInfinity));
        Assert.Equal(SpecialFunctions.NormalCdf(-1.5) / 2, SpecialFunctions.OwensT(-1.5, double.PositiveInfinity), 1e-17);
        Assert.Equal(0, SpecialFunctions.OwensT(1e200, 0.5));
        Assert.True(double.IsNaN(SpecialFunctions.OwensT(double.NaN, 1)));
    }

    /// <summary>Phi2(h, h, rho) = Phi(h) - 2 T(h, sqrt((1 - rho)/(1 + rho))): two independent implementations.</summary>
    [Theory]
    [InlineData(0.3, -0.99)]
    [InlineData(-1.2, 0.6)]
    [InlineData(2, 0.99)]
    [InlineData(-0.7, 0.9999)]
    public void Phi2_OnTheDiagonal_IsOwensT(double h, double rho) =>
        Assert.Equal(
            SpecialFunctions.NormalCdf(h) - (2 * SpecialFunctions.OwensT(h, Math.Sqrt((1 - rho) / (1 + rho)))),
            SpecialFunctions.BivariateNormalCdf(h, h, rho),
            1e-15);

    private static IReadOnlyList<IReadOnlyDictionary<string, string>> Rows(string function, int least)
    {
        IReadOnlyDictionary<string, string>[] rows = [.. ReferenceTable.Read("bivariate_functions.csv").Where(r => r["function"] == function)];
        Assert.True(rows.Length >= least);
        return rows;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
