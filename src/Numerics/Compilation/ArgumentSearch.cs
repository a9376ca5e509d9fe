using Theory.Expressions;

namespace Theory.Numerics.Compilation;

/// <summary>Where a function u of z that is not linear takes given values and where it turns, and on what scale it varies there.</summary>
internal sealed class ArgumentSearch
{
    private const int LargestOrder = 8;
    private const int OrderOfScale = 3;
    private const int PerDecade = 24;

    /// <summary>On both sides of 0, from far below any K to far beyond.</summary>
    private static readonly double[] Grid =
    [
        0,
        .. Enumerable.Range(-8 * PerDecade, 18 * PerDecade).Select(i => Math.Pow(10, (i + 0.37) / PerDecade)).SelectMany(z => (double[])[z, -z]),
    ];

    private static readonly double[] Around = [0, 0.3, 1, 3, 10, 30];

    private readonly Func<double, double>[] _u;
    private readonly double[] _points;

    /// <summary>Prepares the search.</summary>
    /// <param name="u">The function.</param>
    /// <param name="degree">The degree if it is a polynomial.</param>
    /// <param name="inner">Features of its parts.</param>
    public ArgumentSearch(Expr u, int degree, IReadOnlyList<(double Position, double Scale)> inner)
    {
        int order = degree <= LargestOrder ? degree : OrderOfScale;
        _u = [.. StableForm.Derivatives(u, order).Select(f => ExpressionCompiler.Compile(f, Symbol.Z))];
        _points = [.. Grid, .. inner.SelectMany(f => Around.SelectMany(a => (double[])[f.Position + (a * f.Scale), f.Position - (a * f.Scale)]))];
    }

    /// <summary>Where u turns and where it takes one of some values.</summary>
    public List<double> Points(IReadOnlyList<double> values)
    {
        List<double> known = [.. _points];
        List<double> result = [];
        for (int order = _u.Length - 2; order > 0; order--)
        {
            result = Crossings(_u[order], 0, known);
            known.AddRange(result);
        }

        foreach (double value in values)
        {
            result.AddRange(Crossings(_u[0], value, known));
        }

        return result;
    }

    /// <summary>The distance from z over which u changes by 1, or by its own size.</summary>
    public double Scale(double z, bool isRelative)
    {
        double[] taylor = new double[Math.Min(OrderOfScale + 1, _u.Length)];
        double factorial = 1;
        for (int k = 0; k < taylor.Length; k++)
        {
            factorial *= Math.Max(k, 1);
            taylor[k] = Math.Abs(_u[k](z)) / factorial;
        }

        // At a zero, where a relative change has no scale, that of the slope is left.
        double part = Math.Abs(z) * 1e-14;
        int first = isRelative && !(taylor[0] > part * taylor[1]) ? 1 : 0;
        double size = isRelative ? taylor[first] : 1;
        double scale = double.PositiveInfinity;
        for (int k = first + 1; k < taylor.Length; k++)
        {
            double length = Math.Pow(size / taylor[k], 1.0 / (k - first));
            scale = length > 0 && length < scale ? length : scale;
        }

        return scale;
    }

    private static List<double> Crossings(Func<double, double> f, double value, List<double> points)
    {
        double[] z = [.. points.Distinct().Order()];
        double[] y = [.. z.Select(x => f(x) - value)];
        List<double> result = [];
        for (int i = 0; i + 1 < z.Length; i++)
        {
            if (y[i] == 0)
            {
                // Where it vanishes over a stretch there is no point.
                if (i > 0 && y[i - 1] != 0 && y[i + 1] != 0)
                {
                    result.Add(z[i]);
                }
            }
            else if (y[i] * (y[i + 1] > 0 ? 1 : y[i + 1] < 0 ? -1 : 0) < 0)
            {
                result.Add(Bisect(f, value, z[i], z[i + 1], y[i] > 0));
            }
        }

        return result;
    }

    private static double Bisect(Func<double, double> f, double value, double from, double to, bool isPositive)
    {
        while (true)
        {
            double middle = from + (0.5 * (to - from));
            double y = f(middle) - value;
            if (middle <= from || middle >= to || y == 0 || double.IsNaN(y))
            {
                return middle;
            }

            (from, to) = y > 0 == isPositive ? (middle, to) : (from, middle);
        }
    }
}
