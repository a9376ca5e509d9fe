using System.Globalization;

namespace Theory.Experiments.DataSets;

/// <summary>Data sets from files: IDX, NPY, CSV and ARFF, told apart by their names.</summary>
public static class DataFiles
{
    private const int MostClasses = 1000;

    /// <summary>Reads inputs with labels or targets, and those of a test set if there is one.</summary>
    /// <param name="train">A file with inputs, or a folder with the four files of MNIST and its successors.</param>
    /// <param name="labels">A file with the labels of the inputs; null if they are a column.</param>
    /// <param name="test">A file with test inputs; null if there is none.</param>
    /// <param name="testLabels">Their labels.</param>
    /// <param name="targets">Columns of a table that are targets; none for the last one of an ARFF file.</param>
    /// <param name="classify">Whether numbers in the target are names of classes.</param>
    /// <exception cref="UserInputException">A file is missing or cannot be used, or they do not agree.</exception>
    public static (LabelledData Training, LabelledData? Test) Read(
        string train, string? labels, string? test, string? testLabels, IReadOnlyList<string> targets, bool classify)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(targets);
        if (Directory.Exists(train))
        {
            Require.That(labels is null && test is null && testLabels is null, $"'{train}' is a folder, in which labels and test set lie too; leave the other files out");
            return Read(
                InFolder(train, "train-images-idx3-ubyte"), InFolder(train, "train-labels-idx1-ubyte"),
                InFolder(train, "t10k-images-idx3-ubyte"), InFolder(train, "t10k-labels-idx1-ubyte"), [], classify) is var read
                ? (read.Training with { Source = train }, read.Test! with { Source = train }) : default;
        }

        if (labels is null)
        {
            Require.That(testLabels is null, $"--test-labels goes with --labels");
            return FromTables(train, test, targets, classify);
        }

        Require.That(targets.Count == 0, $"--target names columns of a table; give it or --labels, not both");
        Require.That((test is null) == (testLabels is null), $"--test and --test-labels go together");
        LabelledData training = WithLabels(train, labels, classify, null);
        return (training, test is null ? null : WithLabels(test, testLabels!, classify, training));
    }

    /// <summary>Inputs without targets from an IDX or NPY file; null for the name of another kind.</summary>
    /// <exception cref="UserInputException">The file cannot be used.</exception>
    public static IReadOnlyList<double[]>? Rows(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        bool isIdx = path.EndsWith("-ubyte", StringComparison.Ordinal) || path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) || Path.GetExtension(path).StartsWith(".idx", StringComparison.OrdinalIgnoreCase);
        if (!isIdx && Kind(path) != ".npy")
        {
            return null;
        }

        NumberTable numbers = Numbers(path);
        return [.. Enumerable.Range(0, numbers.Rows).Select(i => numbers.Take([i]))];
    }

    private static string InFolder(string folder, string name)
    {
        string plain = Path.Combine(folder, name);
        return File.Exists(plain) ? plain : File.Exists(plain + ".gz") ? plain + ".gz"
            : throw new UserInputException($"the folder '{folder}' has no file {name} or {name}.gz");
    }

    private static LabelledData WithLabels(string path, string labels, bool classify, LabelledData? training)
    {
        NumberTable inputs = Numbers(path);
        (NumberTable column, bool isInteger, IReadOnlyList<string>? words) = Labels(labels);
        Require.That(column.Rows == inputs.Rows, $"'{path}' has {inputs.Rows} inputs, but '{labels}' {column.Rows} labels");
        if (training is not null)
        {
            Require.That(inputs.Columns == training.Inputs.Columns, $"'{path}' has inputs of {inputs.Columns} components, but those for training have {training.Inputs.Columns}");
        }

        return column.Columns == 1 && (isInteger || classify || words is not null)
            ? Classified(path, inputs, [.. Enumerable.Range(0, column.Rows).Select(i => column.At(i, 0))], words, labels, training?.Names)
            : new LabelledData(
                path, inputs, [.. Enumerable.Range(1, column.Columns).Select(j => string.Create(CultureInfo.InvariantCulture, $"y{j}"))], null,
                [.. Enumerable.Range(0, column.Rows).Select(i => (double[])[.. Enumerable.Range(0, column.Columns).Select(j => Present(column.At(i, j), labels, i))])]);
    }

    private static (LabelledData Training, LabelledData? Test) FromTables(string train, string? test, IReadOnlyList<string> targets, bool classify)
    {
        Require.That(File.Exists(train), $"there is no file '{train}'; give a .csv or .arff table, inputs with --labels, a folder of IDX files, moons:N or sine:N");
        Require.That(Kind(train) is ".csv" or ".arff", $"'{train}' is no .csv or .arff table with a column to predict; give its labels with --labels");
        DataTable table = Table(train);
        IReadOnlyList<string> names = targets.Count > 0 ? targets
            : Kind(train) == ".arff" ? [table.Columns[^1].Name]
            : throw new UserInputException($"which column of '{train}' is to be predicted? Name it with --target: {string.Join(", ", table.Columns.Take(20).Select(c => c.Name))}");
        LabelledData training = FromTable(table, table, names, classify, null);
        return (training, test is null ? null : FromTable(Table(test), table, names, classify, training.Names));
    }

    private static LabelledData FromTable(DataTable table, DataTable training, IReadOnlyList<string> names, bool classify, IReadOnlyList<string>? classes)
    {
        NumberTable inputs = DataTable.Inputs(table, training, names);
        DataColumn[] columns = [.. names.Select(table.Named)];
        if (columns.Length == 1 && (classify || training.Named(names[0]).Words is not null))
        {
            return Classified(table.Path, inputs, columns[0].Values, columns[0].Words, table.Path, classes);
        }

        if (columns.FirstOrDefault(c => c.Words is not null) is DataColumn words)
        {
            throw new UserInputException($"the target {words.Name} of '{table.Path}' has words; classes are predicted one target at a time");
        }

        return new LabelledData(
            table.Path, inputs, names, null, [.. Enumerable.Range(0, table.Rows).Select(i => (double[])[.. columns.Select(c => Present(c.Values[i], table.Path, i))])]);
    }

    private static LabelledData Classified(string source, NumberTable inputs, double[] values, IReadOnlyList<string>? words, string path, IReadOnlyList<string>? classes)
    {
        string[] names = [.. values.Select((v, i) => words is null ? Present(v, path, i).ToString("R", CultureInfo.InvariantCulture) : words[(int)Present(v, path, i)])];
        classes ??= words is null
            ? [.. values.Distinct().Order().Select(v => v.ToString("R", CultureInfo.InvariantCulture))]
            : words;
        Require.That(classes.Count is >= 2 and <= MostClasses, $"'{path}' has {classes.Count} classes; there must be between 2 and {MostClasses}");
        Dictionary<string, int> index = classes.Select((c, i) => (c, i)).ToDictionary(p => p.c, p => p.i);
        return new LabelledData(source, inputs, classes, [.. names.Select((n, i) => index.TryGetValue(n, out int at) ? at
            : throw new UserInputException($"'{path}', item {i + 1}: the class {n} is not among those for training: {string.Join(", ", classes.Take(20))}"))], null);
    }

    private static double Present(double value, string path, int i) => double.IsNaN(value)
        ? throw new UserInputException($"'{path}', item {i + 1}: the target is missing; remove the item")
        : value;

    private static NumberTable Numbers(string path)
    {
        switch (Kind(path))
        {
            case ".csv" or ".arff":
                DataTable table = Table(path);
                return DataTable.Inputs(table, table, []);
            case ".npy":
                NpyFile npy = NpyFile.Read(path);
                return new NumberTable(npy.Dimensions[0], npy.ItemLength, Finite(npy.At, path), AreImages: npy.Dimensions.Count > 2);
            default:
                IdxFile idx = IdxFile.Read(path);
                return new NumberTable(idx.Dimensions[0], idx.ItemLength, Finite(idx.At, path), AreImages: idx.Dimensions.Count > 2);
        }
    }

    private static Func<int, int, double> Finite(Func<int, int, double> at, string path) => (i, j) => double.IsFinite(at(i, j)) ? at(i, j)
        : throw new UserInputException($"'{path}', item {i + 1}: component {j + 1} is not a finite number");

    private static (NumberTable Column, bool IsInteger, IReadOnlyList<string>? Words) Labels(string path)
    {
        switch (Kind(path))
        {
            case ".csv" or ".arff":
                DataTable table = Table(path);
                if (table.Columns is [{ Words: not null } only])
                {
                    return (new NumberTable(table.Rows, 1, (i, _) => only.Values[i], AreImages: false), false, only.Words);
                }

                Require.That(table.Columns.All(c => c.Words is null), $"'{path}' has several columns, some of words; labels are one column");
                return (new NumberTable(table.Rows, table.Columns.Count, (i, j) => table.Columns[j].Values[i], AreImages: false), false, null);
            case ".npy":
                NpyFile npy = NpyFile.Read(path);
                return (new NumberTable(npy.Dimensions[0], npy.ItemLength, Finite(npy.At, path), AreImages: false), npy.IsInteger, null);
            default:
                IdxFile idx = IdxFile.Read(path);
                return (new NumberTable(idx.Dimensions[0], idx.ItemLength, Finite(idx.At, path), AreImages: false), idx.IsBytes, null);
        }
    }

    private static DataTable Table(string path) => Kind(path) == ".arff" ? ArffFile.Read(path) : CsvFile.Read(path);

    private static string Kind(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".csv" => ".csv",
        ".arff" => ".arff",
        ".npy" => ".npy",
        _ => "",
    };
}
