using Theory.Activations;
using Theory.Expectations;
using Theory.Numerics.Compilation;
using Theory.Numerics.Kernels;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Architectures;

/// <summary>Both expectations of pairs of one variance, as behind a norm, where they depend on the correlation only: series in the angle that are made once.</summary>
internal sealed class EqualVarianceTable
{
    /// <summary>Fewer pairs than this are not worth a table.</summary>
    public const int WorthMaking = 5000;

    private const int Chunk = 4096;

    private readonly AngleInterpolant _near;
    private readonly AngleInterpolant _opposite;
    private readonly (double Value, double Derivative) _equal;
    private readonly (double Value, double Derivative) _reversed;

    private EqualVarianceTable(AngleInterpolant near, AngleInterpolant opposite, (double Value, double Derivative) equal, (double Value, double Derivative) reversed) =>
        (_near, _opposite, _equal, _reversed) = (near, opposite, equal, reversed);

    /// <summary>Makes the table; null where a series does not converge soon, or an expectation has no value.</summary>
    public static EqualVarianceTable? TryCreate(Activation activation, double variance, ParallelOptions parallel)
    {
        PiecewiseSmoothFunction function = ActivationCompiler.Compile(activation);
        if (!function.IsContinuous)
        {
            return null;
        }

        GaussianExpectations scales = GaussianQuadrature.Evaluate(function, variance, [Quantity.Kernel, Quantity.ChiPerp]);
        (double g, double chi) = (scales[Quantity.Kernel].Value, scales[Quantity.ChiPerp].Value);
        if (!(g > 0) || !(chi > 0))
        {
            return null;
        }

        TwoInputQuadrature quadrature = new(function);
        TwoInputEstimate Pair(double ka, double kb, Correlation rho) => quadrature.Evaluate(ka, kb, rho).OrThrow();
        (double, double) At(double rho) => Pair(variance, variance, Correlation.Of(rho)) is var e ? (e.KernelProduct.Value, e.DerivativeProduct.Value) : default;
        AngleInterpolant? near = AngleInterpolant.TryCreate(Pair, variance, variance, 1, Math.PI / 2, g, chi, parallel);
        AngleInterpolant? opposite = near is null ? null : AngleInterpolant.TryCreate(Pair, variance, variance, -1, Math.PI / 2, g, chi, parallel);
        return near is null || opposite is null ? null : new EqualVarianceTable(near, opposite, At(1), At(-1));
    }

    /// <summary>Both expectations at many correlations.</summary>
    public void Evaluate(double[] correlations, double[] values, double[] derivatives, ParallelOptions parallel) => ParallelLoop.For(
        (correlations.Length + Chunk - 1) / Chunk, parallel, chunk =>
        {
            int start = chunk * Chunk;
            int count = Math.Min(Chunk, correlations.Length - start);
            Span<double> angles = stackalloc double[count];
            Span<double> opposite = stackalloc double[count];
            Span<double> oppositeSlopes = stackalloc double[count];
            bool anyOpposite = false;
            for (int i = 0; i < count; i++)
            {
                double rho = correlations[start + i];
                anyOpposite |= rho < 0;
                angles[i] = Math.Acos(Math.Abs(rho));
            }

            Span<double> value = values.AsSpan(start, count);
            Span<double> slope = derivatives.AsSpan(start, count);
            _near.At(angles, value, slope);
            if (anyOpposite)
            {
                _opposite.At(angles, opposite, oppositeSlopes);
            }

            for (int i = 0; i < count; i++)
            {
                double rho = correlations[start + i];
                (value[i], slope[i]) = rho == 1 ? _equal : rho == -1 ? _reversed : rho < 0 ? (opposite[i], oppositeSlopes[i]) : (value[i], slope[i]);
            }
        });
}
