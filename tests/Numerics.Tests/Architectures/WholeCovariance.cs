using Theory.Networks;

namespace Theory.Numerics.Tests.Architectures;

/// <summary>The covariance of every two positions of every two square images, each in its own number: slow, and written without regard to what is needed.</summary>
internal sealed class WholeCovariance
{
    private readonly int _images;
    private int _side;
    private Dictionary<(int, int, int, int, int, int), double> _k = [];
    private Dictionary<(int, int, int, int, int, int), double> _theta = [];

    private WholeCovariance(int images, int side) => (_images, _side) = (images, side);

    /// <summary>Scalar products over channels.</summary>
    public static WholeCovariance OfImages(double[][] images, int side, int channels)
    {
        WholeCovariance result = new(images.Length, side);
        foreach ((int a, int x, int y, int b, int u, int v) key in result.All(side))
        {
            double sum = 0;
            for (int c = 0; c < channels; c++)
            {
                sum += images[key.a][(((key.x * side) + key.y) * channels) + c] * images[key.b][(((key.u * side) + key.v) * channels) + c];
            }

            (result._k[key], result._theta[key]) = (sum / channels, 0);
        }

        return result;
    }

    public void Convolve(Linear law, int size, string padding, int stride)
    {
        int side = padding == "valid" ? ((_side - size) / stride) + 1 : ((_side - 1) / stride) + 1;
        int start = padding == "valid" ? 0 : -((size - 1) / 2);
        (Dictionary<(int, int, int, int, int, int), double> k, Dictionary<(int, int, int, int, int, int), double> theta) = ([], []);
        foreach ((int a, int x, int y, int b, int u, int v) key in All(side))
        {
            (double sum, double sumTheta) = (0, 0);
            for (int i = 0; i < size; i++)
            {
                for (int j = 0; j < size; j++)
                {
                    int[] at = [.. new[] { (key.x, i), (key.y, j), (key.u, i), (key.v, j) }.Select(p => (p.Item1 * stride) + start + p.Item2)];
                    if (padding == "circular")
                    {
                        at = [.. at.Select(p => (p + _side) % _side)];
                    }

                    // What lies beyond the edge is 0.
                    if (_k.TryGetValue((key.a, at[0], at[1], key.b, at[2], at[3]), out double value))
                    {
                        sum += value;
                        sumTheta += _theta[(key.a, at[0], at[1], key.b, at[2], at[3])];
                    }
                }
            }

            double count = size * size;
            k[key] = law.Cb + (law.Cw * sum / count);
            theta[key] = law.LambdaB + (law.LambdaW * sum / count) + (law.Cw * sumTheta / count);
        }

        (_k, _theta, _side) = (k, theta, side);
    }

    /// <summary>ReLU: the arc-cosine kernels.</summary>
    public void Rectify()
    {
        Dictionary<(int, int, int, int, int, int), double> k = [];
        foreach ((int a, int x, int y, int b, int u, int v) key in All(_side))
        {
            double scale = Math.Sqrt(_k[(key.a, key.x, key.y, key.a, key.x, key.y)] * _k[(key.b, key.u, key.v, key.b, key.u, key.v)]);
            double angle = Math.Acos(Math.Clamp(_k[key] / scale, -1, 1));
            k[key] = scale * (Math.Sin(angle) + ((Math.PI - angle) * Math.Cos(angle))) / (2 * Math.PI);
            _theta[key] *= (Math.PI - angle) / (2 * Math.PI);
        }

        _k = k;
    }

    public void Pool(int window, int stride)
    {
        int side = ((_side - window) / stride) + 1;
        (Dictionary<(int, int, int, int, int, int), double> k, Dictionary<(int, int, int, int, int, int), double> theta) = ([], []);
        foreach ((int a, int x, int y, int b, int u, int v) key in All(side))
        {
            (int, int, int, int, int, int)[] all =
            [
                .. from i in Enumerable.Range(key.x * stride, window)
                   from j in Enumerable.Range(key.y * stride, window)
                   from m in Enumerable.Range(key.u * stride, window)
                   from n in Enumerable.Range(key.v * stride, window)
                   select (key.a, i, j, key.b, m, n),
            ];
            (k[key], theta[key]) = (all.Average(p => _k[p]), all.Average(p => _theta[p]));
        }

        (_k, _theta, _side) = (k, theta, side);
    }

    /// <summary>What weights see of flattened images.</summary>
    public (double K, double Theta) MeanOfEqual(int a, int b) => Mean(All(_side).Where(p => p.A == a && p.B == b && p.X == p.U && p.Y == p.V));

    /// <summary>What weights see of images that are averaged over positions.</summary>
    public (double K, double Theta) MeanOfAll(int a, int b) => Mean(All(_side).Where(p => p.A == a && p.B == b));

    private (double K, double Theta) Mean(IEnumerable<(int, int, int, int, int, int)> keys) => (keys.Average(p => _k[p]), keys.Average(p => _theta[p]));

    private IEnumerable<(int A, int X, int Y, int B, int U, int V)> All(int side) =>
        from a in Enumerable.Range(0, _images)
        from x in Enumerable.Range(0, side)
        from y in Enumerable.Range(0, side)
        from b in Enumerable.Range(0, _images)
        from u in Enumerable.Range(0, side)
        from v in Enumerable.Range(0, side)
        select (a, x, y, b, u, v);
}
