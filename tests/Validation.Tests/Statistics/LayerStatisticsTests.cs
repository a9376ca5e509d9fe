using FsCheck.Xunit;
using Theory.Validation.Random;
using Theory.Validation.Statistics;

namespace Theory.Validation.Tests.Statistics;

public sealed class LayerStatisticsTests
{
    [Property(MaxTest = 50)]
    public void VertexError_IsTheJackknifeByLeavingEachMemberOut(int seed, byte extraMembers)
    {
        double[] metrics = Normals((ulong)(uint)seed, 0, 3 + extraMembers);
        var statistics = LayerStatistics.Of(2, 7, metrics);

        int m = metrics.Length;
        double[] leftOut = [.. Enumerable.Range(0, m).Select(i => 7 * Variance([.. metrics.Where((_, j) => j != i)]))];
        double mean = leftOut.Average();
        double expected = Math.Sqrt((m - 1.0) / m * leftOut.Sum(v => (v - mean) * (v - mean)));
        Assert.Equal(7 * Variance(metrics), statistics.Vertex.Value, 1e-12 * statistics.Vertex.Value);
        Assert.Equal(expected, statistics.Vertex.StandardError, 1e-9 * expected);
        Assert.Equal(Math.Sqrt(Variance(metrics) / m), statistics.Kernel.StandardError, 1e-12);
        Assert.Equal(metrics.Average(), statistics.Kernel.Value, 1e-12);
    }

    [Theory]
    [InlineData(false, 1.0, 1.0)]
    [InlineData(true, 1.0, 1.0)]
    public void Errors_CoverTheTruth_AsOftenAsTheyShould(bool exponential, double mean, double variance)
    {
        const int repetitions = 2000;
        const int members = 400;
        int kernel = 0;
        int vertex = 0;
        for (int i = 0; i < repetitions; i++)
        {
            double[] data = Normals(11, i, 2 * members);
            double[] metrics = exponential
                ? [.. Enumerable.Range(0, members).Select(j => ((data[2 * j] * data[2 * j]) + (data[(2 * j) + 1] * data[(2 * j) + 1])) / 2)]
                : [.. data.Take(members).Select(x => 1 + x)];
            var statistics = LayerStatistics.Of(2, 1, metrics);
            kernel += Math.Abs(statistics.Kernel.ZAgainst(mean)!.Value) < 1.96 ? 1 : 0;
            vertex += Math.Abs(statistics.Vertex.ZAgainst(variance)!.Value) < 1.96 ? 1 : 0;
        }

        // Nominally 95 %; the variance of a skewed variable falls short of it by a few per cent at 400 members.
        Assert.InRange(kernel / (double)repetitions, 0.93, 0.97);
        Assert.InRange(vertex / (double)repetitions, exponential ? 0.88 : 0.93, 0.97);
    }

    [Fact]
    public void MembersThatOverflowed_AreCountedAndLeftOut()
    {
        var statistics = LayerStatistics.Of(3, 10, [1, double.NaN, 2, double.PositiveInfinity, 4, double.NegativeInfinity]);
        Assert.Equal((3, 3), (statistics.Members, statistics.Overflowed));
        Assert.Equal(LayerStatistics.Of(3, 10, [1, 2, 4]) with { Overflowed = 3 }, statistics);
    }

    [Fact]
    public void EqualMembers_HaveNoSpread_AndNoZ()
    {
        var statistics = LayerStatistics.Of(1, 2, [0.1, 0.1, 0.1, 0.1, 0.1, 0.1]);
        Assert.Equal(new Estimate(0.1, 0), statistics.Kernel);
        Assert.Equal(new Estimate(0, 0), statistics.Vertex);
        Assert.Null(statistics.Kernel.ZAgainst(0.1));
        Assert.Null(statistics.Kernel.ZAgainst(0.2));
    }

    [Fact]
    public void HugeMembers_DoNotOverflowTheirOwnStatistics()
    {
        var statistics = LayerStatistics.Of(2, 1, [1e153, 2e153, 3e153]);
        Assert.Equal(1e306, statistics.Vertex.Value, 1e294);
        Assert.True(double.IsFinite(LayerStatistics.Of(2, 1, [1e300, 2e300, 3e300]).Kernel.StandardError));
    }

    [Theory]
    [InlineData(new double[] { })]
    [InlineData(new[] { double.NaN })]
    [InlineData(new[] { 1.0 })]
    [InlineData(new[] { 1.0, 2.0 })]
    public void TooFewMembers_GiveNoErrorOfTheVertex(double[] metrics)
    {
        var statistics = LayerStatistics.Of(2, 5, metrics);
        Assert.True(double.IsNaN(statistics.Vertex.StandardError));
        Assert.Null(statistics.Vertex.ZAgainst(1));
    }

    [Theory]
    [InlineData(3, 1, 1, 2.0)]
    [InlineData(1, 0, 1, null)]
    [InlineData(1, double.NaN, 1, null)]
    [InlineData(1, double.PositiveInfinity, 1, null)]
    [InlineData(double.NaN, 1, 1, null)]
    [InlineData(1, 1, double.PositiveInfinity, null)]
    public void Z_IsTheDistanceInStandardErrors(double value, double error, double theory, double? expected) =>
        Assert.Equal(expected, new Estimate(value, error).ZAgainst(theory));

    private static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Sum(x => (x - mean) * (x - mean)) / (values.Length - 1);
    }

    private static double[] Normals(ulong seed, long index, int count)
    {
        double[] numbers = new double[count];
        new NetworkRandom(seed, index).FillNormal(numbers.AsSpan());
        return numbers;
    }
}
