using System.Numerics;
using System.Runtime.InteropServices;
using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Validation.PhysicsInformed;

/// <summary>An activation applied to Taylor coefficients, and its adjoint, in one pass over the memory.</summary>
/// <remarks>
/// The rows of a tensor are, one below the other: values at the places where the equation is imposed, values at other places, and the first
/// derivatives by x and by t and the second by x at the former. With h = s(z): h_x = s' z_x, h_t = s' z_t, h_xx = s'' z_x² + s' z_xx.
/// </remarks>
internal sealed class TaylorLayer(int places, int otherPlaces)
{
    /// <summary>Rows with values.</summary>
    public int Values => places + otherPlaces;

    /// <summary>All rows.</summary>
    public int Rows => Values + (3 * places);

    /// <summary>h and its derivatives from z and its derivatives, both [networks, rows, width].</summary>
    public torch.Tensor Forward(torch.Tensor z, TaylorDerivatives s)
    {
        if (!FillsVectors(z))
        {
            return ForwardByTensors(z, s);
        }

        var h = torch.empty_like(z);
        ForEachBlock(z, (network, start, count) =>
        {
            if (z.dtype == torch.ScalarType.Float32)
            {
                Forward(new Block<float>(this, z, network, start, count), new Block<float>(this, h, network, start, count), new Slopes<float>(this, s, z, network, start, count));
            }
            else
            {
                Forward(new Block<double>(this, z, network, start, count), new Block<double>(this, h, network, start, count), new Slopes<double>(this, s, z, network, start, count));
            }
        });
        CopyRest(h, s.Value);
        return h;
    }

    /// <summary>Turns the adjoints of h into those of z, in place.</summary>
    public void Backward(torch.Tensor adjoint, torch.Tensor z, TaylorDerivatives s)
    {
        if (!FillsVectors(z))
        {
            BackwardByTensors(adjoint, z, s);
            return;
        }

        ForEachBlock(z, (network, start, count) =>
        {
            if (z.dtype == torch.ScalarType.Float32)
            {
                Backward(new Block<float>(this, adjoint, network, start, count), new Block<float>(this, z, network, start, count), new Slopes<float>(this, s, z, network, start, count));
            }
            else
            {
                Backward(new Block<double>(this, adjoint, network, start, count), new Block<double>(this, z, network, start, count), new Slopes<double>(this, s, z, network, start, count));
            }
        });
        if (otherPlaces > 0)
        {
            using var rest = adjoint.narrow(1, places, otherPlaces);
            using var slope = s.First.narrow(1, places, otherPlaces);
            rest.mul_(slope);
        }
    }

    private static void Forward<TNumber>(Block<TNumber> z, Block<TNumber> h, Slopes<TNumber> s)
        where TNumber : unmanaged, IFloatingPointIeee754<TNumber>
    {
        for (int i = 0; i < z.X.Length; i++)
        {
            var first = s.First[i];
            h.Value[i] = s.Value[i];
            h.X[i] = first * z.X[i];
            h.T[i] = first * z.T[i];
            h.XX[i] = (s.Second[i] * z.X[i] * z.X[i]) + (first * z.XX[i]);
        }
    }

    private static void Backward<TNumber>(Block<TNumber> g, Block<TNumber> z, Slopes<TNumber> s)
        where TNumber : unmanaged, IFloatingPointIeee754<TNumber>
    {
        for (int i = 0; i < z.X.Length; i++)
        {
            Vector<TNumber> first = s.First[i], second = s.Second[i];
            Vector<TNumber> gx = g.X[i], gt = g.T[i], gxx = g.XX[i], zx = z.X[i];
            var bend = second * zx;
            g.Value[i] = (g.Value[i] * first) + (gx * bend) + (gt * z.T[i] * second) + (gxx * ((s.Third[i] * zx * zx) + (second * z.XX[i])));
            g.X[i] = (gx * first) + ((gxx + gxx) * bend);
            g.T[i] = gt * first;
            g.XX[i] = gxx * first;
        }
    }

    // Elsewhere than on the CPU, and for sizes that leave a remainder.
    private bool FillsVectors(torch.Tensor z) =>
        z.device_type == DeviceType.CPU && places * z.shape[2] % (z.dtype == torch.ScalarType.Float32 ? Vector<float>.Count : Vector<double>.Count) == 0;

    private torch.Tensor ForwardByTensors(torch.Tensor z, TaylorDerivatives s)
    {
        using var scope = torch.NewDisposeScope();
        var (zx, zt, zxx) = Coefficients(z);
        var first = s.First.narrow(1, 0, places);
        return torch.cat([s.Value, first * zx, first * zt, (s.Second.narrow(1, 0, places) * zx.square()) + (first * zxx)], 1).MoveToOuterDisposeScope();
    }

    private void BackwardByTensors(torch.Tensor adjoint, torch.Tensor z, TaylorDerivatives s)
    {
        using var scope = torch.NewDisposeScope();
        var (zx, zt, zxx) = Coefficients(z);
        var (gx, gt, gxx) = Coefficients(adjoint);
        var first = s.First.narrow(1, 0, places);
        var second = s.Second.narrow(1, 0, places);
        var more = (((gx * zx) + (gt * zt)) * second) + (gxx * ((s.Third.narrow(1, 0, places) * zx.square()) + (second * zxx)));
        adjoint.narrow(1, 0, Values).mul_(s.First);
        adjoint.narrow(1, 0, places).add_(more);
        gx.mul_(first).add_(gxx * second * zx * 2);
        gt.mul_(first);
        gxx.mul_(first);
    }

    private (torch.Tensor X, torch.Tensor T, torch.Tensor XX) Coefficients(torch.Tensor tensor) =>
        (tensor.narrow(1, Values, places), tensor.narrow(1, Values + places, places), tensor.narrow(1, Values + (2 * places), places));

    private void CopyRest(torch.Tensor h, torch.Tensor values)
    {
        if (otherPlaces > 0)
        {
            using var rest = h.narrow(1, places, otherPlaces);
            using var source = values.narrow(1, places, otherPlaces);
            rest.copy_(source);
        }
    }

    private void ForEachBlock(torch.Tensor z, Action<int, int, int> action)
    {
        int elements = checked(places * (int)z.shape[2]);
        const int size = 8192;
        int blocks = (elements + size - 1) / size;
        Parallel.For(0, blocks * (int)z.shape[0], i =>
        {
            int start = i % blocks * size;
            action(i / blocks, start, Math.Min(size, elements - start));
        });
    }

    /// <summary>The same elements of the four coefficients of one network.</summary>
    private readonly ref struct Block<TNumber>
        where TNumber : unmanaged, IFloatingPointIeee754<TNumber>
    {
        public Block(TaylorLayer layer, torch.Tensor tensor, int network, int start, int count)
        {
            int width = (int)tensor.shape[2];
            int origin = (network * layer.Rows * width) + start;
            int places = (layer.Rows - layer.Values) / 3;
            Value = Vectors<TNumber>(tensor, origin, count);
            X = Vectors<TNumber>(tensor, origin + (layer.Values * width), count);
            T = Vectors<TNumber>(tensor, origin + ((layer.Values + places) * width), count);
            XX = Vectors<TNumber>(tensor, origin + ((layer.Values + (2 * places)) * width), count);
        }

        public Span<Vector<TNumber>> Value { get; }

        public Span<Vector<TNumber>> X { get; }

        public Span<Vector<TNumber>> T { get; }

        public Span<Vector<TNumber>> XX { get; }
    }

    /// <summary>The derivatives of the activation for the same elements.</summary>
    private readonly ref struct Slopes<TNumber>
        where TNumber : unmanaged, IFloatingPointIeee754<TNumber>
    {
        public Slopes(TaylorLayer layer, TaylorDerivatives s, torch.Tensor z, int network, int start, int count)
        {
            int origin = (network * layer.Values * (int)z.shape[2]) + start;
            Value = Vectors<TNumber>(s.Value, origin, count);
            First = Vectors<TNumber>(s.First, origin, count);
            Second = Vectors<TNumber>(s.Second, origin, count);
            Third = Vectors<TNumber>(s.Third, origin, count);
        }

        public Span<Vector<TNumber>> Value { get; }

        public Span<Vector<TNumber>> First { get; }

        public Span<Vector<TNumber>> Second { get; }

        public Span<Vector<TNumber>> Third { get; }
    }

    private static Span<Vector<TNumber>> Vectors<TNumber>(torch.Tensor tensor, int start, int count)
        where TNumber : unmanaged => MemoryMarshal.Cast<TNumber, Vector<TNumber>>(ElementBlocks.Of<TNumber>(tensor, start, count));
}
