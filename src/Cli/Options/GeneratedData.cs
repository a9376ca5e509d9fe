using System.Globalization;
using Theory.Numerics.Inputs;

namespace Theory.Cli.Options;

/// <summary>Data sets by name: <c>circle:100</c>, <c>sphere:100,3</c>, <c>gaussian:100,3</c>.</summary>
internal static class GeneratedData
{
    /// <summary>True for a text that is meant as a data set by name.</summary>
    public static bool IsNamed(string text) => text.Contains(':', StringComparison.Ordinal) && !text.Contains('.', StringComparison.Ordinal) && !text.Contains(Path.DirectorySeparatorChar);

    /// <summary>Generates the inputs.</summary>
    /// <param name="text">The name and the sizes.</param>
    /// <param name="seed">The seed of the random numbers.</param>
    /// <param name="largest">The largest number of inputs.</param>
    /// <param name="cancellation">Ends the drawing of random numbers.</param>
    /// <exception cref="UserInputException">The name or a number is not understood, or the sizes are too large.</exception>
    public static double[][] Parse(string text, int seed, int largest, CancellationToken cancellation)
    {
        string[] parts = text.Split(':', ',');
        int[] numbers = [.. parts.Skip(1).Select(p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out int n) && n > 0 ? n : -1)];
        return (parts[0].ToUpperInvariant(), numbers) switch
        {
            ("CIRCLE", [> 0 and var count]) => GeneratedInputs.Circle(Checked(count, 2)),
            ("SPHERE", [> 0 and var count, > 0 and var dimension]) => GeneratedInputs.Sphere(Checked(count, dimension), dimension, seed, cancellation),
            ("GAUSSIAN", [> 0 and var count, > 0 and var dimension]) => GeneratedInputs.Gaussian(Checked(count, dimension), dimension, seed, cancellation),
            _ => throw new UserInputException($"'{text}' is not a data set; write circle:100, sphere:100,3 or gaussian:100,3"),
        };

        int Checked(int count, int dimension)
        {
            Require.That(count <= largest, $"{count} inputs are more than {largest}; use fewer");

            // The inputs and their scaled copies.
            MemoryNeed.Check($"{count} inputs of {dimension} components", 16.0 * count * dimension, "use fewer inputs or components");
            return count;
        }
    }
}
