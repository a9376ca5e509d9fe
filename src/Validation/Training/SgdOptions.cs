namespace Theory.Validation.Training;

/// <summary>Gradient descent: parameter - learning rate * gradient.</summary>
/// <param name="LearningRate">The learning rate.</param>
internal sealed record SgdOptions(double LearningRate) : OptimizerOptions(LearningRate)
{
    /// <inheritdoc/>
    public override string Name => "sgd";

    internal override int StatePerParameter => 0;

    internal override IOptimizer Start(StackedNetworks networks) => new Sgd(this, networks);
}
