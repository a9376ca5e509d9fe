namespace Theory.Correlators;

/// <summary>The order of index labels: numbers by value before names by letter, nothing before both.</summary>
internal sealed class LabelOrder : IComparer<string?>, IComparer<CorrelatorIndex>
{
    /// <summary>The only instance.</summary>
    public static readonly LabelOrder Instance = new();

    private LabelOrder()
    {
    }

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        if (x is null || y is null)
        {
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        }

        // Longer numbers are larger, as labels do not begin with zeros in practice; ties are broken by the characters.
        int order = IsNumber(y).CompareTo(IsNumber(x));
        order = order == 0 && IsNumber(x) ? x.Length.CompareTo(y.Length) : order;
        return order != 0 ? order : string.CompareOrdinal(x, y);
    }

    /// <inheritdoc/>
    public int Compare(CorrelatorIndex? x, CorrelatorIndex? y)
    {
        int order = Compare(x?.Neuron, y?.Neuron);
        return order != 0 ? order : Compare(x?.Input, y?.Input);
    }

    /// <summary>True for a label that names a definite neuron.</summary>
    public static bool IsNumber(string label) => label.All(char.IsAsciiDigit);
}
