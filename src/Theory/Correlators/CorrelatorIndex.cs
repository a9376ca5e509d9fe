namespace Theory.Correlators;

/// <summary>The indices of a preactivation z_{i;a}: neuron i and input a.</summary>
/// <param name="Input">The input: a number or a name; null when there is only one.</param>
/// <param name="Neuron">
/// The neuron: different numbers are different neurons, names are left open, so that delta_ij remains in formulas; null when a single
/// neuron is meant.
/// </param>
public sealed record CorrelatorIndex(string? Input, string? Neuron = null)
{
    private const int LongestLabel = 20;

    /// <summary>Reads the indices of a correlator.</summary>
    /// <param name="inputs">The inputs, as in 1,1,2,2; null for a single input.</param>
    /// <param name="neurons">The neurons, as in i,i,j,j or 1,1,2,2; null for a single neuron.</param>
    /// <exception cref="UserInputException">A label is empty or holds other characters than letters and digits, or the numbers of labels differ.</exception>
    public static IReadOnlyList<CorrelatorIndex> Parse(string? inputs, string? neurons = null)
    {
        string[]? a = inputs is null ? null : Labels(inputs);
        string[]? i = neurons is null ? null : Labels(neurons);
        if (a is not null && i is not null && a.Length != i.Length)
        {
            throw new UserInputException($"there are {a.Length} inputs but {i.Length} neurons; give one of each for every preactivation");
        }

        int count = a?.Length ?? i?.Length
            ?? throw new UserInputException("a correlator needs indices: inputs such as 1,1,2,2 or neurons such as i,i,j,j");
        return [.. Enumerable.Range(0, count).Select(k => new CorrelatorIndex(a?[k], i?[k]))];
    }

    /// <summary>The index as text: z1, z(i;1), or z(i) for a single input.</summary>
    public override string ToString() => (Neuron, Input) switch
    {
        (null, null) => "z",
        (null, _) => $"z{Input}",
        (_, null) => $"z({Neuron})",
        _ => $"z({Neuron};{Input})",
    };

    /// <summary>The index in LaTeX.</summary>
    internal string ToLatex() => (Neuron, Input) switch
    {
        (null, null) => "z",
        (null, _) => $"z_{{{Input}}}",
        (_, null) => $"z_{{{Neuron}}}",
        _ => $"z_{{{Neuron};{Input}}}",
    };

    private static string[] Labels(string text) => [.. text.Split(',').Select(Label)];

    private static string Label(string text)
    {
        string label = text.Trim();
        return label.Length is > 0 and <= LongestLabel && label.All(char.IsAsciiLetterOrDigit)
            ? label
            : throw new UserInputException($"'{label}' is not an index; write labels of letters and digits with commas between them, such as 1,1,2,2");
    }
}
