using Theory.Activations;
using Theory.Validation.Activations;
using Theory.Validation.Devices;
using Theory.Validation.Random;
using Theory.Validation.Tensors;
using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Experiments.Initialisation;

/// <summary>The empirical kernel K(l) = (1/n) Σ z_i² of one network over inputs with independent normal components.</summary>
/// <remarks>
/// In double precision. For homogeneous activations each sample is rescaled before every layer and its scale kept as a logarithm, which is
/// exact because there are no biases.
/// </remarks>
internal sealed class DataKernels(Activation activation, int inputDimension, int width, int depth, double cw, torch.Device device)
{
    private readonly double? _degree = HomogeneityDegree.Of(activation);
    private readonly ITrainableActivation _tensors = TrainableActivation.Of(activation);

    /// <summary>ln K(l) by [layer][input]; +infinity or NaN where it has overflowed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="network">The network's index; inputs are drawn from the stream of -1 - index.</param>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="deviation">The standard deviation of their components.</param>
    public double[][] Draw(ulong seed, long network, int inputs, double deviation)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradients = torch.no_grad();
        var architecture = NetworkArchitecture.Uniform(activation, inputDimension, width, depth - 1, width, cw);
        using var networks = StackedNetworks.Draw(architecture, seed, network, 1, TorchPrecision.Float64, device);
        double[] x = new double[inputs * inputDimension];
        new NetworkRandom(seed, -1 - network).FillNormal(x);
        var h = torch.tensor(x, dtype: torch.float64, device: device).Times(deviation).reshape(1, inputs, inputDimension);
        var scale = torch.zeros([1, inputs, 1], dtype: torch.float64, device: device);
        double[][] result = new double[depth][];
        for (int layer = 1; layer <= depth; layer++)
        {
            var z = networks.Preactivations(layer, h);
            var rms = z.Squared().mean([2], keepdim: true).sqrt();
            result[layer - 1] = scale.Plus(rms.log()).Times(2).cpu().data<double>().ToArray();
            if (_degree is double p)
            {
                scale = scale.Plus(rms.log()).Times(p);
                z = z / rms.AtLeast(double.Epsilon);
            }

            h = _tensors.Value(z);
        }

        return result;
    }
}
