using System.CommandLine;
using System.Text;
using Theory.Activations;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Cli.Rendering;
using Theory.Experiments.Reporting;
using Theory.Numerics.Criticality;
using Theory.Numerics.Evaluation;

namespace Theory.Cli.Commands;

/// <summary><c>theory fixed-points</c>: where the kernel of one initialisation settles, and how far that is from criticality.</summary>
internal static class FixedPointsCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string?> activation = StandardOptions.OptionalActivation("a block of layers is given with --network");
        Option<string?> network = ArchitectureStart.Option();
        Option<double?> cb = StandardOptions.Number("--cb", "Bias variance C_b [default: 0]");
        Option<double?> cw = StandardOptions.Number("--cw", "Rescaled weight variance C_W [default: 1]");
        Option<bool> json = StandardOptions.Json();
        Command command = new CommandWithExamples(
            "fixed-points",
            "Find the fixed points of the kernel for given C_b and C_W, their stability, and the distance to criticality.",
            "theory fixed-points tanh --cw 1.5 --cb 0.05",
            "theory fixed-points mrepu:2 --cw 0.9 --json",
            "theory fixed-points --network \"residual(tanh; linear, alpha=0.9, beta=0.7)\" --cb 0.1 --cw 1.5") { activation, network, cb, cw, json };
        command.SetAction((parsed, cancellation) =>
        {
            if (parsed.GetValue(network) is string text)
            {
                ArchitectureStart.RequireAlone(parsed.GetValue(activation));
                BlockReport.Run(terminal, text, parsed.GetValue(cb) ?? 0, parsed.GetValue(cw) ?? 1, parsed.GetValue(json));
                return Task.FromResult(ExitCode.Success);
            }

            ExpectationEvaluator evaluator = new(Activation.Parse(ArchitectureStart.RequiredActivation(parsed.GetValue(activation), "fixed-points")));
            FixedPointAnalysis analysis = FixedPoints.Of(evaluator, parsed.GetValue(cb) ?? 0, parsed.GetValue(cw) ?? 1, cancellation);
            if (parsed.GetValue(json))
            {
                terminal.Output.Write(Json.Text(FixedPointsReport.ToJson(analysis)));
            }
            else
            {
                Write(terminal, analysis);
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static void Write(Terminal terminal, FixedPointAnalysis a)
    {
        terminal.Output.WriteLine($"Fixed points of K -> C_b + C_W g(K) for {a.Activation.Name} with C_b = {Format.Number(a.Cb)}, C_W = {Format.Number(a.Cw)}:");
        if (a.FixedPoints.Count > 0)
        {
            Tables.Write(
                terminal,
                ["K*", "stability", "chi_par", "chi_perp", "xi_par", "xi_perp"],
                a.FixedPoints.Select(p => (IEnumerable<string>)
                    [Format.Number(p.K, 10), StabilityNames.Describe(p.Stability), Format.Number(p.ChiParallel), Format.Number(p.ChiPerp), Depth(p.ParallelDepth), Depth(p.PerpendicularDepth)]));
        }
        else
        {
            terminal.Output.WriteLine(a.EveryKernelIsFixed ? $"  every K is one, with chi_par = 1{(a.IsProven ? "" : $", as far as was searched: {a.Searched}")}"
                : a.UndecidedBeyond is double known ? $"  none found for K from {Format.Number(a.Searched.From)} to {Format.Number(known)}; beyond, nothing is known, and it is undecided whether the kernel settles"
                : a.IsProven ? "  none: the kernel grows without bound"
                : $"  none found for {a.Searched}, and beyond, C_W g(K) > K: the kernel grows without bound");
        }

        if (a.FixedPoints.Count > 0)
        {
            if (a.FixedPoints.FirstOrDefault(p => p.IsMergedWithinRounding) is { } merged)
            {
                terminal.Output.WriteLine($"At K* = {Format.Number(merged.K, 10)} a unit in the last place of C_b or C_W decides between two fixed points close to one another and none; one is shown.");
            }

            terminal.Output.WriteLine(a.IsProven ? "There are no others." : $"Searched: {a.Searched}{(a.UndecidedBeyond is null ? "" : "; beyond, nothing is known")}.");
        }

        terminal.Output.WriteLine(Distance(a));
    }

    /// <summary>A correlation depth.</summary>
    private static string Depth(double depth) => double.IsPositiveInfinity(depth) ? "infinite" : Format.Number(depth, 4);

    private static string Distance(FixedPointAnalysis a)
    {
        StringBuilder text = new();
        if (a.Attracting is { } p)
        {
            string phase = double.IsNaN(p.ChiPerp) ? "; s jumps, so that chi_perp diverges"
                : $", chi_perp - 1 = {Format.Number(a.PerpendicularExcess)}, " + (p.ChiPerp == 1 ? "critical" : p.ChiPerp < 1 ? "ordered: inputs become alike" : "chaotic: close inputs drift apart");
            text.AppendLine($"Kernels settle at K* = {Format.Number(p.K)}: chi_par - 1 = {Format.Number(a.ParallelExcess)}{phase}.");
        }
        else if (!a.EveryKernelIsFixed && a.UndecidedBeyond is null)
        {
            text.AppendLine("No fixed point attracts kernels from both sides.");
        }

        text.AppendLine(a.NearestCritical is { } c
            ? $"Nearest critical point: C_b = {Format.Number(c.Cb)}, C_W = {Format.Number(c.Cw)}; distance {Format.Number(a.CriticalDistance, 4)} in (C_W, C_b)."
            : $"{a.Activation.Name} has no critical point (see theory classify).");
        if (a.NearestEdge is { } e && !(a.EdgeDistance > 0.999 * a.CriticalDistance) && a.CriticalDistance is not 0)
        {
            text.AppendLine($"Nearest point of the edge of chaos, chi_perp(K*) = 1: C_b = {Format.Number(e.Cb)}, C_W = {Format.Number(e.Cw)}, K* = {Format.Number(e.K)}; distance {Format.Number(a.EdgeDistance, 4)}.");
        }

        return text.ToString().TrimEnd();
    }
}
