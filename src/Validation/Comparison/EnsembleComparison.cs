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

    private EnsembleComparison(IReadOnlyList<LayerComparison> layers, string sampler)
    {
        Layers = layers;
        Sampler = sampler;
    }

    /// <summary>The layers, from 1.</summary>
    public IReadOnlyList<LayerComparison> Layers { get; }

    /// <summary>The sampler that was used.</summary>
    public string Sampler { get; }

    /// <summary>The verdict over all layers that can be judged.</summary>
    public Verdict Verdict => Deviations.Any() ? Largest.Sigma > RefutingSigma ? Verdict.Refuted : Verdict.Confirmed : Verdict.Undecided;

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
                    $"CONFIRMED: {Deviations.Count()} comparisons agree, the largest unexplained deviation is {Largest.Sigma:F1} sigma ({Largest.Name}, layer {Largest.Layer})"),
                _ => string.Create(CultureInfo.InvariantCulture,
                    $"REFUTED: {Largest.Name} of layer {Largest.Layer} deviates by {Largest.Sigma:F1} sigma beyond what the next order explains"),
            };
            return $"{judgement}{limit}{overflow}";
        }
    }

    private IEnumerable<(double Sigma, string Name, int Layer)> Deviations => Layers
        .TakeWhile(l => l.NotJudgedBecause is null)
        .Where(l => l.Layer > 1)
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

        return new EnsembleComparison([.. theory.Zip(measured, LayerComparison.Of)], sampler);
    }
}
