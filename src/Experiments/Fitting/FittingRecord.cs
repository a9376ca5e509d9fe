using Theory.Validation.Statistics;

namespace Theory.Experiments.Fitting;

/// <summary>The result of a shard: an ensemble after its training.</summary>
/// <param name="Networks">Every network.</param>
/// <param name="Line">Outputs along the line, over networks.</param>
/// <param name="LineSlope">∂/∂x along the line, over networks.</param>
/// <param name="Plane">The median output over networks on the plane; null in one dimension.</param>
internal sealed record FittingRecord(
    IReadOnlyList<FittedNetwork> Networks,
    IReadOnlyList<MemberStatistics> Line,
    IReadOnlyList<MemberStatistics> LineSlope,
    IReadOnlyList<double>? Plane);
