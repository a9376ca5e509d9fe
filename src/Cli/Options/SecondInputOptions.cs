using System.CommandLine;
using Theory.Networks;

namespace Theory.Cli.Options;

/// <summary>The options that add a second input to a flow.</summary>
internal sealed class SecondInputOptions
{
    private readonly Option<double?> _k2 = StandardOptions.Number("--k2", "Kernel K(1) of a second input, for the flow of both [default with --rho: that of the first]", "K");
    private readonly Option<double?> _rho = StandardOptions.Number("--rho", "Correlation of the two inputs in the first layer, -1 to 1 [default with --k2: 0]");
    private readonly Option<string?> _input2 = new("--input2")
    {
        Description = "Second input vector y, with --input: K(1) of x and y is C_b + C_W x.y/n_0",
        HelpName = "Y1,Y2,...",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_k2, _rho, _input2])
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
        if (parsed.GetValue(_input2) is not null)
        {
            throw new UserInputException("--input2 does not go with --network; give --rho and --k2, or inputs with theory gram");
        }

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
        if (parsed.GetValue(_input2) is string text)
        {
            double[] second = StandardOptions.Checked(_input2, text, NumberList.Parse);
            if (input is null || second.Length != input.Length || k2 is not null || rho is not null)
            {
                throw new UserInputException("--input2 needs --input with as many components, and neither --k2 nor --rho");
            }

            (double cb, double cw) = (layer.Cb, layer.Cw);
            double size = cb + (cw * second.Sum(y => y * y) / second.Length);
            double product = cb + (cw * input.Zip(second, (x, y) => x * y).Sum() / second.Length);
            return (size, size > 0 ? Math.Clamp(product / Math.Sqrt(k1 * size), -1, 1) : 0);
        }

        return k2 is null && rho is null ? null : (k2 ?? k1, rho ?? 0);
    }
}
