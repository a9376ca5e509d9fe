using MathNet.Numerics.Integration;
using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.AngleLaw;
using Theory.Numerics.ExactLaw;
using Law = Theory.Numerics.AngleLaw.AngleLaw;

namespace Theory.Numerics.Tests.AngleLaw;

/// <summary>Inputs that are nearly opposite: leaky layers leave them a law whose density is nearly singular where shares are equal.</summary>
public sealed class OppositeInputsTests
{
    /// <summary>
    /// Two neurons see the two inputs in directions of a plane, each uniform, whose difference has the law of the phase between correlated normal pairs; the activation maps
    /// directions to directions, quadrant by quadrant.
    /// </summary>
    [Theory]
    [InlineData(0.1, -0.9999)]
    [InlineData(-0.4, -0.99)]
    public void TwoNeurons_HaveTheMeanOfAnIntegralOverDirections(double slope, double rho)
    {
        double Image(double angle) => Math.Atan2(Leaky(Math.Sin(angle), slope), Leaky(Math.Cos(angle), slope));
        double MeanAt(double delta)
        {
            // Corners of either map.
            double[] corners = [.. Enumerable.Range(0, 4).SelectMany(i => (double[])[i * Math.PI / 2, Modulo((i * Math.PI / 2) - delta)]).Append(2 * Math.PI).Order()];
            return Enumerable.Range(0, corners.Length - 1).Where(i => corners[i + 1] - corners[i] > 1e-14)
                .Sum(i => Graded(a => Math.Cos(Image(a + delta) - Image(a)), corners[i], corners[i + 1])) / (2 * Math.PI);
        }

        double sine = Math.Sqrt(1 - (rho * rho));
        double Density(double delta)
        {
            double r = rho * Math.Cos(delta), rest = (sine * sine) + (rho * rho * Math.Pow(Math.Sin(delta), 2));
            return sine * sine / (2 * Math.PI) * ((1 / rest) + (r * Math.Acos(-r) / Math.Pow(rest, 1.5)));
        }

        // The density is steep next to pi, on the scale of the sine.
        double mean = 0;
        double[] edges = [0, .. Enumerable.Range(0, 60).Select(i => 0.25 * sine * Math.Pow(1.6, i)).TakeWhile(h => h < 3), Math.PI / 2, Math.PI];
        Array.Sort(edges);
        for (int i = 0; i + 1 < edges.Length; i++)
        {
            mean += GaussLegendreRule.Integrate(h => Density(Math.PI + h) * (MeanAt(Math.PI + h) + MeanAt(Math.PI - h)), edges[i], edges[i + 1], 12);
        }

        AngleLayer layer = Law.Compute(Network.Plain(Activation.Parse($"leaky_relu({slope})"), 2, 2, 0, 2), rho, cancellation: TestContext.Current.CancellationToken).Layers[1];
        Assert.Equal(mean, layer.Mean.Value, 1e-8);
        Assert.InRange(layer.Mean.Error, 0, 1e-6);
    }

    /// <summary>Of wide networks whose correlations pass 0 the part beyond 0 was lost, and with it a fifth of the networks.</summary>
    [Theory]
    [InlineData(-1)]
    [InlineData(-2)]
    public void RowsThatPassZero_AddUpToOne(double logCotangent)
    {
        const int Width = 64;
        AngleGrid grid = new(Width, AngleAccuracy.Comparison);
        AngleRow row = new AngleTransition(0.1, Width, grid, new AbelInversion(grid, AngleAccuracy.Comparison), AngleAccuracy.Comparison).From(new AnglePoint(-1, logCotangent));
        Assert.Equal(1, row.Positive.Values.Sum() + row.Negative.Values.Sum(), 1e-4);
        Assert.InRange(row.Negative.Values.Sum(), 0.01, 0.5);
    }

    /// <summary>A law that ends at an edge, with a pole of order 1/2: quantiles are as far off as their errors say, or less.</summary>
    [Fact]
    public void QuantilesAtAnEdge_AreWithinTheirErrors()
    {
        const double Rho = -0.99, Slope = 0.3;
        const int Width = 20, Networks = 50_000;
        AngleLayer layer = Law.Compute(Network.Plain(Activation.Parse("leaky_relu(0.3)"), 2, Width, 0, 2), Rho, cancellation: TestContext.Current.CancellationToken).Layers[1];
        Random random = new(16);
        var drawn = new double[Networks];
        for (int i = 0; i < Networks; i++)
        {
            (double a11, double a12, double a22) = (0, 0, 0);
            for (int j = 0; j < Width; j++)
            {
                double length = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())), angle = 2 * Math.PI * random.NextDouble(), x = length * Math.Cos(angle);
                (double s, double t) = (Leaky(x, Slope), Leaky((Rho * x) + (Math.Sqrt(1 - (Rho * Rho)) * length * Math.Sin(angle)), Slope));
                (a11, a12, a22) = (a11 + (s * s), a12 + (s * t), a22 + (t * t));
            }

            drawn[i] = a12 / Math.Sqrt(a11 * a22);
        }

        foreach ((double p, LawValue quantile) in layer.Quantiles)
        {
            double deviation = 4.5 * Math.Sqrt(p * (1 - p) / Networks);
            Assert.InRange(p, (drawn.Count(r => r < quantile.Value - quantile.Error) / (double)Networks) - deviation, (drawn.Count(r => r <= quantile.Value + quantile.Error) / (double)Networks) + deviation);
        }
    }

    private static double Leaky(double z, double slope) => z > 0 ? z : slope * z;

    private static double Modulo(double angle) => angle - (2 * Math.PI * Math.Floor(angle / (2 * Math.PI)));

    /// <summary>An integral over panels that are graded to both ends, next to which the map of directions is steep.</summary>
    private static double Graded(Func<double, double> function, double from, double to)
    {
        double[] shares = [0, .. Enumerable.Range(1, 6).Select(i => Math.Pow(0.5, 7 - i)), .. Enumerable.Range(1, 5).Select(i => 1 - Math.Pow(0.5, i + 1)), 1];
        double sum = 0;
        for (int i = 0; i + 1 < shares.Length; i++)
        {
            sum += GaussLegendreRule.Integrate(function, from + (shares[i] * (to - from)), from + (shares[i + 1] * (to - from)), 10);
        }

        return sum;
    }
}
