using Theory.Expectations;

namespace Theory.Cli.Options;

/// <summary>Lists of quantities as users write them: g,chiPerp.</summary>
internal static class QuantityNames
{
    /// <summary>Reads a comma-separated list; all quantities when it is null.</summary>
    /// <exception cref="UserInputException">A name is unknown.</exception>
    public static IReadOnlyList<Quantity> Parse(string? text) =>
        text is null ? Quantity.All : [.. text.Split(',').Select(name => Find(name.Trim()))];

    private static Quantity Find(string name) =>
        Quantity.Known.FirstOrDefault(q => name.Equals(q.Key, StringComparison.OrdinalIgnoreCase) || name == q.Symbol)
        ?? throw new UserInputException($"unknown quantity '{name}'; "
            + (NearestName.Of(name, Quantity.Known.Select(q => q.Key)) is string near ? $"did you mean '{near}'?" : $"known are {string.Join(", ", Quantity.Known.Select(q => q.Key))}"));
}
