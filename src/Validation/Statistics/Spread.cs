namespace Theory.Validation.Statistics;

/// <summary>Mean, least and largest of some numbers.</summary>
public readonly record struct Spread(double Mean, double Least, double Largest)
{
    /// <summary>The spread of numbers; NaN if there are none.</summary>
    public static Spread Of(IEnumerable<double> values)
    {
        double[] all = [.. values];
        return all.Length == 0 ? new Spread(double.NaN, double.NaN, double.NaN) : new Spread(all.Average(), all.Min(), all.Max());
    }
}
