using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;

/// <summary>A plain network and one input, by the numbers that tests vary.</summary>
internal sealed record PlainLaw(double K1, double Cb, double Cw, int Width, int Depth)
{
    public IReadOnlyList<double>? LayerCb { get; init; }

    public IReadOnlyList<double>? LayerCw { get; init; }

    public IReadOnlyList<int>? LayerWidths { get; init; }

    public double LambdaB { get; init; } = 1;

    public double LambdaW { get; init; } = 1;

    public Signal Signal => Signal.Kernel(K1);

    public Network Of(Activation activation) =>
        Network.Plain(activation, Depth, LayerWidths ?? [Width], LayerCb ?? [Cb], LayerCw ?? [Cw], [LambdaB], [LambdaW]);

    public NetworkEvaluator With(ExpectationEvaluator evaluator) => new(Of(evaluator.Activation), evaluator);

    /// <summary>The flow to the last layer.</summary>
    public IReadOnlyList<FlowLayer> Flow(ExpectationEvaluator evaluator) => KernelFlow.Compute(With(evaluator), Signal).ToTheLast();
}
