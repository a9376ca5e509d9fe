using Theory.Experiments.Reporting;
using System.Text.Json.Nodes;
using Theory.Cli.Output;
using Theory.Expectations;
using Theory.Numerics.Certified;
using Theory.Numerics.Evaluation;

namespace Theory.Cli.Rendering;

/// <summary><c>theory evaluate --certified</c>: values beside intervals that are proven to contain them.</summary>
/// <param name="Kernels">The kernels.</param>
/// <param name="Cw">C_W.</param>
/// <param name="Method">How the values that are not proven are evaluated.</param>
/// <param name="Tolerance">The relative width to reach.</param>
/// <param name="Quantities">Which quantities are shown.</param>
internal sealed record CertifiedRun(IReadOnlyList<double> Kernels, double Cw, EvaluationMethod Method, double Tolerance, IReadOnlyList<Quantity> Quantities)
{
    /// <summary>Evaluates, writes, and returns the exit code: that of a failed run when nothing could be enclosed.</summary>
    public static int Execute(Terminal terminal, ExpectationEvaluator evaluator, CertifiedRun run, bool asJson, OutputFolder? folder, CancellationToken cancellation)
    {
        CertifiedEvaluator prover = new(evaluator.Activation);
        CertifiedValues[] points = [.. run.Kernels.Select(k => prover.Evaluate(k, run.Tolerance, quantities: run.Quantities, cancellation: cancellation))];
        if (asJson || folder is not null)
        {
            JsonObject json = new()
            {
                ["activation"] = evaluator.Activation.Name,
                ["cw"] = run.Cw,
                ["tolerance"] = run.Tolerance,
                ["points"] = new JsonArray([.. points.Select(p => run.Point(evaluator, p))]),
            };
            folder?.WriteText("evaluate.json", Json.Text(json));
            if (asJson)
            {
                terminal.Output.Write(Json.Text(json));
            }
        }

        if (!asJson)
        {
            terminal.Output.WriteLine($"{evaluator.Activation.Title}, C_W = {Format.Number(run.Cw)}");
            CertifiedOutput.Write(terminal, run.Cw, points, run.Quantities);
            FolderNote.Write(terminal, folder);
        }

        return Array.Exists(points, p => run.Quantities.Any(q => p[q].IsEnclosed)) ? ExitCode.Success : ExitCode.RunFailed;
    }

    /// <summary>The fields of evaluate, with the enclosures.</summary>
    private JsonObject Point(ExpectationEvaluator evaluator, CertifiedValues proven)
    {
        JsonObject point = EvaluationReport.PointToJson(Cw, evaluator.Evaluate(proven.K, Method, Quantities), Quantities);
        CertifiedOutput.AddTo(point, Cw, proven, Quantities);
        return point;
    }
}
