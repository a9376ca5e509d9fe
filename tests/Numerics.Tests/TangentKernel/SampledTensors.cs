namespace Theory.Numerics.Tests.TangentKernel;

/// <summary>The tensors of the tangent kernel of a network with two hidden layers of n neurons at two inputs, times n, estimated from drawn networks.</summary>
internal sealed class SampledTensors
{
    private readonly Dictionary<string, Sums> _sums;

    private SampledTensors(Dictionary<string, Sums> sums) => _sums = sums;

    /// <summary>The estimates of a tensor.</summary>
    public Sums this[string name] => _sums[name];

    /// <summary>Draws networks.</summary>
    public static SampledTensors Draw(
        Func<double, double> s, Func<double, double> slope, double[][] inputs, int n, double cb, double cw, double lambdaB, double lambdaW, int count, int seed)
    {
        Dictionary<string, Sums> sums = "V A B D F P Q R S T U".Split(' ').ToDictionary(name => name, name => new Sums(n, name is "V" or "A" or "D"));
        object gate = new();
        Parallel.For(0, count, index =>
        {
            SampledNetwork network = new(s, slope, inputs, [2, n, n, 2], cb, cw, lambdaB, lambdaW, new Random((seed * 1_000_003) + index));
            Dictionary<string, (double X, double Y)[]> values = Of(network);
            lock (gate)
            {
                foreach ((string name, (double X, double Y)[] v) in values)
                {
                    sums[name].Add(index, v);
                }
            }
        });
        return new(sums);
    }

    /// <summary>For each tensor the two factors whose mean product it is, for all inputs a, b, c, d; neurons are 0 and 1, as they stand in the definitions.</summary>
    private static Dictionary<string, (double X, double Y)[]> Of(SampledNetwork network)
    {
        double[,] z = new double[2, 2];
        double[,][] gradient = new double[2, 2][];
        double[,][] rated = new double[2, 2][];
        for (int i = 0; i < 2; i++)
        {
            for (int a = 0; a < 2; a++)
            {
                (z[i, a], gradient[i, a]) = network.Output(network.Parameters, i, a);
                rated[i, a] = network.Rated(gradient[i, a]);
            }
        }

        // w[i, a, k, c] = Hessian of z_i at input a times the gradient of z_k at input c.
        double[,,,][] w = new double[2, 2, 2, 2][], ratedW = new double[2, 2, 2, 2][];
        for (int i = 0; i < 16; i++)
        {
            (int p, int a, int k, int c) = (i >> 3, (i >> 2) & 1, (i >> 1) & 1, i & 1);
            w[p, a, k, c] = network.HessianTimes(p, a, rated[k, c]);
            ratedW[p, a, k, c] = network.Rated(w[p, a, k, c]);
        }

        // third[a, c, d] = third derivative of z_0 at input a along the gradients of z_1 at inputs c and d; the two may be exchanged.
        double[,,][] third = new double[2, 2, 2][];
        for (int i = 0; i < 6; i++)
        {
            (int a, int c, int d) = (i / 3, i % 3 / 2, ((i % 3) + 1) / 2);
            third[a, c, d] = third[a, d, c] = network.SecondOfGradient(0, a, rated[1, c], rated[1, d]);
        }

        double H(int i, int j, int a, int b) => SampledNetwork.Dot(gradient[i, a], rated[j, b]);
        double Differential(int i, int j, int k, int a, int b, int c) => SampledNetwork.Dot(w[i, a, k, c], rated[j, b]);
        double Second(int i, int j, int k, int l, int a, int b, int c, int d) => SampledNetwork.Dot(w[i, a, k, c], ratedW[j, b, l, d]);
        (double X, double Y)[] All(Func<int, int, int, int, (double X, double Y)> factors) =>
            [.. Enumerable.Range(0, 16).Select(i => factors(i >> 3, (i >> 2) & 1, (i >> 1) & 1, i & 1))];

        return new Dictionary<string, (double X, double Y)[]>
        {
            ["V"] = All((a, b, c, d) => (z[0, a] * z[0, b], z[1, c] * z[1, d])),
            ["A"] = All((a, b, c, d) => (H(0, 0, a, b), H(1, 1, c, d))),
            ["B"] = All((a, c, b, d) => (H(0, 1, a, b), H(0, 1, c, d))),
            ["D"] = All((a, b, c, d) => (H(0, 0, a, b), z[1, c] * z[1, d])),
            ["F"] = All((a, c, b, d) => (H(0, 1, a, b), z[0, c] * z[1, d])),
            ["P"] = All((a, b, c, d) => (Differential(0, 1, 1, a, b, c), z[0, d])),
            ["Q"] = All((a, b, c, d) => (Differential(0, 0, 1, a, b, c), z[1, d])),
            ["R"] = All((a, b, c, d) => (SampledNetwork.Dot(third[a, c, d], rated[0, b]), 1)),
            ["S"] = All((a, b, c, d) => (Second(0, 0, 1, 1, a, b, c, d), 1)),
            ["T"] = All((a, c, b, d) => (Second(0, 1, 0, 1, a, b, c, d), 1)),
            ["U"] = All((a, d, b, c) => (Second(0, 1, 1, 0, a, b, c, d), 1)),
        };
    }

    /// <summary>Sums over networks for the mean of a product, or for a covariance, in batches whose spread is the error.</summary>
    internal sealed class Sums(int n, bool isCovariance)
    {
        private const int Batches = 40;
        private readonly double[,,] _sums = new double[Batches, 16, 3];
        private readonly int[] _counts = new int[Batches];

        public void Add(int network, (double X, double Y)[] values)
        {
            int batch = network % Batches;
            _counts[batch]++;
            for (int i = 0; i < values.Length; i++)
            {
                (double x, double y) = values[i];
                _sums[batch, i, 0] += x;
                _sums[batch, i, 1] += y;
                _sums[batch, i, 2] += x * y;
            }
        }

        /// <summary>n times the mean product or covariance.</summary>
        public double Mean(int i) => Estimates(i).Average();

        /// <summary>The squared standard error of <see cref="Mean"/>.</summary>
        public double Variance(int i)
        {
            double[] estimates = Estimates(i);
            double mean = estimates.Average();
            return estimates.Sum(e => (e - mean) * (e - mean)) / Batches / (Batches - 1);
        }

        private double[] Estimates(int i) => [.. Enumerable.Range(0, Batches).Select(b =>
        {
            double count = _counts[b];
            double product = _sums[b, i, 2] / count;
            return n * (isCovariance ? (product - (_sums[b, i, 0] / count * _sums[b, i, 1] / count)) * count / (count - 1) : product);
        })];
    }
}
