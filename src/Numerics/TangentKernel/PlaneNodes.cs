namespace Theory.Numerics.TangentKernel;

/// <summary>A block of nodes of two jointly normal inputs: nodes of the first, and for each of them nodes of the second given the first.</summary>
/// <param name="First">z_a.</param>
/// <param name="Weights">Their weights, density included; over all blocks they add up to 1.</param>
/// <param name="Second">z_b, those of one z_a after those of another.</param>
/// <param name="SecondWeights">Their weights, which add up to 1 for each z_a.</param>
/// <param name="Starts">Where the nodes of each z_a start in <paramref name="Second"/>, and where the last end.</param>
/// <remarks>A mean of f(z_a) g(z_b) is a sum over z_a of f times the mean of g, so that f and its products are evaluated once for many nodes.</remarks>
internal sealed record PlaneNodes(double[] First, double[] Weights, double[] Second, double[] SecondWeights, int[] Starts)
{
    private const int TrapezoidalLevels = 9;

    /// <summary>A block ends once it has so many nodes, which the caches hold.</summary>
    private const int BlockSize = 1024;

    private static readonly int[] Orders = [8, 11, 16, 22, 31, 44, 62, 88, 124, 176, 248];

    private static readonly LegendreNodes[] Rules = [.. Orders.Select(LegendreNodes.Of)];

    /// <summary>The number of rules of rising accuracy for given breakpoints; each has about twice as many nodes as the one before.</summary>
    public static int Levels(double[] breakpoints) => breakpoints.Length == 0 ? TrapezoidalLevels : Orders.Length;

    /// <summary>The rule on a panel between breakpoints, of a level.</summary>
    public static LegendreNodes Rule(int level) => Rules[Math.Min(level, Rules.Length - 1)];

    /// <summary>A rule for functions that are smooth but at breakpoints in each input.</summary>
    /// <param name="breakpoints">The breakpoints.</param>
    /// <param name="pair">The two inputs.</param>
    /// <param name="level">From 0 to <see cref="Levels"/> - 1.</param>
    public static IEnumerable<PlaneNodes> Of(double[] breakpoints, PairLaw pair, int level)
    {
        double step = 0.5 * Math.Pow(0.5, 0.5 * level);
        LegendreNodes rule = Rule(level);
        List<(double Position, double Weight)> line = [];
        List<double> ends = [];
        if (breakpoints.Length == 0)
        {
            Trapezoidal(step, NormalPanels.Reach, line);
        }
        else
        {
            PanelEnds(breakpoints, pair, ends);
            NormalPanels.Nodes(ends, NormalPanels.Reach, rule, line);
        }

        Builder nodes = new();
        List<(double Position, double Weight)> across = [];
        foreach ((double x, double weight) in line)
        {
            nodes.Start(pair.A * x, weight);
            if (pair.Width == 0)
            {
                nodes.Add(pair.B * pair.Rho * x, 1);
            }
            else
            {
                across.Clear();
                ends.Clear();
                double reach = Math.Sqrt(Math.Max(1, (NormalPanels.Reach * NormalPanels.Reach) - (x * x)));
                foreach (double p in breakpoints)
                {
                    if (pair.Across(p, pair.A * x) is double y && Math.Abs(y) < reach)
                    {
                        ends.Add(y);
                    }
                }

                // Where no breakpoint is near, as for most x of nearly parallel inputs, z_b stays on a piece.
                if (ends.Count == 0)
                {
                    Trapezoidal(step, reach, across);
                }
                else
                {
                    NormalPanels.Nodes(ends, reach, rule, across);
                }

                foreach ((double y, double inner) in across)
                {
                    nodes.Add(pair.SecondAt(x, y), inner);
                }
            }

            if (nodes.Count >= BlockSize)
            {
                yield return nodes.Done();
            }
        }

        yield return nodes.Done();
    }

    /// <summary>The trapezoidal rule, which converges faster than any power of its step for analytic functions.</summary>
    private static void Trapezoidal(double step, double reach, List<(double Position, double Weight)> nodes)
    {
        int n = (int)(reach / step);
        for (int i = -n; i <= n; i++)
        {
            nodes.Add((i * step, step * SpecialFunctions.NormalPdf(i * step)));
        }
    }

    /// <summary>Ends of panels in x = z_a/sqrt(K_a): breakpoints, and fine steps where the mean over z_b bends as its breakpoints pass.</summary>
    private static void PanelEnds(double[] breakpoints, PairLaw pair, List<double> ends)
    {
        double scale = pair.Width / Math.Abs(pair.Rho);
        foreach (double p in breakpoints)
        {
            ends.Add(p / pair.A);
            if (scale < 1)
            {
                double passing = p / pair.B / pair.Rho;
                for (int i = scale == 0 ? 0 : -5; i <= (scale == 0 ? 0 : 5); i++)
                {
                    ends.Add(passing + (2 * i * scale));
                }
            }
        }
    }

    private sealed class Builder
    {
        private readonly List<double> _first = [];
        private readonly List<double> _weights = [];
        private readonly List<double> _second = [];
        private readonly List<double> _inner = [];
        private readonly List<int> _starts = [];

        public int Count => _second.Count;

        public void Start(double first, double weight)
        {
            _first.Add(first);
            _weights.Add(weight);
            _starts.Add(_second.Count);
        }

        public void Add(double second, double weight)
        {
            _second.Add(second);
            _inner.Add(weight);
        }

        public PlaneNodes Done()
        {
            PlaneNodes block = new([.. _first], [.. _weights], [.. _second], [.. _inner], [.. _starts, _second.Count]);
            _first.Clear();
            _weights.Clear();
            _second.Clear();
            _inner.Clear();
            _starts.Clear();
            return block;
        }
    }
}
