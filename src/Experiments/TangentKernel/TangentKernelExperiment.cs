using System.Text.Json.Nodes;
using Theory.Experiments.Figures;
using Theory.Validation.Runs;

namespace Theory.Experiments.TangentKernel;

/// <summary>Networks trained by gradient descent against the predictions of infinite width, at several widths.</summary>
internal sealed class TangentKernelExperiment(string name, string title) : Experiment
{
    /// <summary>C_b and C_W; lambda_b = C_b and lambda_W = C_W. The last one trains its last layer alone.</summary>
    private static readonly TangentKernelSetting[] Networks =
    [
        new("tanh", "tanh", 0.1, 1.5, false),
        new("ReLU", "relu", 0.1, 2, false),
        new("erf", "erf", 0.1, 1.5, false),
        new("erf, last layer", "erf", 0.1, 1.5, true),
    ];

    public override string Name => name;

    public override string Title => title;

    public override string Source => "the theory of infinite width";

    public override IShardedWork Work(ExperimentSettings settings) => new TangentKernelWork(name, settings, Networks);

    public override ExperimentReport Report(IShardedWork work, IReadOnlyList<JsonObject> shards)
    {
        var training = (TangentKernelWork)work;
        TangentKernelComparison[] all = [.. training.Outcomes(shards).GroupBy(o => o.Ensemble.Setting).Select(g => new TangentKernelComparison([.. g]))];
        return new ExperimentReport(
            new JsonObject { ["ensembles"] = new JsonArray([.. all.Select(TangentKernelReport.ToJson)]) },
            TangentKernelReport.ToCsv(all),
            TangentKernelReport.ToText(all),
            [.. TangentKernelClaims.Of(all)],
            [.. all.SelectMany((c, i) => Figures(c, i + 1))]);
    }

    private static IEnumerable<(string Name, Figure Figure)> Figures(TangentKernelComparison comparison, int number)
    {
        yield return ($"outputs-{number}", TangentKernelFigures.Outputs(comparison));
        yield return ($"widths-{number}", TangentKernelFigures.Widths(comparison));
    }
}
