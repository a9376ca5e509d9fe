using System.Globalization;
using Theory.Numerics.Flow;
using Theory.Validation.Statistics;

namespace Theory.Validation.Comparison;

/// <summary>Theory and measurement of one layer.</summary>
/// <param name="Layer">Layer number, from 1.</param>
/// <param name="Kernel">The mean metric G(l) = K + G1/n against the mean of Ghat(l).</param>
/// <param name="Vertex">V(l) against n Var(Ghat(l)).</param>
/// <param name="Members">Networks that entered the measurement.</param>
/// <param name="Overflowed">Networks left out because their metric is not finite.</param>
/// <param name="RelativeFluctuation">V/(n K^2) by theory.</param>
public sealed record LayerComparison(int Layer, ComparedValue Kernel, ComparedValue Vertex, int Members, int Overflowed, double RelativeFluctuation)
{
    /// <summary>The expansion in 1/n is trusted while the predicted fluctuation of Ghat stays below this fraction of K, squared.</summary>
    public const double LargestFluctuation = 0.1;

    /// <summary>…and while the next order stays below this fraction of the leading one.</summary>
    public const double LargestNextOrder = 0.3;

    /// <summary>The predictions for layers 1 and 2 are exact at every width, but their statistics need a spread that is not wild.</summary>
    public const double LargestExactFluctuation = 1;

    /// <summary>Fewer networks than these do not tell how uncertain their own statistics are.</summary>
    public const int FewestMembers = 100;

    /// <summary>V/(n (K - C_b)^2) by theory.</summary>
    public double SignalFluctuation { get; init; } = RelativeFluctuation;

    /// <summary>The measured excess kurtosis of Ghat over networks.</summary>
    public double Kurtosis { get; init; }

    /// <summary>The excess kurtosis of Ghat over networks by theory; NaN where it is not known.</summary>
    internal double ExpectedKurtosis { get; init; } = double.NaN;

    /// <summary>Why theory knows no kurtosis; null where it does, or was not asked.</summary>
    internal string? NoKurtosisBecause { get; init; }

    /// <summary>True where the precision in which networks are sampled does not hold their signals.</summary>
    public bool IsBelowPrecision { get; init; }

    /// <summary>Why the layer says nothing about the theory; null when it does.</summary>
    public string? NotJudgedBecause =>
        Members + Overflowed < FewestMembers
            ? string.Create(CultureInfo.InvariantCulture, $"{Members + Overflowed} networks are too few, at least {FewestMembers} are needed")
        : !IsPerturbative
            ? (SignalFluctuation > LargestExactFluctuation && RelativeFluctuation <= LargestFluctuation
                ? string.Create(CultureInfo.InvariantCulture, $"what fluctuates has heavy tails there (V/(n(K - C_b)^2) = {SignalFluctuation:G2})")
                : string.Create(CultureInfo.InvariantCulture, $"the expansion in 1/n is not valid there (V/(nK^2) = {RelativeFluctuation:G2})"))
        : IsBelowPrecision ? string.Create(CultureInfo.InvariantCulture, $"single precision ends there (K = {Kernel.Theory:G2}); sample in double precision, or larger inputs")
        : NoKurtosisBecause is not null ? $"how uncertain the fluctuation of so many networks is is not known there ({NoKurtosisBecause.TrimEnd('.')})"
        : HasHeavyTails(ExpectedKurtosis, Members) ? string.Create(CultureInfo.InvariantCulture, $"{Members} networks are too few for the tails there (excess kurtosis {ExpectedKurtosis:G2} by theory); at least {Math.Ceiling(ExpectedKurtosis / ExpansionReach.LargestKurtosisPerNetwork):G2} are needed")
        : HasHeavyTails(Kurtosis, Members) ? string.Create(CultureInfo.InvariantCulture, $"single networks dominate the fluctuation (excess kurtosis {Kurtosis:G2} of {Members} networks)")
        : Overflowed > 0 ? "the networks that did not overflow are not a fair sample"
        : null;

    /// <summary>True when the layer lies within the reach of the expansion in 1/n.</summary>
    public bool IsPerturbative => Layer <= 2
        ? SignalFluctuation <= LargestExactFluctuation
        : RelativeFluctuation <= LargestFluctuation
        && SignalFluctuation <= LargestExactFluctuation
        && Math.Abs(Kernel.NextOrder) + Kernel.Neglected <= LargestNextOrder * Math.Abs(Kernel.Theory)
        && Math.Abs(Vertex.NextOrder) + Vertex.Neglected <= LargestNextOrder * Math.Abs(Vertex.Theory);

    /// <summary>Joins a prediction and a measurement of the same layer.</summary>
    public static LayerComparison Of(FlowLayer theory, LayerStatistics measured)
    {
        ArgumentNullException.ThrowIfNull(theory);
        ArgumentNullException.ThrowIfNull(measured);
        (double kernel, double vertex) = ExpectedErrors(theory, measured.Members);
        return new LayerComparison(
            theory.Layer,
            Compare(theory.Metric, theory.NextOrderMetric, theory.NeglectedMetric, measured.Kernel) with { ExpectedError = kernel },
            Compare(theory.Vertex, theory.NextOrderVertex, theory.NeglectedVertex, measured.Vertex) with { ExpectedError = vertex },
            measured.Members,
            measured.Overflowed,
            theory.RelativeFluctuation)
        {
            SignalFluctuation = theory.SignalFluctuation,
            Kurtosis = measured.Kurtosis,
            ExpectedKurtosis = theory.MetricKurtosis,
            NoKurtosisBecause = theory.NoMetricKurtosis?.Reason,
            IsBelowPrecision = measured.IsBelowPrecision,
        };
    }

    /// <summary>An ensemble in which single networks make most of the variance does not tell the error of its own statistics.</summary>
    internal static bool HasHeavyTails(double kurtosis, long members) => kurtosis > ExpansionReach.LargestKurtosisPerNetwork * members;

    /// <summary>True where theory expects so heavy tails, or cannot tell how heavy they are, that so many networks do not tell the error of their own statistics.</summary>
    internal static bool HasHeavyTails(FlowLayer theory, long members) => theory.NoMetricKurtosis is not null || HasHeavyTails(theory.MetricKurtosis, members);

    /// <summary>The standard errors of mean metric and vertex that theory expects of so many networks; 0 where it expects none.</summary>
    internal static (double Kernel, double Vertex) ExpectedErrors(FlowLayer theory, long members) => (
        Expected(Math.Sqrt(theory.RelativeFluctuation / members) * theory.K),
        Expected(Math.Sqrt((KurtosisOf(theory) + 2) / members) * theory.Vertex));

    /// <summary>The excess kurtosis of Ghat by theory, or, where a flow comes without it, that of a logarithmic normal law with the relative variance.</summary>
    internal static double KurtosisOf(FlowLayer theory)
    {
        double w = 1 + theory.SignalFluctuation;
        return double.IsNaN(theory.MetricKurtosis) ? (w * w * w * w) + (2 * w * w * w) + (3 * w * w) - 6 : theory.MetricKurtosis;
    }

    private static double Expected(double error) => double.IsFinite(error) ? error : 0;

    private static ComparedValue Compare(double theory, double nextOrder, double neglected, Estimate measured) =>
        new(theory, neglected > 0 ? 0 : nextOrder, measured.Value, measured.StandardError, measured.ZAgainst(theory)) { Neglected = neglected };
}
