namespace Theory.Experiments.FiniteWidth;

/// <summary>One training sample and one test input: every expectation that the term of order 1/n needs is then one of two inputs, exact to rounding.</summary>
internal static class SweepTask
{
    private static readonly double[] Training = [1.1, 0.7];
    private static readonly double[] Test = [0.4, 1.1];

    /// <summary>The training input, then the test input.</summary>
    public static IReadOnlyList<double[]> Inputs { get; } = [Training, Test];

    /// <summary>The target.</summary>
    public static double Target => 1.2;

    /// <summary>Steps of gradient descent.</summary>
    public static int Steps => 16;

    /// <summary>
    /// A step times the tangent kernel of infinite width. Descent grows where a network's own kernel exceeds 2/step, 20 times that of infinite width; with larger steps
    /// the few such networks of a small width would make up the mean.
    /// </summary>
    public static double RelativeStep => 0.1;
}
