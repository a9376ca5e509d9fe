using Theory.Numerics.ReferenceSolutions;

namespace Theory.Experiments.Burgers;

/// <summary>The grid on which networks are compared with the solution: x in [-1, 1], t in [0, 1], ends included.</summary>
internal static class BurgersGrid
{
    private const int Intervals = 200;
    private const int Times = 20;

    /// <summary>The places.</summary>
    public static IReadOnlyList<double> X { get; } = [.. Enumerable.Range(0, Intervals + 1).Select(i => ((2.0 * i) - Intervals) / Intervals)];

    /// <summary>The times.</summary>
    public static IReadOnlyList<double> T { get; } = [.. Enumerable.Range(0, Times + 1).Select(i => (double)i / Times)];

    /// <summary>The solution: [time][place].</summary>
    public static IReadOnlyList<IReadOnlyList<double>> Solution { get; } = new BurgersSolution().OnGrid(X, T);

    /// <summary>(x, t), time by time.</summary>
    public static IReadOnlyList<IReadOnlyList<double>> Points { get; } = [.. T.SelectMany(t => X.Select(x => (IReadOnlyList<double>)[x, t]))];
}
