namespace Theory.Experiments.Figures;

/// <summary>A function of two variables as colours from blue over white to red, on linear axes; cells that are not finite are grey.</summary>
public sealed record HeatMapSeries : Series
{
    /// <summary>Describes a map on an equidistant grid.</summary>
    /// <param name="label">Text beside the scale of colours.</param>
    /// <param name="x">The least and the largest abscissa: centres of the outermost cells.</param>
    /// <param name="y">The least and the largest ordinate.</param>
    /// <param name="values">Columns by rising abscissa, each by rising ordinate; at least two of each.</param>
    /// <param name="limit">Values from -limit to limit are told apart; white is 0.</param>
    /// <exception cref="ArgumentException">The columns differ in length, or there are fewer than two rows or columns.</exception>
    public HeatMapSeries(string label, (double From, double To) x, (double From, double To) y, IReadOnlyList<IReadOnlyList<double>> values, double limit)
        : base(label)
    {
        if (values.Count < 2 || values[0].Count < 2 || values.Any(v => v.Count != values[0].Count))
        {
            throw new ArgumentException("A map needs at least two rows and two columns, all of one length.", nameof(values));
        }

        (X, Y, Values, Limit) = (x, y, values, limit);
    }

    /// <summary>The least and the largest abscissa.</summary>
    public (double From, double To) X { get; }

    /// <summary>The least and the largest ordinate.</summary>
    public (double From, double To) Y { get; }

    /// <summary>Columns by rising abscissa.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Values { get; }

    /// <summary>The value with the strongest colour.</summary>
    public double Limit { get; }

    /// <summary>The values are entries of a matrix, between which there is nothing; false, for a function that is known on a grid, unless set.</summary>
    public bool IsMatrix { get; init; }
}
