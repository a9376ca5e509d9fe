namespace Theory.Polynomials.Comparison;

/// <summary>Sizes of published constructions of polynomials.</summary>
public static class PublishedSizes
{
    /// <summary>The hidden layers of the paper's Theorem 8 (from Shen et al. on RePU): 2N - 1.</summary>
    public static int Theorem8Layers(int degree) => (2 * degree) - 1;

    /// <summary>The neurons of Theorem 8 for d variables and degree N: (6p+2)(2N^d - N^(d-1) - N) + 2p(2N^d - N^(d-1) - N)/(N-1).</summary>
    public static double Theorem8Neurons(int dimension, int degree, int p)
    {
        double size = (2 * Math.Pow(degree, dimension)) - Math.Pow(degree, dimension - 1) - degree;
        return (((6 * p) + 2) * size) + (2 * p * size / (degree - 1));
    }

    /// <summary>The width of Theorem 8: 12 p N^(d-1) + 6p (N^(d-1) - N)/(N-1).</summary>
    public static double Theorem8Width(int dimension, int degree, int p)
    {
        double power = Math.Pow(degree, dimension - 1);
        return (12 * p * power) + (6 * p * (power - degree) / (degree - 1));
    }

    /// <summary>The neurons of PowerNet (Li, Tang, Yu 2019) for one variable and RePU_2, on all of R.</summary>
    /// <remarks>
    /// Counted from its building blocks, not quoted: 2 units for a square, 4 for a product of two values, 4 for carrying a value. The first
    /// layer gives x and x^2 from 4 units; each further one squares the power x^(2^j) and joins neighbouring parts a + x^(2^j) b, down to one.
    /// ChebNet (Tang, Li, Yu 2019) has the same layout with T_(m+n) = 2 T_m T_n - T_|m-n|, and as many units to this order.
    /// </remarks>
    public static int PowerNetNeurons(int degree)
    {
        int neurons = 4;
        int parts = (degree / 2) + 1;
        while (parts > 1)
        {
            int joined = parts / 2;
            int next = (parts + 1) / 2;
            neurons += (4 * joined) + (4 * next) + (next > 1 ? 2 : 0);
            parts = next;
        }

        return neurons;
    }

    /// <summary>The hidden layers of PowerNet and ChebNet for RePU_2: floor(log2 N) + 1.</summary>
    public static int PowerNetLayers(int degree) => System.Numerics.BitOperations.Log2((uint)degree) + 1;
}
