using Theory.Experiments.Figures;
using Theory.Numerics.Flow;
using Theory.Validation.Statistics;

namespace Theory.Experiments.Vertex;

/// <summary>Figures of measured vertices of several ensembles.</summary>
internal static class VertexFigures
{
    /// <summary>Theory with its next order, and measurement with two standard errors as a band.</summary>
    public static Figure Of(string title, IReadOnlyList<(string Label, VertexComparison Vertex)> ensembles, string subtitle)
    {
        List<Series> series = [];

        // V(1) = 0 has no place on a logarithmic axis.
        for (int i = 0; i < ensembles.Count; i++)
        {
            (string label, VertexComparison v) = ensembles[i];
            LayerStatistics[] layers = [.. v.Measurement.Layers.Skip(1)];
            double[] x = [.. layers.Select(l => (double)l.Layer)];
            series.Add(new BandSeries("", x, layers.Select(l => l.Vertex.Value - (2 * l.Vertex.StandardError)), layers.Select(l => l.Vertex.Value + (2 * l.Vertex.StandardError))) { Hue = i });
            series.Add(new MarkerSeries(label, x, layers.Select(l => l.Vertex.Value)) { Hue = i });
        }

        for (int i = 0; i < ensembles.Count; i++)
        {
            FlowLayer[] theory = [.. ensembles[i].Vertex.Theory.Skip(1)];
            series.Add(new LineSeries(i == 0 ? "theory, with the next order" : "", theory.Select(t => (double)t.Layer), theory.Select(t => t.Vertex + t.NextOrderVertex)) { Hue = i });
        }

        return new Figure(title, FigureAxis.Layer, new FigureAxis("V = n Var(Ĝ)", AxisScale.Log10), series)
        {
            Subtitle = subtitle,
            Annotation = "Markers: measured; bands: ± 2 standard errors. Below: measured less theory with its next order, in standard errors.",
            Residuals = new Figure("", FigureAxis.Layer, new FigureAxis("deviation/s.e."),
            [
                .. ensembles.Select((e, i) => new MarkerSeries("", e.Vertex.Measurement.Layers.Skip(1).Select(l => (double)l.Layer), Deviations(e.Vertex)) { Hue = i }),
                new ReferenceLine("", 0), new ReferenceLine("", -2), new ReferenceLine("", 2),
            ]),
        };
    }

    private static IEnumerable<double> Deviations(VertexComparison comparison) =>
        comparison.Measurement.Layers.Zip(comparison.Theory, (m, t) => m.Vertex.ZAgainst(t.Vertex + t.NextOrderVertex) ?? double.NaN).Skip(1);
}
