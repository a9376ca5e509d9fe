namespace Theory.Validation.Sampling;

/// <summary>Draws preactivations for one thread.</summary>
internal interface IPreactivationSource : IDisposable
{
    /// <summary>Draws z(l) of the networks of a block from their streams, given the layer before.</summary>
    public void Draw(NetworkBlock block, int layer);

    /// <summary>Theta(L) of the first neuron of the last layer of the network drawn last, which is alone in its block.</summary>
    /// <exception cref="NotSupportedException">There are no weights.</exception>
    public double[] TangentKernel();
}
