using Theory.Design;

namespace Theory.Numerics.Design;

/// <summary>The members of a family that have what was wanted.</summary>
/// <param name="Family">The family.</param>
/// <param name="Wishes">What was wanted.</param>
/// <param name="Solutions">Single members by rising parameter.</param>
/// <param name="Intervals">Ranges of members by rising parameter, for wishes that ranges fulfil.</param>
/// <param name="Reason">Why there are no others, or none at all.</param>
public sealed record DesignResult(
    ActivationFamily Family, IReadOnlyList<Wish> Wishes, IReadOnlyList<DesignSolution> Solutions, IReadOnlyList<DesignInterval> Intervals, string Reason);
