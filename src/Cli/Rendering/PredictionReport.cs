using System.Text.Json.Nodes;
using Theory.Cli.Output;
using Theory.Experiments.Predictions;
using Theory.Experiments.Reporting;
using Theory.Validation.KernelRegression;

namespace Theory.Cli.Rendering;

/// <summary>Predictions of a data set as JSON, tables and text.</summary>
internal static class PredictionReport
{
    /// <summary>More predictions than this are left to <c>--out</c>.</summary>
    private const int LargestInJson = 100;

    private const int LargestTable = 10;
    private const int MostOutputs = 3;

    /// <summary>The JSON object.</summary>
    public static JsonObject ToJson(PredictionResult result)
    {
        PredictionSettings settings = result.Settings;
        PredictionData data = settings.Data;
        JsonObject json = new()
        {
            ["activation"] = settings.Activation.Name,
            ["kernel"] = Kernel(settings),
            ["depth"] = settings.Depth,
            ["cb"] = result.Cb,
            ["cw"] = result.Cw,
            ["noise"] = result.Noise,
            ["task"] = data.IsClassification ? "classification" : "regression",
            ["outputs"] = new JsonArray([.. data.Names.Select(n => (JsonNode)n)]),
            ["training"] = data.Training,
            ["test"] = data.Test,
            ["dimension"] = data.Dimension,
            ["preprocessing"] = Word(data.Preprocessing),
            ["solver"] = Solver(settings),
            ["dtype"] = settings.Regression.Precision.Name,
            ["residual"] = Json.Number(result.Residual),
            ["unexplained"] = Json.Number(result.Unexplained),
            ["steps"] = result.Steps,
            ["accuracy"] = Json.Number(result.Accuracy),
            ["meanSquaredError"] = Json.Number(result.MeanSquaredError),
            ["rootMeanSquareErrors"] = Numbers(result.RootMeanSquareErrors),
            ["negativeLogLikelihood"] = Json.Number(result.NegativeLogLikelihood),
            ["fit"] = result.Fitted is FittedParameters fitted ? Fit(fitted) : null,
            ["trainingSeconds"] = Json.Number(result.TrainingSeconds),
            ["testSeconds"] = Json.Number(result.TestSeconds),
        };
        if (data.Test <= LargestInJson)
        {
            json["predictions"] = new JsonArray([.. Enumerable.Range(0, data.Test).Select(i => (JsonNode)new JsonObject
            {
                ["mean"] = Numbers(Row(result, i)),
                ["standardDeviations"] = result.StandardDeviations is double[] deviations ? Numbers(data.Units.Select(u => u * deviations[i])) : null,
                ["predicted"] = data.IsClassification ? data.Names[result.Predicted(i)] : null,
                ["class"] = data.IsClassification ? data.Names[data.Labels[data.Training + i]] : null,
            })]);
        }

        return json;
    }

    /// <summary>All predictions as CSV.</summary>
    public static string ToCsv(PredictionResult result)
    {
        PredictionData data = result.Settings.Data;
        IEnumerable<string> header =
        [
            .. data.Names.Select(n => $"mean:{n}"),
            .. result.StandardDeviations is null ? [] : data.Names.Select(n => $"standardDeviation:{n}"),
            .. data.IsClassification ? (string[])["predicted", "class"] : data.Names.Select(n => $"target:{n}"),
        ];
        return Csv.Table(header, Enumerable.Range(0, data.Test).Select(i => (IEnumerable<double?>)
        [
            .. Row(result, i).Select(v => (double?)v),
            .. result.StandardDeviations is double[] deviations ? data.Units.Select(u => (double?)(u * deviations[i])) : [],
            .. data.IsClassification
                ? (double?[])[result.Predicted(i), data.Labels[data.Training + i]]
                : [.. Targets(data, i)],
        ]));
    }

    /// <summary>Functions drawn from the posterior as CSV: a row for each test input and output, a column for each function.</summary>
    public static string SamplesToCsv(PredictionResult result)
    {
        int outputs = result.Settings.Data.Names.Count;
        int samples = result.Settings.Samples;
        int inputs = result.Samples!.Length / samples / outputs;
        return Csv.Table(
            ["input", "output", .. Enumerable.Range(1, samples).Select(s => $"sample{s}")],
            from i in Enumerable.Range(0, inputs)
            from j in Enumerable.Range(0, outputs)
            select (IEnumerable<double?>)[i + 1, j + 1, .. Enumerable.Range(0, samples).Select(s => (double?)result.Samples[(((s * inputs) + i) * outputs) + j])]);
    }

    /// <summary>What was found as text.</summary>
    public static void Write(Terminal terminal, PredictionResult result, string? explanation)
    {
        PredictionSettings settings = result.Settings;
        PredictionData data = settings.Data;
        terminal.Output.WriteLine(
            $"{settings.Activation.Name}, {Kernel(settings)} kernel, depth {settings.Depth}, C_b = {Format.Number(result.Cb)}, C_W = {Format.Number(result.Cw)}"
            + (explanation is null || result.Fitted is not null ? "" : $" ({explanation})") + $", noise variance {Format.Number(result.Noise, 4)}");
        terminal.Output.WriteLine(
            $"{data.Source}: {data.Training} training and {data.Test} test inputs of dimension {data.Dimension}, "
            + (data.IsClassification ? $"{data.Names.Count} classes" : $"{data.Names.Count} target{(data.Names.Count > 1 ? "s" : "")}") + $"; preprocessing: {Word(data.Preprocessing)}");
        if (result.Fitted is FittedParameters fitted)
        {
            terminal.Output.WriteLine(
                $"  C_b, C_W and noise chosen by the marginal likelihood of {fitted.Inputs} training inputs in {fitted.Evaluations} steps: "
                + $"-ln p from {Format.Number(fitted.Start, 6)} to {Format.Number(fitted.NegativeLogLikelihood, 6)}");
        }

        terminal.Output.WriteLine();
        if (data.IsClassification)
        {
            double error = Math.Sqrt(result.Accuracy * (1 - result.Accuracy) / data.Test);
            terminal.Output.WriteLine($"  accuracy            {Format.Number(result.Accuracy, 4)} +- {Format.Number(error, 2)} (of {data.Test})");
        }
        else
        {
            terminal.Output.WriteLine($"  root mean square error: {string.Join(", ", data.Names.Select((n, j) => $"{n} {Format.Number(result.RootMeanSquareErrors[j], 4)}"))}");
        }

        terminal.Output.WriteLine($"  mean squared error  {Format.Number(result.MeanSquaredError, 4)}{(data.IsClassification ? "" : " of the variance of the targets")}");
        if (double.IsFinite(result.NegativeLogLikelihood))
        {
            terminal.Output.WriteLine($"  -ln p(targets)      {Format.Number(result.NegativeLogLikelihood, 9)}, {Format.Number(result.NegativeLogLikelihood / data.Training / data.Names.Count, 5)} a target");
        }

        terminal.Output.WriteLine(
            $"  solved by           {Solver(settings)}" + (double.IsFinite(result.Residual) ? $", targets met to {Format.Bound(result.Residual)}" : $" approximation, which lacks {Format.Number(100 * result.Unexplained, 2)}% of the trace of K")
            + $"; {Format.Number(result.TrainingSeconds, 3)} s, predictions {Format.Number(result.TestSeconds, 3)} s");
        WritePredictions(terminal, result);
    }

    private static void WritePredictions(Terminal terminal, PredictionResult result)
    {
        PredictionData data = result.Settings.Data;
        if (data.IsClassification)
        {
            string[][] worst = [.. Confusions(result).Take(5).Select(c => (string[])[data.Names[c.Class], data.Names[c.Predicted], Format.Number(c.Count)])];
            if (worst.Length > 0)
            {
                terminal.Output.WriteLine("  most frequent mistakes:");
                Tables.Write(terminal, ["class", "taken for", "times"], worst);
            }

            return;
        }

        int outputs = Math.Min(MostOutputs, data.Names.Count);
        Tables.Write(
            terminal,
            ["test input", .. data.Names.Take(outputs).SelectMany(n => (string[])[n, "predicted", "s.d."])],
            Enumerable.Range(0, Math.Min(LargestTable, data.Test)).Select(i => (IEnumerable<string>)
            [
                Format.Number(i + 1),
                .. Enumerable.Range(0, outputs).SelectMany(j => (string[])
                [
                    Format.Number(Targets(data, i).ElementAt(j), 5), Format.Number(Row(result, i)[j], 5),
                    result.StandardDeviations is double[] deviations ? Format.Number(data.Units[j] * deviations[i], 3) : "-",
                ]),
            ]));
        if (data.Test > LargestTable)
        {
            terminal.Output.WriteLine($"  ... and {data.Test - LargestTable} more; --out has them all");
        }
    }

    private static IEnumerable<(int Class, int Predicted, int Count)> Confusions(PredictionResult result)
    {
        PredictionData data = result.Settings.Data;
        return Enumerable.Range(0, data.Test).Select(i => (Class: data.Labels[data.Training + i], Predicted: result.Predicted(i)))
            .Where(p => p.Class != p.Predicted).GroupBy(p => p).Select(g => (g.Key.Class, g.Key.Predicted, g.Count()))
            .OrderByDescending(c => c.Item3).ThenBy(c => c.Class).ThenBy(c => c.Predicted);
    }

    private static IEnumerable<double?> Targets(PredictionData data, int test) => data.Names.Select((_, j) =>
        (double?)(data.Offsets[j] + (data.Units[j] * data.Targets[((data.Training + test) * data.Names.Count) + j])));

    private static double[] Row(PredictionResult result, int test)
    {
        int outputs = result.Settings.Data.Names.Count;
        return result.Mean[(test * outputs)..((test + 1) * outputs)];
    }

    private static JsonObject Fit(FittedParameters fitted) => new()
    {
        ["inputs"] = fitted.Inputs,
        ["evaluations"] = fitted.Evaluations,
        ["start"] = Json.Number(fitted.Start),
        ["negativeLogLikelihood"] = Json.Number(fitted.NegativeLogLikelihood),
        ["gradient"] = Numbers(fitted.Gradient),
    };

    private static JsonArray Numbers(IEnumerable<double> values) => new([.. values.Select(v => Json.Number(v))]);

    private static string Kernel(PredictionSettings settings) => settings.Kernel == KernelKind.Tangent ? "tangent" : "nngp";

    private static string Word(Preprocessing preprocessing) => preprocessing switch { Preprocessing.Norm => "norm", Preprocessing.Standard => "standard", _ => "none" };

    private static string Solver(PredictionSettings settings) => settings.Regression.Solver switch
    {
        RegressionSolver.ConjugateGradients => "cg",
        RegressionSolver.Nystrom => "nystrom",
        _ => "cholesky",
    };
}
