using Theory.Experiments.Figures;
using Theory.Experiments.Reporting;
using Theory.Expressions;
using Theory.Polynomials;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Layered;
using Theory.Polynomials.Stability;

namespace Theory.Cli.Charts;

/// <summary>Figures of exact polynomial networks.</summary>
internal static class NetworkFigures
{
    private const int Points = 401;
    private const int Neighbours = 5;

    /// <summary>More connections than this cannot be told apart, and are drawn as one band between layers.</summary>
    private const int MostConnections = 60;

    /// <summary>The height of a line of text in that of the figure, with the marker below it.</summary>
    private const double LineOfText = 0.055;

    /// <summary>Units in layers with their connections.</summary>
    public static Figure Drawing(LayeredNetwork network) => Drawing(new Units(network.P, network.Variables, network.Layers, [network.Polynomial]));

    /// <summary>The same for several outputs.</summary>
    public static Figure Drawing(JointNetwork network) => Drawing(new Units(network.P, network.Variables, network.Layers, network.Polynomials));

    private static Figure Drawing(Units network)
    {
        int[] sizes = [network.Variables.Count, .. network.Layers.Select(l => l.Outputs)];
        if (network.Layers.Sum(l => l.Weights.Sum(row => row.Count(w => !w.IsZero))) > MostConnections)
        {
            return Summary(network, sizes);
        }

        List<double> x = [];
        List<double> positive = [];
        List<double> negative = [];
        foreach ((int layer, DenseLayer dense) in network.Layers.Index())
        {
            for (int row = 0; row < dense.Outputs; row++)
            {
                for (int column = 0; column < dense.Inputs; column++)
                {
                    if (dense.Weights[row][column].IsZero)
                    {
                        continue;
                    }

                    // NaN lifts the pen, and puts the line into one of the two series.
                    double from = Height(sizes[layer], column);
                    double to = Height(sizes[layer + 1], row);
                    bool isPositive = dense.Weights[row][column].IsPositive;
                    x.AddRange([layer, layer + 1, layer + 1]);
                    positive.AddRange(isPositive ? [from, to, double.NaN] : [double.NaN, double.NaN, double.NaN]);
                    negative.AddRange(isPositive ? [double.NaN, double.NaN, double.NaN] : [from, to, double.NaN]);
                }
            }
        }

        return new Figure(
            $"Network of MRePU units of order {network.P}: {network.Neurons} units, {network.NonZeroParameters} weights",
            LayersOf(network, sizes),
            new FigureAxis("place in the layer"),
            [
                new LineSeries("positive weight", x, positive) { Hue = 5 },
                new LineSeries("negative weight", x, negative) { Hue = 4, Dashed = true },
                Nodes("input", sizes, [0], 0),
                Nodes("MRePU unit", sizes, [.. Enumerable.Range(1, sizes.Length - 2)], 2),
                Nodes("output", sizes, [sizes.Length - 1], 1),
                .. Names(network, sizes),
            ])
        {
            Subtitle = Shortened(Typography.Formula(string.Join(", ", network.Polynomials.Select(q => q.ToString(network.Variables))))),
        };
    }

    /// <summary>Units in layers, with a band for all connections between two of them.</summary>
    private static Figure Summary(Units network, int[] sizes) => new(
        $"Network of MRePU units of order {network.P}: {network.Neurons} units, {network.NonZeroParameters} weights",
        LayersOf(network, sizes),
        new FigureAxis("place in the layer"),
        [
            .. network.Layers.Select((dense, layer) => new BandSeries(
                $"to {(layer == network.HiddenLayers ? network.Polynomials.Count == 1 ? "the output" : "the outputs" : $"layer {layer + 1}")}: {dense.Weights.Sum(row => row.Count(w => !w.IsZero))} weights",
                [layer, layer + 1],
                [-Math.Max(0.5, Height(sizes[layer], 0)), -Math.Max(0.5, Height(sizes[layer + 1], 0))],
                [Math.Max(0.5, Height(sizes[layer], 0)), Math.Max(0.5, Height(sizes[layer + 1], 0))]) { Hue = layer % 2 == 0 ? 5 : 4 }),
            Nodes("input", sizes, [0], 0),
            Nodes("MRePU unit", sizes, [.. Enumerable.Range(1, sizes.Length - 2)], 2),
            Nodes("output", sizes, [sizes.Length - 1], 1),
            .. Names(network, sizes),
        ])
    {
        Subtitle = Shortened(Typography.Formula(string.Join(", ", network.Polynomials.Select(q => q.ToString(network.Variables))))),
    };

    /// <summary>The variables above the inputs, and numbers above several outputs, where there is room between them.</summary>
    private static IEnumerable<TextSeries> Names(Units network, int[] sizes)
    {
        double above = LineOfText * (sizes.Max() - 1);
        if (above < 1)
        {
            int last = sizes.Length - 1;
            yield return new TextSeries(network.Variables.Select(_ => 0.0), network.Variables.Select((_, i) => Height(sizes[0], i) + above), network.Variables);
            yield return network.Polynomials.Count == 1 ? new TextSeries([], [], []) : new TextSeries(
                network.Polynomials.Select(_ => (double)last), network.Polynomials.Select((_, i) => Height(sizes[last], i) + above), network.Polynomials.Select((_, i) => Format.Number(i + 1)));
        }
    }

    private static FigureAxis LayersOf(Units network, int[] sizes) =>
        new($"layer: 0 input{(network.Variables.Count == 1 ? "" : "s")} {string.Join(", ", network.Variables)} (from above), {sizes.Length - 1} output{(network.Polynomials.Count == 1 ? "" : "s, in the order of the title")}") { IntegerTicks = true };

    /// <summary>The rounding error over the interval: the network itself beside one from monomials and one from Chebyshev polynomials.</summary>
    public static Figure Error(LayeredNetwork network, InputDomain box)
    {
        double lower = box.Sides[0].Lower!.Value.ToNearestDouble();
        double upper = box.Sides[0].Upper!.Value.ToNearestDouble();
        double[] x = [.. Enumerable.Range(0, Points).Select(i => Math.Clamp(lower + ((upper - lower) * (1 - Math.Cos(Math.PI * i / (Points - 1))) / 2), lower, upper))];
        List<Series> series = [new LineSeries("this network", x, Errors(network, x))];
        if (network.Domain.IsBounded)
        {
            foreach ((string label, Strategy strategy) in new[] { ("fewest neurons", Strategy.FewestNeurons), ("most stable", Strategy.MostStable) })
            {
                LayeredNetwork other = LayeredNetwork.From(ExactNetworks.Create(network.Polynomial, network.Variables, network.P, network.Domain, strategy));
                if (other.NonZeroParameters == network.NonZeroParameters && other.Neurons == network.Neurons)
                {
                    continue;
                }

                series.Add(new LineSeries($"{label}, {other.Neurons} units", x, Errors(other, x)) { Dashed = true });
            }
        }

        series.Add(new ReferenceLine("proven bound", ErrorBound.Of(network, box).Double));
        return new Figure(
            $"Rounding error of the network in double precision, degree {network.Polynomial.Degree}",
            new FigureAxis(network.Variables[0]),
            new FigureAxis("|network − polynomial|", AxisScale.Log10),
            series)
        {
            Subtitle = $"p = {network.P}, {network.HiddenLayers} hidden layers, {network.Neurons} units; condition number {Format.Number(ErrorBound.Of(network, box).Condition, 2)}",
            Annotation = $"Against exact rational arithmetic; the largest of {(2 * Neighbours) + 1} neighbouring points.",
        };
    }

    /// <summary>The largest error in a neighbourhood of each point, which is easier to compare than one that jumps from point to point.</summary>
    private static IEnumerable<double> Errors(LayeredNetwork network, double[] x)
    {
        double[] errors = [.. ForwardError.At(network, x).Select(Math.Abs)];
        return errors.Select((_, i) => errors[Math.Max(0, i - Neighbours)..Math.Min(errors.Length, i + Neighbours + 1)].Max());
    }

    private static MarkerSeries Nodes(string label, int[] sizes, int[] layers, int hue) => new(
        label,
        layers.SelectMany(l => Enumerable.Repeat((double)l, sizes[l])),
        layers.SelectMany(l => Enumerable.Range(0, sizes[l]).Select(i => Height(sizes[l], i))))
    { Hue = hue };

    /// <summary>Centred, first unit on top.</summary>
    private static double Height(int size, int index) => ((size - 1) / 2.0) - index;

    private static string Shortened(string text) => text.Length > 100 ? text[..97] + "..." : text;

    /// <summary>What is drawn of a network.</summary>
    private sealed record Units(int P, IReadOnlyList<string> Variables, IReadOnlyList<DenseLayer> Layers, IReadOnlyList<Polynomial> Polynomials)
    {
        public int HiddenLayers => Layers.Count - 1;

        public int Neurons => Layers.Take(HiddenLayers).Sum(l => l.Outputs);

        public int NonZeroParameters => Layers.Sum(l => l.NonZeroParameters);
    }
}
