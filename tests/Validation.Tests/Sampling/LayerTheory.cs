using System.Globalization;
using Theory.Validation.Sampling;
using Theory.Validation.Statistics;

namespace Theory.Validation.Tests.Sampling;

/// <summary>What theory predicts for one layer.</summary>
internal sealed record LayerTheory(double Kernel, double Vertex)
{
    /// <summary>The infinite-width recursions of K and V, from the reference values.</summary>
    public static LayerTheory[] Reference(string activation, double cw, double k1, int depth)
    {
        string table = Path.Combine(AppContext.BaseDirectory, "reference", "vertex_flow.csv");
        string[][] rows = [.. File.ReadLines(table).Skip(1).Select(line => line.Split(','))];
        LayerTheory[] layers =
        [
            .. rows.Where(row => row[0] == activation && Number(row[1]) == 0 && Number(row[2]) == cw && Number(row[3]) == k1)
                .Take(depth)
                .Select(row => new LayerTheory(Number(row[5]), Number(row[6]))),
        ];
        Assert.Equal(depth, layers.Length);
        return layers;
    }

    /// <summary>
    /// The exact law of ReLU at C_b = 0 and any width: Ghat(l+1) = Ghat(l) (C_W/n) sum relu(xi)^2, whose factor has mean C_W/2 and
    /// second moment (C_W/2)^2 (1 + 5/n).
    /// </summary>
    public static LayerTheory[] OfReLUAtWidth(int width, double cw, double k1, int depth) =>
    [
        .. Enumerable.Range(0, depth).Select(steps =>
        {
            double kernel = k1 * Math.Pow(cw / 2, steps);
            return new LayerTheory(kernel, width * kernel * kernel * (Math.Pow(1 + (5.0 / width), steps) - 1));
        }),
    ];

    /// <summary>The largest |z| of kernel and vertex over the layers after the first.</summary>
    public static double WorstZ(EnsembleSample sample, LayerTheory[] theory)
    {
        var statistics = sample.Statistics();
        Assert.Equal(theory.Length, statistics.Count);
        return statistics.Zip(theory).Skip(1)
            .SelectMany(pair => new[] { pair.First.Kernel.ZAgainst(pair.Second.Kernel), pair.First.Vertex.ZAgainst(pair.Second.Vertex) })
            .Max(z => Math.Abs(z ?? throw new InvalidOperationException("no z")));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
