using Theory.Expressions;
using Theory.Polynomials.Algebra;

namespace Theory.Polynomials.Approximation;

/// <summary>Chebyshev interpolation on a box, with degrees as high as the tolerance needs.</summary>
public static class ChebyshevInterpolation
{
    /// <summary>The largest degree in each variable, for functions of one, two and three variables.</summary>
    private static readonly int[] LargestDegrees = [128, 64, 32];

    /// <summary>The largest degree in each variable.</summary>
    public static int LargestDegree(int dimension) => LargestDegrees[dimension - 1];

    /// <summary>Interpolates with the same degree in every variable.</summary>
    /// <exception cref="UserInputException">The function is not finite on the box, or the degree is out of range.</exception>
    public static ChebyshevTensor OfDegree(Func<double[], double> function, InputDomain box, int degree)
    {
        ArgumentNullException.ThrowIfNull(box);
        return degree >= 0 && degree <= LargestDegree(box.Dimension)
            ? Interpolate(function, box, [.. Enumerable.Repeat(degree + 1, box.Dimension)])
            : throw new UserInputException($"the degree must be between 0 and {LargestDegree(box.Dimension)} for {box.Dimension} variables, got {degree}");
    }

    /// <summary>Interpolates with a degree for each variable.</summary>
    /// <exception cref="UserInputException">The function is not finite on the box.</exception>
    public static ChebyshevTensor OfDegrees(Func<double[], double> function, InputDomain box, params IReadOnlyList<int> degrees)
    {
        ArgumentNullException.ThrowIfNull(box);
        return Interpolate(function, box, [.. degrees.Select(n => n + 1)]);
    }

    /// <summary>Raises the degrees until the coefficients that are left out add up to less than the tolerance.</summary>
    /// <returns>The coefficients; null when the largest degrees do not suffice.</returns>
    /// <exception cref="UserInputException">The function is not finite on the box.</exception>
    public static ChebyshevTensor? ToTolerance(Func<double[], double> function, InputDomain box, double tolerance)
    {
        ArgumentNullException.ThrowIfNull(box);
        int largest = LargestDegree(box.Dimension) + 1;
        int[] shape = [.. Enumerable.Repeat(Math.Min(17, largest), box.Dimension)];
        while (true)
        {
            ChebyshevTensor tensor = Interpolate(function, box, shape);
            double[] tails = [.. shape.Select((_, axis) => Tail(tensor, axis, shape[axis] - (shape[axis] / 4)))];
            if (tails.All(t => t <= tolerance))
            {
                return Shorten(tensor, tolerance);
            }

            int worst = Array.IndexOf(tails, tails.Max());
            if (shape[worst] == largest)
            {
                return null;
            }

            shape[worst] = Math.Min(largest, (2 * shape[worst]) - 1);
        }
    }

    private static ChebyshevTensor Interpolate(Func<double[], double> function, InputDomain box, int[] shape)
    {
        (double Centre, double HalfWidth)[] sides = [.. box.Sides.Select(s =>
            (((s.Lower!.Value + s.Upper!.Value) / 2).ToNearestDouble(), ((s.Upper.Value - s.Lower.Value) / 2).ToNearestDouble()))];
        ChebyshevTensor values = new(shape, new double[shape.Aggregate(1, (a, b) => a * b)]);
        double[] samples = new double[values.Values.Count];
        foreach ((int[] index, int offset) in values.Indices())
        {
            double[] point = [.. index.Select((k, i) => sides[i].Centre + (sides[i].HalfWidth * Math.Cos(Math.PI * ((2 * k) + 1) / (2 * shape[i]))))];
            samples[offset] = function(point);
            if (!double.IsFinite(samples[offset]))
            {
                throw new UserInputException($"the function is not finite at {string.Join(", ", point.Select(v => v.ToString("G6", System.Globalization.CultureInfo.InvariantCulture)))}; choose another domain");
            }
        }

        return ChebyshevTensor.Interpolate(samples, shape);
    }

    /// <summary>The largest sum, along an axis, of absolute coefficients from an index on.</summary>
    private static double Tail(ChebyshevTensor tensor, int axis, int from)
    {
        double sum = 0;
        foreach ((int[] index, int offset) in tensor.Indices())
        {
            sum += index[axis] >= from ? Math.Abs(tensor.Values[offset]) : 0;
        }

        return sum;
    }

    /// <summary>Leaves out as many high degrees as the tolerance allows, axis by axis.</summary>
    private static ChebyshevTensor Shorten(ChebyshevTensor tensor, double tolerance)
    {
        int[] shape = [.. tensor.Shape];
        for (int axis = 0; axis < shape.Length; axis++)
        {
            while (shape[axis] > 1 && Tail(tensor, axis, shape[axis] - 1) <= tolerance)
            {
                shape[axis]--;
            }
        }

        return tensor.Truncated(shape);
    }
}
