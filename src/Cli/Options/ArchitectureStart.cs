using System.CommandLine;
using Theory.Networks;

namespace Theory.Cli.Options;

/// <summary>A network that was given as text, and what enters it.</summary>
/// <param name="Text">The text.</param>
/// <param name="Architecture">What it says.</param>
/// <param name="Defaults">What linear layers have where the text does not say otherwise.</param>
/// <param name="K1">The kernel of the Gaussian signal that enters.</param>
internal sealed record ArchitectureStart(string Text, Architecture Architecture, Linear Defaults, double K1)
{
    /// <summary>--network.</summary>
    public static Option<string?> Option() => new("--network")
    {
        Description = "A network of any layers instead of an activation: linear, activations, residual(...; linear, alpha=, beta=), norm, N*[...]; see theory network --help. --k1 is the kernel of the Gaussian signal that enters it [default: 1]",
        HelpName = "LAYERS",
    };

    /// <summary>The argument, where no network is given.</summary>
    /// <exception cref="UserInputException">There is none.</exception>
    public static string RequiredActivation(string? activation, string command) => activation
        ?? throw new UserInputException($"give an activation, as in theory {command} relu, or a network, as in theory {command} --network \"linear; relu; linear\"");

    /// <summary>Refuses an activation beside a network.</summary>
    /// <exception cref="UserInputException">There is one.</exception>
    public static void RequireAlone(string? activation)
    {
        if (activation is not null)
        {
            throw new UserInputException($"--network says which activations there are; leave out '{activation}'");
        }
    }
}
