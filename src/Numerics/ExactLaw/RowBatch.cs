using Theory.Numerics.Quadrature;

namespace Theory.Numerics.ExactLaw;

/// <summary>The laws of the next metric at several metrics of one neighbourhood.</summary>
internal static class RowBatch
{
    /// <summary>Computes them.</summary>
    /// <param name="activation">The activation s.</param>
    /// <param name="y">The metrics ln q, in increasing order.</param>
    /// <param name="cb">C_b.</param>
    /// <param name="cw">C_W.</param>
    /// <param name="contour">Where.</param>
    /// <param name="far">Transforms at large t, for all neighbourhoods.</param>
    /// <param name="budget">What may be spent.</param>
    public static TransitionRow[] Compute(PiecewiseSmoothFunction activation, double[] y, double cb, double cw, Contour contour, FarTable far, RowBudget budget)
    {
        var neurons = new SquaredNeuron[y.Length];
        for (int r = 0; r < y.Length; r++)
        {
            neurons[r] = new SquaredNeuron(activation, Math.Exp(y[r]));
            if (!double.IsFinite(neurons[r].Scale) || !double.IsFinite(neurons[r].LogMean))
            {
                throw new LawFailure($"s(z)^2 at a metric of exp({y[r]:G4}) is 0 or leaves double precision");
            }
        }

        SharedNeuron shared = new(activation, [.. y.Select(Math.Exp)], Math.Exp(0.5 * neurons.Max(n => n.LogMean)));
        RowTransform[] rows = [.. neurons.Select((n, r) => new RowTransform(n, shared.Zero[r], shared.LogScale, cb, cw, contour))];
        Follow(rows, new LaplaceTable(shared, contour), far, SampleStep(rows, contour));
        FrequencyGrid grid = contour.Grid(rows.Max(r => r.Length) + contour.Spread);
        budget.Take(grid.Count * rows.Length);
        return [.. rows.Select(r => r.Transform(grid))];
    }

    /// <summary>Up to so many terms, a single one that is alone not to vanish may show where its law is singular, as at an extremum of s.</summary>
    private const int Few = 32;

    /// <summary>Steps of ln |t| at which the frequencies beyond the edge do not fold back: a part of the spacing of nodes.</summary>
    private static double SampleStep(RowTransform[] rows, Contour contour)
    {
        double all = 36 / contour.Delta;
        double root = 18 * Math.Sqrt(rows.Max(r => r.Shape));
        double content = contour.Width < Few ? all
            : contour.Width < 64 ? Math.Min(all, Math.Max(3 * contour.Edge, root))
            : Math.Min(all, Math.Max(root, 1.3 * ComplexGamma.Band(0.5 * contour.Width, contour.Accuracy.BandTolerance)));
        double step = contour.Spacing;
        while (step > 2 * Math.PI / (contour.Edge + content))
        {
            step /= 2;
        }

        return step;
    }

    /// <summary>Takes the transforms from small t to where nothing is left of them.</summary>
    private static void Follow(RowTransform[] rows, LaplaceTable table, FarTable far, double step)
    {
        // Intervals of ln |t| that all neighbourhoods share, in units in which X is s^2.
        double shift = table.LogScale;
        int from = (int)Math.Floor(rows.Min(r => r.Begin(step)) - shift);
        while (!rows.All(r => r.IsDone))
        {
            FarTable.Moments[]?[] moments = [.. rows.Select((r, i) => r.Needs(from + 1 + shift) && r.IsLate(from + shift) ? far.From(from, table.Variances[i]) : null)];
            foreach (FarTable.Moments panel in moments.Distinct().SelectMany(m => m ?? []))
            {
                SampleWeights weights = new(panel.From + shift, panel.To + shift, step);
                for (int r = 0; r < rows.Length; r++)
                {
                    if (moments[r]?.Contains(panel) == true)
                    {
                        rows[r].Add(panel.At(table.Variances[r]), isLate: true, weights);
                    }
                }
            }

            bool[] isFar = [.. moments.Select(m => m is not null)];
            int to = from + (rows.All(r => r.IsDone || r.IsEarly(from + shift)) ? 2 : 1);
            Cover(from + shift, to + shift, double.PositiveInfinity, rows, isFar, table, step);
            foreach (RowTransform row in rows)
            {
                row.EndPanel(to + shift);
            }

            from = to;
        }
    }

    private static void Cover(double from, double to, double before, RowTransform[] rows, bool[] isFar, LaplaceTable table, double step)
    {
        bool[] isWanted = [.. rows.Select((r, i) => !isFar[i] && r.Needs(to))];
        if (!isWanted.Contains(true))
        {
            return;
        }

        LaplacePanel panel = table.At(from, to, isWanted, [.. rows.Select(r => r.IsLate(from))]);
        double misfit = panel.Values.Max(v => v is null ? 0 : LaplacePanel.Misfit(v));
        if (LaplacePanel.IsCoarse(misfit, before, table.Tolerance, to - from))
        {
            double middle = 0.5 * (from + to);
            Cover(from, middle, misfit, rows, isFar, table, step);
            Cover(middle, to, misfit, rows, isFar, table, step);
            return;
        }

        SampleWeights weights = new(from, to, step);
        for (int r = 0; r < rows.Length; r++)
        {
            if (panel.Values[r] is { } values)
            {
                rows[r].Add(values, panel.IsLate[r], weights);
            }
        }
    }
}
