using System.Text.Json.Nodes;
using Fractions;
using Theory.Cli.Output;
using Theory.Experiments.Reporting;
using Theory.Expressions;
using Theory.Numerics.Design;

namespace Theory.Cli.Rendering;

/// <summary>The members of a plane of activations that have what was wanted, as text and JSON.</summary>
internal static class PlaneDesignReport
{
    /// <summary>The answers, each as one of the family with its first parameter fixed, and what classifier and networks say of it.</summary>
    public static (DesignResult Result, DesignCheck Check)[] Checked(Terminal terminal, PlaneDesignResult result, int models, CancellationToken cancellation) =>
    [
        .. result.Solutions.Select(s =>
        {
            DesignResult own = new(result.Plane.At(new Number(Fraction.FromDouble(s.First))), result.Wishes, [s.Member], [], result.Reason);
            return (own, DesignCheck.Of(terminal, own, models, cancellation));
        }),
    ];

    /// <summary>The JSON object of the contract of <c>theory design</c>, with two parameters.</summary>
    public static JsonObject ToJson(PlaneDesignResult result, IReadOnlyList<(DesignResult Result, DesignCheck Check)> answers) => new()
    {
        ["family"] = result.Plane.Text,
        ["parameters"] = new JsonArray(result.Plane.First.Name, result.Plane.Second.Name),
        ["wants"] = new JsonArray([.. result.Wishes.Select(w => JsonValue.Create(w.Text))]),
        ["solutions"] = new JsonArray([.. answers.Select((a, i) => DesignReport.ToJson(
            a.Result.Solutions[0],
            new JsonObject { [result.Plane.First.Name] = result.Solutions[i].First, [result.Plane.Second.Name] = a.Result.Solutions[0].Value },
            a.Check,
            0,
            result.Solutions[i].IsAlone))]),
        ["intervals"] = new JsonArray(),
        ["reason"] = result.Reason,
        ["members"] = new JsonArray(),
        ["ensembles"] = answers.Any(a => a.Check.Ensembles.Count > 0)
            ? new JsonArray([.. answers.SelectMany(a => a.Check.EnsemblesToJson() ?? []).Select(e => e!.DeepClone())]) : null,
    };

    /// <summary>One row for each answer.</summary>
    public static string ToCsv(PlaneDesignResult result) => Csv.Table(
        [result.Plane.First.Name, result.Plane.Second.Name, "a1", "K", "cb", "cw", "chiParallel", "chiPerp"],
        result.Solutions.SelectMany(s => s.Member.Points.Select(p => (IEnumerable<double?>)[s.First, s.Member.Value, s.Member.A1, p.K, p.Cb, p.Cw, p.ChiParallel, p.ChiPerp])));

    /// <summary>One member a line, and below it what the classifier says.</summary>
    public static void Write(Terminal terminal, PlaneDesignResult result, IReadOnlyList<(DesignResult Result, DesignCheck Check)> answers)
    {
        TextWriter text = terminal.Output;
        text.WriteLine($"{result.Plane.Text}, {string.Join(" and ", result.Wishes.Select(w => w.Text))}:");
        foreach ((int i, (DesignResult own, DesignCheck check)) in answers.Index())
        {
            text.WriteLine($"  {result.Plane.First.Name} = {Format.Number(result.Solutions[i].First, 12)}, {result.Plane.Second.Name} = {Format.Number(own.Solutions[0].Value, 12)}");
            DesignReport.WriteKernels(text, own.Solutions[0]);
            text.WriteLine($"    {check.Describe(0, own.Solutions[0])}");
            if (!result.Solutions[i].IsAlone)
            {
                text.WriteLine("    one of a curve of such members");
            }

            check.WriteEnsembles(text, result.Plane.Second.Name);
        }

        if (answers.Count == 0)
        {
            text.WriteLine("  no member has it");
        }

        Paragraph.Write(text, "  ", result.Reason);
    }
}
