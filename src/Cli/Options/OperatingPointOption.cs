using System.CommandLine;

namespace Theory.Cli.Options;

/// <summary>--operating-point, the same in every command.</summary>
internal static class OperatingPointOption
{
    /// <summary>The option.</summary>
    public static Option<string?> Create() => new("--operating-point")
    {
        Description = "Start the activation about another point than 0, by its biases, unchanged otherwise: -2/3 is where mrepu:2 is stable (its inflection)",
        HelpName = "W",
    };
}
