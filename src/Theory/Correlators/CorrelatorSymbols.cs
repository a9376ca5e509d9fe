using Theory.Expressions;

namespace Theory.Correlators;

/// <summary>The symbols that formulas of correlators are written in; indices are put in order, as all of them are symmetric.</summary>
public static class CorrelatorSymbols
{
    /// <summary>n, the width of the layer before.</summary>
    public static readonly Symbol Width = new("n", isPositive: true);

    /// <summary>m, the number of neurons whose joint distribution is considered.</summary>
    public static readonly Symbol Neurons = new("m", isPositive: true);

    /// <summary>G_ab, the mean metric E[Ghat_ab]; G for a single input.</summary>
    public static Symbol Metric(string? a = null, string? b = null)
    {
        // The metric of an input with itself is a variance.
        bool isPositive = LabelOrder.Instance.Compare(a, b) == 0;
        string[] pair = Ordered(a, b);
        return pair.Length == 0 ? new Symbol("G", isPositive: true) : new Symbol($"G_{Joined(pair, ".")}", isPositive, $"G_{{{Joined(pair, ",")}}}");
    }

    /// <summary>
    /// V_(ab)(cd) for two pairs, the four-point vertex; in general n^(k-1) times the joint cumulant of k components of the stochastic
    /// metric. V, V_6, V_8, … for a single input, by the number of points.
    /// </summary>
    public static Symbol Vertex(params (string? A, string? B)[] pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        ArgumentOutOfRangeException.ThrowIfLessThan(pairs.Length, 2);
        if (pairs.All(p => p is (null, null)))
        {
            return new Symbol(pairs.Length == 2 ? "V" : $"V_{2 * pairs.Length}");
        }

        string[][] ordered = [.. pairs.Select(p => Ordered(p.A, p.B)).OrderBy(p => p[0], LabelOrder.Instance).ThenBy(p => p[1], LabelOrder.Instance)];
        string Written(string separator) => string.Concat(ordered.Select(p => $"({Joined(p, separator)})"));
        return new Symbol($"V_{Written(".")}", latex: $"V_{{{Written(",")}}}");
    }

    /// <summary>delta_ij, 1 for the same neuron and 0 for different ones.</summary>
    public static Symbol Delta(string i, string j)
    {
        string[] pair = Ordered(i, j);
        return new Symbol($"delta_{Joined(pair, ".")}", latex: $@"\delta_{{{Joined(pair, ",")}}}");
    }

    /// <summary>E[z1 z1 z2], a moment.</summary>
    public static Symbol Moment(IEnumerable<CorrelatorIndex> indices)
    {
        CorrelatorIndex[] ordered = [.. indices.Order(LabelOrder.Instance)];
        return new Symbol($"E[{string.Join(' ', ordered.AsEnumerable())}]", latex: $@"\mathbb{{E}}[{string.Join(@" ", ordered.Select(i => i.ToLatex()))}]");
    }

    /// <summary>E[z1 z1 z2]_conn, a connected correlator: the joint cumulant.</summary>
    public static Symbol Connected(IEnumerable<CorrelatorIndex> indices)
    {
        Symbol moment = Moment(indices);
        return new Symbol(moment.Name + "_conn", latex: moment.Latex + @"_{\mathrm{conn}}");
    }

    /// <summary>Indices side by side where each is a single character, as in G_12, else separated.</summary>
    internal static string Joined(IReadOnlyCollection<string> labels, string separator) =>
        string.Join(labels.All(l => l.Length == 1) ? "" : separator, labels);

    private static string[] Ordered(string? a, string? b) => [.. ((string?[])[a, b]).OfType<string>().Order(LabelOrder.Instance)];
}
