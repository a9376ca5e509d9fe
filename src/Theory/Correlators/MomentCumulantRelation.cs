using Theory.Expressions;

namespace Theory.Correlators;

/// <summary>Connected correlators (joint cumulants) from moments and moments from connected correlators, for any random variables.</summary>
/// <remarks>
/// A moment is the sum over all partitions of its indices of products of cumulants; Moebius inversion on the lattice of partitions gives
/// the cumulant as the same sum of products of moments, weighted with (-1)^(b-1) (b-1)! for b blocks (PDLT section 1.2).
/// </remarks>
public static class MomentCumulantRelation
{
    /// <summary>E[z_1 … z_M] = sum over partitions of products of connected correlators.</summary>
    /// <param name="indices">At most 10 indices.</param>
    /// <param name="isEven">True when odd correlators vanish, as those of preactivations do.</param>
    /// <exception cref="UserInputException">There are more than 10 indices.</exception>
    public static Expr MomentFromCumulants(IReadOnlyList<CorrelatorIndex> indices, bool isEven = false) =>
        Sum.Of(Partitions(indices, isEven).Select(p => Product.Of(p.Select(CorrelatorSymbols.Connected))));

    /// <summary>E[z_1 … z_M]_conn = sum over partitions of products of moments, times (-1)^(b-1) (b-1)!.</summary>
    /// <param name="indices">At most 10 indices.</param>
    /// <param name="isEven">True when odd correlators vanish, as those of preactivations do.</param>
    /// <exception cref="UserInputException">There are more than 10 indices.</exception>
    public static Expr CumulantFromMoments(IReadOnlyList<CorrelatorIndex> indices, bool isEven = false) =>
        Sum.Of(Partitions(indices, isEven).Select(p => Product.Of([SetPartitions.Moebius(p.Count), .. p.Select(CorrelatorSymbols.Moment)])));

    /// <summary>The moment of variables, from their joint cumulants.</summary>
    /// <param name="variables">The variables; repeat them for powers.</param>
    /// <param name="cumulant">The joint cumulant of some of them.</param>
    public static double Moment<T>(IReadOnlyList<T> variables, Func<IReadOnlyList<T>, double> cumulant)
    {
        ArgumentNullException.ThrowIfNull(cumulant);
        return Partitions(variables, isEven: false).Sum(p => p.Aggregate(1.0, (value, block) => value * cumulant(block)));
    }

    /// <summary>The joint cumulant of variables, from their moments.</summary>
    /// <param name="variables">The variables; repeat them for powers.</param>
    /// <param name="moment">The moment of some of them.</param>
    public static double Cumulant<T>(IReadOnlyList<T> variables, Func<IReadOnlyList<T>, double> moment)
    {
        ArgumentNullException.ThrowIfNull(moment);
        return Partitions(variables, isEven: false).Sum(p => p.Aggregate((double)SetPartitions.Moebius(p.Count), (value, block) => value * moment(block)));
    }

    private static IEnumerable<IReadOnlyList<IReadOnlyList<T>>> Partitions<T>(IReadOnlyList<T> variables, bool isEven)
    {
        ArgumentNullException.ThrowIfNull(variables);
        return SetPartitions.Of(variables.Count, isEven ? size => size % 2 == 0 : null)
            .Select(p => (IReadOnlyList<IReadOnlyList<T>>)[.. p.Select(block => (IReadOnlyList<T>)[.. block.Select(k => variables[k])])]);
    }
}
