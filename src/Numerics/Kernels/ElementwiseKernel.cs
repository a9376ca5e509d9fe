using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Kernels;

/// <summary>A kernel whose expectations are a formula in K_a, K_b and rho.</summary>
internal abstract class ElementwiseKernel : ITwoInputKernel, IVarianceSlopes
{
    // Large enough that a thread does not notice, small enough to be cancelled at once.
    private const int Chunk = 2048;

    /// <inheritdoc/>
    public virtual string Method => "closed form";

    /// <inheritdoc/>
    public virtual bool HasDerivative => true;

    /// <summary>A bound on the error of the formula, relative as <see cref="ITwoInputKernel.Evaluate"/> says.</summary>
    protected abstract double Error { get; }

    VarianceSlopes IVarianceSlopes.SlopesAt(double[] variances) => Slopes;

    private protected abstract VarianceSlopes Slopes { get; }

    /// <summary>Evaluates the formula.</summary>
    /// <param name="ka">The variance of z_a, not negative.</param>
    /// <param name="kb">The variance of z_b, not negative.</param>
    /// <param name="rho">The correlation, from -1 to 1.</param>
    /// <returns>&lt;s(z_a) s(z_b)&gt; and &lt;s'(z_a) s'(z_b)&gt;.</returns>
    public (double Value, double Derivative) Evaluate(double ka, double kb, double rho) => Evaluate(ka, kb, Correlation.Of(rho));

    private protected abstract (double Value, double Derivative) Evaluate(double ka, double kb, Correlation correlation);

    /// <inheritdoc/>
    public double Evaluate(PairBatch pairs, double[] values, double[] derivatives, ParallelOptions parallel)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(derivatives);
        int chunks = (pairs.Count + Chunk - 1) / Chunk;
        ParallelLoop.For(chunks, parallel, chunk =>
        {
            int start = chunk * Chunk;
            int count = Math.Min(Chunk, pairs.Count - start);
            Evaluate(pairs, start, values.AsSpan(start, count), derivatives.AsSpan(start, count));
            ClosePairs close = pairs.Close;
            for (int i = close.From(start); i < close.Pairs.Length && close.Pairs[i] < start + count; i++)
            {
                int p = close.Pairs[i];
                (values[p], derivatives[p]) = Evaluate(
                    pairs.VarianceOfFirst(p), pairs.VarianceOfSecond(p), new Correlation(pairs.CorrelationOf(p), close.Deficits[i]));
            }
        });
        return Error;
    }

    /// <summary>Evaluates the formula at a row of pairs, one by one unless a kernel knows better.</summary>
    /// <param name="pairs">The pairs.</param>
    /// <param name="start">The first.</param>
    /// <param name="values">Receives as many values.</param>
    /// <param name="derivatives">Receives as many values.</param>
    private protected virtual void Evaluate(PairBatch pairs, int start, Span<double> values, Span<double> derivatives)
    {
        for (int i = 0; i < values.Length; i++)
        {
            int p = start + i;
            (values[i], derivatives[i]) = Evaluate(pairs.VarianceOfFirst(p), pairs.VarianceOfSecond(p), pairs.CorrelationOf(p));
        }
    }
}
