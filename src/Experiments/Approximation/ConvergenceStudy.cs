using System.Text.Json.Nodes;
using Theory.Experiments.Figures;
using Theory.Experiments.Reporting;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Approximation;

namespace Theory.Experiments.Approximation;

/// <summary>The error of interpolants of rising degree: N^-s for a function with s derivatives, r^N for one that is analytic about the interval.</summary>
public sealed class ConvergenceStudy
{
    /// <summary>Errors below this are rounding and say nothing about the order.</summary>
    private const double Rounding = 1e-13;

    /// <summary>Errors that follow a law stay within this of it, as a natural logarithm; those of entire functions bend away.</summary>
    private const double LargestDeviation = 0.5;

    private const int FewestRows = 4;

    private ConvergenceStudy(IReadOnlyList<(int Degree, double Error, double ErrorC1)> rows) => Rows = rows;

    /// <summary>Degree, error, and error with derivatives.</summary>
    public IReadOnlyList<(int Degree, double Error, double ErrorC1)> Rows { get; }

    /// <summary>The exponent s of error ~ N^-s over the upper half of the degrees; null where the error falls faster or is rounding.</summary>
    public double? Order => IsAlgebraic ? Slope(r => r.Error) : null;

    /// <summary>The same for the error with derivatives.</summary>
    public double? OrderC1 => IsAlgebraic ? Slope(r => r.ErrorC1) : null;

    /// <summary>The factor r of error ~ r^N, per degree; null where the error falls otherwise.</summary>
    public double? Rate => Geometric is (double rate, double deviation) && deviation < LargestDeviation && (Algebraic is not (double, double other) || deviation < other) ? rate : null;

    /// <summary>What is observed, in words.</summary>
    public string Statement => Order is double order
        ? $"the error falls like N^-{Format.Number(order, 2)}, " + (OrderC1 is double derivatives && derivatives > 0.1 ? $"with derivatives like N^-{Format.Number(derivatives, 2)}" : "that of the derivatives does not fall")
        : Rate is double rate
            ? $"geometric, by a factor of {Format.Number(rate, 2)} per degree"
            : "faster than any power of the degree";

    /// <summary>Interpolates with degrees 4, 6, 8, 12, … up to the largest.</summary>
    public static ConvergenceStudy Of(FunctionApproximation function, InputDomain box, CancellationToken cancellation)
    {
        int largest = ChebyshevInterpolation.LargestDegree(box.Dimension);
        IEnumerable<int> degrees = Enumerable.Range(2, 12).SelectMany(k => (int[])[1 << k, 3 << (k - 1)]).Where(n => n <= largest).Order();
        return new ConvergenceStudy([.. degrees.Select(n =>
        {
            (double error, double errorC1) = function.Error(ChebyshevInterpolation.OfDegree(function.Evaluate, box, n), cancellation);
            return (n, error, errorC1);
        })]);
    }

    /// <summary>The rows as JSON.</summary>
    public JsonArray ToJson() => new([.. Rows.Select(r => new JsonObject { ["degree"] = r.Degree, ["error"] = Json.Number(r.Error), ["errorC1"] = Json.Number(r.ErrorC1) })]);

    /// <summary>The rows as a table.</summary>
    public string ToCsv() => Csv.Table(["degree", "error", "errorC1"], Rows.Select(r => (IEnumerable<double?>)[r.Degree, r.Error, r.ErrorC1]));

    /// <summary>Both errors against the degree.</summary>
    public Figure ToFigure(string formula)
    {
        double[] x = [.. Rows.Select(r => (double)r.Degree)];
        List<Series> series =
        [
            new LineSeries("values", x, Rows.Select(r => r.Error)),
            new LineSeries("values and first derivatives", x, Rows.Select(r => r.ErrorC1)),
        ];
        if (Order is double order && OrderC1 is double orderC1)
        {
            series.Add(new LineSeries($"N^−{Format.Number(order, 2)}", x, x.Select(n => Rows[^1].Error * Math.Pow(n / x[^1], -order))) { Hue = 0, Dashed = true });
            series.Add(new LineSeries($"N^−{Format.Number(orderC1, 2)}", x, x.Select(n => Rows[^1].ErrorC1 * Math.Pow(n / x[^1], -orderC1))) { Hue = 1, Dashed = true });
        }

        return new Figure(
            $"Chebyshev interpolation of {Typography.Formula(formula)}",
            // A rate per degree is a straight line over the degree, a power of it over its logarithm.
            new FigureAxis("degree N in each variable", IsAlgebraic ? AxisScale.Log10 : AxisScale.Linear),
            new FigureAxis("largest error", AxisScale.Log10),
            series);
    }

    /// <summary>Whether a power of the degree describes the errors better than a power with the degree as its exponent.</summary>
    private bool IsAlgebraic => Rows.All(r => r.Error >= Rounding) && Rate is null;

    /// <summary>The factor per degree and the largest deviation, as a logarithm; null where too few errors are above rounding.</summary>
    private (double Rate, double Deviation)? Geometric => Line(r => r.Degree) is (double slope, double deviation) && slope < 0 ? (Math.Exp(slope), deviation) : null;

    private (double Order, double Deviation)? Algebraic => Line(r => Math.Log(r.Degree));

    /// <summary>A straight line through the logarithms of the upper half.</summary>
    private double? Slope(Func<(int Degree, double Error, double ErrorC1), double> select) =>
        Line(r => Math.Log(r.Degree), select, Upper(r => r.Error >= Rounding)) is (double slope, _) ? -slope : null;

    private (double Slope, double Deviation)? Line(Func<(int Degree, double Error, double ErrorC1), double> x)
    {
        (int, double, double)[] rows = Upper(r => r.Error >= 10 * Rounding);
        return rows.Length < FewestRows ? null : Line(x, r => r.Error, rows);
    }

    /// <summary>The upper half of the rows that say something.</summary>
    private (int Degree, double Error, double ErrorC1)[] Upper(Func<(int Degree, double Error, double ErrorC1), bool> tells)
    {
        (int, double, double)[] rows = [.. Rows.TakeWhile(tells)];
        return rows[Math.Min(rows.Length / 2, Math.Max(0, rows.Length - FewestRows))..];
    }

    private static (double Slope, double Deviation)? Line(
        Func<(int Degree, double Error, double ErrorC1), double> abscissa,
        Func<(int Degree, double Error, double ErrorC1), double> ordinate,
        (int Degree, double Error, double ErrorC1)[] rows)
    {
        (double X, double Y)[] points = [.. rows.Select(r => (abscissa(r), Math.Log(ordinate(r))))];
        if (points.Length < 3 || points.Any(q => !double.IsFinite(q.Y)))
        {
            return null;
        }

        double x = points.Average(q => q.X);
        double y = points.Average(q => q.Y);
        double slope = points.Sum(q => (q.X - x) * (q.Y - y)) / points.Sum(q => (q.X - x) * (q.X - x));
        return (slope, points.Max(q => Math.Abs(q.Y - y - (slope * (q.X - x)))));
    }
}
