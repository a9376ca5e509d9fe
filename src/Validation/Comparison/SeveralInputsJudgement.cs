using System.Globalization;
using MathNet.Numerics.Distributions;
using Theory.Numerics.Flow;
using Theory.Validation.Sampling;
using Theory.Validation.Statistics;

namespace Theory.Validation.Comparison;

/// <summary>The metric, the four-point vertex and the tangent kernel of pairs of inputs against theory.</summary>
/// <remarks>
/// Each element is judged over its layers, which are correlated, by Hotelling's T^2; the least probable one by its probability times the
/// number of elements. What theory neglects is allowed for as an error of unknown sign: for the vertex its next order relative to the
/// leading one, as large as that of either input alone or as V/(n (K - C_b)^2); for the metric, known to order 1/n, that of either input alone and that of their correlation; for
/// the tangent kernel, known at infinite width, (L - 1)/(4n), n the least width. Layer 2 is exact and is allowed nothing.
/// </remarks>
public sealed class SeveralInputsJudgement
{
    /// <summary>With fewer networks, less than four in a block of the jackknife, the covariances of so many elements are too uncertain.</summary>
    public const int FewestMembers = 256;

    private readonly bool _enough;

    private SeveralInputsJudgement(IReadOnlyList<InputsComparison> comparisons, bool enough)
    {
        Comparisons = comparisons;
        _enough = enough;
    }

    /// <summary>All elements; those of one pair follow one another.</summary>
    public IReadOnlyList<InputsComparison> Comparisons { get; }

    /// <summary>The least probable element; null when nothing could be judged.</summary>
    public InputsComparison? Least => Judged.MinBy(c => c.Judged.Probability);

    /// <summary>An upper bound of the probability that one of so many elements of a true theory deviates as much as the least probable one.</summary>
    public double Probability => Math.Min(1, Judged.Count() * (Least?.Judged.Probability ?? 1));

    /// <summary>The deviation of a normal number that is as improbable.</summary>
    public double Sigma => -Normal.InvCDF(0, 1, Probability / 2);

    /// <summary>The verdict at 4.5 sigma.</summary>
    public Verdict Verdict => Least is null ? Verdict.Undecided : Sigma > EnsembleComparison.RefutingSigma ? Verdict.Refuted : Verdict.Confirmed;

    /// <summary>The verdict in one sentence.</summary>
    public string Sentence => Verdict switch
    {
        Verdict.Undecided => _enough
            ? "UNDECIDED: there is no pair of inputs to judge"
            : string.Create(CultureInfo.InvariantCulture, $"UNDECIDED: at least {FewestMembers} networks are needed"),
        Verdict.Confirmed => string.Create(CultureInfo.InvariantCulture,
            $"CONFIRMED: {Judged.Count()} elements at pairs of inputs agree in all layers; the least probable is {Least!.Name} with probability {Least.Judged.Probability:G2} (that one of {Judged.Count()} is so low by chance: at most {Probability:G2})"),
        _ => string.Create(CultureInfo.InvariantCulture,
            $"REFUTED: {Least!.Name} deviates by {Least.Judged.Sigma:F1} sigma over its layers, {Sigma:F1} for the largest of {Judged.Count()} elements"),
    };

    private IEnumerable<InputsComparison> Judged => _enough ? Comparisons.Where(c => c.Judged.Degrees > 0) : [];

    /// <summary>Judges an ensemble at several inputs.</summary>
    /// <param name="pairs">The predictions for pairs of inputs.</param>
    /// <param name="flows">The predictions for each input alone; null for those without.</param>
    /// <param name="statistics">The ensemble.</param>
    /// <param name="options">How it was drawn.</param>
    /// <exception cref="UserInputException">There are too few networks for so many layers.</exception>
    internal static SeveralInputsJudgement Of(
        IReadOnlyList<PairFlow> pairs, IReadOnlyList<IReadOnlyList<FlowLayer>?> flows, EnsembleStatistics statistics, SamplingOptions options)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        ArgumentNullException.ThrowIfNull(flows);
        ArgumentNullException.ThrowIfNull(statistics);
        ArgumentNullException.ThrowIfNull(options);
        List<InputsComparison> all = [];
        foreach (PairFlow pair in options.OffDiagonal ? pairs : [])
        {
            if (flows[pair.First] is { } first && flows[pair.Second] is { } second)
            {
                all.AddRange(new PairAgainstEnsemble(pair, first, second, statistics, options).Comparisons());
            }
        }

        return new SeveralInputsJudgement(all, statistics.Members(1) >= FewestMembers);
    }
}
