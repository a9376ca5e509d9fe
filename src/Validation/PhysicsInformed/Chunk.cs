using System.Numerics;

namespace Theory.Validation.PhysicsInformed;

/// <summary>Some points of one kind.</summary>
/// <param name="HasEquation">Whether the equation is imposed; else values are.</param>
/// <param name="Start">The position of the first among those of its kind.</param>
/// <param name="Count">How many there are; what else X and T have repeats the last one, so that it overflows when that does.</param>
/// <param name="X">x as networks see it.</param>
/// <param name="T">t as networks see it.</param>
/// <param name="Values">The imposed values; empty where the equation is.</param>
internal sealed record Chunk<TNumber>(bool HasEquation, int Start, int Count, TNumber[] X, TNumber[] T, TNumber[] Values)
    where TNumber : unmanaged, IFloatingPointIeee754<TNumber>
{
    /// <summary>All points in chunks of a given size, first those with the equation.</summary>
    public static IEnumerable<Chunk<TNumber>> Of(BurgersPoints points, InputScaling scaling, int size)
    {
        IEnumerable<Chunk<TNumber>> Cut((double X, double T)[] all, double[] values, bool equation) => all.Chunk(size).Select((some, i) =>
        {
            (double X, double T)[] seen = [.. some.Select(p => scaling.Apply(p.X, p.T))];
            TNumber[] Column(Func<(double X, double T), double> select) =>
                [.. Enumerable.Range(0, size).Select(p => TNumber.CreateChecked(select(seen[Math.Min(p, seen.Length - 1)])))];
            return new Chunk<TNumber>(
                equation, i * size, some.Length, Column(p => p.X), Column(p => p.T), [.. values.Skip(i * size).Take(some.Length).Select(TNumber.CreateChecked)]);
        });
        return Cut([.. points.Places], [], equation: true)
            .Concat(Cut([.. points.Conditions.Select(c => (c.X, c.T))], [.. points.Conditions.Select(c => c.U)], equation: false));
    }
}
