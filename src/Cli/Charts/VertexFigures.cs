using Theory.Cli.Experiments;
using Theory.Cli.Figures;

namespace Theory.Cli.Charts;

/// <summary>Figures of measured vertices of several ensembles.</summary>
internal static class VertexFigures
{
    /// <summary>Theory with its next order, and measurement with two standard errors as a band.</summary>
    public static Figure Of(string title, IReadOnlyList<(string Label, VertexComparison Vertex)> ensembles, string subtitle)
    {
        List<Series> series = [];
        for (int i = 0; i < ensembles.Count; i++)
        {
            (string label, VertexComparison v) = ensembles[i];
            double[] x = [.. v.Measurement.Layers.Select(l => (double)l.Layer)];
            series.Add(new BandSeries("", x, v.Measurement.Layers.Select(l => l.Vertex.Value - (2 * l.Vertex.StandardError)), v.Measurement.Layers.Select(l => l.Vertex.Value + (2 * l.Vertex.StandardError))) { Hue = i });
            series.Add(new MarkerSeries(label, x, v.Measurement.Layers.Select(l => l.Vertex.Value)) { Hue = i });
            series.Add(new LineSeries(i == 0 ? "theory, with the next order" : "", x, v.Theory.Select(t => t.Vertex + t.NextOrderVertex)) { Hue = i });
        }

        return new Figure(title, FlowFigures.LayerAxis, new FigureAxis("V = n Var(Ĝ)"), series)
        {
            Subtitle = subtitle,
            Annotation = "Markers: measured; bands: ± 2 standard errors.",
        };
    }
}
