namespace Theory.Cli.Options;

/// <summary>Inputs in place: <c>1,0.5</c>, with a semicolon between several: <c>1,0;0.2,1</c>.</summary>
internal static class InputVectors
{
    /// <summary>True for a text that is vectors, not the name of a file or of a data set.</summary>
    public static bool Are(string text) => !File.Exists(text) && (char.IsAsciiDigit(text.TrimStart(' ', '-', '+', '.').FirstOrDefault()) || text.Contains(';', StringComparison.Ordinal));

    /// <summary>Reads the vectors.</summary>
    /// <exception cref="UserInputException">A component is not a number, or the vectors differ in length.</exception>
    public static double[][] Parse(string text)
    {
        double[][] vectors = [.. text.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(NumberList.Parse)];
        Require.That(vectors.Length > 0, $"'{text}' holds no vector; write for example 1,0.5");
        Require.That(vectors.All(v => v.Length == vectors[0].Length), $"the vectors in '{text}' differ in length");
        return vectors;
    }
}
