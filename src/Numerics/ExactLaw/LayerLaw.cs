namespace Theory.Numerics.ExactLaw;

/// <summary>The law over networks of a number that one layer has.</summary>
public abstract record LayerLaw
{
    private protected LayerLaw(int layer) => Layer = layer;

    /// <summary>The layer, from 1.</summary>
    public int Layer { get; }

    /// <summary>The mean.</summary>
    public required LawValue Mean { get; init; }

    /// <summary>The variance.</summary>
    public required LawValue Variance { get; init; }

    /// <summary>Quantiles by their probabilities.</summary>
    public required IReadOnlyList<(double Probability, LawValue Value)> Quantiles { get; init; }

    /// <summary>P(number &lt;= x), where the number is defined.</summary>
    public abstract double Cumulative(double x);
}
