using MathNet.Numerics.LinearAlgebra;
using Theory.Validation.Training;

namespace Theory.Experiments.TangentKernel;

/// <summary>A regression on a circle with |x|^2/n_0 = 1: few samples, and test inputs between them.</summary>
internal static class CircleTask
{
    /// <summary>The number of training samples.</summary>
    public static int TrainingPoints => 6;

    /// <summary>The number of test inputs.</summary>
    public static int TestPoints => 12;

    /// <summary>The angles of the training samples.</summary>
    public static IReadOnlyList<double> TrainingAngles { get; } = [.. Enumerable.Range(0, TrainingPoints).Select(k => 2 * Math.PI * k / TrainingPoints)];

    /// <summary>The angles of the test inputs; none is a training angle.</summary>
    public static IReadOnlyList<double> TestAngles { get; } = [.. Enumerable.Range(0, TestPoints).Select(k => 2 * Math.PI * (k + 0.5) / TestPoints)];

    /// <summary>The samples.</summary>
    public static Regression Samples { get; } = new([.. TrainingAngles.Select(Input)], [.. TrainingAngles.Select(a => (double[])[Target(a)])]);

    /// <summary>The targets as a column.</summary>
    public static Matrix<double> Targets => Matrix<double>.Build.Dense(TrainingPoints, 1, (k, _) => Target(TrainingAngles[k]));

    /// <summary>The input at an angle.</summary>
    public static double[] Input(double angle) => [Math.Sqrt(2) * Math.Cos(angle), Math.Sqrt(2) * Math.Sin(angle)];

    /// <summary>The target at an angle: sin(angle) + cos(2 angle)/2.</summary>
    public static double Target(double angle) => Math.Sin(angle) + (Math.Cos(2 * angle) / 2);
}
