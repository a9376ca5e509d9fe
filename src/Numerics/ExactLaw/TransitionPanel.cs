using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;

namespace Theory.Numerics.ExactLaw;

/// <summary>The laws of the next metric for all metrics of an interval of ln q, by interpolation between Chebyshev nodes, or at a single one.</summary>
internal sealed class TransitionPanel
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

    /// <summary>The last Chebyshev coefficients of all that is interpolated, over what they may be: up to 1 the panel is fine.</summary>
    /// <param name="tolerance">What those of numbers of order 1 may be.</param>
    public double Misfit(double tolerance) => Largest(tolerance, LastCoefficients(_rows.Length));

    /// <summary>For nodes at equal distances: differences of the highest orders, over what the last Chebyshev coefficients of these nodes may be at most where a panel that holds them is fine.</summary>
    /// <param name="tolerance">What coefficients of numbers of order 1 may be.</param>
    public double Roughness(double tolerance) => Largest(10 * Math.Sqrt(_rows.Length) * tolerance, HighestDifferences(_rows.Length));

    /// <summary>Where the misfit is that of a part of the laws that does not move with their centres: the panel with that part interpolated where it is, if this makes it fine.</summary>
    /// <param name="tolerance">What the last coefficients of numbers of order 1 may be.</param>
    /// <returns>The panel, and whether there is hope for shorter cells where it is not fine.</returns>
    public (TransitionPanel? Panel, bool IsPromising) WithStationaryPart(double tolerance)
    {
        double[][] functionals = LastCoefficients(_rows.Length);
        if (LargestOfNumbers(tolerance, functionals) > 1)
        {
            return (null, false);
        }

        var (densities, weights) = (new double[_rows.Length][], new TransitionWeights[_rows.Length]);
        Parallel.For(0, _rows.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            densities[i] = Density(_rows[i]);
            weights[i] = new TransitionPanel([_nodes[i]], [_rows[i]], _contour).At(_nodes[i]);
        });
        double h = _contour.Spacing;
        double[] centres = [.. _rows.Select(r => r.LogCentre)];
        double allowed = tolerance * h;
        bool IsRough(Func<int, double> value) => functionals.Any(f => Math.Abs(f.Select((c, i) => c * value(i)).Sum()) > allowed);

        // From the right, how far laws that move with their centres are smooth; from the left, those that do not.
        int length = DensityLength;
        double step = _grid.Period / length;
        int moving = (int)(Highest / step);
        while (moving * step > Lowest && !IsRough(i => densities[i][((moving % length) + length) % length] * (h / _grid.Period)))
        {
            moving--;
        }

        int staying = weights.Min(w => w.First);
        int end = weights.Max(w => w.First + w.Weights.Length);
        while (staying < end && !IsRough(i => weights[i].At(staying)))
        {
            staying++;
        }

        foreach (double[] density in densities)
        {
            ArrayPool<double>.Shared.Return(density);
        }

        (double from, double to) = (centres.Max() + (moving * step), staying * h);
        return to - from > StationaryPart.Margin * h
            ? (new TransitionPanel(this, new StationaryPart(weights, (int)(0.5 * (from + to) / h))), true)
            : (null, from - to < centres.Max() - centres.Min());
    }

    /// <summary>By order, the weights of the nodes in a Chebyshev coefficient.</summary>
    private static double[][] LastCoefficients(int p) =>
        [.. Enumerable.Range(p - 3, 3).Select(order => (double[])[.. Enumerable.Range(0, p).Select(i => 2.0 / p * Math.Cos(Math.PI * order * (p - 0.5 - i) / p))])];

    /// <summary>The weights of the nodes in differences of the order p - 3, whose squares sum to 1.</summary>
    private static double[][] HighestDifferences(int p)
    {
        int order = p - 3;
        double[] binomial = [.. Enumerable.Range(0, order + 1).Select(i => (i % 2 == 0 ? 1 : -1) * MathNet.Numerics.SpecialFunctions.Binomial(order, i))];
        double norm = Math.Sqrt(binomial.Sum(b => b * b));
        return [.. Enumerable.Range(0, 3).Select(first => (double[])[.. Enumerable.Range(0, p).Select(i => i >= first && i - first <= order ? binomial[i - first] / norm : 0)])];
    }

    /// <summary>Of the numbers of each row.</summary>
    private double LargestOfNumbers(double tolerance, double[][] functionals)
    {
        double largest = 0;
        foreach (double[] functional in functionals)
        {
            double Coefficient(Func<TransitionRow, double> value) => Math.Abs(_rows.Zip(functional, (r, c) => c * value(r)).Sum());
            largest = Math.Max(largest, Coefficient(r => r.LogMean) / (tolerance * (1 + (0.1 * Math.Abs(_rows[0].LogMean)))));
            largest = Math.Max(largest, Coefficient(r => r.LogCentre) / (tolerance * (1 + (0.1 * Math.Abs(_rows[0].LogCentre)))));
            for (int c = 0; c < 3; c++)
            {
                largest = Math.Max(largest, Coefficient(r => r.Cumulants[c]) / (tolerance * _rows.Max(r => Math.Abs(r.Cumulants[c]))));
            }
        }

        return largest;
    }

    private double Largest(double tolerance, double[][] functionals)
    {
        // Rounding grows with the number of terms.
        tolerance *= 1 + (_contour.Width / 500.0);
        double largest = LargestOfNumbers(tolerance, functionals);
        foreach (double[] functional in functionals)
        {
            for (int k = 0; k < _grid.Count; k++)
            {
                (double real, double imaginary) = (0, 0);
                for (int i = 0; i < _rows.Length; i++)
                {
                    real += functional[i] * _rows[i].Real[k];
                    imaginary += functional[i] * _rows[i].Imaginary[k];
                }

                // On the ray rounding errors grow with the frequency.
                double w = k * _grid.Step;
                double rounding = 4e-15 * Math.Sqrt(w) * Math.Exp(_contour.Delta * w);
                largest = Math.Max(largest, _grid.Window[k] * Math.Max(Math.Abs(real), Math.Abs(imaginary)) / (tolerance + rounding));
            }
        }

        return largest;
    }

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

    /// <summary>The number of points at which densities are looked at.</summary>
    private int DensityLength => (int)BitOperations.RoundUpToPowerOf2((uint)(2 * _grid.Count));

    /// <summary>The density of a row about its centre, periodic, at equal distances: times the spacing of nodes over the period, weights. Rented.</summary>
    private double[] Density(TransitionRow row)
    {
        double[] samples = Cleared(DensityLength);
        double[] imaginary = Cleared(DensityLength);
        for (int k = 0; k < _grid.Count; k++)
        {
            samples[k] = _grid.Window[k] * row.Real[k] * (k == 0 ? 1 : 2);
            imaginary[k] = _grid.Window[k] * row.Imaginary[k] * (k == 0 ? 1 : 2);
        }

        FastFourier.Of(DensityLength).Forward(samples, imaginary);
        ArrayPool<double>.Shared.Return(imaginary);
        return samples;
    }

    /// <summary>Where the law of a row is, out to what its setting cuts.</summary>
    private (double Low, double High) Support(TransitionRow row)
    {
        double[] samples = Density(row);
        int length = DensityLength;
        double spacing = _grid.Period / length;
        double scale = _contour.Spacing / _grid.Period;
        double At(int i) => Math.Abs(samples[((i % length) + length) % length]) * scale;

        // The quietest part of the period, far from the law, has rounding errors only; most of it may hold a long tail.
        int part = length / 16;
        double quietest = double.PositiveInfinity;
        for (int i = 0; i < 16; i++)
        {
            ReadOnlySpan<double> of = samples.AsSpan(i * part, part);
            quietest = Math.Min(quietest, TensorPrimitives.SumOfSquares(of) / part);
        }

        double noise = Math.Sqrt(quietest) * scale;
        double least = Math.Max(_contour.Accuracy.Cut * 10, 6 * noise);
        int run = Math.Max(8, (int)(0.3 / spacing / Math.Sqrt(_contour.Width)));
        int peak = TensorPrimitives.IndexOfMaxMagnitude<double>(samples.AsSpan(0, length));
        peak = peak > length / 2 ? peak - length : peak;
        int Walk(int from, int direction)
        {
            (int end, int quiet) = (from, 0);
            for (int i = from; Math.Abs(i - from) < length && quiet < run; i += direction)
            {
                (end, quiet) = At(i) > least ? (i, 0) : (end, quiet + 1);
            }

            return end + direction;
        }

        int high = Math.Min(Walk(peak, 1), peak + (length / 2));
        int low = Math.Max(Walk(peak, -1), high - length + run);

        // Networks without a neuron on the side where s grows may be far off, with nothing between; rows of laws that are longer still would take all memory.
        const double Longest = 300;
        double lost = 0.5 * Lost;
        for (double inside = Mass(low, high); row.Real[0] - inside > lost; inside = Mass(low, high))
        {
            int gap = run;
            while ((high - low + gap) * spacing < Longest && high - low + gap < length && At(low - gap) <= least && At(high + gap) <= least)
            {
                gap++;
            }

            if ((high - low + gap) * spacing >= Longest || high - low + gap + run >= length)
            {
                break;
            }

            (low, high) = At(low - gap) > least ? (Math.Max(Walk(low - gap, -1), high - length + run), high) : (low, Math.Min(Walk(high + gap, 1), low + length - run));
        }

        double Mass(int from, int to)
        {
            double sum = 0;
            for (int i = from; i <= to; i++)
            {
                sum += samples[((i % length) + length) % length];
            }

            return sum / length;
        }

        ArrayPool<double>.Shared.Return(samples);
        return (low * spacing, high * spacing);
    }

    private static double[] Cleared(int length)
    {
        double[] array = ArrayPool<double>.Shared.Rent(length);
        array.AsSpan(0, length).Clear();
        return array;
    }
}
