namespace Theory.Cli.Options;

/// <summary>Lists and ranges of kernels: <c>0.1,1,10</c> or <c>1e-6..1e3:200</c>.</summary>
internal static class KernelValues
{
    private static readonly ValueRanges Ranges = new(
        "K", "1e-6..1e3:200", 100, Positive, (from, to, i, steps) => from * Math.Exp(i * ((Math.Log(to) - Math.Log(from)) / steps)));

    /// <summary>Reads a comma-separated list whose members are numbers or logarithmic ranges.</summary>
    /// <exception cref="UserInputException">A member is not a positive number or a range, or there are too many.</exception>
    public static IReadOnlyList<double> Parse(string text) => Ranges.Parse(text);

    private static double Positive(string text)
    {
        double value = NumberText.Parse(text);
        return value > 0 ? value : throw new UserInputException($"K must be positive, got {text.Trim()}");
    }
}
