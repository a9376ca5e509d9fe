using System.Buffers;

namespace Theory.Numerics.ExactLaw;

/// <summary>The laws of the next metric for all metrics of an interval of ln q, by interpolation between Chebyshev nodes, or at a single one.</summary>
internal sealed partial class TransitionPanel
{
    private readonly double[] _nodes;
    private readonly double[] _barycentric;
    private readonly TransitionRow[] _rows;
    private readonly Contour _contour;
    private readonly FrequencyGrid _grid;
    private readonly int _stride;
    private readonly int _count;
    private readonly StationaryPart? _stationary;

    /// <summary>Joins rows.</summary>
    /// <param name="nodes">The nodes, in ln q.</param>
    /// <param name="rows">The rows at the nodes.</param>
    /// <param name="contour">Their contour.</param>
    /// <param name="degree">p where G' is proportional to q^p, so that one row gives all.</param>
    public TransitionPanel(double[] nodes, TransitionRow[] rows, Contour contour, double degree = 0)
    {
        (_nodes, _rows, _contour, _grid, Degree) = (nodes, rows, contour, rows[0].Grid, degree);
        int p = nodes.Length;
        _barycentric = [.. Enumerable.Range(0, p).Select(i => (i % 2 == 0 ? 1 : -1) * Math.Sin(Math.PI * (i + 0.5) / p))];
        (Lowest, Highest) = (double.PositiveInfinity, double.NegativeInfinity);
        var supports = new (double Low, double High)[rows.Length];
        Parallel.For(0, rows.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i => supports[i] = Support(rows[i]));
        foreach ((double low, double high) in supports)
        {
            (Lowest, Highest) = (Math.Min(Lowest, low), Math.Max(Highest, high));
        }

        // Fewer frequencies do where the law is narrow.
        _stride = 1;
        while (_stride * 2 * (Highest - Lowest + contour.Spread) < _grid.Period)
        {
            _stride *= 2;
        }

        _count = ((_grid.Count - 1) / _stride) + 1;
    }

    private TransitionPanel(TransitionPanel other, StationaryPart stationary)
    {
        (_nodes, _barycentric, _rows, _contour, _grid, _stride, _count) = (other._nodes, other._barycentric, other._rows, other._contour, other._grid, other._stride, other._count);
        (Lowest, Highest, _stationary) = (other.Lowest, other.Highest, stationary);
    }

    /// <summary>How much of a law may be lost.</summary>
    private double Lost => 1e-7 + (1e3 * _contour.Accuracy.PanelTolerance);

    /// <summary>p where G' is proportional to q^p; else 0.</summary>
    public double Degree { get; }

    /// <summary>Where the law of ln(G'/c) starts, c the centre.</summary>
    public double Lowest { get; }

    /// <summary>Where it ends.</summary>
    public double Highest { get; }

    /// <summary>The Chebyshev nodes of an interval.</summary>
    public static double[] Chebyshev(double from, double to, int count) =>
        [.. Enumerable.Range(0, count).Select(i => (0.5 * (from + to)) - (0.5 * (to - from) * Math.Cos(Math.PI * (i + 0.5) / count)))];

    /// <summary>True if all of the law at a metric is beyond double precision.</summary>
    /// <param name="y">ln q.</param>
    public bool IsBeyond(double y) => IsBeyondAt(Centre(Mix(y), y));

    /// <summary>The law at one metric as weights on the grid of the next layer.</summary>
    /// <param name="y">ln q.</param>
    public TransitionWeights At(double y)
    {
        double[] mix = Mix(y);
        double mean = _rows.Select((r, c) => mix[c] * r.LogMean).Sum() + (Degree * (y - _nodes[0]));
        double centre = Centre(mix, y);
        if (IsBeyondAt(centre))
        {
            // All of it is beyond double precision.
            double zeroes = _rows.Select((r, c) => mix[c] * r.Zero).Sum();
            return new TransitionWeights(mean, [0, 0, 0], zeroes, (int)(Math.Sign(centre) * 1000 / _contour.Spacing), [1 - zeroes]);
        }

        double zero = 0;
        var cumulants = new double[3];
        var real = new double[_count];
        var imaginary = new double[_count];
        for (int c = 0; c < mix.Length; c++)
        {
            double share = mix[c];
            if (share == 0)
            {
                continue;
            }

            TransitionRow row = _rows[c];
            zero += share * row.Zero;
            for (int i = 0; i < 3; i++)
            {
                cumulants[i] += share * row.Cumulants[i];
            }

            for (int k = 0; k < _count; k++)
            {
                double windowed = share * _grid.Window[k * _stride];
                real[k] += windowed * row.Real[k * _stride];
                imaginary[k] += windowed * row.Imaginary[k * _stride];
            }
        }

        double h = _contour.Spacing;
        int first = (int)Math.Ceiling((centre + Lowest) / h);
        int last = Math.Max(first, (int)Math.Floor((centre + Highest) / h));
        var weights = new double[last - first + 1];
        double step = _grid.Step * _stride;
        double scale = h * step / (2 * Math.PI);
        int period = _grid.Nodes / _stride;
        double[] re = Cleared(period);
        double[] im = Cleared(period);
        (double sine, double cosine) = Math.SinCos(-step * ((first * h) - centre));
        (double cos, double sin) = (1, 0);
        for (int k = 0; k < _count; k++)
        {
            if (k % 64 == 0)
            {
                (sin, cos) = Math.SinCos(-step * k * ((first * h) - centre));
            }

            double share = scale * (k == 0 ? 1 : 2);
            re[k] = share * ((real[k] * cos) - (imaginary[k] * sin));
            im[k] = share * ((real[k] * sin) + (imaginary[k] * cos));
            (cos, sin) = ((cos * cosine) - (sin * sine), (cos * sine) + (sin * cosine));
        }

        FastFourier.Of(period).Forward(re, im);
        re.AsSpan(0, weights.Length).CopyTo(weights);
        ArrayPool<double>.Shared.Return(re);
        ArrayPool<double>.Shared.Return(im);
        _stationary?.Write(mix, weights, first);
        // A law whose left tail is longer than what is followed would be spread over all of the period.
        double lost = Math.Abs(weights.Sum() - (1 - zero));
        return lost <= Lost
            ? new TransitionWeights(mean, cumulants, zero, first, weights)
            : throw new LawFailure($"s(z)^2 spans too many powers of ten at a metric of exp({y:G4}) for so few neurons");
    }

    private double Centre(double[] mix, double y) => _rows.Select((r, c) => mix[c] * r.LogCentre).Sum() + (Degree * (y - _nodes[0]));
    private bool IsBeyondAt(double centre) => centre + Lowest > MetricChain.Highest || centre + Highest < MetricChain.Lowest;

    private double[] Mix(double y)
    {
        var mix = new double[_nodes.Length];
        double total = 0;
        for (int c = 0; c < mix.Length; c++)
        {
            if (y == _nodes[c] || mix.Length == 1)
            {
                Array.Clear(mix);
                mix[c] = 1;
                return mix;
            }

            mix[c] = _barycentric[c] / (y - _nodes[c]);
            total += mix[c];
        }

        for (int c = 0; c < mix.Length; c++)
        {
            mix[c] /= total;
        }

        return mix;
    }

    private static double[] Cleared(int length)
    {
        double[] array = ArrayPool<double>.Shared.Rent(length);
        array.AsSpan(0, length).Clear();
        return array;
    }
}
