using System.Text.Json.Nodes;
using Theory.Cli.Options;
using Theory.Cli.Rendering;
using Theory.Cli.Rendering.Frameworks;
using Theory.Networks;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;
using Theory.Numerics.Flow.TwoInputs;

namespace Theory.Cli.Explorer;

/// <summary>What the page shows of networks with an activation: expectations over K, phases, and the flow from the chosen point.</summary>
internal static class NetworkAnswers
{
    private const int ExpectationPoints = 61;

    private const int LargestGrid = 120;

    private const int LargestDepth = 200;

    private const int LargestWidth = 100_000;

    /// <summary>Expectations over a range of kernels.</summary>
    public static JsonObject Expectations(PreparedActivation prepared, RequestValues request, CancellationToken cancellation)
    {
        (double from, double to) = (request.Number("from", 1e-300, 1e300), request.Number("to", 1e-300, 1e300));
        if (!(from < to))
        {
            throw new UserInputException("the range of K must grow");
        }

        List<ExpectationValues> points = [];
        for (int i = 0; i < ExpectationPoints; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            points.Add(prepared.Evaluator.Evaluate(from * Math.Pow(to / from, (double)i / (ExpectationPoints - 1)), cancellation: cancellation));
        }

        return EvaluationReport.ToJson(prepared.Evaluator.Activation, 1, points);
    }

    /// <summary>Order, chaos and divergence.</summary>
    public static JsonObject Phases(PreparedActivation prepared, RequestValues request, CancellationToken cancellation) =>
        prepared.Phases(request.Integer("grid", 8, LargestGrid), cancellation);

    /// <summary>Kernel, vertex, susceptibilities and gradients per layer.</summary>
    public static JsonObject Flow(PreparedActivation prepared, RequestValues request, CancellationToken cancellation)
    {
        Initialisation start = Start(prepared, request);
        NetworkEvaluator network = new(start.Network, prepared.Evaluator);
        FlowOutcome<FlowLayer> flow = KernelFlow.ComputeWithLogarithms(network, start.Signal, cancellation);
        JsonObject answer = FlowReport.ToJson(prepared.Evaluator.Activation, start, flow);
        answer["pytorch"] = PyTorchCode.Of(prepared.Evaluator.Activation, start.Network.Depth, start.Network.WidthOf(1), start.Network[1].Cb, start.Network[1].Cw);
        return answer;
    }

    /// <summary>Variances for which products with expectations are normal numbers; that of z^30 is critical in its way at C_W = 3e-41.</summary>
    private const double Smallest = 1e-300;

    private const double Largest = 1e300;

    /// <summary>The correlation of two inputs of equal K(1), layer by layer, at infinite width.</summary>
    public static JsonObject Correlations(PreparedActivation prepared, RequestValues request, CancellationToken cancellation)
    {
        Initialisation start = Start(prepared, request);
        FlowOutcome<FlowLayer> kernels = KernelFlow.Compute(new NetworkEvaluator(start.Network, prepared.Evaluator), start.Signal, cancellation);
        FlowOutcome<double> flow = CorrelationFlow.Compute(prepared.Pairs, start.Network, kernels, request.Number("rho", -1, 1), cancellation);
        return new JsonObject { ["correlations"] = new JsonArray([.. flow.Layers.Select(rho => (JsonNode)rho)]), ["end"] = flow.End?.Text };
    }

    /// <summary>The networks of a request, and what enters them.</summary>
    internal static Initialisation Start(PreparedActivation prepared, RequestValues request, int largestDepth = LargestDepth, int largestWidth = LargestWidth)
    {
        var network = Network.Plain(
            prepared.Evaluator.Activation, request.Integer("depth", 1, largestDepth), request.Integer("width", 1, largestWidth), request.Number("cb", 0, Largest), request.Number("cw", Smallest, Largest));
        Initialisation start = new(network, Signal.Kernel(request.Number("k1", Smallest, Largest)), null);
        _ = start.Signal.FirstKernel(network);
        return start;
    }
}
