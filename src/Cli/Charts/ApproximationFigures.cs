using Theory.Experiments.Figures;
using Theory.Expressions;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Layered;

namespace Theory.Cli.Charts;

/// <summary>A function with the network that approximates it, and the error: curves of one variable, maps of two.</summary>
internal static class ApproximationFigures
{
    private const int Points = 401;
    private const int Side = 121;

    /// <summary>The figures by name; none for more variables than two.</summary>
    public static IEnumerable<(string Name, Figure Figure)> Of(string formula, Func<double[], double> function, LayeredNetwork network, InputDomain box)
    {
        CompiledNetwork<double> compiled = new(network);
        (double From, double To)[] sides = [.. box.Sides.Select(s => (s.Lower!.Value.ToNearestDouble(), s.Upper!.Value.ToNearestDouble()))];
        string title = Typography.Formula(formula);
        if (sides.Length == 1)
        {
            double[] x = [.. Enumerable.Range(0, Points).Select(i => At(sides[0], i, Points))];
            double[] f = [.. x.Select(v => function([v]))];
            double[] error = [.. x.Zip(f, (v, value) => compiled.Evaluate(v) - value)];
            yield return ("function", new Figure($"{title} and its network", new FigureAxis(network.Variables[0]), new FigureAxis(""),
            [
                new LineSeries("function", x, f),
                new LineSeries("network", x, x.Select(v => compiled.Evaluate(v))) { Dashed = true },
            ])
            {
                Subtitle = $"degree {network.Polynomial.Degree}, {network.Neurons} units",
                Residuals = new Figure("", new FigureAxis(network.Variables[0]), new FigureAxis("error"), [new LineSeries("", x, error), new ReferenceLine("", 0)]),
            });
        }
        else if (sides.Length == 2)
        {
            double[][] f = Map((x, y) => function([x, y]));
            double[][] error = Map((x, y) => compiled.Evaluate(x, y) - function([x, y]));
            yield return ("function", Drawn($"{title} and its network: values", "function", f));
            yield return ("network-error", Drawn($"{title} and its network: error", "network − function", error));
        }

        double[][] Map(Func<double, double, double> value) =>
            [.. Enumerable.Range(0, Side).Select(i => Enumerable.Range(0, Side).Select(j => value(At(sides[0], i, Side), At(sides[1], j, Side))).ToArray())];

        Figure Drawn(string heading, string label, double[][] values)
        {
            double limit = values.SelectMany(c => c).Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(1).Max();
            return new Figure(heading, new FigureAxis(network.Variables[0]), new FigureAxis(network.Variables[1]),
                [new HeatMapSeries(label, sides[0], sides[1], values, limit > 0 ? limit : 1)])
            {
                Subtitle = $"degree {network.Polynomial.Degree}, {network.Neurons} units",
                HasEqualUnits = sides[0].To - sides[0].From == sides[1].To - sides[1].From,
            };
        }
    }

    private static double At((double From, double To) side, int i, int count) => side.From + ((side.To - side.From) * i / (count - 1));
}
