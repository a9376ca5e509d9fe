using System.Globalization;
using Theory.Activations;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Experiments.Reporting;
using Theory.Numerics.Recommendations;

namespace Theory.Cli.Rendering;

/// <summary>Advice on one page of 80 columns: what to set, what will happen, what else would do, and where to see more.</summary>
internal static class AdviceReport
{
    /// <summary>The whole page.</summary>
    public static void Write(Terminal terminal, Recommendation r, AdviceRequest request)
    {
        TextWriter text = terminal.Output;
        WriteSettings(text, r, request);
        text.WriteLine();
        text.WriteLine("What will happen");
        CriteriaReport.Write(text, r.Criteria);

        WriteLayers(text, r);
        text.WriteLine();
        text.WriteLine("Why, and how far it holds");
        foreach (string reason in r.Reasons.Where(x => !r.Criteria.Any(c => x.Equals(c.Text, StringComparison.OrdinalIgnoreCase))))
        {
            Paragraph.Write(text, "  - ", reason + ".");
        }

        text.WriteLine();
        text.WriteLine("What else");
        foreach (Alternative a in r.Alternatives)
        {
            Paragraph.Write(text, "  - ", $"{a.Name}: C_b = {Short(a.Cb)}, C_W = {Short(a.Cw)}; {a.Text}.");
        }

        text.WriteLine();
        text.WriteLine("More");
        foreach (string command in Commands(r))
        {
            // A command that is broken over lines can no longer be copied.
            text.WriteLine("  " + command);
        }
    }

    /// <summary>What to set and whether it will do.</summary>
    public static void WriteSettings(TextWriter text, Recommendation r, AdviceRequest request)
    {
        Paragraph.Write(text, "", $"{request.Point?.ToString() ?? r.Activation.Name}, {r.Options.Depth} weight layers, width {r.Options.Width}, {request.Inputs}: {Verdict(r)}");
        text.WriteLine();
        text.WriteLine("What to set                C_b           C_W    std of W    std of b   fan-in");
        int last = r.Options.Depth;
        IEnumerable<(string Name, RecommendedLayer Layer)> rows = last > 2
            ? [("first layer", r.Layers[0]), (last == 3 ? "layer 2" : $"layers 2 to {last - 1}", r.Layers[1]), ("last layer", r.Layers[^1])]
            : [("first layer", r.Layers[0]), ("last layer", r.Layers[^1])];
        foreach ((string name, RecommendedLayer layer) in rows)
        {
            text.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {name,-15}{layer.Cb,13:G7}{layer.Cw,14:G8}{request.WeightDeviation(layer),12:G6}{Math.Sqrt(layer.Cb),12:G6}{request.FanIn(layer.Layer),9}"));
        }

        if (request.Point is OperatingPoint point)
        {
            WritePoint(text, point);
        }
    }

    private static void WritePoint(TextWriter text, OperatingPoint point) => Paragraph.Write(
        text, "  ", string.Create(CultureInfo.InvariantCulture, $"To biases of layer l and neuron i, in this order: subtract s(w) sum_j W_ij = {point.Value:G10} sum_j W_ij, but for the first layer, and add w = {point.Point:G10}, but for the last. The kernels below are of what is above w."));

    /// <summary>Commands that show more.</summary>
    public static IEnumerable<string> Commands(Recommendation r)
    {
        string name = Argument(r.Activation);
        string depth = $"--depth {r.Options.Depth} --width {r.Options.Width}";
        yield return $"theory advise {name} {depth} --format pytorch";
        if (r.Options.HiddenSteps > 0)
        {
            yield return $"theory flow {name} --k1 {Exact(r.K1)} --cb {Exact(r.Cb)} --cw {Exact(r.Cw)} {depth}";
        }

        if (r.Activation.FirstJump is null)
        {
            yield return $"theory phase {name}";
        }

        yield return $"theory classify {name}";
    }

    /// <summary>An activation as it is typed on a command line.</summary>
    public static string Argument(Activation activation) =>
        activation.Name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('_' or ':' or '.')) ? $"\"{activation.Name}\"" : activation.Name;

    /// <summary>The name of a kind in the contract.</summary>
    public static string Name(RecommendationKind kind) => kind switch
    {
        RecommendationKind.Critical => "critical",
        RecommendationKind.EdgeOfChaos => "edge of chaos",
        RecommendationKind.Ordered => "ordered",
        RecommendationKind.Chaotic => "chaotic",
        RecommendationKind.Unstable => "unstable",
        _ => "without gradients",
    };

    /// <summary>Whether it will do, in a phrase.</summary>
    public static string Verdict(Recommendation r) => r.IsFeasible
        ? $"good ({Name(r.Kind)}){CriteriaReport.Reservation(r.Criteria)}"
        : CriteriaReport.Missed(r.Criteria);

    /// <summary>Some layers in a table.</summary>
    private static void WriteLayers(TextWriter text, Recommendation r)
    {
        text.WriteLine();
        text.WriteLine("  layer         K   |grad|^2  correlation    V/(nK^2)      G1/(nK)    kurtosis");
        int depth = r.Options.Depth;
        foreach (int l in Enumerable.Range(0, 6).Select(i => 1 + (int)Math.Round(i * (depth - 1) / 5.0)).Distinct())
        {
            RecommendedLayer layer = r.Layers[l - 1];
            text.WriteLine($"  {l,5}{Cell(layer.K, 10)}{Cell(Math.Exp(layer.LogGradient), 11)}{Cell(layer.Correlation, 13)}{Cell(layer.RelativeFluctuation, 12)}{Cell(layer.MetricShift, 13)}{Cell(layer.ExcessKurtosis, 12)}");
        }

        Paragraph.Write(text, "  ", "|grad|^2: E|dL/dz|^2 over that of the last layer; correlation: of unrelated inputs; G1/(nK): the correction of order 1/n to the kernel; kurtosis: the excess of a neuron's.");
    }

    private static string Cell(double value, int width) => Format.Number(value, 4).PadLeft(width);

    private static string Short(double value) => Format.Number(value, 4);

    private static string Exact(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
