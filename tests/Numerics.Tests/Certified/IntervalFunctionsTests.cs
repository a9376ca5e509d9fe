using System.Globalization;
using Theory.Enclosures;
using Theory.Numerics.Certified;

namespace Theory.Numerics.Tests.Certified;

/// <summary>Intervals contain what they must, and narrower arguments give narrower results.</summary>
public class IntervalFunctionsTests
{
    private static readonly Dictionary<string, (Func<Interval, Interval> Enclosure, Func<double, double> Point)> Functions = new()
    {
        ["exp"] = (IntervalFunctions.Exp, Math.Exp),
        ["log"] = (IntervalFunctions.Log, Math.Log),
        ["log1p"] = (SpecialIntervalFunctions.LogOnePlus, SpecialFunctions.Log1p),
        ["sqrt"] = (IntervalFunctions.Sqrt, Math.Sqrt),
        ["sin"] = (IntervalFunctions.Sin, Math.Sin),
        ["cos"] = (IntervalFunctions.Cos, Math.Cos),
        ["tanh"] = (IntervalFunctions.Tanh, Math.Tanh),
        ["sinh"] = (IntervalFunctions.Sinh, Math.Sinh),
        ["cosh"] = (IntervalFunctions.Cosh, Math.Cosh),
        ["sech"] = (SpecialIntervalFunctions.Sech, SpecialFunctions.Sech),
        ["sigmoid"] = (SpecialIntervalFunctions.Sigmoid, SpecialFunctions.Sigmoid),
        ["softplus"] = (SpecialIntervalFunctions.Softplus, SpecialFunctions.Softplus),
        ["erf"] = (SpecialIntervalFunctions.Erf, SpecialFunctions.Erf),
        ["erfc"] = (SpecialIntervalFunctions.Erfc, SpecialFunctions.Erfc),
        ["Phi"] = (SpecialIntervalFunctions.NormalCdf, SpecialFunctions.NormalCdf),
        ["arctan"] = (IntervalFunctions.Arctan, Math.Atan),
        ["arcsin"] = (IntervalFunctions.Arcsin, Math.Asin),
        ["slope"] = (SpecialIntervalFunctions.SigmoidSlope, x => 1 / (2 + Math.Exp(x) + Math.Exp(-x))),
    };

    public static TheoryData<string> Names() => [.. Functions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Enclosures_ContainTheValuesInside_AndAreMonotone(string name)
    {
        (Func<Interval, Interval> enclosure, Func<double, double> point) = Functions[name];
        Random random = new(7);
        for (int trial = 0; trial < 3000; trial++)
        {
            Interval x = Argument(name, random);
            Interval inner = new(Within(x, random.NextDouble() * 0.5), Within(x, 0.5 + (random.NextDouble() * 0.5)));
            Interval outer = enclosure(x);
            Interval narrow = enclosure(inner);
            double middle = Within(inner, random.NextDouble());
            Assert.True(outer.Contains(point(middle)), $"{name} of {middle:R} is {point(middle):R}, not in {outer} of {x}");
            Assert.True(outer.Lower <= narrow.Lower && narrow.Upper <= outer.Upper, $"{name} of {inner}: {narrow} is not in {outer} of {x}");
        }
    }

    /// <summary>The margins must cover the errors of the library and of this project's functions.</summary>
    [Fact]
    public void PointEnclosures_ContainTheReference()
    {
        int compared = 0;
        foreach (IReadOnlyDictionary<string, string> row in ReferenceTable.Read("special_functions.csv"))
        {
            string name = row["function"] switch { "normal_cdf" or "Phi" or "ncdf" => "Phi", var other => other };
            if (!Functions.TryGetValue(name, out (Func<Interval, Interval> Enclosure, Func<double, double> Point) function))
            {
                continue;
            }

            compared++;
            Interval value = function.Enclosure(Interval.Of(double.Parse(row["x"], CultureInfo.InvariantCulture)));
            double expected = double.Parse(row["value"], CultureInfo.InvariantCulture);
            Assert.True(value.Contains(expected), $"{name}({row["x"]}) = {row["value"]} is not in {value}");
        }

        Assert.True(compared > 100, $"{compared} values compared");
    }

    [Fact]
    public void Arithmetic_RoundsOutward_AndExactOperationsStayExact()
    {
        Interval tenth = Interval.One / Interval.Of(10);
        Assert.True(tenth.Lower < tenth.Upper);
        Assert.Equal(tenth.Upper, Math.BitIncrement(tenth.Lower));
        Assert.Equal(Interval.Of(0.375), Interval.Of(0.75) * Interval.Of(0.5));
        Assert.Equal(Interval.Of(3), Interval.One + Interval.Of(2));
        Interval sum = Interval.One + Interval.Of(1e-30);
        Assert.Equal(new Interval(1, Math.BitIncrement(1)), sum);
        Assert.Equal(Interval.Zero, Interval.Zero * Interval.Whole);
        Assert.True((Interval.Of(1e308) * Interval.Of(-1e308)).Contains(double.MinValue));
        Assert.Equal(double.MaxValue, (Interval.Of(1e308) * Interval.Of(1e308)).Lower);
        Assert.True((Interval.NotReal * Interval.Zero).IsNotReal);
        Assert.Equal(new Interval(0, 4), new Interval(-2, 1).Square());
        Assert.Equal(Interval.Whole, Interval.One / new Interval(-1, 1));
    }

    [Fact]
    public void ExtremaOfSines_AreFound()
    {
        Assert.Equal(1, IntervalFunctions.Sin(new Interval(1.5, 1.6)).Upper);
        Assert.Equal(-1, IntervalFunctions.Cos(new Interval(3, 3.2)).Lower);
        Assert.Equal(new Interval(-1, 1), IntervalFunctions.Sin(new Interval(1, 6)));
        Assert.Equal(new Interval(-1, 1), IntervalFunctions.Cos(new Interval(1e12, 1e12)));
    }

    [Fact]
    public void ArgumentsOutsideTheDomain_AreNotReal()
    {
        Assert.True(IntervalFunctions.Log(new Interval(-1, 2)).IsNotReal);
        Assert.True(IntervalFunctions.Sqrt(new Interval(-1, 2)).IsNotReal);
        Assert.True(IntervalFunctions.Arcsin(new Interval(0, 2)).IsNotReal);
        Assert.True(IntervalFunctions.Tanh(IntervalFunctions.Log(new Interval(-2, -1))).IsNotReal);
    }

    private static Interval Argument(string name, Random random)
    {
        double scale = Math.Pow(10, (random.NextDouble() * 6) - 4);
        (double a, double b) = ((random.NextDouble() - 0.5) * scale, (random.NextDouble() - 0.5) * scale);
        (a, b) = name switch
        {
            "log" or "sqrt" => (Math.Abs(a), Math.Abs(b)),
            "log1p" => (Math.Max(a, -1), Math.Max(b, -1)),
            "arcsin" => (Math.Clamp(a, -1, 1), Math.Clamp(b, -1, 1)),
            _ => (a, b),
        };
        return new Interval(Math.Min(a, b), Math.Max(a, b));
    }

    private static double Within(Interval x, double part) => Math.Clamp(x.Lower + (part * (x.Upper - x.Lower)), x.Lower, x.Upper);
}
