using Theory.Numerics.Kernels;

namespace Theory.Numerics.Tests.Kernels;

/// <summary>The moments of several pairs at a time against those of one, which are checked against reference values.</summary>
public sealed class VectorMomentsTests
{
    [Theory]
    [InlineData(2, -1)]
    [InlineData(3, -0.5)]
    [InlineData(5, -1)]
    public void Pairs_ComeOutAsOneByOne(int p, double breakpoint)
    {
        var random = new Random(7);
        const int count = 2000;

        // From variances at which the series is too long, and pairs are taken one by one, to large ones; correlations of either sign, also close to full.
        double[] variances = [.. Enumerable.Range(0, 60).Select(_ => Math.Exp(-5 + (10 * random.NextDouble())))];
        int[] first = [.. Enumerable.Range(0, count).Select(_ => random.Next(60))];
        int[] second = [.. Enumerable.Range(0, count).Select(_ => random.Next(60))];
        double[] rho = [.. Enumerable.Range(0, count).Select(i => (i % 2 == 0 ? 1 : -1) * (1 - Math.Exp(-12 * random.NextDouble())))];
        ModifiedRectifiedPowerKernel kernel = new(p, breakpoint);
        double[] values = new double[count];
        double[] derivatives = new double[count];
        kernel.Evaluate(new PairBatch(variances, first, second, rho), values, derivatives, new ParallelOptions());
        for (int i = 0; i < count; i++)
        {
            (double ka, double kb) = (variances[first[i]], variances[second[i]]);
            (double value, double derivative) = kernel.Evaluate(ka, kb, rho[i]);
            (double valueA, double derivativeA) = kernel.Evaluate(ka, ka, 1);
            (double valueB, double derivativeB) = kernel.Evaluate(kb, kb, 1);
            Assert.Equal(value, values[i], 1e-13 * Math.Sqrt(valueA * valueB));
            Assert.Equal(derivative, derivatives[i], 1e-13 * Math.Sqrt(derivativeA * derivativeB));
        }
    }
}
