using System.Globalization;
using Theory.Networks;

namespace Theory.Cli.Options;

/// <summary>Several inputs as users write them: <c>circle:8</c>, <c>circle:8:0.5</c>, <c>close</c>, <c>close:1:1e-3</c>, or a CSV file.</summary>
internal static class InputsText
{
    private const double Separation = 1e-3;

    /// <summary>Reads inputs.</summary>
    /// <exception cref="UserInputException">They cannot be read.</exception>
    public static NetworkInputs Parse(string text)
    {
        string[] parts = text.Split(':');
        return parts switch
        {
            ["circle", var count] => NetworkInputs.Circle(Integer(count)),
            ["circle", var count, var radius] => NetworkInputs.Circle(Integer(count), NumberText.Parse(radius)),
            ["close"] => NetworkInputs.Close(1, Separation),
            ["close", var radius] => NetworkInputs.Close(NumberText.Parse(radius), Separation),
            ["close", var radius, var separation] => NetworkInputs.Close(NumberText.Parse(radius), NumberText.Parse(separation)),
            _ => File.Exists(text) ? FromCsv(text) : throw new UserInputException(
                $"--inputs: '{text}' is neither a file nor circle:N, circle:N:RADIUS, close, close:RADIUS or close:RADIUS:SEPARATION"),
        };
    }

    private static int Integer(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value)
        ? value
        : throw new UserInputException($"--inputs: '{text}' is not a number of points");

    /// <summary>One input a line; a first line that is no numbers is a header.</summary>
    private static NetworkInputs FromCsv(string path)
    {
        List<IReadOnlyList<double>> inputs = [];
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            if (line.Trim().Length == 0)
            {
                continue;
            }

            double?[] values = [.. line.Split(',').Select(cell =>
                double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double x) ? x : (double?)null)];
            if (values.All(v => v is not null))
            {
                inputs.Add([.. values.Select(v => v!.Value)]);
            }
            else if (number > 1 || values.Any(v => v is not null))
            {
                throw new UserInputException($"--inputs: line {number} of '{path}' is not a row of numbers; write one input a line, its components separated by commas");
            }
        }

        return inputs.Count > 0 ? NetworkInputs.Of(inputs) : throw new UserInputException($"--inputs: '{path}' holds no input");
    }
}
