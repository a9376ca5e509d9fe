using Theory.Numerics.MultiplePrecision;

namespace Theory.Numerics.Tests.MultiplePrecision;

public sealed class BigFloatTests
{
    /// <summary>Doubles of any size, subnormal ones included, come back as they were.</summary>
    [Fact]
    public void Doubles_AreExact()
    {
        Random random = new(3);
        foreach (double x in (double[])[0, 1, -0.1, double.MaxValue, double.Epsilon, -3 * double.Epsilon, 1e-310, .. Enumerable.Range(0, 200).Select(_ => Math.ScaleB(random.NextDouble() - 0.5, random.Next(-1000, 1000)))])
        {
            Assert.Equal(x, ((BigFloat)x).ToDouble());
        }
    }

    [Fact]
    public void Operations_AgreeWithDoubles()
    {
        Random random = new(4);
        for (int i = 0; i < 200; i++)
        {
            double x = Math.ScaleB(1 + random.NextDouble(), random.Next(-200, 200));
            double y = Math.ScaleB(1 + random.NextDouble(), random.Next(-200, 200));
            Assert.Equal(x + y, ((BigFloat)x + y).ToDouble(), 2e-16 * (x + y));
            Assert.Equal(x - y, ((BigFloat)x - y).ToDouble(), 2e-16 * (x + y));
            Assert.Equal(1, ((BigFloat)x * y).ToDouble() / (x * y), 4e-16);
            Assert.Equal(1, ((BigFloat)x / y).ToDouble() / (x / y), 4e-16);
            Assert.Equal(1, BigFloat.Sqrt(x).ToDouble() / Math.Sqrt(x), 4e-16);
            Assert.Equal(1, BigFloat.ArcTangent(x).ToDouble() / Math.Atan(x), 4e-16);
        }
    }

    /// <summary>Machin 1706: pi = 16 arctan(1/5) - 4 arctan(1/239), and (sqrt 2)^2 = 2, to 300 digits.</summary>
    [Fact]
    public void Identities_HoldToThreeHundredDigits()
    {
        BigFloat one = 1;
        BigFloat machin = (16 * BigFloat.ArcTangent(one / 5)) - (4 * BigFloat.ArcTangent(one / 239));
        Assert.Equal(0, (machin - BigFloat.Pi).ToDouble(), 1e-300);
        BigFloat root = BigFloat.Sqrt(2);
        Assert.Equal(0, ((root * root) - 2).ToDouble(), 1e-300);
        Assert.Equal(0, ((one / 3 * 3) - 1).ToDouble(), 1e-300);
    }
}
