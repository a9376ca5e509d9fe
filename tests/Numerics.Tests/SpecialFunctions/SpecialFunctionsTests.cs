using System.Globalization;

namespace Theory.Numerics.Tests;

/// <summary>Accuracy against 25-digit values in tests/reference/special_functions.csv, both tails and tiny arguments included.</summary>
public class SpecialFunctionsTests
{
    [Theory]
    [InlineData("erf", 2)]
    [InlineData("erfc", 3)]
    [InlineData("Phi", 3)]
    [InlineData("phi", 3)]
    [InlineData("sigmoid", 2)]
    [InlineData("softplus", 2)]
    [InlineData("log1p", 3)]
    [InlineData("expm1", 2)]
    [InlineData("sech", 2)]
    public void Function_IsWithinAFewUlp_OfHighPrecisionValues(string name, int ulps)
    {
        Func<double, double> f = Function(name);
        int count = 0;
        foreach (IReadOnlyDictionary<string, string> row in ReferenceTable.Read("special_functions.csv"))
        {
            if (row["function"] != name)
            {
                continue;
            }

            double x = double.Parse(row["x"], CultureInfo.InvariantCulture);
            double expected = double.Parse(row["value"], CultureInfo.InvariantCulture);
            double ulp = Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected);
            double error = Math.Abs(f(x) - expected) / ulp;
            Assert.True(error <= ulps, string.Create(CultureInfo.InvariantCulture, $"{name}({x:R}) is off by {error} ulp"));
            count++;
        }

        Assert.True(count >= 50);
    }

    [Theory]
    [InlineData("erf", -1, 1)]
    [InlineData("erfc", 2, 0)]
    [InlineData("Phi", 0, 1)]
    [InlineData("phi", 0, 0)]
    [InlineData("sigmoid", 0, 1)]
    [InlineData("softplus", 0, double.PositiveInfinity)]
    [InlineData("expm1", -1, double.PositiveInfinity)]
    [InlineData("sech", 0, 0)]
    public void Function_HasItsLimit_AtInfinityAndAtTheLargestDouble(string name, double left, double right)
    {
        Func<double, double> f = Function(name);
        Assert.Equal(left, f(double.NegativeInfinity));
        Assert.Equal(right, f(double.PositiveInfinity));
        Assert.Equal(left, f(-1e300));
        Assert.Equal(name == "softplus" ? 1e300 : right, f(1e300));
        Assert.True(double.IsNaN(f(double.NaN)));
    }

    [Fact]
    public void Log1p_OutsideItsDomain_IsInfiniteOrNaN()
    {
        Assert.Equal(double.NegativeInfinity, SpecialFunctions.Log1p(-1));
        Assert.True(double.IsNaN(SpecialFunctions.Log1p(-1.5)));
        Assert.Equal(double.PositiveInfinity, SpecialFunctions.Log1p(double.PositiveInfinity));
    }

    private static Func<double, double> Function(string name) => name switch
    {
        "erf" => SpecialFunctions.Erf,
        "erfc" => SpecialFunctions.Erfc,
        "Phi" => SpecialFunctions.NormalCdf,
        "phi" => SpecialFunctions.NormalPdf,
        "sigmoid" => SpecialFunctions.Sigmoid,
        "softplus" => SpecialFunctions.Softplus,
        "log1p" => SpecialFunctions.Log1p,
        "expm1" => SpecialFunctions.Expm1,
        "sech" => SpecialFunctions.Sech,
        _ => throw new ArgumentException(name, nameof(name)),
    };
}
