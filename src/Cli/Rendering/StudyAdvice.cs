using System.Text.Json.Nodes;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Experiments.Reporting;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Recommendations;

namespace Theory.Cli.Rendering;

/// <summary>How to initialise networks of the shape that was studied, at the end of a study.</summary>
/// <param name="Recommendation">The advice; null where there is none.</param>
/// <param name="Request">What it is for.</param>
/// <param name="Missing">Why there is none; null where there is.</param>
internal sealed record StudyAdvice(Recommendation? Recommendation, AdviceRequest Request, string? Missing)
{
    /// <summary>Advice for the networks of a study: their depth, their first width, their inputs.</summary>
    public static StudyAdvice Of(ExpectationEvaluator evaluator, Initialisation start, CancellationToken cancellation)
    {
        double scale = (start.K1 - start.Network[1].Cb) / start.Network[1].Cw;
        int width = start.Network.WidthOf(1);
        RecommendationOptions options = new(Math.Max(2, start.Network.Depth), width) { InputScale = scale > 0 ? scale : 1 };
        AdviceRequest request = new(options, start.Input?.Length ?? width, 1, $"inputs with |x|^2/n_0 = {Format.Number(options.InputScale)}");

        // A study of what cannot be initialised well is still a study.
        Recommendation? recommendation = Recommender.TryRecommend(evaluator, options, out string? missing, cancellation);
        return new StudyAdvice(recommendation, request, missing);
    }

    /// <summary>The JSON object of <c>theory advise</c>, or why there is none.</summary>
    public JsonObject ToJson() => Recommendation is null ? new JsonObject { ["missing"] = Missing } : AdviceJson.Of(Recommendation, Request);

    /// <summary>What to set, and where to read more.</summary>
    public void Write(Terminal terminal)
    {
        terminal.Output.WriteLine();
        if (Recommendation is null)
        {
            Paragraph.Write(terminal.Output, "Advice: ", $"none, because {Missing}");
            return;
        }

        terminal.Output.WriteLine("Advice:");
        AdviceReport.WriteSettings(terminal.Output, Recommendation, Request);
        terminal.Output.WriteLine($"  more: theory advise {AdviceReport.Argument(Recommendation.Activation)} --depth {Request.Options.Depth} --width {Request.Options.Width} --input-scale {Format.Number(Request.Options.InputScale)}");
    }
}
