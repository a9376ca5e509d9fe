using System.CommandLine;
using Theory.Networks;

namespace Theory.Cli.Options;

/// <summary>The options that add a second input to a flow.</summary>
internal sealed class SecondInputOptions
{
    private readonly Option<double?> _k2 = StandardOptions.Number("--k2", "Kernel K(1) of a second input, for the flow of both [default with --rho: that of the first]", "K");
    private readonly Option<double?> _rho = StandardOptions.Number("--rho", "Correlation of the two inputs in the first layer, -1 to 1 [default with --k2: 0]");

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_k2, _rho])
        {
            command.Add(option);
        }
    }

    /// <summary>The kernel of a second signal that enters a network of any layers, and the correlation; null when there is none.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="k1">That of the first.</param>
    /// <exception cref="UserInputException">A value is out of its domain.</exception>
    public (double K2, double Rho)? Read(ParseResult parsed, double k1)
    {
        (double? k2, double? rho) = (parsed.GetValue(_k2), parsed.GetValue(_rho));
        if (k2 is null && rho is null)
        {
            return null;
        }

        _ = Signal.Pair(k1, k2 ?? k1, rho ?? 0);
        return (k2 ?? k1, rho ?? 0);
    }

    /// <summary>K(1) of the second input and the correlation; null when there is no second input.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="first">The network and its first input.</param>
    /// <exception cref="UserInputException">The options contradict one another.</exception>
    public (double K2, double Rho)? Read(ParseResult parsed, Initialisation first)
    {
        (Linear layer, double[]? input, double k1) = (first.Network[1], first.Input, first.K1);
        (double? k2, double? rho) = (parsed.GetValue(_k2), parsed.GetValue(_rho));
        if (input is not null && first.SecondInput is double[] second)
        {
            Require.That(k2 is null && rho is null, $"--inputs gives the second kernel and the correlation too; leave out --k2 and --rho");
            (double cb, double cw) = (layer.Cb, layer.Cw);
            double size = cb + (cw * second.Sum(y => y * y) / second.Length);
            double product = cb + (cw * input.Zip(second, (x, y) => x * y).Sum() / second.Length);
            return (size, size > 0 ? Math.Clamp(product / Math.Sqrt(k1 * size), -1, 1) : 0);
        }

        return k2 is null && rho is null ? null : (k2 ?? k1, rho ?? 0);
    }
}
