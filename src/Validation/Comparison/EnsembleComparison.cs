using System.Globalization;
using Theory.Numerics.Flow;
using Theory.Validation.Statistics;

namespace Theory.Validation.Comparison;

/// <summary>A whole flow against a whole ensemble, with a verdict.</summary>
public sealed class EnsembleComparison
{
    /// <summary>
    /// Deviations beyond this many standard errors refute the theory. With up to some twenty comparisons a true theory exceeds it once in
    /// several thousand runs.
    /// </summary>
    public const double RefutingSigma = 4.5;

    /// <summary>d ln K / d ln C_W of each layer, C_W that of every layer and K(1) fixed.</summary>
    private readonly IReadOnlyList<double> _sensitivities;

    private EnsembleComparison(IReadOnlyList<LayerComparison> layers, IReadOnlyList<double> sensitivities, string sampler)
    {
        (Layers, _sensitivities, Sampler) = (layers, sensitivities, sampler);
    }

    /// <summary>The layers, from 1.</summary>
    public IReadOnlyList<LayerComparison> Layers { get; }

    /// <summary>The sampler that was used.</summary>
    public string Sampler { get; }

    /// <summary>The verdict over all layers that can be judged.</summary>
    public Verdict Verdict => Deviations.Any() ? Largest.Sigma > RefutingSigma ? Verdict.Refuted : Verdict.Confirmed : Verdict.Undecided;

    /// <summary>The least relative deviation of the kernel of a judged layer that would be refuted nine times in ten; null where no layer is judged.</summary>
    internal double? VisibleKernel => Judged.Select(l => l.Kernel.Visible(RefutingSigma)).Min();

    /// <summary>The least relative deviation of C_W, the same in all layers, that would be refuted by the kernel of a judged layer nine times in ten; null where no layer is judged.</summary>
    internal double? VisibleCw => Judged.Select(l => l.Kernel.Visible(RefutingSigma) / _sensitivities[l.Layer - 1]).Where(v => v is > 0).Min();

    /// <summary>The verdict in one sentence.</summary>
    public string Sentence
    {
        get
        {
            LayerComparison? beyond = Layers.FirstOrDefault(l => l.NotJudgedBecause is not null);
            string limit = beyond is null ? "" : string.Create(CultureInfo.InvariantCulture,
                $"; from layer {beyond.Layer} on nothing is judged, as {beyond.NotJudgedBecause}");
            int overflowed = Layers.Max(l => l.Overflowed);
            string overflow = overflowed == 0 ? "" : $"; {overflowed} networks overflowed";
            string judgement = Verdict switch
            {
                Verdict.Undecided => "UNDECIDED: there is no layer to judge",
                Verdict.Confirmed => string.Create(CultureInfo.InvariantCulture,
                    $"CONFIRMED: {Deviations.Count()} comparisons agree, the largest unexplained deviation is {Largest.Sigma:F1} sigma ({Largest.Name}, layer {Largest.Layer}){Power}"),
                _ => string.Create(CultureInfo.InvariantCulture,
                    $"REFUTED: {Largest.Name} of layer {Largest.Layer} deviates by {Largest.Sigma:F1} sigma beyond what the next order explains"),
            };
            return $"{judgement}{limit}{overflow}";
        }
    }

    /// <summary>What an agreement is worth: the deviation that it excludes.</summary>
    private string Power => VisibleKernel is double kernel && VisibleCw is double cw
        ? string.Create(CultureInfo.InvariantCulture, $"; a C_W wrong by {100 * cw:G2} %, or a kernel wrong by {100 * kernel:G2} %, would be refuted nine times in ten")
        : "";

    private IEnumerable<LayerComparison> Judged => Layers.TakeWhile(l => l.NotJudgedBecause is null).Where(l => l.Layer > 1);

    private IEnumerable<(double Sigma, string Name, int Layer)> Deviations => Judged
        .SelectMany(l => (IEnumerable<(double? Sigma, string Name, int Layer)>)
            [(l.Kernel.Unexplained, "the kernel", l.Layer), (l.Vertex.Unexplained, "the vertex", l.Layer)])
        .Where(d => d.Sigma is not null)
        .Select(d => (d.Sigma!.Value, d.Name, d.Layer));

    private (double Sigma, string Name, int Layer) Largest => Deviations.MaxBy(d => d.Sigma);

    /// <summary>Compares the layers of a flow with the statistics of an ensemble drawn with the same options.</summary>
    /// <exception cref="ArgumentException">The numbers of layers differ.</exception>
    public static EnsembleComparison Of(IReadOnlyList<FlowLayer> theory, IReadOnlyList<LayerStatistics> measured, string sampler)
    {
        ArgumentNullException.ThrowIfNull(theory);
        ArgumentNullException.ThrowIfNull(measured);
        if (theory.Count != measured.Count)
        {
            throw new ArgumentException($"{theory.Count} layers of theory, but {measured.Count} measured", nameof(measured));
        }

        return new EnsembleComparison([.. theory.Zip(measured, LayerComparison.Of)], Sensitivities(theory), sampler);
    }

    /// <summary>K(l+1) = C_b + C_W g(K(l)), so that dK(l+1) = (K(l+1) - C_b) d ln C_W + chi_par(l) dK(l).</summary>
    private static double[] Sensitivities(IReadOnlyList<FlowLayer> theory)
    {
        double[] relative = new double[theory.Count];
        for (int l = 1; l < relative.Length; l++)
        {
            double before = theory[l - 1].K * relative[l - 1];
            relative[l] = (theory[l].K - theory[l].Bias + (theory[l - 1].ChiParallel * before)) / theory[l].K;
        }

        return relative;
    }
}
