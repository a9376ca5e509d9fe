using Theory.Activations;
using Theory.Cli.Options;
using Theory.Cli.Reports;
using Theory.Expectations;
using Theory.Experiments.Studies;
using Theory.Printing;
using Theory.Validation.Comparison;

namespace Theory.Cli.Rendering;

/// <summary>The report of a study, in Markdown with LaTeX formulas and the study's figures.</summary>
internal static class StudyMarkdown
{
    /// <summary>The report.</summary>
    public static string Write(Study study, Initialisation start, Provenance provenance)
    {
        Derivation derivation = study.Evaluator.Derivation;
        Activation activation = derivation.Activation;
        StringWriter text = new();
        text.WriteLine($"# {string.Join(' ', activation.Name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))}");
        text.WriteLine();
        text.WriteLine($"$$\\sigma(z) = {LatexPrinter.Print(activation.Definition)}$$");
        text.WriteLine();
        text.WriteLine("![The activation and its derivative](activation.svg)");
        text.WriteLine();
        text.WriteLine("## Gaussian expectations");
        text.WriteLine();
        text.WriteLine("At $C_W = 1$; $\\chi_\\parallel$, $\\chi_\\perp$ and $h$ are proportional to $C_W$. $\\Phi$ and $\\varphi$ are the distribution function and the density of the standard normal distribution.");
        text.WriteLine();
        foreach (Quantity quantity in Quantity.All)
        {
            ClosedForm form = derivation[quantity];
            text.WriteLine(form.Formula is null
                ? $"- ${quantity.Latex}$ ({quantity.Description}): {form.Reason}."
                : $"- {quantity.Description}:{Environment.NewLine}  $${quantity.Latex} = {LatexPrinter.Print(form.Formula)}$$");
        }

        text.WriteLine();
        text.WriteLine("![Expectations against the kernel](expectations.svg)");
        text.WriteLine();
        text.WriteLine("## Criticality");
        text.WriteLine();
        text.WriteLine("```");
        text.Write(ClassificationReport.ToText(study.Classification));
        text.WriteLine("```");
        text.WriteLine();
        text.WriteLine("## Theory and sampled networks");
        text.WriteLine();
        text.WriteLine(FlowReport.Heading(activation, start) + ".");
        if (study.Results.Count == 0)
        {
            text.WriteLine();
            text.WriteLine("No networks have been sampled: the study was interrupted, or it is not complete yet.");
        }

        foreach (EnsembleResult result in study.Results)
        {
            text.WriteLine();
            text.WriteLine($"### {result.Options.Models} networks, sampler {result.Sampler}");
            text.WriteLine();
            WriteTable(text, result, "kernel: $K + G_1/n$", l => l.Kernel);
            WriteTable(text, result, "vertex: $V$", l => l.Vertex);
            text.WriteLine(result.Sentence + ".");
        }

        text.WriteLine();
        if (study.Results.Count > 0)
        {
            text.WriteLine("![Kernel](kernel.svg)");
            text.WriteLine();
            text.WriteLine("![Vertex](vertex.svg)");
            text.WriteLine();
        }

        text.WriteLine("![Susceptibilities](susceptibilities.svg)");
        text.WriteLine();
        text.Write(provenance.ToMarkdown());
        return text.ToString();
    }

    private static void WriteTable(StringWriter text, EnsembleResult result, string theory, Func<LayerComparison, ComparedValue> select)
    {
        text.WriteLine($"| layer | {theory} | with the next order | measured | std. error | sigma | overflowed |");
        text.WriteLine("|--:|--:|--:|--:|--:|--:|--:|");
        foreach (LayerComparison layer in result.Comparison.Layers)
        {
            text.WriteLine($"| {layer.Layer} | {string.Join(" | ", EnsembleReport.Cells(select(layer)))} | {layer.Overflowed} |");
        }

        text.WriteLine();
    }
}
