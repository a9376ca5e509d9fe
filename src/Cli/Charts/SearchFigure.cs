using Theory.Experiments.Figures;
using Theory.Experiments.Reporting;
using Theory.Numerics.Design.Search;

namespace Theory.Cli.Charts;

/// <summary>Basin and fluctuation of piecewise polynomials, and the best of them.</summary>
internal static class SearchFigure
{
    /// <summary>Points of the cloud that are drawn.</summary>
    private const int Drawn = 150;

    /// <summary>Units with more than this times the largest fluctuation of the front would hide it.</summary>
    private const double Above = 2;

    /// <summary>The cloud of stable units with its front.</summary>
    public static Figure Of(PolynomialSearchResult result)
    {
        PolynomialSearchOptions o = result.Options;
        double highest = result.Front.Count == 0 ? double.PositiveInfinity : Above * result.Front.Max(u => u.Fluctuation);
        SearchedUnit[] near = [.. result.Cloud.Where(u => u.Fluctuation <= highest)];
        int every = Math.Max(1, near.Length / Drawn);
        SearchedUnit[] cloud = [.. near.Where((_, i) => i % every == 0)];
        List<Series> series =
        [
            new MarkerSeries("stable units", cloud.Select(u => u.Basin), cloud.Select(u => u.Fluctuation)) { Hue = 2 },
            new LineSeries("the best", result.Front.Select(u => u.Basin), result.Front.Select(u => u.Fluctuation)) { Hue = 0 },
        ];
        if (result.Inflected is { } i)
        {
            series.Add(new MarkerSeries($"imrepu:{o.Smoothness + 1}", [i.Basin], [i.Fluctuation]) { Hue = 1 });
        }

        return new Figure(
            "Piecewise polynomials with a stable K* = 0",
            new FigureAxis("basin: attracts K below", FigureAxis.ScaleOf(cloud.Select(u => u.Basin))),
            new FigureAxis("V/K² that a layer adds"),
            series)
        {
            Subtitle = $"{o.Smoothness} continuous derivative{(o.Smoothness == 1 ? "" : "s")}, degree {o.Degree}, {(o.WithLine ? "a line" : "constant")} left of the kink at −1; fluctuation at K = {Format.Number(o.K)}",
        };
    }
}
