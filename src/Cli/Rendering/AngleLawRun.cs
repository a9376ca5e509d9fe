using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Cli.Charts;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Experiments.Reporting;
using Theory.Networks;
using Theory.Numerics.AngleLaw;
using Theory.Numerics.Flow;
using Theory.Validation.Devices;
using Theory.Validation.Sampling;

namespace Theory.Cli.Rendering;

/// <summary><c>theory law --rho</c>: the exact law of the correlation of two inputs.</summary>
internal static class AngleLawRun
{
    /// <summary>Computes, writes the folder and prints; returns the exit code.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="activation">The activation.</param>
    /// <param name="start">The networks.</param>
    /// <param name="rho">The correlation in the first layer.</param>
    /// <param name="request">What is to be shown.</param>
    /// <param name="cancellation">Ends the computation.</param>
    public static int Run(Terminal terminal, Activation activation, Initialisation start, double rho, AngleLawRequest request, CancellationToken cancellation)
    {
        FlowOutcome<AngleLayer> law = AngleLaw.Compute(start.Network, rho, request.Probabilities, cancellation);
        double[][]? angles = request.Models is int models ? Sampled(start, rho, models, request.Seed, cancellation) : null;
        JsonObject result = AngleLawReport.ToJson(activation, start, rho, law);
        request.Folder?.WriteText("law.json", Json.Text(result));
        request.Folder?.WriteText("law.csv", AngleLawReport.ToCsv(law.Layers));
        if (law.Layers.Count > 1)
        {
            request.Folder?.WriteFigure("angle", AngleLawFigure.Angle(activation, start, rho, law.Layers, angles));
        }

        if (request.AsJson)
        {
            terminal.Output.Write(Json.Text(result));
        }
        else
        {
            terminal.Output.WriteLine(FlowReport.Heading(activation, start));
            AngleLawReport.Write(terminal, law.Layers);
            FolderNote.Write(terminal, request.Folder);
        }

        return FlowEndNote.Write(terminal, law.End);
    }

    /// <summary>The angles of sampled networks, by layer.</summary>
    private static double[][] Sampled(Initialisation start, double rho, int models, int seed, CancellationToken cancellation)
    {
        Require.That(seed >= 0, $"the seed must be at least 0, got {seed}");
        AngleCollector collector = new(start.Network.Depth, models);
        EnsembleSamplers.Conditional.Observe(
            new SamplingOptions
            {
                Network = start.Network,
                Signal = Signal.Pair(start.K1, start.K1, rho),
                Models = models,
                Seed = (ulong)seed,
                Device = TorchDevice.Cpu,
                DType = TorchPrecision.Float64,
            },
            collector,
            cancellationToken: cancellation);
        return collector.Angles;
    }

    /// <summary>Keeps the angle of every network, in a place of its own, so that threads can share the arrays.</summary>
    private sealed class AngleCollector(int depth, int models) : IEnsembleObserver
    {
        public double[][] Angles { get; } = [.. Enumerable.Range(0, depth).Select(_ => new double[models])];

        public IEnsembleObserver Fork() => this;

        public void Merge(IEnsembleObserver other)
        {
            // Nothing to do, as there is only one.
        }

        public void Observe(LayerObservation observation)
        {
            double norms = Math.Sqrt(observation.Metric(0, 0)) * Math.Sqrt(observation.Metric(1, 1));
            Angles[observation.Layer - 1][observation.Network] = norms > 0 ? Math.Acos(Math.Clamp(observation.Metric(0, 1) / norms, -1, 1)) : double.NaN;
        }
    }
}
