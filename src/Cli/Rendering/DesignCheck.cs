using System.Text.Json.Nodes;
using Fractions;
using Theory.Activations;
using Theory.Cli.Output;
using Theory.Design;
using Theory.Experiments.Reporting;
using Theory.Expressions;
using Theory.Networks;
using Theory.Numerics.Design;
using Theory.Numerics.Evaluation;
using Theory.Validation.Comparison;
using Theory.Validation.Sampling;

namespace Theory.Cli.Rendering;

/// <summary>The answers of a design, checked: by the classifier, and on request by networks.</summary>
/// <param name="Solutions">Each single member as the classifier sees it.</param>
/// <param name="Insides">A member inside of each range.</param>
/// <param name="Ensembles">Networks of single members, or of those inside ranges where there are no single ones; empty where they were not asked for.</param>
internal sealed record DesignCheck(IReadOnlyList<DesignedMember> Solutions, IReadOnlyList<DesignedMember> Insides, IReadOnlyList<(double Value, EnsembleResult Result)> Ensembles)
{
    private const int Width = 128;
    private const int Depth = 6;

    /// <summary>The kernel at which networks are started of which K* = 0 is critical, unless it would leave the basin.</summary>
    private const double SmallKernel = 0.1;

    /// <summary>Checks a design.</summary>
    /// <param name="terminal">Where progress is shown.</param>
    /// <param name="result">The design.</param>
    /// <param name="models">Networks of each member; 0 for none.</param>
    /// <param name="cancellation">Ends the check.</param>
    public static DesignCheck Of(Terminal terminal, DesignResult result, int models, CancellationToken cancellation)
    {
        DesignedMember[] solutions = [.. result.Solutions.Select(s => DesignedMember.Of(result.Family, s.Value, s.Exact, cancellation))];
        DesignedMember[] insides = [.. result.Intervals.Select(i => InsideOf(result.Family, i, cancellation))];
        List<(double, EnsembleResult)> ensembles = [];
        if (models > 0)
        {
            IEnumerable<(DesignedMember Member, Expr? Exact, KernelPoint? Point)> drawn = solutions.Length > 0
                ? solutions.Select((m, i) => (m, result.Solutions[i].Exact, (KernelPoint?)result.Solutions[i].Points[^1]))
                : insides.Select(m => (m, (Expr?)null, m.AtZero is { } p ? new KernelPoint(0, p.Cb, p.Cw, 1, 1) : m.Beyond is { } q ? new KernelPoint(q.K!.Value, q.Cb, q.Cw, 1, 1) : null));
            foreach ((DesignedMember member, Expr? exact, KernelPoint? point) in drawn)
            {
                if (member.Classification is not null && point is not null)
                {
                    ensembles.Add((member.Value, Draw(terminal, result.Family, member, exact, point, models, cancellation)));
                }
            }
        }

        return new DesignCheck(solutions, insides, ensembles);
    }

    /// <summary>A member of a range; another one where the first stands alone without a1, as b = 0 of b z.</summary>
    private static DesignedMember InsideOf(ActivationFamily family, DesignInterval range, CancellationToken cancellation)
    {
        DesignedMember first = DesignedMember.Of(family, range.Inside, null, cancellation);
        if (first.A1 is not null || range.From == range.To)
        {
            return first;
        }

        DesignedMember second = DesignedMember.Of(family, new DesignInterval(range.Inside, range.To).Inside, null, cancellation);
        return second.A1 is null ? first : second;
    }

    private static EnsembleResult Draw(
        Terminal terminal, ActivationFamily family, DesignedMember member, Expr? exact, KernelPoint point, int models, CancellationToken cancellation)
    {
        Activation activation = family.Member(exact ?? new Number(Fraction.FromDoubleRounded(member.Value)));
        ExpectationEvaluator evaluator = new(activation);
        double basin = member.Basins.Where((_, i) => member.Classification!.CriticalPoints[i].K == 0).FirstOrDefault()?.To ?? double.PositiveInfinity;
        double k1 = point.K > 0 ? point.K : Math.Min(SmallKernel, basin / 10);
        SamplingOptions options = new()
        {
            Network = Network.Plain(activation, Depth, [Width], [point.Cb], [point.Cw], [1], [1]),
            Signal = Signal.Kernel(k1),
            LastActivation = activation,
            Models = models,
            Seed = 1,
        };
        EnsembleSamplers.Conditional.Check(options);
        return SampledEnsembles.Draw(terminal, activation.Name, EnsembleTheory.Of(options, evaluator, cancellation), [(EnsembleSamplers.Conditional, options)], cancellation)[0];
    }

    /// <summary>What the classifier says of a single member.</summary>
    public string Describe(int solution, DesignSolution of) => Solutions[solution] switch
    {
        { Classification: null } m => $"classify: {m.Missing}",
        { } m when !m.Confirms(of) => "classify does not confirm it",
        { } m => $"confirmed by classify{Attracts(m, of)}",
    };

    /// <summary>The networks in words, one line a member.</summary>
    public void WriteEnsembles(TextWriter text, string parameter)
    {
        foreach ((double value, EnsembleResult result) in Ensembles)
        {
            Paragraph.Write(text, "  ", $"{parameter} = {Format.Number(value, 10)}: {result.Options.Models} sampled networks: {result.Sentence}.");
        }
    }

    /// <summary>The networks in JSON; null where none were asked for.</summary>
    public JsonArray? EnsemblesToJson() => Ensembles.Count == 0 ? null : new JsonArray([.. Ensembles.Select(e => new JsonObject
    {
        ["parameter"] = e.Value,
        ["ensemble"] = EnsembleReport.ToJson(e.Result),
    })]);

    private static string Attracts(DesignedMember member, DesignSolution of)
    {
        if (of.Points.Count == 0 || member.Classification is null)
        {
            return "";
        }

        double k = of.Points[0].K;
        for (int i = 0; i < member.Basins.Count; i++)
        {
            if (member.Basins[i] is { } basin && member.Classification.CriticalPoints[i].K is double own && Math.Abs(own - k) <= 1e-6 * k)
            {
                return $", attracts {(double.IsInfinity(basin.To) ? basin.From == 0 ? "every K" : $"K > {Format.Number(basin.From, 6)}" : $"{(basin.From == 0 ? "" : $"{Format.Number(basin.From, 6)} < ")}K < {Format.Number(basin.To, 6)}")}";
            }
        }

        return "";
    }
}
