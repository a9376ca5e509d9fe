using System.Numerics;

namespace Theory.Numerics.Tests;

public sealed class VectorFunctionsTests
{
    [Fact]
    public void Angle_IsTheArctangentOfTwoNumbers()
    {
        Random random = new(12);
        (double Y, double X)[] edges = [(0, 1), (0, -1), (1, 0), (-1, 0), (0, 0), (1, 1), (-1, 1), (1, -1), (-1, -1), (1e-300, 1), (1e-300, -1), (-1e300, 1e-300)];
        foreach ((double y, double x) in edges.Concat(Enumerable.Range(0, 20_000).Select(_ => (Spread(random), Spread(random)))))
        {
            double angle = VectorFunctions.Angle(new Vector<double>(y), new Vector<double>(x))[0], expected = Math.Atan2(y, x);
            Assert.InRange(Math.Abs(angle - expected), 0, 4.5e-16 * Math.Abs(expected));
        }
    }

    /// <summary>Both signs, over many powers of ten and, as often, of one size.</summary>
    private static double Spread(Random random) => (random.Next(2) == 0 ? 1 : -1) * Math.Exp(random.Next(2) == 0 ? 40 * (random.NextDouble() - 0.5) : random.NextDouble() - 0.5);
}
