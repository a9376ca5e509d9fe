using System.Globalization;
using Theory.Numerics.Inputs;

namespace Theory.Cli.Options;

/// <summary>Data sets by name: <c>circle:100</c>, <c>sphere:100,3</c>, <c>gaussian:100,3</c>.</summary>
internal static class GeneratedData
{
    /// <summary>Generates the inputs.</summary>
    /// <exception cref="UserInputException">The name or a number is not understood.</exception>
    public static double[][] Parse(string text, int seed)
    {
        string[] parts = text.Split(':', ',');
        int[] numbers = [.. parts.Skip(1).Select(p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out int n) && n > 0 ? n : -1)];
        return (parts[0].ToUpperInvariant(), numbers) switch
        {
            ("CIRCLE", [> 0 and var count]) => GeneratedInputs.Circle(count),
            ("SPHERE", [> 0 and var count, > 0 and var dimension]) => GeneratedInputs.Sphere(count, dimension, seed),
            ("GAUSSIAN", [> 0 and var count, > 0 and var dimension]) => GeneratedInputs.Gaussian(count, dimension, seed),
            _ => throw new UserInputException($"'{text}' is not a data set; write circle:100, sphere:100,3 or gaussian:100,3"),
        };
    }
}
