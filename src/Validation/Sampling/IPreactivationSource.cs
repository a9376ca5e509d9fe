namespace Theory.Validation.Sampling;

/// <summary>Draws preactivations for one thread.</summary>
internal interface IPreactivationSource : IDisposable
{
    /// <summary>Draws z(l) of the networks of a block from their streams, given the layer before.</summary>
    public void Draw(NetworkBlock block, int layer);

    /// <summary>Theta(L), m x m, of the first neuron of the last layer of a network of a block whose layers have all been drawn; once for each network.</summary>
    public double[] TangentKernel(NetworkBlock block, int network);
}
