namespace Theory.Numerics.Kernels;

/// <summary>&lt;s(z_a) s(z_b)&gt; and &lt;s'(z_a) s'(z_b)&gt; of one activation for many pairs of inputs.</summary>
/// <remarks>The seam at which closed forms, series and quadrature replace one another; implementations are safe for concurrent use.</remarks>
public interface ITwoInputKernel
{
    /// <summary>How the values are computed, in a few words: closed form, Hermite series, ...</summary>
    public string Method { get; }

    /// <summary>False if s jumps, so that &lt;s'(z_a) s'(z_b)&gt; diverges as the inputs coincide.</summary>
    public bool HasDerivative { get; }

    /// <summary>Computes both expectations of every pair.</summary>
    /// <param name="pairs">The pairs.</param>
    /// <param name="values">Receives &lt;s(z_a) s(z_b)&gt;, one for each pair.</param>
    /// <param name="derivatives">Receives &lt;s'(z_a) s'(z_b)&gt;; left undefined where <see cref="HasDerivative"/> is false.</param>
    /// <param name="parallel">Threads and cancellation; the results do not depend on the number of threads.</param>
    /// <returns>
    /// A bound on the errors of the values, for exactly these arguments, relative to sqrt(g(K_a) g(K_b)), and of the derivatives relative to the same with chi_perp.
    /// </returns>
    /// <exception cref="UserInputException">An expectation diverges or overflows.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public double Evaluate(PairBatch pairs, double[] values, double[] derivatives, ParallelOptions parallel);
}
