using Theory.Validation.Random;
using Theory.Validation.Training;

namespace Theory.Validation.Tests.Training;

/// <summary>Small regression problems.</summary>
internal static class Samples
{
    public static Regression Random(int inputs, int outputs, int count, ulong seed)
    {
        var random = new NetworkRandom(seed, -1);
        return new Regression(Rows(inputs), Rows(outputs));

        double[][] Rows(int width) => [.. Enumerable.Range(0, count).Select(_ =>
        {
            double[] row = new double[width];
            random.FillNormal(row);
            return row;
        })];
    }

    /// <summary>y = x1 x2 on a grid of the square.</summary>
    public static Regression ProductOnGrid()
    {
        double[][] inputs = [.. from a in Enumerable.Range(-3, 7) from b in Enumerable.Range(-3, 7) select new[] { a / 3.0, b / 3.0 }];
        return new Regression(inputs, [.. inputs.Select(x => new[] { x[0] * x[1] })]);
    }
}
