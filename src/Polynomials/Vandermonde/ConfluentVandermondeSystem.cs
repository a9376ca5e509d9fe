using Fractions;

namespace Theory.Polynomials.Vandermonde;

/// <summary>Vandermonde systems with repeated nodes (derivatives), in exact rationals.</summary>
internal static class ConfluentVandermondeSystem
{
    /// <summary>Solves sum over nodes i and orders j &lt; multiplicity_i of x_ij C(k,j) nodes_i^(k-j) = moments_k, k = 0, …, n-1.</summary>
    /// <param name="nodes">Distinct nodes.</param>
    /// <param name="multiplicities">How many derivatives of each node take part, at least 1; their sum is n.</param>
    /// <param name="moments">n right-hand sides.</param>
    /// <returns>For each node, its unknowns by rising order of the derivative.</returns>
    /// <remarks>
    /// The confluent form of Björck and Pereyra's elimination (Björck and Elfving 1973), O(n^2) operations: the functional with the given
    /// moments is written in divided differences, which are then split into their end points; a difference whose end points coincide
    /// is a derivative and stays.
    /// </remarks>
    /// <exception cref="ArgumentException">Lengths do not fit, a multiplicity is not positive, or two nodes are equal.</exception>
    public static Fraction[][] Solve(IReadOnlyList<Fraction> nodes, IReadOnlyList<int> multiplicities, IReadOnlyList<Fraction> moments)
    {
        ArgumentNullException.ThrowIfNull(moments);
        Check(nodes, multiplicities);
        int[] owner = [.. multiplicities.SelectMany((m, i) => Enumerable.Repeat(i, m))];
        if (owner.Length != moments.Count)
        {
            throw new ArgumentException($"the multiplicities add up to {owner.Length}, but there are {moments.Count} moments", nameof(moments));
        }

        Fraction[] x = [.. moments];
        int last = x.Length - 1;

        // Newton's form: the functional on the products (z - t_0) … (z - t_(k-1)).
        for (int k = 0; k < last; k++)
        {
            for (int i = last; i > k; i--)
            {
                x[i] -= nodes[owner[k]] * x[i - 1];
            }
        }

        Fraction[][] result = [.. multiplicities.Select(m => Enumerable.Repeat(Fraction.Zero, m).ToArray())];
        for (int k = last - 1; k >= 0; k--)
        {
            // x_i weighs the divided difference over positions i-k-1 to i.
            for (int i = k + 1; i <= last; i++)
            {
                if (owner[i] == owner[i - k - 1])
                {
                    result[owner[i]][k + 1] = (result[owner[i]][k + 1] + x[i]).Reduce();
                    x[i] = Fraction.Zero;
                }
                else
                {
                    x[i] /= nodes[owner[i]] - nodes[owner[i - k - 1]];
                }
            }

            for (int i = k; i < last; i++)
            {
                x[i] -= x[i + 1];
            }
        }

        foreach ((int i, Fraction value) in x.Index())
        {
            result[owner[i]][0] = (result[owner[i]][0] + value).Reduce();
        }

        return result;
    }

    /// <summary>The determinant of the matrix C(k,j) nodes_i^(k-j): the product of (nodes_j - nodes_i)^(m_i m_j) over i &lt; j.</summary>
    public static Fraction Determinant(IReadOnlyList<Fraction> nodes, IReadOnlyList<int> multiplicities)
    {
        Check(nodes, multiplicities);
        Fraction product = Fraction.One;
        for (int j = 0; j < nodes.Count; j++)
        {
            for (int i = 0; i < j; i++)
            {
                product *= Fraction.Pow(nodes[j] - nodes[i], multiplicities[i] * multiplicities[j]);
            }
        }

        return product.Reduce();
    }

    private static void Check(IReadOnlyList<Fraction> nodes, IReadOnlyList<int> multiplicities)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        ArgumentNullException.ThrowIfNull(multiplicities);
        if (nodes.Count != multiplicities.Count || multiplicities.Any(m => m < 1))
        {
            throw new ArgumentException("each node needs a multiplicity of at least 1", nameof(multiplicities));
        }

        if (nodes.Distinct().Count() != nodes.Count)
        {
            throw new ArgumentException("the nodes must be distinct; repeat a node by its multiplicity", nameof(nodes));
        }
    }
}
