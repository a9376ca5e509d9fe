namespace Theory.Experiments.Figures;

/// <summary>The area between two curves, for a confidence band or a range of outcomes.</summary>
public sealed record BandSeries : Series
{
    /// <summary>Describes a band.</summary>
    /// <param name="label">Text in the legend; empty for no entry.</param>
    /// <param name="x">Abscissae.</param>
    /// <param name="lower">Lower edge; on a logarithmic axis an edge at or below zero runs out of the figure.</param>
    /// <param name="upper">Upper edge.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public BandSeries(string label, IEnumerable<double> x, IEnumerable<double> lower, IEnumerable<double> upper)
        : base(label)
    {
        X = [.. x];
        Lower = Copy(lower, X, nameof(lower));
        Upper = Copy(upper, X, nameof(upper));
    }

    /// <summary>Abscissae.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>Lower edge.</summary>
    public IReadOnlyList<double> Lower { get; }

    /// <summary>Upper edge.</summary>
    public IReadOnlyList<double> Upper { get; }
}
