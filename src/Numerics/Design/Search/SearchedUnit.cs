namespace Theory.Numerics.Design.Search;

/// <summary>A unit with what it was judged by.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="A1">a1, at most 0.</param>
/// <param name="Basin">The K up to which K* = 0 attracts at C_W = 1.</param>
/// <param name="Fluctuation">V/K^2 that one layer adds.</param>
public sealed record SearchedUnit(PiecewiseUnit Unit, double A1, double Basin, double Fluctuation)
{
    /// <summary>No worse in both, and better in one.</summary>
    internal bool Dominates(SearchedUnit other) =>
        Basin >= other.Basin && Fluctuation <= other.Fluctuation && (Basin > other.Basin || Fluctuation < other.Fluctuation);
}
