using Theory.Numerics.Quadrature;

namespace Theory.Numerics.ExactLaw;

/// <summary>One term X = s(sqrt(q) xi)^2 of the sum that is the next metric, xi standard normal, in units of its mean.</summary>
internal sealed class SquaredNeuron
{
    /// <summary>Where an even square is told from others, between kinks and features that are symmetric.</summary>
    private static readonly double[] Probes = [0.11, 0.5, 1.3, 2.7, 5.1];

    /// <summary>Beyond this many standard deviations nothing is left even of the eighth power of a polynomial.</summary>
    private const double Reach = 16.5;
    private const double Step = 1.5;
    private const int MaximumSplits = 48;
    private const double Tolerance = 1e-15;

    private readonly List<NeuronPanel> _panels = [];

    /// <summary>Prepares the quadrature at one metric.</summary>
    /// <param name="activation">The activation s.</param>
    /// <param name="q">The metric, positive.</param>
    public SquaredNeuron(PiecewiseSmoothFunction activation, double q)
    {
        double root = Math.Sqrt(q);
        double[] cuts =
        [
            .. Enumerable.Range(0, (int)(2 * Reach / Step) + 1).Select(i => -Reach + (Step * i))
                .Concat(activation.Landmarks.Select(z => z / root))
                .Where(c => Math.Abs(c) <= Reach).Distinct().Order(),
        ];
        double Square(double xi, double scale) => activation.ValueAt(root * xi) / scale is var s ? s * s : 0;

        // The scale first, so that neither s^2 nor its powers leave double precision.
        double largest = 0;
        double[] between = [.. cuts.Zip(cuts.Skip(1), (a, b) => a + (0.37 * (b - a)))];
        foreach (double reach in (double[])[4, Reach])
        {
            // Further out only where rare neurons alone are active.
            foreach (double point in largest > 0 ? [] : between.Where(c => Math.Abs(c) < reach))
            {
                largest = Math.Max(largest, Math.Abs(activation.ValueAt(root * point)));
            }
        }

        Scale = largest;
        if (!(largest > 0) || !double.IsFinite(largest))
        {
            Scale = double.NaN;
            return;
        }

        bool even = activation.HasSymmetricLandmarks
            && Probes.All(x => Square(x, largest) == Square(-x, largest));
        Queue<(NeuronPanel Panel, int Depth)> open = new();
        for (int i = 1; i < cuts.Length; i++)
        {
            if (!even || cuts[i - 1] >= 0)
            {
                open.Enqueue((new NeuronPanel(cuts[i - 1], cuts[i], xi => Square(xi, largest), even ? 2 : 1), 0));
            }
        }

        if (even && cuts.Contains(0) is false)
        {
            open.Enqueue((new NeuronPanel(0, cuts.First(c => c > 0), xi => Square(xi, largest), 2), 0));
        }

        // Where s is below the normal doubles it has fewer digits, and panels that show no more than that are not divided.
        double tolerance = Math.Max(Tolerance, 4 * double.Epsilon / largest);
        double[] totals = [1, .. Enumerable.Range(1, 4).Select(k => open.Sum(p => p.Panel.Moment(k)))];
        while (open.TryDequeue(out (NeuronPanel Panel, int Depth) next))
        {
            bool settled = next.Depth == MaximumSplits || !Enumerable.Range(0, 5).Any(k =>
                Math.Abs(next.Panel.Moment(k) - next.Panel.Left.Moment(k) - next.Panel.Right.Moment(k)) > tolerance * totals[k]);
            if (settled)
            {
                _panels.Add(next.Panel);
            }
            else
            {
                open.Enqueue((next.Panel.Left, next.Depth + 1));
                open.Enqueue((next.Panel.Right, next.Depth + 1));
            }
        }

        double mean = _panels.Sum(p => p.Moment(1));
        if (!totals.All(double.IsFinite) || !(mean > 0))
        {
            Scale = double.NaN;
            return;
        }

        LogMean = Math.Log(mean) + (2 * Math.Log(largest));
        Moments = [1, 1, .. Enumerable.Range(2, 3).Select(k => _panels.Sum(p => p.Moment(k)) / Math.Pow(mean, k))];
    }

    /// <summary>The largest |s| where most of the normal law is; NaN where s vanishes or overflows.</summary>
    public double Scale { get; }

    /// <summary>ln E X.</summary>
    public double LogMean { get; } = double.NaN;

    /// <summary>E (X/EX)^k, k = 0 … 4.</summary>
    public double[] Moments { get; } = [];
}
