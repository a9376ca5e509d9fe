using Theory.Design;
using Theory.Expressions;

namespace Theory.Numerics.Design;

/// <summary>The members of a family that have what was wanted.</summary>
/// <param name="Family">The family.</param>
/// <param name="Wishes">What was wanted.</param>
/// <param name="Solutions">Single members by rising parameter.</param>
/// <param name="Intervals">Ranges of members by rising parameter, for wishes that ranges fulfil.</param>
/// <param name="Reason">Why there are no others, or none at all.</param>
public sealed record DesignResult(
    ActivationFamily Family, IReadOnlyList<Wish> Wishes, IReadOnlyList<DesignSolution> Solutions, IReadOnlyList<DesignInterval> Intervals, string Reason);

/// <summary>A member.</summary>
/// <param name="Value">The parameter.</param>
/// <param name="Exact">The parameter as an exact expression, where one is known.</param>
/// <param name="A1">a1 of the member at K* = 0; null where it has none.</param>
/// <param name="Cb">C_b of the wanted critical point.</param>
/// <param name="Cw">C_W of the wanted critical point.</param>
public sealed record DesignSolution(double Value, Expr? Exact, double? A1, double Cb, double Cw);

/// <summary>A range of the parameter, its ends included where they are finite and a1 exists there.</summary>
/// <param name="From">The lower end; minus infinity where there is none.</param>
/// <param name="To">The upper end; infinity where there is none.</param>
public sealed record DesignInterval(double From, double To);
