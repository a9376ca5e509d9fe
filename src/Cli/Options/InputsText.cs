using System.CommandLine;
using System.Globalization;
using Theory.Networks;

namespace Theory.Cli.Options;

/// <summary>Several inputs as users write them: <c>circle:8</c>, <c>circle:8:0.5</c>, <c>close</c>, <c>close:1:1e-3</c>, or a CSV file.</summary>
internal static class InputsText
{
    private const double Separation = 1e-3;
    private const int Largest = 1000;

    /// <summary>--inputs as commands have it that follow several inputs.</summary>
    public static Option<string?> Create(string description) => new("--inputs")
    {
        Description = description,
        HelpName = "X1,X2;X1,X2|circle:N[:RADIUS]|close[:RADIUS[:SEPARATION]]|FILE",
    };

    /// <summary>One input that is written in place, which is followed alone; null for several, or for a set.</summary>
    public static double[]? Single(string? text) => text is not null && InputVectors.Are(text) && Inline(text) is [double[] only] ? only : null;

    /// <summary>Reads inputs.</summary>
    /// <exception cref="UserInputException">They cannot be read.</exception>
    public static NetworkInputs Parse(string text)
    {
        string[] parts = text.Split(':');
        return parts switch
        {
            ["circle", var count] => NetworkInputs.Circle(Count(count)),
            ["circle", var count, var radius] => NetworkInputs.Circle(Count(count), NumberText.Parse(radius)),
            ["close"] => NetworkInputs.Close(1, Separation),
            ["close", var radius] => NetworkInputs.Close(NumberText.Parse(radius), Separation),
            ["close", var radius, var separation] => NetworkInputs.Close(NumberText.Parse(radius), NumberText.Parse(separation)),
            _ => File.Exists(text) ? FromCsv(text)
                : InputVectors.Are(text) ? NetworkInputs.Of(Inline(text))
                : throw new UserInputException(
                $"--inputs: '{text}' is neither a file nor vectors such as 1,0;0,1 nor circle:N, circle:N:RADIUS, close, close:RADIUS or close:RADIUS:SEPARATION"),
        };
    }

    private static double[][] Inline(string text)
    {
        try
        {
            return InputVectors.Parse(text);
        }
        catch (UserInputException error)
        {
            throw new UserInputException($"--inputs: {error.Message}");
        }
    }

    private static int Count(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value)
        ? Checked(value)
        : throw new UserInputException($"--inputs: '{text}' is not a number of points");

    private static int Checked(int count) => count <= Largest
        ? count
        : throw new UserInputException($"--inputs: {count} inputs are too many, as every pair is followed through the layers; use at most {Largest}, or theory gram for kernels alone");

    /// <summary>One input a line, with or without a header.</summary>
    private static NetworkInputs FromCsv(string path)
    {
        IReadOnlyList<double[]> rows = InputTable.Read(path).Rows;
        Checked(rows.Count);
        return NetworkInputs.Of(rows);
    }
}
