using Theory.Cli.Figures;
using Theory.Validation.Experiments;

namespace Theory.Cli.Charts;

/// <summary>Figures of empirical kernels at initialisation.</summary>
internal static class InitialisationFigures
{
    private static readonly double Decade = Math.Log(10);

    /// <summary>Over parameters, over data, and the growth of the logarithm, for one activation.</summary>
    public static IEnumerable<(string Name, Figure Figure)> Of(string activation, IReadOnlyList<InitialisationKernels> kernels, string subtitle)
    {
        string file = activation.Replace(':', '-');
        yield return ($"{file}-parameters", Spread($"Kernel of {activation} over parameters, at a fixed input", kernels, k => k.OverParameters, subtitle, theory: true));
        yield return ($"{file}-data", Spread($"Kernel of {activation} over data, for one network", kernels, k => k.OverData, subtitle, theory: false));
        yield return ($"{file}-growth", Growth(activation, kernels, subtitle));
    }

    private static Figure Spread(
        string title, IReadOnlyList<InitialisationKernels> kernels, Func<InitialisationKernels, IReadOnlyList<KernelSpread>> select, string subtitle, bool theory)
    {
        List<Series> series = [];
        for (int i = 0; i < kernels.Count; i++)
        {
            IReadOnlyList<KernelSpread> layers = select(kernels[i]);
            double[] x = [.. layers.Select((_, l) => l + 1.0)];
            series.Add(new BandSeries("", x, layers.Select(l => l.Lower / Decade), layers.Select(l => l.Upper / Decade)) { Hue = i });
            series.Add(new LineSeries(Legend(kernels[i]), x, layers.Select(l => l.Median / Decade)) { Hue = i });
            if (theory)
            {
                series.Add(new LineSeries(i == 0 ? "infinite width" : "", x, kernels[i].InfiniteWidth.Select(k => k / Decade)) { Hue = i, Dashed = true });
            }
        }

        return new Figure(title, FlowFigures.LayerAxis, new FigureAxis("log₁₀ K"), series)
        {
            Subtitle = subtitle,
            Annotation = "Lines: median; bands: 5% to 95%. Lines end where more than half have left double precision.",
        };
    }

    /// <summary>|ln K(l) - ln K(1)| on a logarithmic axis: growth by a power p is a straight line of slope ln p.</summary>
    private static Figure Growth(string activation, IReadOnlyList<InitialisationKernels> kernels, string subtitle) => new(
        $"How the kernel of {activation} leaves its first value",
        FlowFigures.LayerAxis,
        new FigureAxis("|log₁₀ K(ℓ)/K(1)|, median over parameters", AxisScale.Log10),
        kernels.Select((k, i) => new LineSeries(
            Legend(k), k.OverParameters.Skip(1).Select((_, l) => l + 2.0), k.OverParameters.Skip(1).Select(s => Math.Abs(s.Median - k.OverParameters[0].Median) / Decade)) { Hue = i }))
    {
        Subtitle = subtitle,
        Annotation = "A straight line is double-exponential growth or decay of K.",
    };

    private static string Legend(InitialisationKernels kernels) => kernels.Setting.Label.Split(", ", 2)[1];
}
