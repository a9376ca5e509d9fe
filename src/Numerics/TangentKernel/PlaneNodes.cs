namespace Theory.Numerics.TangentKernel;

/// <summary>Nodes and weights of two jointly normal inputs, at which many expectations are summed together.</summary>
/// <param name="First">z_a.</param>
/// <param name="Second">z_b.</param>
/// <param name="Weights">Their weights, density included; they add up to 1.</param>
internal sealed record PlaneNodes(double[] First, double[] Second, double[] Weights)
{
    private const int TrapezoidalLevels = 9;

    /// <summary>Beyond 9.5 standard deviations the density is below 1e-19.</summary>
    private const double Reach = 9.5;

    private static readonly int[] Orders = [8, 11, 16, 22, 31, 44, 62, 88, 124, 176, 248];

    /// <summary>The number of rules of rising accuracy for given breakpoints; each has about twice as many nodes as the one before.</summary>
    public static int Levels(double[] breakpoints) => breakpoints.Length == 0 ? TrapezoidalLevels : Orders.Length;

    /// <summary>A rule for functions that are smooth but at breakpoints in each input.</summary>
    /// <param name="breakpoints">The breakpoints.</param>
    /// <param name="ka">The variance of z_a.</param>
    /// <param name="kb">The variance of z_b.</param>
    /// <param name="rho">Their correlation.</param>
    /// <param name="level">From 0 to <see cref="Levels"/> - 1.</param>
    public static PlaneNodes Of(double[] breakpoints, double ka, double kb, double rho, int level) =>
        breakpoints.Length == 0 ? Trapezoidal(Math.Sqrt(ka), Math.Sqrt(kb), rho, 0.5 * Math.Pow(0.5, 0.5 * level)) : Panels(breakpoints, Math.Sqrt(ka), Math.Sqrt(kb), rho, Orders[level]);

    /// <summary>The trapezoidal rule, which converges faster than any power of its step for analytic functions.</summary>
    private static PlaneNodes Trapezoidal(double a, double b, double rho, double step)
    {
        double width = Math.Sqrt((1 - rho) * (1 + rho));
        int n = (int)(Reach / step);
        int across = width == 0 ? 0 : n;
        Builder nodes = new();
        for (int i = -n; i <= n; i++)
        {
            double x = i * step;
            for (int j = -across; j <= across; j++)
            {
                double y = j * step;
                if ((x * x) + (y * y) <= Reach * Reach)
                {
                    nodes.Add(a * x, b * ((rho * x) + (width * y)), step * SpecialFunctions.NormalPdf(x) * (across == 0 ? 1 : step * SpecialFunctions.NormalPdf(y)));
                }
            }
        }

        return nodes.Done();
    }

    /// <summary>Gauss-Legendre panels between breakpoints of z_a, and given z_a between those of z_b.</summary>
    private static PlaneNodes Panels(double[] breakpoints, double a, double b, double rho, int order)
    {
        var rule = LegendreNodes.Of(order);
        double width = Math.Sqrt((1 - rho) * (1 + rho));
        Builder nodes = new();
        foreach ((double x, double outer) in OnLine(Ends(breakpoints, a, b, rho, width), rule))
        {
            double weight = outer * SpecialFunctions.NormalPdf(x);
            if (width == 0)
            {
                nodes.Add(a * x, b * rho * x, weight);
                continue;
            }

            foreach ((double y, double inner) in OnLine(Cut(breakpoints.Select(p => ((p / b) - (rho * x)) / width), 2), rule))
            {
                nodes.Add(a * x, b * ((rho * x) + (width * y)), weight * inner * SpecialFunctions.NormalPdf(y));
            }
        }

        return nodes.Done();
    }

    /// <summary>Ends of panels in x = z_a/sqrt(K_a): breakpoints, and fine steps where the mean over z_b bends as its breakpoints pass.</summary>
    private static double[] Ends(double[] breakpoints, double a, double b, double rho, double width)
    {
        IEnumerable<double> own = breakpoints.Select(p => p / a);
        if (rho == 0)
        {
            return Cut(own, 2);
        }

        IEnumerable<double> passing = breakpoints.Select(p => p / b / rho);
        double scale = width / Math.Abs(rho);
        return scale >= 1 ? Cut(own, 2)
            : Cut(own.Concat(passing.SelectMany(x => scale == 0 ? [x] : Enumerable.Range(-5, 11).Select(i => x + (2 * i * scale)))), 2);
    }

    private static double[] Cut(IEnumerable<double> points, double longest)
    {
        double[] inside = [-Reach, .. points.Where(p => Math.Abs(p) < Reach).Distinct().Order(), Reach];
        return [.. inside.Zip(inside.Skip(1)).SelectMany(p =>
        {
            int parts = (int)Math.Ceiling((p.Second - p.First) / longest);
            return Enumerable.Range(0, parts).Select(i => p.First + ((p.Second - p.First) * i / parts));
        }), Reach];
    }

    private static IEnumerable<(double Position, double Weight)> OnLine(double[] ends, LegendreNodes rule)
    {
        for (int i = 0; i + 1 < ends.Length; i++)
        {
            (double middle, double half) = (0.5 * (ends[i] + ends[i + 1]), 0.5 * (ends[i + 1] - ends[i]));
            for (int k = 0; k < rule.Nodes.Length; k++)
            {
                yield return (middle + (half * rule.Nodes[k]), half * rule.Weights[k]);
            }
        }
    }

    private sealed class Builder
    {
        private readonly List<double> _first = [];
        private readonly List<double> _second = [];
        private readonly List<double> _weights = [];

        public void Add(double first, double second, double weight)
        {
            _first.Add(first);
            _second.Add(second);
            _weights.Add(weight);
        }

        public PlaneNodes Done() => new([.. _first], [.. _second], [.. _weights]);
    }
}
