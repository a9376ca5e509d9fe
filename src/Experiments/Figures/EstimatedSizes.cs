using Theory.Validation.Statistics;

namespace Theory.Experiments.Figures;

/// <summary>The sizes of estimates on a logarithmic axis, where one within its error of 0 has no place: it is an upper limit.</summary>
public static class EstimatedSizes
{
    /// <summary>Points with error bars, and triangles that point down at |value| + 2 standard errors where the value is smaller than its error; none is left out.</summary>
    /// <param name="label">Text in the legend.</param>
    /// <param name="x">Abscissae.</param>
    /// <param name="estimates">One for each abscissa.</param>
    /// <param name="hue">Of both.</param>
    public static IEnumerable<MarkerSeries> Of(string label, IReadOnlyList<double> x, IReadOnlyList<Estimate> estimates, int hue)
    {
        if (estimates.Any(IsSeen))
        {
            yield return new MarkerSeries(label, x, estimates.Select(e => IsSeen(e) ? Math.Abs(e.Value) : double.NaN), estimates.Select(e => e.StandardError)) { Hue = hue };
        }

        if (!estimates.All(IsSeen))
        {
            yield return new MarkerSeries($"{label}: upper limit, 2 s.e.", x, estimates.Select(e => IsSeen(e) ? double.NaN : Math.Abs(e.Value) + (2 * e.StandardError)))
            {
                Hue = hue,
                AreLimits = true,
            };
        }

        static bool IsSeen(Estimate estimate) => Math.Abs(estimate.Value) > estimate.StandardError;
    }
}
