using Theory.Experiments.DataSets;
using Theory.Numerics.Kernels;

namespace Theory.Experiments.Predictions;

/// <summary>Training inputs followed by test inputs as a network sees them, and the targets of both.</summary>
/// <param name="Source">Where they come from.</param>
/// <param name="Dimension">The number n_0 of components.</param>
/// <param name="Training">The number of training inputs.</param>
/// <param name="Test">The number of test inputs.</param>
/// <param name="Names">The names of the outputs: the classes, or the targets.</param>
/// <param name="IsClassification">Whether outputs stand for classes.</param>
/// <param name="Preprocessing">What was done to the inputs.</param>
public sealed record PredictionData(
    string Source, int Dimension, int Training, int Test, IReadOnlyList<string> Names, bool IsClassification, Preprocessing Preprocessing)
{
    /// <summary>The inputs, row by row.</summary>
    public required double[] Inputs { get; init; }

    /// <summary>The targets of training inputs followed by test inputs, row by row, in the units of the regression.</summary>
    public required double[] Targets { get; init; }

    /// <summary>The class of each input; empty for regression.</summary>
    public required int[] Labels { get; init; }

    /// <summary>The mean of each target over the training inputs, which the regression does without.</summary>
    public required double[] Offsets { get; init; }

    /// <summary>The standard deviation of each target over the training inputs, the unit of the regression.</summary>
    public required double[] Units { get; init; }

    /// <summary>Chooses rows at random, and prepares them.</summary>
    /// <param name="training">The data.</param>
    /// <param name="test">Test data; null to hold back a part of the others.</param>
    /// <param name="holdout">Which part.</param>
    /// <param name="size">The largest number of training inputs; null for all.</param>
    /// <param name="testSize">The largest number of test inputs; null for all.</param>
    /// <param name="seed">The seed of the choice.</param>
    /// <param name="preprocessing">What is done to the inputs; null for <see cref="Preprocessing.Norm"/> with images, else <see cref="Preprocessing.Standard"/>.</param>
    /// <exception cref="UserInputException">There are too few.</exception>
    public static PredictionData Prepare(
        LabelledData training, LabelledData? test, double holdout, int? size, int? testSize, int seed, Preprocessing? preprocessing)
    {
        ArgumentNullException.ThrowIfNull(training);
        int[] order = Shuffled(training.Inputs.Rows, seed);
        int[] rows;
        int[] testRows;
        LabelledData from = test ?? training;
        if (test is null)
        {
            int held = (int)Math.Round(holdout * order.Length);
            (testRows, rows) = (order[..held], order[held..]);
        }
        else
        {
            (testRows, rows) = (Shuffled(test.Inputs.Rows, seed + 1), order);
        }

        Require.That(rows.Length >= 1 && testRows.Length >= 1, $"there are {rows.Length} training and {testRows.Length} test inputs; each needs one at least");
        Require.That(size is not int n || n <= rows.Length, $"--size asks for {size} training inputs, but there are {rows.Length}");
        Require.That(testSize is not int m || m <= testRows.Length, $"--test-size asks for {testSize} test inputs, but there are {testRows.Length}");
        rows = rows[..(size ?? rows.Length)];
        testRows = testRows[..(testSize ?? testRows.Length)];
        int dimension = training.Inputs.Columns;
        Preprocessing how = preprocessing ?? (training.Inputs.AreImages ? Preprocessing.Norm : Preprocessing.Standard);
        double[] inputs = [.. training.Inputs.Take(rows), .. from.Inputs.Take(testRows)];
        Prepare(inputs, dimension, rows.Length, how, training.Inputs.AreImages);
        bool isClassification = training.Labels is not null;
        int outputs = training.Names.Count;
        double[] targets;
        int[] labels = [];
        double[] offsets = new double[outputs];
        double[] units = [.. Enumerable.Repeat(1.0, outputs)];
        if (isClassification)
        {
            // One-hot without its mean, so that no output is favoured: 0.9 and -0.1 for ten classes.
            labels = [.. rows.Select(r => training.Labels![r]), .. testRows.Select(r => from.Labels![r])];
            targets = [.. labels.SelectMany(l => Enumerable.Range(0, outputs).Select(c => (c == l ? 1.0 : 0) - (1.0 / outputs)))];
        }
        else
        {
            double[][] all = [.. rows.Select(r => training.Targets![r]), .. testRows.Select(r => from.Targets![r])];
            for (int j = 0; j < outputs; j++)
            {
                offsets[j] = all.Take(rows.Length).Average(t => t[j]);
                double variance = all.Take(rows.Length).Average(t => (t[j] - offsets[j]) * (t[j] - offsets[j]));
                units[j] = variance > 0 ? Math.Sqrt(variance) : 1;
            }

            targets = [.. all.SelectMany(t => t.Select((y, j) => (y - offsets[j]) / units[j]))];
        }

        return new PredictionData(training.Source, dimension, rows.Length, testRows.Length, training.Names, isClassification, how)
        {
            Inputs = inputs,
            Targets = targets,
            Labels = labels,
            Offsets = offsets,
            Units = units,
        };
    }

    private static void Prepare(double[] inputs, int dimension, int training, Preprocessing how, bool areImages)
    {
        int rows = inputs.Length / dimension;
        for (int j = 0; j < dimension; j++)
        {
            // What is missing is the mean of what is there in training.
            double sum = 0;
            int present = 0;
            for (int i = 0; i < training; i++)
            {
                double x = inputs[(i * dimension) + j];
                (sum, present) = double.IsNaN(x) ? (sum, present) : (sum + x, present + 1);
            }

            double mean = present > 0 ? sum / present : 0;
            double squares = 0;
            for (int i = 0; i < rows; i++)
            {
                ref double x = ref inputs[(i * dimension) + j];
                x = double.IsNaN(x) ? mean : x;
                squares += i < training ? (x - mean) * (x - mean) : 0;
            }

            if (how == Preprocessing.Standard)
            {
                double factor = squares > 0 ? 1 / Math.Sqrt(squares / training) : 0;
                for (int i = 0; i < rows; i++)
                {
                    ref double x = ref inputs[(i * dimension) + j];
                    x = (x - mean) * factor;
                }
            }
        }

        for (int i = 0; i < rows && how != Preprocessing.Standard; i++)
        {
            Span<double> x = inputs.AsSpan(i * dimension, dimension);
            double square = AccurateProduct.Of(x, x);
            double factor = how == Preprocessing.Norm ? (square > 0 ? Math.Sqrt(dimension / square) : 0) : areImages ? 1 / 255.0 : 1;
            foreach (ref double v in x)
            {
                v *= factor;
            }
        }
    }

    // Fisher and Yates.
    private static int[] Shuffled(int count, int seed)
    {
        var random = new Random(seed);
        int[] order = [.. Enumerable.Range(0, count)];
        for (int i = count - 1; i > 0; i--)
        {
            int j = random.Next(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }
}
