using Theory.Experiments.Fitting;

namespace Theory.Experiments.Tests.Fitting;

public sealed class TargetFunctionTests
{
    public static TheoryData<string> Names => [.. TargetFunctions.All.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradient_IsTheLimitOfDifferences(string name)
    {
        TargetFunction target = TargetFunctions.All.First(t => t.Name == name);
        const double H = 1e-5;

        // No point of this grid of even size is on a kink, or within H of one.
        foreach (double[] p in CubeGrid.Points(target.Dimension, 6))
        {
            double[] gradient = target.Gradient(p);
            Assert.Equal(target.Dimension, gradient.Length);
            for (int k = 0; k < target.Dimension; k++)
            {
                double difference = (target.Value(Moved(p, k, H)) - target.Value(Moved(p, k, -H))) / (2 * H);
                Assert.True(Math.Abs(difference - gradient[k]) < 1e-6, $"{name} at {string.Join(", ", p)}: {gradient[k]}, not {difference}");
            }
        }
    }

    [Theory]
    [InlineData(-2.0)]
    [InlineData(-0.7)]
    [InlineData(1.3)]
    [InlineData(2.0)]
    public void Chebyshev_IsACosineOfTheAngle(double x) =>
        Assert.Equal(Math.Cos(7 * Math.Acos(x / 2)), TargetFunctions.Chebyshev.Value([x]), 1e-12);

    [Fact]
    public void Differentiability_IsWhatTheDocumentationSays()
    {
        // One-sided differences of f jump at kinks, those of f' do for the once differentiable target.
        Assert.Equal(4, Jump(x => TargetFunctions.AbsoluteSine.Gradient([x])[0], 0), 1e-6);
        Assert.Equal(2 * Math.Sqrt(2), Jump(x => TargetFunctions.Ring.Gradient([x, 0])[0], Math.Sqrt(2)), 1e-6);
        Assert.Equal(0, Jump(x => TargetFunctions.Once.Gradient([x, 1])[0], 0), 1e-6);
        Assert.Equal(1, Jump(x => TargetFunctions.Once.Gradient([x, 1])[0] / x, 0), 1e-6);
    }

    [Fact]
    public void Grids_HaveTheStatedPoints()
    {
        Assert.Equal([-2, -1, 0, 1, 2], CubeGrid.Axis(5));
        Assert.Equal(27, CubeGrid.Points(3, 3).Count);
        Assert.Equal([-2, -2, 0], CubeGrid.Points(3, 3)[1]);
        Assert.Equal([2, CubeGrid.Cut, CubeGrid.Cut], CubeGrid.Line(3, 9)[^1]);
        Assert.Equal([-2, 2, CubeGrid.Cut], CubeGrid.Plane(3, 9)[8]);

        // Every test point of more than one dimension is a training point.
        Assert.Empty(CubeGrid.Axis(51).Except(CubeGrid.Axis(101)));
        Assert.Empty(CubeGrid.Axis(11).Except(CubeGrid.Axis(51)));
    }

    private static double Jump(Func<double, double> f, double x) => f(x + 1e-9) - f(x - 1e-9);

    private static double[] Moved(double[] p, int k, double by) => [.. p.Select((x, i) => i == k ? x + by : x)];
}
