using System.Globalization;

namespace Theory.Validation.KernelRegression;

/// <summary>Which rows of tiles of a factor, or which tiles of a matrix, one process makes, of several that share a folder.</summary>
/// <param name="Index">Which process, from 0.</param>
/// <param name="Count">How many there are.</param>
public readonly record struct FactorPart(int Index, int Count)
{
    /// <summary>All of it.</summary>
    public static FactorPart Whole { get; } = new(0, 1);

    /// <summary>Reads I/N, I from 1 to N.</summary>
    /// <exception cref="UserInputException">It is something else.</exception>
    public static FactorPart Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split('/') is [var k, var n]
            && int.TryParse(k, NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            && index >= 1
            && index <= count
            ? new FactorPart(index - 1, count)
            : throw new UserInputException($"'{text}' is not a part; write 1/4 to 4/4 for four of them");
    }

    /// <summary>Whether a row, or a tile, is made here. In turn: later rows have more tiles.</summary>
    internal bool Has(int row) => row % Count == Index;
}
