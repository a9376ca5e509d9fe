using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Experiments.Reporting;
using Theory.Networks;
using Theory.Numerics.TrainedNetworks;

namespace Theory.Cli.Rendering;

/// <summary>Outputs of trained networks as text, JSON and CSV.</summary>
internal static class TrainedReport
{
    /// <summary>The expansion in 1/n is trusted while the largest correction of a mean stays below this part of the outputs.</summary>
    private const double Trusted = 0.3;

    /// <summary>One object.</summary>
    public static JsonObject ToJson(Activation activation, Initialisation start, NetworkInputs points, IReadOnlyList<double> targets, TrainedPrediction prediction) => InitialisationJson.Of(activation, start, null, withRates: true, new JsonObject
    {
        ["rates"] = new JsonArray([.. prediction.Rates.Select(r => Json.Number(r))]),
        ["step"] = Json.Number(prediction.Step),
        ["tensorError"] = Json.Number(prediction.TensorError),
        ["noCorrection"] = prediction.NoCorrection,
        ["relativeCorrection"] = Json.Number(prediction.LargestCorrection),
        ["times"] = new JsonArray([.. prediction.Outputs.GroupBy(o => o.Time).Select(at => new JsonObject
        {
            ["time"] = at.Key,
            ["steps"] = at.First().Steps,
            ["points"] = new JsonArray([.. at.Select(o => new JsonObject
            {
                ["input"] = new JsonArray([.. points.Values.Slice(o.Point * points.Dimension, points.Dimension).ToArray().Select(x => Json.Number(x))]),
                ["target"] = Json.Number(o.Point < targets.Count ? targets[o.Point] : null),
                ["mean"] = Json.Number(o.Mean),
                ["meanCorrection"] = Json.Number(o.MeanCorrection),
                ["meanAtWidth"] = Json.Number(o.Mean + (o.MeanCorrection / prediction.Width)),
                ["variance"] = Json.Number(o.Variance),
                ["varianceCorrection"] = Json.Number(o.VarianceCorrection),
                ["varianceAtWidth"] = Json.Number(o.Variance + (o.VarianceCorrection / prediction.Width)),
            })]),
        })]),
    });

    /// <summary>A table for each time.</summary>
    public static void Write(Terminal terminal, IReadOnlyList<double> targets, TrainedPrediction prediction)
    {
        bool corrected = prediction.NoCorrection is null;
        int n = prediction.Width;
        foreach (IGrouping<double, TrainedOutput> at in prediction.Outputs.GroupBy(o => o.Time))
        {
            terminal.Output.WriteLine(at.First().Steps is int steps
                ? $"after {steps} steps of gradient descent of {Format.Number(prediction.Step!.Value)} (time {Format.Number(at.Key)})"
                : $"after the time {Format.Number(at.Key)} of gradient flow");
            Tables.Write(
                terminal,
                ["point", "target", "mean", .. corrected ? (string[])[$"mean, n = {n}"] : [], "variance", .. corrected ? (string[])[$"variance, n = {n}"] : []],
                at.Select(o => (IEnumerable<string>)
                [
                    o.Point < targets.Count ? Format.Number(o.Point + 1) : $"test {o.Point + 1 - targets.Count}",
                    o.Point < targets.Count ? Format.Number(targets[o.Point]) : "-",
                    Format.Number(o.Mean),
                    .. corrected ? (string[])[Format.Number(o.Mean + (o.MeanCorrection / n))] : [],
                    Format.Number(o.Variance),
                    .. corrected ? (string[])[Format.Number(o.Variance + (o.VarianceCorrection / n))] : [],
                ]));
        }

        terminal.Output.WriteLine($"Errors decay at rates from {Format.Number(prediction.Rates[0], 4)} to {Format.Number(prediction.Rates[^1], 4)}; mean and variance over initialisations, at infinite width{(corrected ? " and to order 1/n" : "")}.");
        if (!corrected)
        {
            terminal.Output.WriteLine($"No term of order 1/n: {prediction.NoCorrection}");
        }
        else if (prediction.TensorError > 1e-9)
        {
            terminal.Output.WriteLine($"Expectations of three and four points in the term of order 1/n are known to {Format.Number(prediction.TensorError, 2)} of the largest.");
        }

        if (prediction.LargestCorrection > Trusted)
        {
            terminal.Output.WriteLine($"The term of order 1/n is {Format.Number(prediction.LargestCorrection, 2)} of the outputs: width {n} is too small for the expansion; use about {Format.Number(Math.Ceiling(n * prediction.LargestCorrection / Trusted))} or more.");
        }
    }

    /// <summary>Every point at every time.</summary>
    public static string ToCsv(IReadOnlyList<double> targets, TrainedPrediction prediction) => Csv.Table(
        ["time", "steps", "point", "target", "mean", "meanCorrection", "variance", "varianceCorrection", "width"],
        prediction.Outputs.Select(o => (IEnumerable<double?>)
        [
            o.Time, o.Steps, o.Point + 1, o.Point < targets.Count ? targets[o.Point] : null, o.Mean, o.MeanCorrection, o.Variance, o.VarianceCorrection, prediction.Width,
        ]));
}
