using Theory.Numerics.Compilation.Vectors;

namespace Theory.Numerics.TangentKernel;

/// <summary>What the delta functions in derivatives of an activation add to means over two inputs: means over one input, given that the other is at a breakpoint.</summary>
/// <remarks>
/// With J_k the jump of s^(k) at p, s^(i) holds J_k delta^(i-1-k)(z - p). The mean of delta^(r)(z_a - p) g(z_b) is (-1)^r times the r-th derivative of phi_a(z) E[g(z_b) | z_a = z] at p,
/// and d/dz E[g | z] = (rho B/A) E[g' | z], in which g' holds delta functions again. No term cancels another where inputs are nearly parallel, as derivatives of the density do.
/// </remarks>
internal sealed class KinkTerms
{
    /// <summary>1 - rho^2 below which two delta functions at breakpoints that meet are too near to their divergence.</summary>
    public const double SmallestDeterminant = 1e-8;

    /// <summary>So many standard deviations off, a delta function has no weight.</summary>
    private const double Far = 39;

    private readonly DerivativeTable _table;
    private readonly PairLaw _pair;
    private readonly Line[] _lines;

    /// <summary>Prepares the terms of delta functions at the first input of a pair.</summary>
    /// <param name="table">The activation.</param>
    /// <param name="pair">The inputs, that with the delta functions first.</param>
    /// <param name="rule">The rule on a panel of z_b.</param>
    public KinkTerms(DerivativeTable table, PairLaw pair, LegendreNodes rule)
    {
        (_table, _pair) = (table, pair);
        _lines = [.. Enumerable.Range(0, table.Breakpoints.Length).Select(i => Given(i, rule))];
    }

    /// <summary>The terms of the delta functions in s^(i)_a of &lt;s^(i)_a s^(j)_b&gt;, and their size.</summary>
    /// <param name="i">A derivative.</param>
    /// <param name="j">Another.</param>
    /// <param name="isWhole">Whether s^(j)_b counts with its delta functions, or without.</param>
    public (double Value, double Magnitude) Of(int i, int j, bool isWhole)
    {
        (double sum, double size) = (0, 0);
        foreach (Line line in _lines)
        {
            for (int k = _table.Order; k < i; k++)
            {
                double jump = _table.Jump(line.Breakpoint, k);
                if (jump != 0 && line.Density > 0)
                {
                    double term = jump * Delta(line, i - 1 - k, n => Given(line, j + n, isWhole ? _table.Order : Math.Max(j, _table.Order)));
                    (sum, size) = (sum + term, size + Math.Abs(term));
                }
            }
        }

        return (sum, size);
    }

    /// <summary>The terms of the delta function in s''_a s'_a^n s_a^m (s' jumps) or s'''_a s'_a^n (s'' jumps), beside a product at z_b without delta functions.</summary>
    public double OfProduct(int slopes, int values, int other) => _lines.Where(l => l.Density > 0)
        .Sum(l => Weight(l.Breakpoint, slopes, values) is double weight and not 0 ? weight * l.Density * Regular(l, other) : 0);

    /// <summary>The terms of two delta functions in s''_a s'_a^n s''_b s'_b^m, where s' jumps.</summary>
    public double OfBoth(int slopes, int otherSlopes)
    {
        double sum = 0;
        foreach (Line line in _lines)
        {
            for (int q = 0; q < _lines.Length; q++)
            {
                double weight = Weight(line.Breakpoint, slopes, 0) * Weight(q, otherSlopes, 0);
                sum += weight == 0 || line.Density == 0 ? 0 : weight * line.Density * Peak(line, q);
            }
        }

        return sum;
    }

    /// <summary>The terms of the delta functions in s'''_a beside s'_b^3, where s' jumps.</summary>
    public double OfThird()
    {
        double sum = 0;
        foreach (Line line in _lines.Where(l => l.Density > 0))
        {
            (double first, double second) = (_table.Jump(line.Breakpoint, 1), _table.Jump(line.Breakpoint, 2));
            if (first != 0)
            {
                double bent = 3 * Regular(line, DerivativeProducts.Of(1, 1, 2));
                for (int q = 0; q < _lines.Length; q++)
                {
                    double weight = Math.Pow(_table.Right[q][1], 3) - Math.Pow(_table.Left[q][1], 3);
                    bent += weight == 0 ? 0 : weight * Peak(line, q);
                }

                double cubes = Regular(line, DerivativeProducts.Of(1, 1, 1));
                sum += first * Delta(line, 1, n => n == 0 ? cubes : bent);
            }

            sum += second == 0 ? 0 : second * line.Density * Regular(line, DerivativeProducts.Of(1, 1, 1));
        }

        return sum;
    }

    /// <summary>The weight of the delta function in s'' (s')^n where s' jumps, however s is smoothed the derivative of (s')^(n+1)/(n+1), or in s''' (s')^n where s'' does.</summary>
    /// <param name="order">The order of the derivative that jumps, 1 or 2.</param>
    /// <param name="left">s and its derivatives to the left.</param>
    /// <param name="right">The same to the right.</param>
    /// <param name="slopes">n.</param>
    public static double Weight(int order, double[] left, double[] right, int slopes) => order == 1
        ? (Math.Pow(right[1], slopes + 1) - Math.Pow(left[1], slopes + 1)) / (slopes + 1)
        : (right[2] - left[2]) * Math.Pow(left[1], slopes);

    private double Weight(int breakpoint, int slopes, int values) => _table.Jump(breakpoint, _table.Order) == 0 ? 0
        : Weight(_table.Order, _table.Left[breakpoint], _table.Right[breakpoint], slopes) * Math.Pow(_table.Left[breakpoint][0], values);

    /// <summary>The mean of delta^(r)(z_a - p) g(z_b), from E[g^(n) | z_a = p].</summary>
    private double Delta(Line line, int r, Func<int, double> given)
    {
        double turn = -_pair.Rho * _pair.B / _pair.A;
        double x = _table.Breakpoints[line.Breakpoint] / _pair.A;
        (double sum, double binomial) = (0, 1);
        for (int n = 0; n <= r; n++)
        {
            double factor = binomial * Math.Pow(turn, n) * Hermite(r - n, x) / Math.Pow(_pair.A, r - n);
            sum += factor == 0 ? 0 : factor * given(n);
            binomial *= (double)(r - n) / (n + 1);
        }

        return line.Density * sum;
    }

    /// <summary>E[s^(k)(z_b) | z_a = p] with the delta functions of jumps from an order on.</summary>
    private double Given(Line line, int k, int jumpsFrom)
    {
        double sum = Regular(line, DerivativeProducts.Single(k));
        for (int q = 0; q < _lines.Length; q++)
        {
            for (int j = jumpsFrom; j < k; j++)
            {
                double jump = _table.Jump(q, j);
                if (jump != 0 && Peak(line, q) is double peak and not 0)
                {
                    int n = k - 1 - j;
                    sum += jump * peak * Hermite(n, line.Offsets[q]) / Math.Pow(_pair.B * _pair.Width, n);
                }
            }
        }

        return sum;
    }

    /// <summary>A mean given z_a = p. Where s' jumps, inputs that are too nearly parallel have none: it depends on which side of the breakpoint z_b is.</summary>
    private double Regular(Line line, int product) =>
        _table.Order == 1 && IsNarrow && DerivativeProducts.HasDerivative(product) && Array.Exists(line.Offsets, y => Math.Abs(y) <= Far) ? double.NaN : line.Means[product];

    private bool IsNarrow => _pair.Width * _pair.Width <= SmallestDeterminant;

    /// <summary>The density of z_b at a breakpoint given z_a = p; NaN where the two are too near to meeting.</summary>
    private double Peak(Line line, int q)
    {
        double y = line.Offsets[q];
        return Math.Abs(y) > Far ? 0
            : IsNarrow ? double.NaN
            : SpecialFunctions.NormalPdf(y) / (_pair.B * _pair.Width);
    }

    private Line Given(int breakpoint, LegendreNodes rule)
    {
        double p = _table.Breakpoints[breakpoint];
        double x = p / _pair.A;
        PairLaw pair = _pair;
        double[] offsets = Array.ConvertAll(_table.Breakpoints, q => pair.Width == 0 ? (Math.Abs(q - (pair.Rho * pair.B * x)) <= 1e-12 * pair.B ? 0 : double.PositiveInfinity) : pair.Across(q, p));
        List<(double Position, double Weight)> nodes = [];
        if (pair.Width == 0)
        {
            nodes.Add((0, 1));
        }
        else
        {
            NormalPanels.Nodes([.. offsets], NormalPanels.Reach, rule, nodes);
        }

        double[] weights = [.. nodes.Select(n => n.Weight)];
        double[] means = new double[DerivativeProducts.Count];
        means[0] = weights.Sum();
        DerivativeProducts.Walk(
            _table.Of([.. nodes.Select(n => pair.SecondAt(x, n.Position))], DerivativeTable.Highest), (place, row) => means[place] = System.Numerics.Tensors.TensorPrimitives.Dot(row, weights));
        return new Line(breakpoint, SpecialFunctions.NormalPdf(x) / pair.A, offsets, means);
    }

    private static double Hermite(int n, double x) => n switch
    {
        0 => 1,
        1 => x,
        2 => (x * x) - 1,
        3 => x * ((x * x) - 3),
        _ => (x * Hermite(n - 1, x)) - ((n - 1) * Hermite(n - 2, x)),
    };

    /// <summary>A breakpoint of z_a, the density there, where the breakpoints of z_b lie given it, in standard deviations, and means of products at z_b.</summary>
    private sealed record Line(int Breakpoint, double Density, double[] Offsets, double[] Means);
}
