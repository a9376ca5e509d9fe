namespace Theory.Experiments.Figures;

/// <summary>Words at points between the axes, such as the name of a region; they do not widen the axes.</summary>
public sealed record TextSeries : Series
{
    /// <summary>Describes words at points.</summary>
    /// <param name="x">Abscissae.</param>
    /// <param name="y">Ordinates, one for each abscissa.</param>
    /// <param name="texts">What stands there, centred.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public TextSeries(IEnumerable<double> x, IEnumerable<double> y, IEnumerable<string> texts)
        : base("")
    {
        X = [.. x];
        Y = Copy(y, X, nameof(y));
        Texts = [.. texts];
        if (Texts.Count != X.Count)
        {
            throw new ArgumentException($"{X.Count} abscissae, but {Texts.Count} texts.", nameof(texts));
        }
    }

    /// <summary>Abscissae.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>Ordinates.</summary>
    public IReadOnlyList<double> Y { get; }

    /// <summary>What stands there.</summary>
    public IReadOnlyList<string> Texts { get; }
}
