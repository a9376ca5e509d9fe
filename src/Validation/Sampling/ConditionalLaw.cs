using System.Numerics;
using System.Runtime.InteropServices;
using Theory.Validation.Activations;
using Theory.Validation.Devices;
using TorchSharp;

namespace Theory.Validation.Sampling;

/// <summary>
/// z(l) = L xi with L L^T = Ghat(l) and xi standard normal: given the layer before, neurons are independent and jointly normal over inputs
/// with covariance Ghat(l).
/// </summary>
/// <remarks>Exact at any width, because a sum of normal weights times fixed numbers is normal.</remarks>
internal sealed class ConditionalLaw : IPreactivationLaw
{
    public void Validate(SamplingOptions options)
    {
        options.Network.RequireNormal("the conditional sampler (instead of which --sampler weights draws any)");
        if (!options.OffDiagonal && options.InputCount > 1)
        {
            throw new UserInputException("the conditional sampler needs the metric of all pairs of inputs; keep the pairs, or use the sampler weights");
        }
    }

    public Int128 WorkspaceBytes(SamplingOptions options) =>
        ((Int128)options.InputCount * options.DistinctWidths[0] * options.DType.Bytes)
        + ((Int128)options.InputCount * options.InputCount * 2 * sizeof(double))
        + (NeedsDerivatives(options) ? ConditionalTangents<double>.WorkspaceBytes(options) : 0);

    public Int128 BytesPerNetwork(SamplingOptions options) => NeedsDerivatives(options) ? ConditionalTangents<double>.BytesPerNetwork(options) : 0;

    public bool IsAlone(SamplingOptions options) => false;

    public bool NeedsDerivatives(SamplingOptions options) => options.Observe.HasFlag(Observables.TangentKernel);

    public IPreactivationSource CreateSource(SamplingOptions options, IReadOnlyList<TensorActivation?> activations, torch.Device device) =>
        options.DType == TorchPrecision.Float32 ? new Source<float>(options, NeedsDerivatives(options)) : new Source<double>(options, NeedsDerivatives(options));

    private sealed class Source<T>(SamplingOptions options, bool withTangents) : IPreactivationSource
        where T : unmanaged, INumber<T>
    {
        private readonly MetricFactor _factor = new(options.InputCount);
        private readonly T[] _normals = new T[options.InputCount * options.DistinctWidths[0]];
        private readonly ConditionalTangents<T>? _tangents = withTangents ? new ConditionalTangents<T>(options) : null;

        public void Draw(NetworkBlock block, int layer)
        {
            (int m, int n) = (options.InputCount, block.Width);
            Span<T> drawn = _normals.AsSpan(0, m * n);
            Span<T> z = MemoryMarshal.Cast<byte, T>(block.Z.bytes);
            _tangents?.RememberLayerBefore(block, layer);
            for (int i = 0; i < block.Count; i++)
            {
                block.FillNormal(i, drawn);
                _factor.Factor(block.Metric(i));
                for (int a = 0; a < m; a++)
                {
                    Span<T> row = z.Slice(((i * m) + a) * block.PaddedWidth, n);
                    NeuronRows.Set(row, drawn[..n], Coefficient(a, 0));
                    for (int k = 1; k < _factor.Rank; k++)
                    {
                        if (_factor.Columns[(a * m) + k] != 0)
                        {
                            NeuronRows.Add(row, drawn.Slice(k * n, n), Coefficient(a, k));
                        }
                    }
                }

                _tangents?.RememberNormals(block, i, drawn);
            }
        }

        public double[] TangentKernel(NetworkBlock block, int network) => _tangents!.Compute(block, network);

        public void Dispose()
        {
            // Nothing native.
        }

        private T Coefficient(int a, int k) => T.CreateSaturating(_factor.Columns[(a * options.InputCount) + k]);
    }
}
