using Theory.Experiments.Figures;
using Theory.Experiments.Reporting;
using Theory.Numerics.Evaluation;
using Theory.Numerics.PhaseDiagrams;
using Theory.Numerics.Recommendations;

namespace Theory.Cli.Charts;

/// <summary>The figure of a phase diagram.</summary>
internal static class PhaseFigure
{
    /// <summary>Growth or decay by more than a factor of 2 in every layer is not told apart.</summary>
    private const double Limit = 0.7;

    /// <summary>A name needs this part of the map at least, one in so many cells.</summary>
    private const int FewestCells = 50;

    /// <summary>Contours of fewer points have no room for a number.</summary>
    private const int ShortestContour = 20;

    /// <summary>How much wider than high a word is.</summary>
    private const double WordShape = 2;

    private const int Black = 6;
    private const int Violet = 3;
    private const int Green = 2;
    private const int Orange = 1;

    /// <summary>Points a side where the diagram is an illustration.</summary>
    private const int SmallGrid = 80;

    /// <summary>The map of ln chi_perp with the boundaries, contours of the correlation depth, and the critical points.</summary>
    public static Figure Of(PhaseDiagram diagram)
    {
        PhaseRange range = diagram.Range;
        List<Series> series =
        [
            new HeatMapSeries($"ln χ⊥, the same colour beyond ±{Format.Number(Limit)}", (range.CwFrom, range.CwTo), (range.CbFrom, range.CbTo), [.. diagram.Cells.Select(c => (IReadOnlyList<double>)[.. c.Select(Colour)])], LimitOf(diagram)),
        ];
        if (Curve("|ξ⊥| = " + string.Join(", ", diagram.Contours.Select(c => Math.Round(Math.Abs(c.Depth), 6)).Distinct().Order().Select(d => Format.Number(d))), diagram.Contours) is LineSeries contours)
        {
            series.Add(contours with { Dashed = true, Hue = Green });
        }

        if (Curve("edge of chaos: χ⊥ = 1", [diagram.Boundary]) is LineSeries boundary)
        {
            series.Add(boundary with { Hue = Black });
        }

        if (diagram.DivergenceBoundary.Count > 0)
        {
            series.Add(new LineSeries("beyond: no fixed point", diagram.DivergenceBoundary.Select(p => p.Cw), diagram.DivergenceBoundary.Select(p => p.Cb)) { Hue = Violet });
        }

        if (diagram.CriticalPoints is { Count: > 0 } critical)
        {
            series.Add(new MarkerSeries("critical point", critical.Select(p => p.Cw), critical.Select(p => p.Cb)) { Hue = Black });
        }

        series.Add(Words(diagram));
        return new Figure($"Phase diagram of {(diagram.Activation is { } a ? Typography.NameOf(a) : diagram.Title)}", new FigureAxis("C_W"), new FigureAxis(diagram.Ordinate == PhaseOrdinate.BranchFactor ? "β" : "C_b"), series)
        {
            Subtitle = diagram.IsCriticalEverywhere ? "critical everywhere: each block adds a constant to K" : "blue: order, red: chaos" + (Has(diagram, Phase.Diverging) ? ", grey: the kernel grows without bound" : "")
                + (Has(diagram, Phase.Undecided) ? Has(diagram, Phase.Diverging) ? " or it is undecided" : ", grey: undecided" : ""),
        };
    }

    /// <summary>The part of the phase diagram around a recommended initialisation, with its place in it; the line C_b = 0 alone where s jumps.</summary>
    public static Figure Of(Recommendation r, ExpectationEvaluator evaluator, CancellationToken cancellation)
    {
        MarkerSeries here = new($"C_W = {Format.Number(r.Cw, 4)}, C_b = {Format.Number(r.Cb, 4)}", [r.Cw], [r.Cb]) { Hue = Orange };
        if (double.IsNaN(r.ChiPerp))
        {
            return new Figure($"{Typography.NameOf(r.Activation)} has no phases: s jumps", new FigureAxis("C_W"), new FigureAxis("C_b"), [here]);
        }

        PhaseDiagram diagram = PhaseDiagram.Compute(evaluator, SmallGrid, (0.1 * r.Cw, 2 * r.Cw), (0, Math.Max(2 * r.Cb, 0.25 * r.K1)), cancellation);
        Figure all = Of(diagram);
        return new Figure(all.Title, all.XAxis, all.YAxis, all.Series.Append(here)) { Subtitle = all.Subtitle };
    }

    /// <summary>The names of the phases, each where its own curves leave most room, and the depths of the contours.</summary>
    private static TextSeries Words(PhaseDiagram diagram)
    {
        List<(double Cw, double Cb, string Text)> words = [];
        PhaseRange range = diagram.Range;
        (double Cw, double Cb)[] curves = [.. diagram.Contours.Append(diagram.Boundary).SelectMany(c => c.Segments).SelectMany(s => s).Select(p => (p.Cw, p.Cb)), .. diagram.DivergenceBoundary];

        // How far from every curve and from the frame, as parts of the figure; a word is wider than it is high.
        double Room(double cw, double cb) => Math.Min(
            Math.Min(Math.Min(cw - range.CwFrom, range.CwTo - cw) / (range.CwTo - range.CwFrom) / WordShape, Math.Min(cb - range.CbFrom, range.CbTo - cb) / (range.CbTo - range.CbFrom)),
            curves.Select(p => Math.Max(Math.Abs(p.Cw - cw) / (range.CwTo - range.CwFrom) / WordShape, Math.Abs(p.Cb - cb) / (range.CbTo - range.CbFrom))).DefaultIfEmpty(1).Min());
        foreach ((Phase phase, string name) in new[] { (Phase.Ordered, "order"), (Phase.Chaotic, "chaos"), (Phase.Diverging, "no fixed point") })
        {
            (int I, int J)[] cells = [.. diagram.Cells.SelectMany((column, i) => column.Index().Where(c => c.Item.Phase == phase).Select(c => (i, c.Index)))];

            // A phase of a few cells has no room for its name.
            if (cells.Length > diagram.Cells.Count * diagram.Cells[0].Count / FewestCells)
            {
                (int i, int j) = cells.MaxBy(c => Room(diagram.Cw[c.I], diagram.Cb[c.J]));
                words.Add((diagram.Cw[i], diagram.Cb[j], name));
            }
        }

        foreach (PhaseContour contour in diagram.Contours)
        {
            if (contour.Segments.MaxBy(s => s.Count) is { Count: > ShortestContour } segment)
            {
                // Contours part as C_b grows.
                ContourPoint at = segment.OrderBy(p => p.Cb).ElementAt(segment.Count * 3 / 4);
                words.Add((at.Cw, at.Cb, Format.Number(Math.Round(Math.Abs(contour.Depth), 6))));
            }
        }

        return new TextSeries(words.Select(w => w.Cw), words.Select(w => w.Cb), words.Select(w => w.Text));
    }

    private static bool Has(PhaseDiagram diagram, Phase phase) => diagram.Cells.Any(c => c.Any(x => x.Phase == phase));

    /// <summary>Skips keep chi_perp near 1, and colours are spread over what there is.</summary>
    private static double LimitOf(PhaseDiagram diagram) => diagram.Network is null ? Limit
        : Math.Clamp(diagram.Cells.SelectMany(c => c).Select(c => Math.Abs(Colour(c))).Where(double.IsFinite).DefaultIfEmpty(Limit).Max(), 0.05, Limit);

    private static double Colour(PhaseCell cell) => cell.ChiPerp == 0 ? -Limit : Math.Log(cell.ChiPerp);

    /// <summary>Several curves as one series, with the pen lifted between them; null when there are none that are more than a point.</summary>
    private static LineSeries? Curve(string label, IEnumerable<PhaseContour> contours)
    {
        ContourPoint gap = new(double.NaN, double.NaN, double.NaN, double.NaN);
        ContourPoint[] points = [.. contours.SelectMany(c => c.Segments).Where(s => s.Count > 1).SelectMany(s => s.Append(gap))];
        return points.Length == 0 ? null : new LineSeries(label, points.Select(p => p.Cw), points.Select(p => p.Cb));
    }
}
