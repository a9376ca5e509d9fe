using System.Text.Json.Nodes;
using Theory.Experiments.Figures;
using Theory.Experiments.Reporting;
using Theory.Validation.Runs;

namespace Theory.Experiments.Initialisation;

/// <summary>Figures 1 and 5: empirical kernels at initialisation, over parameters at a fixed input and over data at fixed parameters.</summary>
internal sealed class InitialisationExperiment(
    string name,
    string title,
    IReadOnlyList<InitialisationSetting> ensembles,
    Func<IReadOnlyList<InitialisationKernels>, IReadOnlyList<Claim>> claims,
    double drawnUpTo = double.PositiveInfinity) : Experiment
{
    private static readonly double Decade = Math.Log(10);

    public override string Name => name;

    public override string Title => title;

    public override IShardedWork Work(ExperimentSettings settings) => new InitialisationWork(name, settings, ensembles);

    public override ExperimentReport Report(IShardedWork work, IReadOnlyList<JsonObject> shards)
    {
        InitialisationKernels[] kernels = [.. shards.Select(InitialisationWork.Read)];
        IEnumerable<(string, Figure)> figures = kernels.GroupBy(k => k.Setting.Activation).SelectMany(group => InitialisationFigures.Of(group.Key, [.. group], (InitialisationWork)work, drawnUpTo));
        return new ExperimentReport(
            new JsonObject { ["ensembles"] = new JsonArray([.. kernels.Select(ToJson)]) },
            ToCsv(kernels),
            string.Join(Environment.NewLine, kernels.Select(ToText)),
            claims(kernels),
            [.. figures]);
    }

    private static JsonObject ToJson(InitialisationKernels kernels) => new()
    {
        ["label"] = kernels.Setting.Label,
        ["activation"] = kernels.Setting.Activation,
        ["cw"] = kernels.Setting.Cw,
        ["inputSquare"] = kernels.Setting.InputSquare,
        ["layers"] = new JsonArray([.. kernels.OverParameters.Select((spread, i) => new JsonObject
        {
            ["layer"] = i + 1,
            ["infiniteWidthLog10"] = Json.Number(kernels.InfiniteWidth[i] / Decade),
            ["overParameters"] = ToJson(spread),
            ["overData"] = ToJson(kernels.OverData[i]),
        })]),
    };

    private static JsonObject ToJson(KernelSpread spread) => new()
    {
        ["medianLog10"] = Json.Number(spread.Median / Decade),
        ["q05Log10"] = Json.Number(spread.Lower / Decade),
        ["q95Log10"] = Json.Number(spread.Upper / Decade),
        ["meanLog10"] = Json.Number(spread.Mean / Decade),
        ["overflowed"] = spread.Overflowed,
    };

    private static string ToCsv(IReadOnlyList<InitialisationKernels> all) => Csv.Table(
        [
            "ensemble", "cw", "inputSquare", "layer", "infiniteWidthLog10", "parametersMedianLog10", "parametersQ05Log10", "parametersQ95Log10",
            "parametersOverflowed", "dataMedianLog10", "dataQ05Log10", "dataQ95Log10", "dataOverflowed",
        ],
        all.SelectMany((k, ensemble) => k.OverParameters.Select((_, i) => (IEnumerable<double?>)
        [
            ensemble + 1, k.Setting.Cw, k.Setting.InputSquare, i + 1, k.InfiniteWidth[i] / Decade, .. Columns(k.OverParameters[i]), .. Columns(k.OverData[i]),
        ])));

    private static double?[] Columns(KernelSpread s) => [s.Median / Decade, s.Lower / Decade, s.Upper / Decade, s.Overflowed];

    private static string ToText(InitialisationKernels kernels) =>
        $"{kernels.Setting.Activation}, {kernels.Setting.Label}: log10 of the kernel" + Environment.NewLine + Environment.NewLine + MarkdownTable.Write(
            ["layer", "infinite width", "parameters: median", "5% … 95%", "overflowed", "data: median", "5% … 95%", "overflowed"],
            kernels.OverParameters.Select((spread, i) => (IReadOnlyList<string>)
                [Format.Number(i + 1), Log10(kernels.InfiniteWidth[i]), .. Cells(spread), .. Cells(kernels.OverData[i])]));

    private static string[] Cells(KernelSpread s) => [Log10(s.Median), $"{Log10(s.Lower)} … {Log10(s.Upper)}", Format.Number(s.Overflowed)];

    private static string Log10(double logarithm) => Format.Number(logarithm / Decade, 4);
}
