namespace Theory.Activations;

/// <summary>An activation of the catalogue: its names, its formula and where it comes from.</summary>
/// <param name="Name">The name it is called by.</param>
/// <param name="Aliases">Other names for it.</param>
/// <param name="Parameters">Its parameters, in order.</param>
/// <param name="Formula">The definition, a formula in z and the parameters.</param>
/// <param name="Description">One line for people.</param>
/// <param name="Reference">Where it was introduced.</param>
public sealed record CatalogueEntry(
    string Name, string[] Aliases, CatalogueParameter[] Parameters, string Formula, string Description, string Reference)
{
    /// <summary>The formula in z for an order p, where <see cref="Formula"/> is more than a formula can say for every p; null otherwise.</summary>
    public Func<int, string>? OfOrder { get; init; }

    /// <summary>How to write it, as in <c>leaky_relu(a)</c>.</summary>
    public string Usage => Parameters.Length == 0 ? Name : $"{Name}({string.Join(", ", Parameters.Select(p => p.Name))})";

    /// <summary>One that can be read: the name alone where all parameters have defaults, as in <c>mrepu:2</c> otherwise.</summary>
    public string Example => Parameters.All(p => p.Default is not null) ? Name
        : Parameters[0].IsPositiveInteger ? $"{Name}:2"
        : $"{Name}({string.Join(", ", Parameters.Select((_, i) => i == 0 ? "0.1" : "20"))})";

    /// <summary>The parameter of a name or an alias; -1 when there is none.</summary>
    internal int IndexOf(string parameter) => Array.FindIndex(Parameters, p => p.IsCalled(parameter));
}
