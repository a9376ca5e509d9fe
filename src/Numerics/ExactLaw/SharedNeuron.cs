using Theory.Numerics.Quadrature;

namespace Theory.Numerics.ExactLaw;

/// <summary>s(z)^2 for z of several variances: the nodes of one quadrature over z serve all of them.</summary>
internal sealed class SharedNeuron
{
    /// <summary>Weights that do not count.</summary>
    public const double Negligible = 1e-20;

    /// <summary>Where an even square is told from others, between kinks and features that are symmetric.</summary>
    private static readonly double[] Probes = [0.11, 0.5, 1.3, 2.7, 5.1];

    /// <summary>Beyond this many standard deviations no weight counts.</summary>
    private const double Reach = 9.7;
    private const double Step = 1.5;
    private const double Least = 1e-300;
    private const double Growth = 1.15;
    private const int MaximumSplits = 60;
    private const double Tolerance = 1e-16;

    private readonly PiecewiseSmoothFunction _s;
    private readonly double _inverse;
    private readonly List<SharedPanel> _panels = [];
    private readonly Stack<double[]> _free = [];

    /// <summary>Prepares the quadrature.</summary>
    /// <param name="activation">The activation s.</param>
    /// <param name="variances">The variances, in increasing order.</param>
    /// <param name="largest">A number of the order of the largest |s| that counts.</param>
    public SharedNeuron(PiecewiseSmoothFunction activation, double[] variances, double largest)
    {
        (_s, Variances) = (activation, variances);
        int exponent = Math.ILogB(largest);
        _inverse = Math.ScaleB(1, -exponent);
        LogScale = 2 * exponent * Math.Log(2);
        Nothing = Math.Max(Least, SharedPanel.Nothing * _inverse * _inverse);
        double narrow = Math.Sqrt(variances[0]);
        double wide = Reach * Math.Sqrt(variances[^1]);
        bool even = activation.HasSymmetricLandmarks
            && Probes.All(x => Square(x * narrow) == Square(-x * narrow) && Square(x * wide / Reach) == Square(-x * wide / Reach));
        Multiplicity = even ? 2 : 1;
        List<double> positive = [0];
        while (positive[^1] < wide)
        {
            positive.Add(Math.Max(positive[^1] + (Step * narrow), positive[^1] > Reach * narrow ? Growth * positive[^1] : 0));
        }

        double end = positive[^1];
        double[] cuts =
        [
            .. positive.Concat(positive.Select(c => -c))
                .Concat(activation.Landmarks)
                .Where(c => Math.Abs(c) <= end && (!even || c >= 0)).Distinct().Order(),
        ];
        Queue<(SharedPanel Panel, int Depth)> open = new();
        for (int i = 1; i < cuts.Length; i++)
        {
            open.Enqueue((new SharedPanel(cuts[i - 1], cuts[i], this), 0));
        }

        // Where the squares themselves, and their powers, are resolved under the least, a middle and the largest variance.
        int[] rows = [.. new[] { 0, variances.Length / 2, variances.Length - 1 }.Distinct()];
        double[,] totals = new double[rows.Length, 5];
        for (int i = 0; i < rows.Length; i++)
        {
            for (int k = 0; k < 5; k++)
            {
                totals[i, k] = open.Sum(p => p.Panel.Moment(rows[i], k));
            }
        }

        Zero = new double[variances.Length];
        while (open.TryDequeue(out (SharedPanel Panel, int Depth) next))
        {
            if (next.Panel.EndRow == 0)
            {
                continue;
            }

            if (next.Depth == MaximumSplits || !next.Panel.IsDivisible || IsResolved(next.Panel, rows, totals))
            {
                Keep(next.Panel);
            }
            else
            {
                open.Enqueue((next.Panel.Left, next.Depth + 1));
                open.Enqueue((next.Panel.Right, next.Depth + 1));
            }
        }

    }

    /// <summary>The variances.</summary>
    public double[] Variances { get; }

    /// <summary>2 where a panel also stands for its mirror image.</summary>
    public double Multiplicity { get; }

    /// <summary>ln of what squares are divided by.</summary>
    public double LogScale { get; }

    /// <summary>Squares, over their scale, below which they count as 0.</summary>
    public double Nothing { get; }

    /// <summary>The panels that resolve s^2.</summary>
    public IReadOnlyList<SharedPanel> Panels => _panels;

    /// <summary>The probability of s = 0 under each variance.</summary>
    public double[] Zero { get; }

    /// <summary>s(z)^2 over its scale.</summary>
    public double Square(double z) => _s.ValueAt(z) * _inverse is var s ? s * s : 0;

    /// <summary>Room for the weights of a panel.</summary>
    public double[] Rent() => _free.TryPop(out double[]? free) ? free : new double[Variances.Length * SharedPanel.Order];

    /// <summary>Takes the room back.</summary>
    public void GiveBack(double[] weights) => _free.Push(weights);

    private static bool IsResolved(SharedPanel panel, int[] rows, double[,] totals)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            for (int k = 0; k < 5; k++)
            {
                double whole = panel.Moment(rows[i], k);
                if (Math.Abs(whole) > Tolerance * totals[i, k]
                    && Math.Abs(whole - panel.Left.Moment(rows[i], k) - panel.Right.Moment(rows[i], k)) > 4 * Tolerance * totals[i, k])
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Takes a panel without those of its parts where s counts as 0: what is left of it must be the same at every t, or a jump from small to large t is taken for a part of the law.</summary>
    private void Keep(SharedPanel panel)
    {
        if (panel.Greatest < Nothing)
        {
            for (int r = 0; r < Zero.Length; r++)
            {
                Zero[r] += panel.Masses[r];
            }
        }
        else if (panel.Least < Nothing && panel.Heaviest > 1e-19 && panel.IsDivisible)
        {
            Keep(panel.Left);
            Keep(panel.Right);
        }
        else
        {
            _panels.Add(panel);
        }
    }
}
