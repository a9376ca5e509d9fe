using System.Globalization;
using MathNet.Numerics.Distributions;

namespace Theory.Experiments.DataSets;

/// <summary>Small tasks by name, to try a command with: <c>moons:200</c>, two classes in the plane, and <c>sine:100</c>, a function of one variable.</summary>
public static class GeneratedTasks
{
    private const int Largest = 100_000;
    private const double Spread = 0.15;

    /// <summary>Generates a task; null if the text is not the name of one.</summary>
    /// <param name="text">Name and number of inputs.</param>
    /// <param name="seed">The seed of the random numbers.</param>
    /// <exception cref="UserInputException">The number is not understood.</exception>
    public static LabelledData? TryParse(string text, int seed)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Split(':');
        if (parts.Length != 2 || parts[0] is not ("moons" or "sine"))
        {
            return null;
        }

        Require.That(
            int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is >= 2 and <= Largest,
            $"'{text}': the number of inputs must be between 2 and {Largest}");
        return parts[0] == "moons" ? Moons(text, count, new Random(seed)) : Sine(text, count);
    }

    // Two half circles that reach into one another.
    private static LabelledData Moons(string source, int count, Random random)
    {
        double[][] points = [.. Enumerable.Range(0, count).Select(i =>
        {
            double angle = Math.PI * random.NextDouble();
            int side = i % 2;
            (double x, double y) = side == 0 ? (Math.Cos(angle), Math.Sin(angle)) : (1 - Math.Cos(angle), 0.5 - Math.Sin(angle));
            return (double[])[x + Normal.Sample(random, 0, Spread), y + Normal.Sample(random, 0, Spread)];
        })];
        return new LabelledData(source, Table(points), ["upper", "lower"], [.. Enumerable.Range(0, count).Select(i => i % 2)], null);
    }

    // sin x + sin 2x at equal distances between -2 pi and 2 pi.
    private static LabelledData Sine(string source, int count)
    {
        double[][] points = [.. Enumerable.Range(0, count).Select(i => (double[])[2 * Math.PI * ((2.0 * i / (count - 1)) - 1)])];
        return new LabelledData(source, Table(points), ["y"], null, [.. points.Select(x => (double[])[Math.Sin(x[0]) + Math.Sin(2 * x[0])])]);
    }

    private static NumberTable Table(double[][] points) => new(points.Length, points[0].Length, (i, j) => points[i][j], AreImages: false);
}
