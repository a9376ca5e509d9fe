namespace Theory.Polynomials.Approximation;

/// <summary>Chebyshev coefficients of a function of one or more variables on [-1, 1]^d: the sum of c_(i j …) T_i(x) T_j(y) ….</summary>
public sealed class ChebyshevTensor
{
    private readonly double[] _values;

    internal ChebyshevTensor(int[] shape, double[] values)
    {
        Shape = shape;
        _values = values;
    }

    /// <summary>The number of coefficients in each variable: the degree plus 1.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The coefficients, the last index running fastest.</summary>
    internal IReadOnlyList<double> Values => _values;

    /// <summary>The coefficient of a product of Chebyshev polynomials.</summary>
    public double this[params ReadOnlySpan<int> index] => _values[Offset(index)];

    /// <summary>The coefficients of the interpolant in the Chebyshev points cos((2k+1) pi/2n).</summary>
    /// <param name="values">Values at the points, the last index running fastest.</param>
    /// <param name="shape">The number of points in each variable.</param>
    internal static ChebyshevTensor Interpolate(double[] values, int[] shape)
    {
        double[] current = values;
        int stride = 1;
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            current = Transform(current, shape[axis], stride);
            stride *= shape[axis];
        }

        return new ChebyshevTensor([.. shape], current);
    }

    /// <summary>The coefficients of the lowest degrees.</summary>
    internal ChebyshevTensor Truncated(int[] shape)
    {
        ChebyshevTensor result = new(shape, new double[shape.Aggregate(1, (a, b) => a * b)]);
        foreach ((int[] index, int offset) in result.Indices())
        {
            result._values[offset] = this[index];
        }

        return result;
    }

    /// <summary>The value at a point of [-1, 1]^d.</summary>
    public double Evaluate(params IReadOnlyList<double> point) => Contract(point, -1);

    /// <summary>The partial derivative at a point of [-1, 1]^d.</summary>
    public double Derivative(IReadOnlyList<double> point, int variable) => Contract(point, variable);

    /// <summary>All indices with their offsets.</summary>
    internal IEnumerable<(int[] Index, int Offset)> Indices()
    {
        int[] index = new int[Shape.Count];
        for (int offset = 0; offset < _values.Length; offset++)
        {
            yield return (index, offset);
            for (int axis = index.Length - 1; axis >= 0 && ++index[axis] == Shape[axis]; axis--)
            {
                index[axis] = 0;
            }
        }
    }

    /// <summary>Sums over the last variable first; T_k or its derivative by the recurrence T_(k+1) = 2 x T_k - T_(k-1).</summary>
    private double Contract(IReadOnlyList<double> point, int derivative)
    {
        double[] current = _values;
        for (int axis = Shape.Count - 1; axis >= 0; axis--)
        {
            int n = Shape[axis];
            double[] basis = axis == derivative ? Derivatives(point[axis], n) : Polynomials(point[axis], n);
            double[] next = new double[current.Length / n];
            for (int i = 0; i < next.Length; i++)
            {
                double sum = 0;
                for (int k = n - 1; k >= 0; k--)
                {
                    sum += basis[k] * current[(i * n) + k];
                }

                next[i] = sum;
            }

            current = next;
        }

        return current[0];
    }

    private static double[] Polynomials(double x, int count)
    {
        double[] t = new double[Math.Max(2, count)];
        (t[0], t[1]) = (1, x);
        for (int k = 2; k < count; k++)
        {
            t[k] = (2 * x * t[k - 1]) - t[k - 2];
        }

        return t;
    }

    private static double[] Derivatives(double x, int count)
    {
        // T_k' = k U_(k-1).
        double[] u = new double[Math.Max(2, count)];
        (u[0], u[1]) = (1, 2 * x);
        for (int k = 2; k < count; k++)
        {
            u[k] = (2 * x * u[k - 1]) - u[k - 2];
        }

        return [.. Enumerable.Range(0, count).Select(k => k == 0 ? 0 : k * u[k - 1])];
    }

    /// <summary>The discrete cosine transform along one axis, directly: sizes are at most a few hundred.</summary>
    private static double[] Transform(double[] values, int n, int stride)
    {
        double[] cosines = [.. Enumerable.Range(0, 4 * n).Select(m => Math.Cos(Math.PI * m / (2 * n)))];
        double[] result = new double[values.Length];
        for (int start = 0; start < values.Length; start++)
        {
            int position = start / stride % n;
            if (position != 0)
            {
                continue;
            }

            for (int j = 0; j < n; j++)
            {
                double sum = 0;
                for (int k = 0; k < n; k++)
                {
                    sum += values[start + (k * stride)] * cosines[(int)((long)j * ((2 * k) + 1) % (4 * n))];
                }

                result[start + (j * stride)] = (j == 0 ? 1.0 : 2.0) / n * sum;
            }
        }

        return result;
    }

    private int Offset(ReadOnlySpan<int> index)
    {
        int offset = 0;
        for (int axis = 0; axis < Shape.Count; axis++)
        {
            offset = (offset * Shape[axis]) + index[axis];
        }

        return offset;
    }
}
