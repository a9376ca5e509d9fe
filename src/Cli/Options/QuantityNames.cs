using System.CommandLine;
using Theory.Expectations;

namespace Theory.Cli.Options;

/// <summary>Lists of quantities as users write them: g,chiPerp.</summary>
internal static class QuantityNames
{
    /// <summary>--quantity, repeatable or with a list.</summary>
    public static Option<string[]> Create() => new("--quantity")
    {
        Description = $"Only these, separated by commas: {string.Join(", ", Quantity.Known.Select(q => q.Key))} [default: {string.Join(",", Quantity.All.Select(q => q.Key))}]",
        HelpName = "KEY,...",
    };

    /// <summary>Reads the lists, in the order in which they were given; those of <see cref="Quantity.All"/> when there is none.</summary>
    /// <exception cref="UserInputException">A name is unknown.</exception>
    public static IReadOnlyList<Quantity> Parse(string[]? lists) =>
        lists is null or [] ? Quantity.All : [.. lists.SelectMany(list => list.Split(',')).Select(name => Find(name.Trim())).Distinct()];

    private static Quantity Find(string name) =>
        Quantity.Known.FirstOrDefault(q => name.Equals(q.Key, StringComparison.OrdinalIgnoreCase) || name == q.Symbol)
        ?? throw new UserInputException($"--quantity: unknown quantity '{name}'; "
            + (NearestName.Of(name, Quantity.Known.Select(q => q.Key)) is string near ? $"did you mean '{near}'? " : "")
            + $"known are {string.Join(", ", Quantity.Known.Select(q => q.Key))}");
}
