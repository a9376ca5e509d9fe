using Theory.Experiments.Figures;

namespace Theory.Cli.Tests.Figures;

public class SeriesTests
{
    [Fact]
    public void DifferentLengths_AreRefused()
    {
        Assert.Throws<ArgumentException>("y", () => new LineSeries("l", [1, 2], [1]));
        Assert.Throws<ArgumentException>("standardError", () => new MarkerSeries("m", [1, 2], [1, 2], [1]));
        Assert.Throws<ArgumentException>("upper", () => new BandSeries("b", [1, 2], [1, 2], [1]));
    }

    [Fact]
    public void Series_DoNotChangeWithTheCallersArray()
    {
        double[] y = [1, 2];
        LineSeries line = new("l", [1, 2], y);

        y[0] = 5;

        Assert.Equal([1, 2], line.Y);
    }
}
