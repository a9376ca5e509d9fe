using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Cli.Rendering;
using Theory.Expectations;
using Theory.Experiments.Reporting;
using Theory.Numerics.Criticality;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;
using Theory.Numerics.Quadrature;
using Theory.Printing;
using Theory.Printing.Documents;

namespace Theory.Cli.Explorer;

/// <summary>What the page shows of an activation before a network is chosen: its curve, its closed forms, its class, and where to start.</summary>
internal static class ActivationAnswer
{
    private const int CurvePoints = 401;

    /// <summary>The least half-width of the curve.</summary>
    private const double OrdinaryRange = 4;

    /// <summary>Breakpoints further out are not shown.</summary>
    private const double FarthestBreakpoint = 50;

    private static readonly FixedPointStability[] Preferred =
        [FixedPointStability.Stable, FixedPointStability.Marginal, FixedPointStability.StableFromAbove, FixedPointStability.StableFromBelow];

    /// <summary>The answer.</summary>
    public static JsonObject Of(PreparedActivation prepared)
    {
        ExpectationEvaluator evaluator = prepared.Evaluator;
        Activation activation = evaluator.Activation;
        JsonObject answer = DerivationReport.ToJson(evaluator.Derivation);
        answer["definition"] = Formula(FormulaFormat.Text, activation);
        answer["definitionMathml"] = MathMlPrinter.Print(activation.Definition);
        answer["smoothness"] = activation.Smoothness;
        answer["curve"] = Curve(evaluator.Function);
        foreach (Quantity quantity in Quantity.All)
        {
            JsonObject json = answer["quantities"]![quantity.Key]!.AsObject();
            json["description"] = quantity.Description;
            json["equation"] = evaluator.Derivation[quantity].Formula is null ? null : FormulaFormat.MathMl.Write(evaluator.Derivation, [quantity]);
        }

        answer["latexDocument"] = FormulaFormat.Latex.Write(evaluator.Derivation);

        // A number that no double holds cannot be written there; all else can be shown.
        Attempt<string> python = Attempt.At(() => FormulaFormat.Python.Write(evaluator.Derivation));
        answer["pythonDocument"] = python.Value;
        answer["pythonMissing"] = python.Refusal;
        answer["classification"] = ClassificationReport.ToJson(prepared.Classification);
        answer["classificationLine"] = ClassificationReport.Line(prepared.Classification);
        answer["start"] = Attempt.At(() => Start(prepared)).Value;
        return answer;
    }

    private static string Formula(FormulaFormat format, Activation activation) => format.TryPrint(activation.Definition) ?? activation.Definition.ToString();

    /// <summary>s and s' where they are finite.</summary>
    private static JsonObject Curve(PiecewiseSmoothFunction function)
    {
        double range = function.Breakpoints.Select(Math.Abs).Where(b => b <= FarthestBreakpoint).Select(b => 1.5 * b).Append(OrdinaryRange).Max();
        double[] z = [.. Enumerable.Range(0, CurvePoints).Select(i => range * ((2.0 * i / (CurvePoints - 1)) - 1))];
        return new JsonObject
        {
            ["z"] = Numbers(z),
            ["s"] = Numbers(z.Select(function.ValueAt)),
            ["slope"] = Numbers(z.Select(v => function.PieceAt(v).S1(v))),
            ["breakpoints"] = Numbers(function.Breakpoints),
        };
    }

    /// <summary>A critical point that kernels approach if there is one; else what commands start from.</summary>
    /// <exception cref="UserInputException">The kernel cannot be computed.</exception>
    private static JsonObject Start(PreparedActivation prepared)
    {
        CriticalPoint? point = prepared.Classification.CriticalPoints.Where(p => p.IsAdmissible && p.Stability != FixedPointStability.Unstable)
            .OrderBy(p => Array.IndexOf(Preferred, p.Stability)).FirstOrDefault();
        if (point is not null)
        {
            double k1 = point.K is double k and > 0 ? k : 1;
            return new JsonObject { ["cb"] = point.Cb, ["cw"] = point.Cw, ["k1"] = k1 };
        }

        var suggestion = SuggestedInitialisation.For(prepared.Evaluator, null);
        return new JsonObject { ["cb"] = 0, ["cw"] = suggestion.Cw, ["k1"] = suggestion.K1 };
    }

    private static JsonArray Numbers(IEnumerable<double> values) => [.. values.Select(Json.Number)];
}
