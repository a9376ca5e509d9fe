using Fractions;
using Theory.Expressions;
using Theory.Polynomials.Layered;
using Theory.Validation.NativeLibraries;
using Theory.Validation.Tensors;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Theory.Validation.Polynomials;

/// <summary>An exact polynomial network as a torch module: it starts as the polynomial, and can be trained from there.</summary>
/// <remarks>Takes inputs of shape [batch, variables] and returns [batch, 1]. The weights are the exact ones, rounded once.</remarks>
public sealed class PolynomialModule : Module<Tensor, Tensor>
{
    private readonly ModuleList<Linear> _layers;
    private readonly int _p;

    private PolynomialModule(LayeredNetwork network, ScalarType type, Device device)
        : base("polynomial")
    {
        _p = network.P;
        _layers = new ModuleList<Linear>([.. network.Layers.Select(l => Layer(l, type))]);
        RegisterComponents();
        this.to(device);
    }

    /// <summary>Creates the module.</summary>
    /// <param name="network">The network.</param>
    /// <param name="type">float64 or float32.</param>
    /// <param name="device">The device; the CPU when null.</param>
    /// <exception cref="TorchUnavailableException">Torch cannot be loaded.</exception>
    /// <exception cref="UserInputException">A weight does not fit into the type.</exception>
    public static PolynomialModule Create(LayeredNetwork network, ScalarType type = ScalarType.Float64, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        TorchRuntime.EnsureLoaded();
        return new PolynomialModule(network, type, device ?? CPU);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor value = input;
        for (int i = 0; i < _layers.Count - 1; i++)
        {
            Tensor z = _layers[i].call(value);
            Tensor s = z.Plus(1).relu();
            value = z;
            for (int k = 0; k < _p; k++)
            {
                value = value * s;
            }
        }

        return _layers[^1].call(value).MoveToOuterDisposeScope();
    }

    private static Linear Layer(DenseLayer layer, ScalarType type)
    {
        using DisposeScope scope = NewDisposeScope();
        Linear linear = Linear(layer.Inputs, layer.Outputs, hasBias: true, dtype: type);
        using (no_grad())
        {
            linear.weight.copy_(Rounded(layer.Weights.SelectMany(row => row), type).reshape(layer.Outputs, layer.Inputs));
            linear.bias!.copy_(Rounded(layer.Biases, type));
        }

        return linear;
    }

    private static Tensor Rounded(IEnumerable<Fraction> values, ScalarType type)
    {
        double[] rounded = [.. values.Select(v => v.ToNearestDouble())];
        return rounded.All(v => double.IsFinite(v) && (type != ScalarType.Float32 || float.IsFinite((float)v)))
            ? tensor(rounded, dtype: ScalarType.Float64).to(type)
            : throw new UserInputException($"a weight of magnitude {rounded.Max(Math.Abs):G3} does not fit into {type}");
    }
}
