using System.Text.Json.Nodes;
using Theory.Experiments.Figures;
using Theory.Experiments.Reporting;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Approximation;

namespace Theory.Cli.Commands;

/// <summary>The error of interpolants of rising degree: N^-s for a function with s derivatives, geometric for an analytic one.</summary>
internal sealed class ConvergenceStudy
{
    /// <summary>Errors below this are rounding and say nothing about the order.</summary>
    private const double Rounding = 1e-13;

    private ConvergenceStudy(IReadOnlyList<(int Degree, double Error, double ErrorC1)> rows) => Rows = rows;

    /// <summary>Degree, error, and error with derivatives.</summary>
    public IReadOnlyList<(int Degree, double Error, double ErrorC1)> Rows { get; }

    /// <summary>The exponent s of error ~ N^-s over the upper half of the degrees; null where the error is rounding.</summary>
    public double? Order => Slope(r => r.Error);

    /// <summary>The same for the error with derivatives.</summary>
    public double? OrderC1 => Slope(r => r.ErrorC1);

    /// <summary>Interpolates with degrees 4, 6, 8, 12, … up to the largest.</summary>
    public static ConvergenceStudy Of(FunctionApproximation function, InputDomain box)
    {
        int largest = ChebyshevInterpolation.LargestDegree(box.Dimension);
        IEnumerable<int> degrees = Enumerable.Range(2, 12).SelectMany(k => (int[])[1 << k, 3 << (k - 1)]).Where(n => n <= largest).Order();
        return new ConvergenceStudy([.. degrees.Select(n =>
        {
            (double error, double errorC1) = function.Error(ChebyshevInterpolation.OfDegree(function.Evaluate, box, n));
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
            $"Chebyshev interpolation of {formula}",
            new FigureAxis("degree N in each variable", AxisScale.Log10),
            new FigureAxis("largest error", AxisScale.Log10),
            series);
    }

    /// <summary>A straight line through the logarithms of the upper half; none where the errors reach rounding, for then the convergence is faster than any power.</summary>
    private double? Slope(Func<(int Degree, double Error, double ErrorC1), double> select)
    {
        (double X, double Y)[] points = [.. Rows.Skip(Rows.Count / 2).Select(r => (Math.Log(r.Degree), Math.Log(select(r))))];
        if (points.Length < 3 || Rows.Any(r => r.Error < Rounding))
        {
            return null;
        }

        double x = points.Average(q => q.X);
        double y = points.Average(q => q.Y);
        return -points.Sum(q => (q.X - x) * (q.Y - y)) / points.Sum(q => (q.X - x) * (q.X - x));
    }
}
