namespace Theory.Numerics.TangentKernel;

/// <summary>
/// A trapezoidal rule in three or four independent normals, for activations that are analytic: the points of a grid inside a ball. Its points at even places
/// are the rule of twice the step, from which the error is read: it is of the order of the square of the difference.
/// </summary>
/// <param name="whitening">The covariance.</param>
internal sealed class GridNodes(Whitening whitening)
{
    /// <summary>Beyond 7 standard deviations, in four dimensions, the density has a share of 1e-9.</summary>
    private const double Reach = 7;

    /// <summary>The points, point by point, with K^-1 z, the weights, and which of them are of the coarser rule.</summary>
    public (double[] Z, double[] U, double[] Weights, bool[] IsCoarse) Points()
    {
        int count = whitening.Count;
        int rank = whitening.Rank;

        // A step of h resolves a pole at a distance d from the real line to exp(-2 pi d/h).
        double step = rank <= 3 ? 0.35 : 0.5;
        int n = (int)(Reach / step);
        List<double> z = [];
        List<double> u = [];
        List<double> weights = [];
        List<bool> coarse = [];
        int[] index = [.. Enumerable.Range(0, count).Select(j => j < rank ? -n : 0)];
        double[] x = new double[count];
        double[] mapped = new double[count];
        double[] inverse = new double[count];
        double unit = Math.Pow(step / Math.Sqrt(2 * Math.PI), rank);
        while (true)
        {
            double square = 0;
            for (int j = 0; j < count; j++)
            {
                x[j] = step * index[j];
                square += x[j] * x[j];
            }

            if (square <= Reach * Reach)
            {
                whitening.Map(x, mapped, inverse);
                z.AddRange(mapped);
                u.AddRange(inverse);
                weights.Add(unit * Math.Exp(-square / 2));
                coarse.Add(Array.TrueForAll(index, i => i % 2 == 0));
            }

            int at = 0;
            while (at < rank && index[at] == n)
            {
                index[at++] = -n;
            }

            if (at == rank)
            {
                return ([.. z], [.. u], [.. weights], [.. coarse]);
            }

            index[at]++;
        }
    }
}
