namespace Theory.Numerics.Tests;

public class BivariateNormalCdfTests
{
    public static TheoryData<double, double, double> Points
    {
        get
        {
            TheoryData<double, double, double> points = [];
            foreach (double rho in (double[])[-0.999, -0.95, -0.7, -0.51, -0.5, -0.2, 0.1, 0.5, 0.51, 0.8, 0.95, 0.999, 0.999999])
            {
                foreach ((double h, double k) in ((double, double)[])[(0.3, -0.7), (1.5, 1.5), (-1, -1.2), (2, -2), (0, 0.4), (-3, 1), (4, 3.9)])
                {
                    points.Add(h, k, rho);
                }
            }

            return points;
        }
    }

    /// <summary>The integral of phi(x) Phi((k - rho x)/sqrt(1 - rho^2)) up to h, by fine Gauss-Legendre panels in x.</summary>
    [Theory]
    [MemberData(nameof(Points))]
    public void Value_IsTheIntegralOverOneVariable(double h, double k, double rho)
    {
        double root = Math.Sqrt((1 - rho) * (1 + rho));
        double step = Math.Min(0.05, root / 2);
        double centre = k / rho;

        // Panels end at h, where the integration stops, and are fine around the step of the inner function at x = k/rho.
        double expected = 0;
        for (double to = h; to > -39;)
        {
            double near = Math.Abs(to - centre) < 12.001 * root ? step : 0.05;
            double from = Math.Max(-39, Math.Max(to - near, to > centre + (12 * root) ? Math.Max(to - 0.05, centre + (12 * root)) : to - near));
            expected += MathNet.Numerics.Integration.GaussLegendreRule.Integrate(
                x => SpecialFunctions.NormalPdf(x) * SpecialFunctions.NormalCdf((k - (rho * x)) / root), from, to, 20);
            to = from;
        }

        Assert.Equal(expected, SpecialFunctions.BivariateNormalCdf(h, k, rho), 5e-15);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-0.6)]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(1)]
    public void AtTheOrigin_IsAnAngle(double rho) =>
        Assert.Equal(0.25 + (Math.Asin(rho) / (2 * Math.PI)), SpecialFunctions.BivariateNormalCdf(0, 0, rho), 1e-15);

    [Theory]
    [InlineData(0.4, -1.1)]
    [InlineData(-2.0, 0.7)]
    public void AtTheEnds_OneVariableDecides(double h, double k)
    {
        Assert.Equal(SpecialFunctions.NormalCdf(Math.Min(h, k)), SpecialFunctions.BivariateNormalCdf(h, k, 1), 1e-15);
        Assert.Equal(Math.Max(0, SpecialFunctions.NormalCdf(h) - SpecialFunctions.NormalCdf(-k)), SpecialFunctions.BivariateNormalCdf(h, k, -1), 1e-15);
        Assert.Equal(SpecialFunctions.NormalCdf(h) * SpecialFunctions.NormalCdf(k), SpecialFunctions.BivariateNormalCdf(h, k, 0), 1e-15);
        Assert.Equal(SpecialFunctions.BivariateNormalCdf(k, h, 0.7), SpecialFunctions.BivariateNormalCdf(h, k, 0.7), 1e-15);
    }

    [Fact]
    public void InfiniteThresholds_LeaveTheOtherVariable()
    {
        Assert.Equal(SpecialFunctions.NormalCdf(0.3), SpecialFunctions.BivariateNormalCdf(double.PositiveInfinity, 0.3, 0.5));
        Assert.Equal(0, SpecialFunctions.BivariateNormalCdf(double.NegativeInfinity, 0.3, 0.5));
    }

    [Theory]
    [InlineData(double.NaN, 0, 0)]
    [InlineData(0, 0, 1.0000001)]
    [InlineData(0, 0, double.NaN)]
    public void OutsideTheDomain_IsNaN(double h, double k, double rho) =>
        Assert.True(double.IsNaN(SpecialFunctions.BivariateNormalCdf(h, k, rho)));
}
