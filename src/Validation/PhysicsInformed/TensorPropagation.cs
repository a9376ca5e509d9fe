using Theory.Activations;
using Theory.Validation.Activations;
using Theory.Validation.Tensors;
using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Validation.PhysicsInformed;

/// <summary>Propagation by tensor operations on any device; all points at once, all coefficients in one tensor.</summary>
/// <remarks>Rows of a tensor: values at the places, values at the conditions, then u_x and D u at the places, D = ∂_t - ν ∂_xx.</remarks>
internal sealed class TensorPropagation : IBurgersPropagation
{
    private readonly Func<torch.Tensor, torch.Tensor[]> _derivatives;
    private readonly double _viscosity;
    private readonly int _places;
    private readonly int _conditions;
    private readonly torch.Tensor _inputs;
    private readonly torch.Tensor _targets;

    public TensorPropagation(
        Activation activation, BurgersPoints points, double viscosity, InputScaling scaling, torch.ScalarType type, torch.Device device)
    {
        _derivatives = TensorCompiler.CompileDerivatives(activation, 3);
        _viscosity = viscosity;
        _places = points.Places.Count;
        _conditions = points.Conditions.Count;
        double[][] rows =
        [
            .. points.Places.Concat(points.Conditions.Select(c => (c.X, c.T))).Select(p => scaling.Apply(p.Item1, p.Item2)).Select(p => new[] { p.X, p.T }),
            .. Enumerable.Repeat<double[]>([scaling.X, 0], _places),
            .. Enumerable.Repeat<double[]>([0, scaling.T], _places),
        ];
        using DisposeScope scope = torch.NewDisposeScope();
        _inputs = Regression.ToTensor(rows, type, device).DetachFromDisposeScope();
        _targets = Regression.ToTensor([.. points.Conditions.Select(c => new[] { c.U })], type, device).DetachFromDisposeScope();
    }

    private int Values => _places + _conditions;

    public void Step(StackedNetworks networks, torch.Tensor participating, Func<double[], bool> accept, IOptimizer optimizer)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradients = torch.no_grad();
        int last = networks.Architecture.Layers;
        var z = new torch.Tensor[last];
        var h = new torch.Tensor[last];
        var s = new torch.Tensor[last][];
        h[0] = networks.Broadcast(_inputs);
        for (int l = 1; l < last; l++)
        {
            z[l] = Preactivations(networks, l, h[l - 1]);
            s[l] = _derivatives(z[l].narrow(1, 0, Values));
            h[l] = Activate(z[l], s[l]);
        }

        var output = Preactivations(networks, last, h[last - 1]);
        var (equation, condition) = Residuals(output);
        var (ofEquation, ofConditions) = Means(equation, condition);
        if (!accept([.. ofEquation.Zip(ofConditions, (e, c) => e + c)]))
        {
            return;
        }

        var weight = participating.reshape(-1, 1, 1);
        equation.mul_(weight.Times(2.0 / _places));
        condition.mul_(weight.Times(2.0 / _conditions));
        var delta = torch.cat([equation * Rows(output, 1), condition, equation * Rows(output, 0), equation], 1);
        for (int l = last; l >= 1; l--)
        {
            using var step = torch.NewDisposeScope();
            var weights = torch.bmm(delta.transpose(1, 2), h[l - 1]);
            var biases = delta.narrow(1, 0, Values).sum(dim: 1, keepdim: true);
            if (l > 1)
            {
                var before = Deactivate(torch.bmm(delta, networks.Weights(l)), z[l - 1], s[l - 1]);
                delta.Dispose();
                h[l - 1].Dispose();
                delta = before.MoveToOuterDisposeScope();
            }

            optimizer.Update(l, weights, biases);
        }
    }

    public (double[] Equation, double[] Conditions) MeanSquares(StackedNetworks networks)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradients = torch.no_grad();
        var (equation, condition) = Residuals(Propagate(networks));
        return Means(equation, condition);
    }

    public (double[][] U, double[][] X, double[][] Heat) Solution(StackedNetworks networks)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradients = torch.no_grad();
        var output = Propagate(networks);
        return (Of(0), Of(1), Of(2));

        double[][] Of(int coefficient) => [.. Numbers(Rows(output, coefficient).contiguous()).Chunk(_places)];
    }

    public void Dispose()
    {
        _inputs.Dispose();
        _targets.Dispose();
    }

    private torch.Tensor Propagate(StackedNetworks networks)
    {
        var h = networks.Broadcast(_inputs);
        for (int l = 1; l < networks.Architecture.Layers; l++)
        {
            var z = Preactivations(networks, l, h);
            h = Activate(z, _derivatives(z.narrow(1, 0, Values)));
        }

        return Preactivations(networks, networks.Architecture.Layers, h);
    }

    /// <summary>b + W h for values, W h for derivatives.</summary>
    private torch.Tensor Preactivations(StackedNetworks networks, int l, torch.Tensor h)
    {
        using var transposed = networks.Weights(l).transpose(1, 2);
        var z = torch.bmm(h, transposed);
        using var values = z.narrow(1, 0, Values);
        values.PlusInPlace(networks.Biases(l));
        return z;
    }

    /// <summary>h, h_x = s' z_x, D h = s' D z - ν s'' z_x².</summary>
    private torch.Tensor Activate(torch.Tensor z, torch.Tensor[] s)
    {
        using var scope = torch.NewDisposeScope();
        var (zx, zd) = (Rows(z, 1), Rows(z, 2));
        var first = s[1].narrow(1, 0, _places);
        var second = s[2].narrow(1, 0, _places);
        return torch.cat([s[0], first * zx, (first * zd) - (second * zx * zx).Times(_viscosity)], 1).MoveToOuterDisposeScope();
    }

    /// <summary>The adjoints of z, z_x, D z from those of h, h_x, D h.</summary>
    private torch.Tensor Deactivate(torch.Tensor adjoint, torch.Tensor z, torch.Tensor[] s)
    {
        using var scope = torch.NewDisposeScope();
        var (zx, zd) = (Rows(z, 1), Rows(z, 2));
        var (gx, gd) = (Rows(adjoint, 1), Rows(adjoint, 2));
        var first = s[1].narrow(1, 0, _places);
        var bend = s[2].narrow(1, 0, _places) * zx;
        var scaled = gd.Times(_viscosity);
        var more = (gx * bend).Plus(gd * s[2].narrow(1, 0, _places) * zd) - (scaled * s[3].narrow(1, 0, _places) * zx * zx);
        var values = adjoint.narrow(1, 0, Values) * s[1];
        values.narrow(1, 0, _places).PlusInPlace(more);
        return torch.cat([values, (gx * first) - (scaled * bend).Times(2), gd * first], 1).MoveToOuterDisposeScope();
    }

    private (torch.Tensor Equation, torch.Tensor Condition) Residuals(torch.Tensor output) =>
        (Rows(output, 2).Plus(Rows(output, 0) * Rows(output, 1)), output.narrow(1, _places, _conditions) - _targets);

    /// <summary>Values (0), derivatives by x (1) or D (2) at the places.</summary>
    private torch.Tensor Rows(torch.Tensor tensor, int coefficient) =>
        tensor.narrow(1, coefficient == 0 ? 0 : Values + ((coefficient - 1) * _places), _places);

    private static (double[] Equation, double[] Conditions) Means(torch.Tensor equation, torch.Tensor condition) =>
        (Numbers(equation.Squared().mean([1, 2])), Numbers(condition.Squared().mean([1, 2])));

    private static double[] Numbers(torch.Tensor tensor) => tensor.to(torch.float64).cpu().data<double>().ToArray();
}
