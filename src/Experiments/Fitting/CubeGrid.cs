using Theory.Validation.Training;

namespace Theory.Experiments.Fitting;

/// <summary>Points of the cube [-2, 2]^d on which targets are learned and judged.</summary>
internal static class CubeGrid
{
    /// <summary>Half the length of an edge.</summary>
    public const double Edge = 2;

    /// <summary>The other coordinates of the line and of the plane on which fits are drawn.</summary>
    public const double Cut = 0.5;

    /// <summary>The paper's grid: 101 points, 101² points, 51³ points.</summary>
    public static int TrainingPointsPerAxis(int dimension) => dimension <= 2 ? 101 : 51;

    /// <summary>The grid for the final errors: finer in one dimension, part of the paper's grid in more.</summary>
    public static int TestPointsPerAxis(int dimension) => dimension switch { 1 => 401, 2 => 51, _ => 11 };

    /// <summary>k equidistant points from -2 to 2.</summary>
    public static double[] Axis(int k) => [.. Enumerable.Range(0, k).Select(i => Edge * ((2.0 * i) - (k - 1)) / (k - 1))];

    /// <summary>The k^d points of a grid, the last coordinate running fastest.</summary>
    public static IReadOnlyList<double[]> Points(int dimension, int k)
    {
        IEnumerable<double[]> points = [[]];
        for (int i = 0; i < dimension; i++)
        {
            points = points.SelectMany(p => Axis(k).Select(x => (double[])[.. p, x]));
        }

        return [.. points];
    }

    /// <summary>k points of the line along x on which the other coordinates are <see cref="Cut"/>.</summary>
    public static IReadOnlyList<double[]> Line(int dimension, int k) =>
        [.. Axis(k).Select(x => (double[])[x, .. Enumerable.Repeat(Cut, dimension - 1)])];

    /// <summary>k² points of the plane of x and y, the third coordinate, if any, being <see cref="Cut"/>; y runs fastest.</summary>
    public static IReadOnlyList<double[]> Plane(int dimension, int k) =>
        [.. Points(2, k).Select(p => (double[])[.. p, .. Enumerable.Repeat(Cut, dimension - 2)])];

    /// <summary>A target at given points.</summary>
    public static Regression Samples(TargetFunction target, IReadOnlyList<double[]> points)
    {
        ArgumentNullException.ThrowIfNull(target);
        return new Regression(points, [.. points.Select(p => (double[])[target.Value(p)])]);
    }
}
