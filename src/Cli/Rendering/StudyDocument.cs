using Theory.Activations;
using Theory.Cli.Charts;
using Theory.Cli.Options;
using Theory.Cli.Reports;
using Theory.Expectations;
using Theory.Experiments.Studies;
using Theory.Printing;
using Theory.Printing.Documents;
using Theory.Validation.Comparison;

namespace Theory.Cli.Rendering;

/// <summary>A study as a report in HTML or LaTeX.</summary>
internal static class StudyDocument
{
    /// <summary>The report.</summary>
    public static ReportDocument Of(Study study, Initialisation start, Provenance provenance)
    {
        Derivation derivation = study.Evaluator.Derivation;
        Activation activation = derivation.Activation;
        IReadOnlyList<EnsembleComparison> comparisons = [.. study.Results.Select(r => r.Comparison)];
        List<ReportBlock> blocks =
        [
            new ReportEquation("s(z) = " + LatexPrinter.Print(activation.Definition), Equation("s(z) =", activation.Definition)),
            new ReportFigure("activation", ExpectationFigures.OfActivation(activation, study.Evaluator.Function)),
            new ReportHeading("Gaussian expectations"),
            new ReportText("At C_W = 1; χ∥, χ⊥ and h are proportional to C_W. Φ and φ are the distribution function and the density of the standard normal distribution."),
        ];
        foreach (Quantity quantity in Quantity.All)
        {
            ClosedForm form = derivation[quantity];
            blocks.Add(new ReportText(form.Formula is null ? $"{quantity.Symbol}, {quantity.Description}: {form.Reason}." : $"{quantity.Description}{(form.Condition is string c ? $" ({c})" : "")}:"));
            if (form.Formula is not null)
            {
                string math = FormulaFormat.MathMl.Write(derivation, [quantity]).Split('\n').First(l => l.StartsWith("<math", StringComparison.Ordinal)).Trim();
                blocks.Add(new ReportEquation($"{quantity.Latex.Replace(@"\sigma", "{s}", StringComparison.Ordinal)} = {LatexPrinter.Print(form.Formula)}", math));
            }
        }

        blocks.Add(new ReportFigure("expectations", ExpectationFigures.AgainstKernel(activation, 1, study.Values)));
        blocks.Add(new ReportHeading("Criticality"));
        blocks.Add(new ReportLines(ClassificationReport.ToText(study.Classification).Trim()));
        blocks.Add(new ReportHeading("Theory and sampled networks"));
        blocks.Add(new ReportText(FlowReport.Heading(activation, start) + "."));
        foreach (EnsembleResult result in study.Results)
        {
            blocks.Add(new ReportHeading($"{result.Options.Models} networks, sampler {result.Sampler}", 3));
            blocks.Add(Table(result, "kernel: K + G1/n", l => l.Kernel));
            blocks.Add(Table(result, "vertex: V", l => l.Vertex));
            blocks.Add(new ReportText(result.Sentence + "."));
        }

        blocks.Add(new ReportFigure("kernel", EnsembleFigures.Kernel(activation, start, comparisons)));
        blocks.Add(new ReportFigure("vertex", EnsembleFigures.Vertex(activation, start, comparisons)));
        blocks.Add(new ReportFigure("susceptibilities", FlowFigures.Susceptibilities(activation, start, study.Theory.Flow.Layers)));
        return new ReportDocument(string.Join(' ', activation.Name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), blocks, provenance);
    }

    /// <summary>A formula after what it equals.</summary>
    public static string Equation(string left, Expressions.Expr right)
    {
        string math = MathMlPrinter.Print(right);
        int start = math.IndexOf('>', StringComparison.Ordinal) + 1;
        return $"{math[..start]}<mtext>{System.Net.WebUtility.HtmlEncode(left)}&#xA0;</mtext>{math[start..]}";
    }

    private static ReportTable Table(EnsembleResult result, string theory, Func<LayerComparison, ComparedValue> select) => new(
        ["layer", theory, "with the next order", "measured", "std. error", "sigma", "overflowed"],
        [.. result.Comparison.Layers.Select(l => (IReadOnlyList<string>)[$"{l.Layer}", .. EnsembleReport.Cells(select(l)), $"{l.Overflowed}"])]);
}
