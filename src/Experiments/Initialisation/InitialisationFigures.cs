using Theory.Experiments.Figures;

namespace Theory.Experiments.Initialisation;

/// <summary>Figures of empirical kernels at initialisation.</summary>
internal static class InitialisationFigures
{
    /// <summary>Beyond so many powers of ten everything near the first kernel would be a line.</summary>
    private const double ManyDecades = 30;

    private static readonly double Decade = Math.Log(10);

    /// <summary>Over parameters, over data, and the growth of the logarithm, for one activation.</summary>
    /// <param name="activation">The activation's name.</param>
    /// <param name="kernels">Its ensembles.</param>
    /// <param name="sizes">The sizes of the experiment.</param>
    /// <param name="limit">Kernels above ten to this power are not drawn, so that those that keep their scale can be seen.</param>
    public static IEnumerable<(string Name, Figure Figure)> Of(string activation, IReadOnlyList<InitialisationKernels> kernels, InitialisationWork sizes, double limit)
    {
        string file = activation.Replace(':', '-');
        activation = Typography.NameOf(activation);
        string width = $"width {sizes.Width}";
        yield return ($"{file}-parameters", Spread($"Kernel of {activation} over parameters, at a fixed input", kernels, k => k.OverParameters, $"{width}, {sizes.Networks} networks", true, limit));
        yield return ($"{file}-data", Spread($"Kernel of {activation} over data, for one network", kernels, k => k.OverData, $"{width}, {sizes.Inputs} inputs with normal components", false, limit));
        yield return ($"{file}-growth", Growth(activation, kernels, $"{width}, {sizes.Networks} networks"));
    }

    private static Figure Spread(
        string title, IReadOnlyList<InitialisationKernels> kernels, Func<InitialisationKernels, IReadOnlyList<KernelSpread>> select, string subtitle, bool theory, double limit)
    {
        List<Series> series = [];
        for (int i = 0; i < kernels.Count; i++)
        {
            IReadOnlyList<KernelSpread> layers = select(kernels[i]);
            double[] x = [.. layers.Select((_, l) => l + 1.0)];
            series.Add(new BandSeries("", x, layers.Select(l => Drawn(l.Lower)), layers.Select(l => Drawn(l.Upper))) { Hue = i });
            series.Add(new LineSeries(Legend(kernels[i]), x, layers.Select(l => Drawn(l.Median))) { Hue = i });
        }

        for (int i = 0; i < kernels.Count && theory; i++)
        {
            double[] x = [.. kernels[i].InfiniteWidth.Select((_, l) => l + 1.0)];
            series.Add(new LineSeries(i == 0 ? "infinite width" : "", x, kernels[i].InfiniteWidth.Select(Drawn)) { Hue = i, Dashed = true });
        }

        // Double-exponential growth spreads inputs over hundreds of powers of ten, upwards and downwards.
        double reach = series.OfType<BandSeries>().SelectMany(b => b.Lower.Concat(b.Upper)).Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        FigureAxis axis = reach > ManyDecades ? new FigureAxis("log₁₀ K, itself on a symmetric logarithmic axis", AxisScale.SymmetricLog10) : new FigureAxis("log₁₀ K");
        bool cut = double.IsFinite(limit) || kernels.Any(k => select(k).Any(l => l.Overflowed > 0));

        return new Figure(title, FigureAxis.Layer, axis, series)
        {
            Subtitle = subtitle,
            Annotation = $"Lines: median; bands: 5% to 95%.{(cut ? $" They end where the kernel exceeds {(double.IsFinite(limit) ? $"10 to the power {limit:G2}" : "double precision")}." : "")}",
        };

        double Drawn(double logarithm) => logarithm / Decade <= limit ? logarithm / Decade : double.NaN;
    }

    /// <summary>|ln K(l) - ln K(1)| on a logarithmic axis: growth by a power p is a straight line of slope ln p.</summary>
    private static Figure Growth(string activation, IReadOnlyList<InitialisationKernels> kernels, string subtitle) => new(
        $"How the kernel of {activation} leaves its first value",
        FigureAxis.Layer,
        new FigureAxis("|log₁₀ K(ℓ)/K(1)|, median over parameters", AxisScale.Log10),
        kernels.Select((k, i) => new LineSeries(
            Legend(k), k.OverParameters.Skip(1).Select((_, l) => l + 2.0), k.OverParameters.Skip(1).Select(s => Math.Abs(s.Median - k.OverParameters[0].Median) / Decade))
        { Hue = i }))
    {
        Subtitle = subtitle,
        Annotation = "A straight line is double-exponential growth or decay of K. Curves end where the median leaves double precision.",
    };

    private static string Legend(InitialisationKernels kernels) => kernels.Setting.Label.Split(", ", 2)[1];
}
