using System.Numerics;

namespace Theory.Recursions;

/// <summary>What the coefficients of an expansion are made of: formulas, or numbers with errors.</summary>
/// <typeparam name="T">The type itself.</typeparam>
public interface ISeriesNumber<T> : IAdditionOperators<T, T, T>, IMultiplyOperators<T, T, T>
    where T : ISeriesNumber<T>
{
    /// <summary>An integer.</summary>
    public static abstract T Of(long integer);
}
