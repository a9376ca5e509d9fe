using Theory.Networks;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.ExactLaw;

/// <summary>The laws of the metrics of all layers, at one setting of the accuracy.</summary>
internal sealed partial class MetricChain(Network network, IReadOnlyList<PiecewiseSmoothFunction> activations, LawAccuracy accuracy, RowBudget budget, CancellationToken cancellation)
{
    /// <summary>ln of the lower end of the range of metrics that are followed: s(z)^2 stays a normal number.</summary>
    public const double Lowest = -600;

    /// <summary>The upper end of that range.</summary>
    public const double Highest = 700;

    /// <summary>The frequencies of a law narrower than a chi-squared law of the width are followed to this multiple.</summary>
    private const double NarrowBand = 3;

    private readonly Dictionary<(Contour Contour, double Cb, double Cw, PiecewiseSmoothFunction S), TransitionOperator> _operators = [];

    /// <summary>Layers 2 … L.</summary>
    /// <param name="k1">The metric of layer 1.</param>
    public IEnumerable<ChainLayer> Run(double k1)
    {
        Contour[] contours = Contours(k1);
        double[]? raw = [k1, k1 * k1, k1 * k1 * k1, k1 * k1 * k1 * k1];
        GridLaw? law = null;
        for (int layer = 2; layer <= network.Depth; layer++)
        {
            cancellation.ThrowIfCancellationRequested();
            (Contour contour, Linear to, PiecewiseSmoothFunction s) = (contours[layer - 2], network[layer], activations[layer - 2]);
            GridLaw? before = law;
            ChainSources sources = Sources(contour, to.Cb, to.Cw, s, before, k1);
            raw = raw is not null && Operator(contour, to.Cb, to.Cw, s).IsScaleInvariant ? MetricCumulants.Product(raw, sources.Rows[0], law?.Node(0) ?? Math.Log(k1)) : null;
            double[]? cumulants = (raw is null ? null : MetricCumulants.OfWideProduct(raw)) ?? MetricCumulants.Of(sources, 20 * accuracy.Cut);
            GridLaw next = Next(sources, contour, new(() => Unseen(s, contour, to.Cb, to.Cw, before, k1)));
            ChainLayer result = new(layer, next, cumulants)
            {
                Bias = to.Cb,
                Excess = () => to.Cb == 0 ? null : Excess(contour, to.Cw, s, before, k1),
                WithAtoms = () => WithAtoms(next, contour, to.Cb, to.Cw, s, before, k1),
                AfterOneNeuron = () => contour.Width > 1 ? null : AfterOneNeuron(s, to.Cw, before, k1),
                Steps = () => Constants(s).IsAll && Atoms(s, contour.Width, to.Cw, before, k1, MostSteps) is { } atoms ? new StepLaw([.. atoms.Select(a => (Math.Log(a.Excess), a.Probability))]) : null,
            };
            yield return result;
            law = result.Law;
            if (law.Weights.Length == 0)
            {
                yield break;
            }
        }
    }

    /// <summary>The contours that lead to layers 2 … L: layers of one kind share one, and with it their rows.</summary>
    private Contour[] Contours(double k1)
    {
        double path = k1;
        List<((int Width, double Cb, double Cw, PiecewiseSmoothFunction S) Kind, double Band)> steps = [];
        for (int layer = 2; layer <= network.Depth; layer++)
        {
            int n = network.WidthOf(layer - 1);
            Linear to = network[layer];
            PiecewiseSmoothFunction s = activations[layer - 2];
            (path, double shape) = Typical(s, path, n, to);
            double own = ComplexGamma.Band(0.5 * n, accuracy.BandTolerance);
            double narrow = Math.Min(NarrowBand * own, ComplexGamma.Band(Math.Max(0.5 * n, shape), accuracy.BandTolerance));
            double next = layer < network.Depth ? ComplexGamma.Band(0.5 * network.WidthOf(layer), accuracy.BandTolerance) : 0;
            steps.Add(((n, to.Cb, to.Cw, s), Math.Max(narrow, next)));
        }

        var shared = steps.GroupBy(s => s.Kind).ToDictionary(g => g.Key, g => new Contour(g.Key.Width, g.Max(s => s.Band), accuracy));
        return [.. steps.Select(s => shared[s.Kind])];
    }

    private TransitionOperator Operator(Contour contour, double cb, double cw, PiecewiseSmoothFunction s)
    {
        if (!_operators.TryGetValue((contour, cb, cw, s), out TransitionOperator? known))
        {
            known = new TransitionOperator(s, cb, cw, contour, budget);
            _operators.Add((contour, cb, cw, s), known);
        }

        return known;
    }

    /// <summary>The metrics that a step starts from, and the laws after them.</summary>
    private ChainSources Sources(Contour contour, double cb, double cw, PiecewiseSmoothFunction s, GridLaw? before, double k1)
    {
        TransitionOperator step = Operator(contour, cb, cw, s);
        if (before is null)
        {
            return new ChainSources([1], [step.From(k1)], 0, 0, 0);
        }

        TransitionWeights[] rows = step.FromGrid(before.Spacing, before.First, before.Weights.Length, cancellation);

        // Where all neurons were silent, biases go on, and s(0).
        double silent = before.Zero + before.Below;
        double next = cb + (cw * s.ValueAt(0) * s.ValueAt(0));
        return silent > 0 && next > 0
            ? new ChainSources([silent, .. before.Weights], [step.Certain(next), .. rows], 0, 0, before.Above)
            : new ChainSources(before.Weights, rows, before.Zero, before.Below, before.Above);
    }

    /// <summary>The next metric of an infinitely wide network, and m^2 over the variance of the next metric there.</summary>
    private static (double Next, double Shape) Typical(PiecewiseSmoothFunction s, double q, int n, Linear to)
    {
        if (!(q > 0) || !(Math.Log(q) is > Lowest and < Highest))
        {
            return (double.NaN, 0);
        }

        var neuron = new SquaredNeuron(s, q);
        double sum = to.Cw * Math.Exp(neuron.LogMean);
        double next = to.Cb + sum;
        return double.IsNaN(neuron.Scale) ? (double.NaN, 0)
            : (next, n / Math.Max(1e-6, (neuron.Moments[2] - 1) * (sum / next) * (sum / next)));
    }

    /// <summary>The law of ln(G - C_b), atoms apart where it has some.</summary>
    private LogLaw Excess(Contour contour, double cw, PiecewiseSmoothFunction s, GridLaw? before, double k1)
    {
        GridLaw law = Next(Sources(contour, 0, cw, s, before, k1), contour, new(() => Unseen(s, contour, 0, cw, before, k1)));
        return WithAtoms(law, contour, 0, cw, s, before, k1) ?? (LogLaw)law;
    }

    private GridLaw Next(ChainSources from, Contour contour, Lazy<double> unseen)
    {
        (double[] sources, TransitionWeights[] rows, double zero, double below, double above) = from;
        double spacing = contour.Spacing;
        int lowest = (int)Math.Ceiling(Lowest / spacing);
        int highest = (int)Math.Floor(Highest / spacing);
        int least = rows.Min(r => r.First);
        int most = rows.Max(r => r.First + r.Weights.Length - 1);
        int first = Math.Clamp(least, lowest, highest);
        int last = Math.Clamp(most, lowest, highest);
        var weights = new double[last - first + 1];
        double[] taper = least < first || most > last ? LawEdge.Taper(contour) : [];
        (double[] under, double[] over) = (new double[least < first ? taper.Length : 0], new double[most > last ? taper.Length : 0]);
        for (int j = 0; j < rows.Length; j++)
        {
            (double source, TransitionWeights row) = (sources[j], rows[j]);
            zero += source * row.Zero;
            for (int i = 0; i < row.Weights.Length; i++)
            {
                int at = row.First + i;
                double w = source * row.Weights[i];
                if (at < lowest)
                {
                    below += w;
                    int depth = lowest - 1 - at;
                    if (depth < under.Length)
                    {
                        under[under.Length - 1 - depth] += w * taper[depth];
                    }
                }
                else if (at > highest)
                {
                    above += w;
                    int height = at - highest - 1;
                    if (height < over.Length)
                    {
                        over[height] += w * taper[height];
                    }
                }
                else
                {
                    weights[at - first] += w;
                }
            }
        }

        int start = 0;
        for (double cut = 0; start < weights.Length - 1 && (cut += Math.Abs(weights[start])) < accuracy.Cut; start++)
        {
        }

        int end = weights.Length;
        for (double cut = 0; end > start + 1 && (cut += Math.Abs(weights[end - 1])) < accuracy.Cut; end--)
        {
        }

        under = start == 0 ? under : [];
        over = end == weights.Length ? over : [];
        double[] kept = weights[start..end];
        LawDensity? density = null;
        if (under.Length + over.Length > 0)
        {
            density = new(first + start - under.Length, [.. under, .. kept, .. over], zero + below - under.Sum());
            FourierSeries series = density.Series(spacing);
            below = under.Length > 0 ? density.Before + series.At(Lowest).Integral - zero : below;
            above = over.Length > 0 ? 1 - density.Before - series.At(Highest).Integral : above;
            LawEdge.EndWithin(kept, under.Length > 0 ? lowest - (Lowest / spacing) : null, over.Length > 0 ? (Highest / spacing) - highest : null, 1 - zero - below - above);
        }

        // Rounding leaves 1e-17 where there is no probability.
        return new GridLaw(spacing, first + start, kept, Small(zero), Small(below), Small(above)) { Density = density, Unseen = unseen };
    }

    private static double Small(double probability) => Math.Abs(probability) < 1e-14 ? 0 : probability;
}
