using Theory.Numerics.Quadrature;

namespace Theory.Numerics.ExactLaw;

/// <content>Metrics so large or so small that s is a power, that no neuron is active, or that s^2 overflows.</content>
internal sealed partial class TransitionOperator
{
    /// <summary>ln of metrics beyond which nothing but the leading power of s is left, to rounding, of the law of its squares.</summary>
    private const double Far = 84;

    private static readonly double[] Parts = [0.1, 0.4, 0.7];

    /// <summary>The panel of a metric so large, or so small, that s is a power; null for others.</summary>
    private TransitionPanel? FarPanel(double y) => y <= -Far ? _small.Value : y >= Far ? _large.Value : null;

    private TransitionPanel? PowerPanel(int sign)
    {
        if ((_cb != 0 && sign < 0) || AsymptoticDegree(_activation, sign) is not double degree)
        {
            return null;
        }

        double y = sign * Far;
        try
        {
            TransitionPanel panel = new([y], RowBatch.Compute(_activation, [y], 0, _cw, Contour, _far, _budget), Contour, degree);
            return _cb == 0 || IsFarAbove(panel.At(y)) ? panel : null;
        }
        catch (Exception error) when (_cb != 0 && (error is LawFailure || (error is AggregateException all && Failure(all) is not null)))
        {
            // Without the bias the law may be one that cannot be followed, as of few neurons, when the one with it can.
            return null;
        }
    }

    /// <summary>True of a law without bias that has next to nothing where a bias would be seen: enough neurons are active in every network.</summary>
    private bool IsFarAbove(TransitionWeights law)
    {
        // C_b is less than a rounding of metrics above C_b e^40; sums of weights are known to their own.
        const double Seen = 40;
        const double Rounding = 1e-15;
        int count = Math.Clamp((int)((Math.Log(_cb) + Seen) / Contour.Spacing) - law.First, 0, law.Weights.Length);
        return law.Zero <= Rounding && law.Weights.Take(count).Sum(Math.Abs) <= Rounding;
    }

    /// <summary>The laws of a panel of one row, which on a grid of the same spacing differ by shifts alone.</summary>
    private TransitionWeights[] AtMultiples(TransitionPanel panel, double[] y)
    {
        double degree = panel.Degree;
        if (degree != Math.Floor(degree) || _sourceSpacing != Contour.Spacing)
        {
            return [.. y.Select(panel.At)];
        }

        TransitionWeights? known = null;
        int at = 0;
        var weights = new TransitionWeights[y.Length];
        for (int i = 0; i < y.Length; i++)
        {
            if (panel.IsBeyond(y[i]))
            {
                weights[i] = panel.At(y[i]);
                continue;
            }

            if (known is null)
            {
                (known, at) = (panel.At(y[i]), i);
            }

            weights[i] = known with { LogMean = known.LogMean + (degree * (y[i] - y[at])), First = known.First + ((int)degree * (int)Math.Round((y[i] - y[at]) / _sourceSpacing)) };
        }

        return weights;
    }

    /// <summary>p where s(z)^2 ~ z^(2p) on both sides, or vanishes on one, to rounding: for large z (sign 1) or for small (-1).</summary>
    private static double? AsymptoticDegree(PiecewiseSmoothFunction s, int sign)
    {
        double? degree = null;
        foreach (double side in (double[])[-1, 1])
        {
            foreach (int exponent in (int[])[58, 59, 70, 100])
            {
                double z = side * Math.ScaleB(1, sign * exponent);
                (double a, double b) = (Math.Abs(s.ValueAt(z)), Math.Abs(s.ValueAt(2 * z)));
                if (a < 1e-150 && b < 1e-150)
                {
                    continue;
                }

                double p = Math.Log2(b / a);
                if (!(p > 0.1) || Math.Abs(p - (degree ?? Math.Round(p, 12))) > 1e-14 * p)
                {
                    return null;
                }

                degree ??= Math.Round(p, 12);
            }
        }

        return degree;
    }

    /// <summary>True where even neurons close to 0 leave double precision.</summary>
    private bool IsBeyond(double y)
    {
        // s^2 above 1e310, as it is for a z of a twentieth of the deviation.
        const double Largest = 1e155;
        double z = 0.05 * Math.Exp(0.5 * y);
        return !(Math.Abs(_activation.ValueAt(z)) < Largest) || !(Math.Abs(_activation.ValueAt(-z)) < Largest);
    }

    /// <summary>True where s vanishes for all but a 1e-15 of neurons.</summary>
    private bool IsSilent(double y)
    {
        const double Reach = 8;
        double end = Reach * Math.Exp(0.5 * y);
        return _activation.Pieces.Where(p => p.From < end && p.To > -end).All(p => Vanishes(p, end));
    }

    /// <summary>The law after such a metric.</summary>
    private TransitionWeights Silent() => _cb > 0 ? Certain(_cb) : new TransitionWeights(double.NegativeInfinity, [0, 0, 0], 1, 0, [0]);

    /// <summary>The law after a metric at which s^2 overflows wherever it does not vanish.</summary>
    private TransitionWeights Overflown(double y)
    {
        double root = Math.Exp(0.5 * y);
        double vanishing = _activation.Pieces.Where(p => Vanishes(p, root)).Sum(p => SpecialFunctions.NormalCdf(p.To / root) - SpecialFunctions.NormalCdf(p.From / root));
        double zero = _cb > 0 ? 0 : Math.Pow(vanishing, Contour.Width);
        return new TransitionWeights(double.PositiveInfinity, [0, 0, 0], zero, (int)(1000 / Contour.Spacing), [1 - zero]);
    }

    /// <summary>True of a piece that is 0 up to a |z|: in its parts, where its formula varies, and at all scales, since exp(-z^2) is next to nothing but at small z.</summary>
    private bool Vanishes(Quadrature.SmoothPiece piece, double scale)
    {
        const int Octaves = 60;
        double from = Math.Max(piece.From, -scale);
        double to = Math.Min(piece.To, scale);
        IEnumerable<double> points = Parts.Select(part => from + (part * (to - from))).Concat(_activation.Landmarks)
            .Concat(Enumerable.Range(0, Octaves).SelectMany(k => (double[])[Math.ScaleB(scale, -k), -Math.ScaleB(scale, -k)])).Where(z => z > from && z < to);
        return from < to && points.All(z => piece.S(z) == 0);
    }

    /// <summary>p where s(c z)^2 = c^(2p) s(z)^2 for c > 0; null for others.</summary>
    private static double? Degree(PiecewiseSmoothFunction s)
    {
        double[] points = [.. new[] { 0.3, -0.3, 1, -1, 7, -7 }.Where(z => s.ValueAt(z) != 0)];
        if (points.Length == 0)
        {
            return null;
        }

        double degree = Math.Round(Math.Log2(Math.Abs(s.ValueAt(2 * points[0]) / s.ValueAt(points[0]))), 12);
        bool holds = degree > 0 && new[] { 0.3, -0.3, 1, -1, 7, -7 }.All(z => new[] { 1e-3, 0.5, 2, 10, 1e3 }.All(c =>
            Math.Abs(Math.Abs(s.ValueAt(c * z)) - (Math.Pow(c, degree) * Math.Abs(s.ValueAt(z)))) <= 1e-13 * Math.Abs(s.ValueAt(c * z))));
        return holds ? degree : null;
    }
}
