namespace Theory.Validation.Training;

/// <summary>Adam with bias correction and without weight decay (D. Kingma, J. Ba, ICLR 2015, algorithm 1).</summary>
/// <param name="LearningRate">The learning rate.</param>
/// <param name="Beta1">Decay of the first moment. Default 0.9.</param>
/// <param name="Beta2">Decay of the second moment. Default 0.999.</param>
/// <param name="Epsilon">Added to the root of the second moment. Default 1e-8.</param>
internal sealed record AdamOptions(double LearningRate, double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8)
    : OptimizerOptions(LearningRate)
{
    /// <inheritdoc/>
    public override string Name => "adam";

    internal override int StatePerParameter => 2;

    internal override IOptimizer Start(StackedNetworks networks) => new Adam(this, networks);
}
