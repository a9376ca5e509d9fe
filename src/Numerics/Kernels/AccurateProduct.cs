namespace Theory.Numerics.Kernels;

/// <summary>Scalar products with all digits of a double, so that inputs of one norm have it whatever the number of their components.</summary>
public static class AccurateProduct
{
    /// <summary>x.y, with what the rounding of products and sums loses added at the end (Ogita, Rump and Oishi 2005).</summary>
    /// <remarks>Summed in the same order always: equal vectors have exactly equal products, and opposite ones opposite.</remarks>
    /// <param name="x">A vector.</param>
    /// <param name="y">Another of the same length.</param>
    public static double Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double lost = 0;
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double product = x[i] * y[i];
            double next = sum + product;
            double added = next - sum;
            lost += (sum - (next - added)) + (product - added) + Math.FusedMultiplyAdd(x[i], y[i], -product);
            sum = next;
        }

        return double.IsFinite(lost) ? sum + lost : sum;
    }
}
