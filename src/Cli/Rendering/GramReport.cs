using System.Globalization;
using System.Text.Json.Nodes;
using MathNet.Numerics.LinearAlgebra;
using Theory.Cli.Output;
using Theory.Experiments.Gram;
using Theory.Experiments.Reporting;
using Theory.Numerics.Kernels;
using Theory.Numerics.Regression;
using Theory.Validation.Statistics;

namespace Theory.Cli.Rendering;

/// <summary>Kernel matrices as JSON, tables and text.</summary>
internal static class GramReport
{
    /// <summary>The matrices of more inputs than this are too long for JSON; <c>--out</c> writes them.</summary>
    public const int LargestInJson = 100;

    private const int LargestTable = 20;

    /// <summary>Against the largest target: more is said.</summary>
    private const double LargestResidual = 1e-10;

    /// <summary>The JSON object.</summary>
    public static JsonObject ToJson(GramResult result)
    {
        GramSettings settings = result.Settings;
        JsonObject json = new()
        {
            [settings.Architecture is null ? "activation" : "network"] = settings.Title,
            ["method"] = result.Method,
            ["inputs"] = settings.Inputs.Count,
            ["dimension"] = settings.Inputs[0].Length,
            ["depth"] = settings.Depth,
            ["cb"] = Numbers([.. settings.LinearLayers.Select(l => l.Cb)]),
            ["cw"] = Numbers([.. settings.LinearLayers.Select(l => l.Cw)]),
            ["lambdaB"] = Numbers([.. settings.LinearLayers.Select(l => l.LambdaB)]),
            ["lambdaW"] = Numbers([.. settings.LinearLayers.Select(l => l.LambdaW)]),
            ["layers"] = new JsonArray([.. result.Layers.Select(LayerToJson)]),
        };
        if (settings.Inputs.Count <= LargestInJson)
        {
            json["kernel"] = Rows(result.Last.Kernel);
            json["tangentKernel"] = result.Last.Tangent is SymmetricMatrix tangent ? Rows(tangent) : null;
        }

        if (result.Predictions is GramPredictions predictions)
        {
            json["predictions"] = PredictionsToJson(settings.Regression!, predictions);
        }

        return json;
    }

    /// <summary>A matrix as CSV, without a header.</summary>
    public static string ToCsv(SymmetricMatrix matrix) => string.Concat(Enumerable.Range(0, matrix.Size).Select(a =>
        string.Join(',', Enumerable.Range(0, matrix.Size).Select(b => matrix[a, b].ToString("R", CultureInfo.InvariantCulture))) + "\n"));

    /// <summary>The summary of the layers as CSV.</summary>
    public static string LayersToCsv(GramResult result) => Csv.Table(
        ["layer", "kernelMean", "kernelLeast", "kernelLargest", "correlationMean", "correlationLeast", "correlationLargest", "tangentMean", "relativeError"],
        result.Layers.Select(l => (IEnumerable<double?>)
        [
            l.Layer, l.Kernel.Mean, l.Kernel.Least, l.Kernel.Largest, l.Correlation.Mean, l.Correlation.Least, l.Correlation.Largest,
            l.Tangent?.Mean, l.Error,
        ]));

    /// <summary>The predictions as CSV, one row for each test input.</summary>
    public static string PredictionsToCsv(GramResult result)
    {
        RegressionTask task = result.Settings.Regression!;
        GramPredictions predictions = result.Predictions!;
        IReadOnlyList<double[]> inputs = [.. result.Settings.Inputs.Skip(task.Targets.Count)];
        IEnumerable<string> header =
        [
            .. Enumerable.Range(1, inputs[0].Length).Select(i => $"x{i}"),
            .. Columns(task, "bayesian"),
            .. predictions.Trained.SelectMany(t => Columns(task, $"t={Time(t.Time)}")),
        ];
        return Csv.Table(header, inputs.Select((x, i) => (IEnumerable<double?>)
        [
            .. x.Select(v => (double?)v), .. Cells(predictions.Bayesian.Outputs, i), .. predictions.Trained.SelectMany(t => Cells(t.Outputs, i)),
        ]));
    }

    /// <summary>Layers and predictions as text.</summary>
    public static void Write(Terminal terminal, GramResult result)
    {
        GramSettings settings = result.Settings;
        string why = settings.Explanation is null ? "" : $" ({settings.Explanation})";
        terminal.Output.WriteLine(
            $"{settings.Title}: {settings.Inputs.Count} inputs of dimension {settings.Inputs[0].Length} ({settings.Source}), "
            + $"C_b = {Short([.. settings.LinearLayers.Select(l => l.Cb)])}, C_W = {Short([.. settings.LinearLayers.Select(l => l.Cw)])}{why}, "
            + $"lambda_b = {Short([.. settings.LinearLayers.Select(l => l.LambdaB)])}, lambda_W = {Short([.. settings.LinearLayers.Select(l => l.LambdaW)])}; {result.Method}");
        bool hasBounds = settings.Architecture is null;
        Tables.Write(
            terminal,
            ["layer", "mean K_aa", "least K_aa", "largest K_aa", "mean correlation", "least correlation", "largest correlation", "mean Theta_aa", .. hasBounds ? (string[])["error"] : []],
            result.Layers.Select(l => (IEnumerable<string>)
            [
                Format.Number(l.Layer), Format.Number(l.Kernel.Mean), Format.Number(l.Kernel.Least), Format.Number(l.Kernel.Largest),
                Format.Number(l.Correlation.Mean), Format.Number(l.Correlation.Least), Format.Number(l.Correlation.Largest),
                Format.Number(l.Tangent?.Mean), .. hasBounds ? (string[])[Format.Bound(l.Error)] : [],
            ]));
        terminal.Output.WriteLine(hasBounds
            ? "  error: bound of the errors of K_ab and Theta_ab relative to those of the inputs themselves; correlations are of different inputs"
            : "  correlations are of different inputs; bounds of errors are not followed through skips, norms and branches");
        if (result.Last.Tangent is null)
        {
            terminal.Output.WriteLine("  the tangent kernel is infinite, because the activation jumps");
        }

        if (result.Predictions is GramPredictions predictions)
        {
            WritePredictions(terminal, settings.Regression!, predictions);
        }
    }

    private static void WritePredictions(Terminal terminal, RegressionTask task, GramPredictions predictions)
    {
        terminal.Output.WriteLine();
        terminal.Output.WriteLine(
            $"{task.Targets.Count} training inputs, {predictions.Bayesian.Outputs.Mean.RowCount} test inputs, noise variance {Format.Number(task.Noise)}"
            + (predictions.Bayesian.Jitter > 0 ? $", jitter {Format.Bound(predictions.Bayesian.Jitter)}" : "")
            + (predictions.Bayesian.Residual > LargestResidual ? $", targets met to {Format.Bound(predictions.Bayesian.Residual)} only" : "")
            + (predictions.Frozen > 0 ? $"; {predictions.Frozen} directions are never learned" : ""));
        (string Name, Prediction Outputs)[] all = [("Bayesian", predictions.Bayesian.Outputs), .. predictions.Trained.Select(t => ($"t = {Time(t.Time)}", t.Outputs))];
        string[] header = ["test input", .. all.SelectMany(p => task.Names.Select(n => $"{p.Name}: {n}").Append("s.d."))];
        Tables.Write(terminal, header, Enumerable.Range(0, Math.Min(LargestTable, predictions.Bayesian.Outputs.Mean.RowCount)).Select(i =>
            (IEnumerable<string>)[Format.Number(i + 1), .. all.SelectMany(p => p.Outputs.Mean.Row(i).Select(v => Format.Number(v, 5)).Append(Deviation(p.Outputs, i)))]));
        if (predictions.Bayesian.Outputs.Mean.RowCount > LargestTable)
        {
            terminal.Output.WriteLine($"  ... and {predictions.Bayesian.Outputs.Mean.RowCount - LargestTable} more; --json and --out have them all");
        }

        Prediction bayesian = predictions.Bayesian.Outputs;
        if (bayesian.MeanError is Vector<double> moved && Enumerable.Range(0, moved.Count).Any(i => moved[i] * moved[i] > bayesian.Variance[i] + bayesian.VarianceError[i]))
        {
            terminal.Output.WriteLine($"  the matrix has a condition of {Format.Bound(predictions.Bayesian.Condition)}: rounding of its elements can move Bayesian means by up to {Format.Bound(moved.Maximum())}, more than a s.d.");
        }

        if (task.Truth is not null)
        {
            terminal.Output.WriteLine("  root mean square error: " + string.Join(", ", all.Select(p => $"{p.Name} {Format.Number(RootMeanSquare(p.Outputs, task.Truth), 4)}")));
        }
    }

    private static JsonObject LayerToJson(GramLayer layer) => new()
    {
        ["layer"] = layer.Layer,
        ["kernel"] = SpreadToJson(layer.Kernel),
        ["correlation"] = SpreadToJson(layer.Correlation),
        ["tangent"] = layer.Tangent is Spread tangent ? SpreadToJson(tangent) : null,
        ["relativeError"] = Json.Number(layer.Error),
    };

    private static JsonObject SpreadToJson(Spread spread) => new()
    {
        ["mean"] = Json.Number(spread.Mean),
        ["least"] = Json.Number(spread.Least),
        ["largest"] = Json.Number(spread.Largest),
    };

    private static JsonObject PredictionsToJson(RegressionTask task, GramPredictions predictions) => new()
    {
        ["targets"] = new JsonArray([.. task.Names.Select(n => (JsonNode)n)]),
        ["training"] = task.Targets.Count,
        ["noise"] = task.Noise,
        ["jitter"] = predictions.Bayesian.Jitter,
        ["residual"] = Json.Number(predictions.Bayesian.Residual),
        ["condition"] = Json.Number(predictions.Bayesian.Condition),
        ["frozenDirections"] = predictions.Frozen,
        ["bayesian"] = OutputsToJson(task, predictions.Bayesian.Outputs),
        ["trained"] = new JsonArray([.. predictions.Trained.Select(t =>
        {
            JsonObject outputs = OutputsToJson(task, t.Outputs);
            outputs.Insert(0, "time", Json.Number(t.Time));
            return outputs;
        })]),
    };

    private static JsonObject OutputsToJson(RegressionTask task, Prediction prediction) => new()
    {
        ["mean"] = new JsonArray([.. prediction.Mean.EnumerateRows().Select(r => Numbers(r))]),
        ["standardDeviation"] = Numbers(prediction.Variance.PointwiseSqrt()),
        ["varianceError"] = Numbers(prediction.VarianceError),
        ["meanError"] = prediction.MeanError is Vector<double> meanError ? Numbers(meanError) : null,
        ["rootMeanSquareError"] = task.Truth is null ? null : Json.Number(RootMeanSquare(prediction, task.Truth)),
    };

    /// <summary>A variance that rounding alone could have left is no more than a bound.</summary>
    private static string Deviation(Prediction prediction, int i) => prediction.Variance[i] > prediction.VarianceError[i]
        ? Format.Number(Math.Sqrt(prediction.Variance[i]), 5)
        : $"< {Format.Bound(Math.Sqrt(prediction.Variance[i] + prediction.VarianceError[i]))}";

    private static double RootMeanSquare(Prediction prediction, IReadOnlyList<double[]> truth) => Math.Sqrt(
        truth.SelectMany((row, i) => row.Select((y, j) => Math.Pow(prediction.Mean[i, j] - y, 2))).Average());

    private static IEnumerable<string> Columns(RegressionTask task, string name) => task.Names.Select(n => $"{name}:{n}").Append($"{name}:standardDeviation");

    private static IEnumerable<double?> Cells(Prediction prediction, int i) => [.. prediction.Mean.Row(i).Select(v => (double?)v), Math.Sqrt(prediction.Variance[i])];

    private static JsonArray Rows(SymmetricMatrix matrix) =>
        new([.. Enumerable.Range(0, matrix.Size).Select(a => Numbers(Enumerable.Range(0, matrix.Size).Select(b => matrix[a, b])))]);

    private static JsonArray Numbers(IEnumerable<double> values) => new([.. values.Select(v => Json.Number(v))]);

    private static string Time(double time) => double.IsFinite(time) ? Format.Number(time) : "infinity";

    private static string Short(IReadOnlyList<double> perLayer) =>
        perLayer.Distinct().Count() == 1 ? Format.Number(perLayer[0]) : string.Join(",", perLayer.Select(v => Format.Number(v)));
}
