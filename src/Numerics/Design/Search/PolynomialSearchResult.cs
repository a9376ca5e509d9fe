namespace Theory.Numerics.Design.Search;

/// <summary>What a search over piecewise polynomials found.</summary>
/// <param name="Options">What was searched.</param>
/// <param name="Tried">The number of units that were tried.</param>
/// <param name="Stable">How many of them have a1 &lt;= 0.</param>
/// <param name="Front">Those than which no other has both a larger basin and a smaller fluctuation, by rising basin.</param>
/// <param name="Inflected">The inflected MRePU of the same smoothness and degree; null where it has another degree.</param>
/// <param name="Cloud">Stable units of the first grid, for figures.</param>
public sealed record PolynomialSearchResult(
    PolynomialSearchOptions Options, int Tried, int Stable, IReadOnlyList<SearchedUnit> Front, SearchedUnit? Inflected, IReadOnlyList<SearchedUnit> Cloud);
