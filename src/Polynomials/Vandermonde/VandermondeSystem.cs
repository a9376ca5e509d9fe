using Fractions;

namespace Theory.Polynomials.Vandermonde;

/// <summary>Vandermonde systems in exact rationals.</summary>
internal static class VandermondeSystem
{
    /// <summary>Solves sum_i x_i nodes_i^k = moments_k for k = 0, …, n-1.</summary>
    /// <param name="nodes">n distinct nodes.</param>
    /// <param name="moments">n right-hand sides.</param>
    /// <returns>The n unknowns x.</returns>
    /// <remarks>The structured elimination of Björck and Pereyra (1970): O(n^2) operations and no matrix.</remarks>
    /// <exception cref="ArgumentException">The lengths differ, or two nodes are equal.</exception>
    public static Fraction[] Solve(IReadOnlyList<Fraction> nodes, IReadOnlyList<Fraction> moments)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        ArgumentNullException.ThrowIfNull(moments);
        if (nodes.Count != moments.Count)
        {
            throw new ArgumentException($"{nodes.Count} nodes, but {moments.Count} moments", nameof(moments));
        }

        if (nodes.Distinct().Count() != nodes.Count)
        {
            throw new ArgumentException("the nodes must be distinct", nameof(nodes));
        }

        Fraction[] x = [.. moments];
        int last = x.Length - 1;

        // Newton's form: powers of z become products (z - nodes_0) … (z - nodes_k).
        for (int k = 0; k < last; k++)
        {
            for (int i = last; i > k; i--)
            {
                x[i] -= nodes[k] * x[i - 1];
            }
        }

        // Divided differences, transposed.
        for (int k = last - 1; k >= 0; k--)
        {
            for (int i = k + 1; i <= last; i++)
            {
                x[i] /= nodes[i] - nodes[i - k - 1];
            }

            for (int i = k; i < last; i++)
            {
                x[i] -= x[i + 1];
            }
        }

        return x;
    }

    /// <summary>The determinant of the matrix nodes_i^k: the product of nodes_j - nodes_i over i &lt; j.</summary>
    public static Fraction Determinant(IReadOnlyList<Fraction> nodes)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        Fraction product = Fraction.One;
        for (int j = 0; j < nodes.Count; j++)
        {
            for (int i = 0; i < j; i++)
            {
                product *= nodes[j] - nodes[i];
            }
        }

        return product;
    }
}
