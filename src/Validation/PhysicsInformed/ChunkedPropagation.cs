using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.InteropServices;
using Theory.Activations;
using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Validation.PhysicsInformed;

/// <summary>Propagation on the CPU, chunk by chunk of points, each from input to gradient while it is in the cache.</summary>
/// <remarks>
/// Chunks belong to groups by their number, and groups are added in their order: the result does not depend on how many threads there are.
/// </remarks>
internal sealed class ChunkedPropagation<T>(Activation activation, BurgersPoints points, double viscosity, InputScaling scaling, int threads = -1) : IBurgersPropagation
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int MostGroups = 16;

    private readonly ParallelOptions _parallel = new() { MaxDegreeOfParallelism = threads };
    private readonly TaylorActivation _taylor = new(activation);
    private readonly ConcurrentBag<ChunkSweep<T>> _sweeps = [];
    private NetworkArchitecture? _architecture;
    private Chunk<T>[] _chunks = [];
    private int _groups;
    private PaddedNetwork<T>[] _networks = [];
    private PaddedGradient<T>[][] _parts = [];
    private (torch.Tensor Weights, torch.Tensor Biases)[] _gradients = [];

    public void Step(StackedNetworks networks, torch.Tensor participating, Func<double[], bool> accept, IOptimizer optimizer)
    {
        Span<T> mask = MemoryMarshal.Cast<byte, T>(participating.bytes);
        bool[] takesPart = new bool[mask.Length];
        for (int i = 0; i < mask.Length; i++)
        {
            takesPart[i] = mask[i] != T.Zero;
        }

        Sweep(networks, takesPart, Gradient);
        var (equation, conditions) = Means();
        if (!accept([.. equation.Zip(conditions, (e, c) => e + c)]))
        {
            return;
        }

        Parallel.For(0, networks.Count, _parallel, Gather);
        for (int l = networks.Architecture.Layers; l >= 1; l--)
        {
            optimizer.Update(l, _gradients[l - 1].Weights, _gradients[l - 1].Biases);
        }
    }

    public (double[] Equation, double[] Conditions) MeanSquares(StackedNetworks networks)
    {
        Sweep(networks, null, (_, sweep, chunk, part) => Residuals(sweep, chunk, part, []));
        return Means();
    }

    public (double[][] U, double[][] X, double[][] Heat) Solution(StackedNetworks networks)
    {
        double[][][] results = [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, networks.Count).Select(_ => new double[points.Places.Count]).ToArray())];
        Sweep(networks, null, (network, sweep, chunk, _) =>
        {
            for (int p = 0; chunk.HasEquation && p < chunk.Count; p++)
            {
                for (int k = 0; k < results.Length; k++)
                {
                    results[k][network][chunk.Start + p] = double.CreateTruncating(sweep.Output(k, p));
                }
            }
        });
        return (results[2], results[1], results[0]);
    }

    public void Dispose()
    {
        foreach (var (weights, biases) in _gradients)
        {
            weights.Dispose();
            biases.Dispose();
        }

        _gradients = [];
    }

    /// <summary>Makes room for a stack, unless the last one was like it.</summary>
    private void Prepare(StackedNetworks stack)
    {
        if (ReferenceEquals(stack.Architecture, _architecture) && _networks.Length == stack.Count)
        {
            return;
        }

        Dispose();
        using DisposeScope scope = torch.NewDisposeScope();
        _sweeps.Clear();
        _architecture = stack.Architecture;
        _chunks = [.. Chunk<T>.Of(points, scaling, ChunkSweep<T>.PointsFor(_architecture))];
        _groups = Math.Min(MostGroups, _chunks.Length);
        _networks = [.. Enumerable.Range(0, stack.Count).Select(_ => new PaddedNetwork<T>(_architecture))];
        _parts = [.. _networks.Select(_ => Enumerable.Range(0, _groups).Select(_ => new PaddedGradient<T>(_architecture)).ToArray())];
        _gradients = [.. Enumerable.Range(1, _architecture.Layers).Select(l => (
            torch.empty_like(stack.Weights(l)).DetachFromDisposeScope(), torch.empty_like(stack.Biases(l)).DetachFromDisposeScope()))];
    }

    /// <summary>Carries all points forward through the networks that take part, and hands each chunk to an action.</summary>
    private void Sweep(StackedNetworks stack, bool[]? takesPart, Action<int, ChunkSweep<T>, Chunk<T>, PaddedGradient<T>> action)
    {
        Prepare(stack);
        Parallel.For(0, stack.Count, _parallel, i => _networks[i].Read(stack, i));
        Parallel.For(0, stack.Count * _groups, _parallel, item =>
        {
            int network = item / _groups;
            int group = item % _groups;
            PaddedGradient<T> part = _parts[network][group];
            part.Clear();
            if (takesPart is not null && !takesPart[network])
            {
                return;
            }

            if (!_sweeps.TryTake(out ChunkSweep<T>? sweep))
            {
                sweep = new ChunkSweep<T>(_architecture!, _taylor, viscosity);
            }

            for (int i = First(group); i < First(group + 1); i++)
            {
                sweep.Forward(_networks[network], _chunks[i].X, _chunks[i].T, scaling, _chunks[i].HasEquation);
                action(network, sweep, _chunks[i], part);
            }

            _sweeps.Add(sweep);
        });
    }

    private int First(int group) => (int)((long)_chunks.Length * group / _groups);

    private void Gradient(int network, ChunkSweep<T> sweep, Chunk<T> chunk, PaddedGradient<T> part)
    {
        T[] adjoints = new T[3 * sweep.Points];
        Residuals(sweep, chunk, part, adjoints);
        sweep.Backward(_networks[network], adjoints, part, chunk.HasEquation);
    }

    /// <summary>Adds squares to the loss, and sets the adjoints of D u, u_x and u if there is a place for them.</summary>
    private void Residuals(ChunkSweep<T> sweep, Chunk<T> chunk, PaddedGradient<T> part, Span<T> adjoints)
    {
        T weight = T.CreateChecked(2.0 / (chunk.HasEquation ? points.Places.Count : points.Conditions.Count));
        for (int p = 0; p < chunk.Count; p++)
        {
            T u = sweep.Output(2, p);
            T slope = chunk.HasEquation ? sweep.Output(1, p) : T.Zero;
            T residual = chunk.HasEquation ? sweep.Output(0, p) + (u * slope) : u - chunk.Values[p];
            double square = double.CreateTruncating(residual) * double.CreateTruncating(residual);
            (part.Equation, part.Conditions) = chunk.HasEquation ? (part.Equation + square, part.Conditions) : (part.Equation, part.Conditions + square);
            if (!adjoints.IsEmpty)
            {
                T g = weight * residual;
                adjoints[p] = g;
                adjoints[sweep.Points + p] = g * u;
                adjoints[(2 * sweep.Points) + p] = chunk.HasEquation ? g * slope : g;
            }
        }
    }

    private (double[] Equation, double[] Conditions) Means() => (
        [.. _parts.Select(own => own.Sum(p => p.Equation) / points.Places.Count)],
        [.. _parts.Select(own => own.Sum(p => p.Conditions) / points.Conditions.Count)]);

    /// <summary>Adds the parts of a network's gradient.</summary>
    private void Gather(int network)
    {
        for (int l = 1; l <= _architecture!.Layers; l++)
        {
            int fanIn = _architecture.Sizes[l - 1];
            int fanOut = _architecture.Sizes[l];
            Span<T> weights = MemoryMarshal.Cast<byte, T>(_gradients[l - 1].Weights.bytes).Slice(network * fanIn * fanOut, fanIn * fanOut);
            Span<T> biases = MemoryMarshal.Cast<byte, T>(_gradients[l - 1].Biases.bytes).Slice(network * fanOut, fanOut);
            weights.Clear();
            biases.Clear();
            foreach (PaddedGradient<T> part in _parts[network])
            {
                part.AddTo(l, fanOut, fanIn, weights, biases);
            }
        }
    }
}
