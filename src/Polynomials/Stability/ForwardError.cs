using Fractions;
using Theory.Expressions;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Layered;

namespace Theory.Polynomials.Stability;

/// <summary>The largest difference between a network in floating point and its polynomial in exact arithmetic, over points of a box.</summary>
/// <param name="Double">In double precision.</param>
/// <param name="Single">In single precision, at points that it holds exactly; infinite where it overflows.</param>
/// <param name="Points">The number of points.</param>
public sealed record ForwardError(double Double, double Single, int Points)
{
    /// <summary>Measures at the corners of the box, at points dense near its edges, and at random ones.</summary>
    /// <param name="network">The network.</param>
    /// <param name="box">The box.</param>
    /// <param name="points">How many points, at least 2.</param>
    /// <param name="cancellation">Ends the measurement.</param>
    public static ForwardError Measure(LayeredNetwork network, InputDomain box, int points = 200, CancellationToken cancellation = default)
    {
        double[] samples = SamplePoints.Of(box, points);
        return new ForwardError(Largest<double>(network, samples, cancellation), Largest<float>(network, samples, cancellation), points);
    }

    /// <summary>The signed error at each point, in double precision.</summary>
    public static double[] At(LayeredNetwork network, double[] points) => [.. Errors<double>(network, points)];

    private static double Largest<T>(LayeredNetwork network, double[] points, CancellationToken cancellation)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        double largest = 0;
        foreach (double error in Errors<T>(network, points))
        {
            cancellation.ThrowIfCancellationRequested();
            largest = double.IsFinite(error) ? Math.Max(largest, Math.Abs(error)) : double.PositiveInfinity;
        }

        return largest;
    }

    private static IEnumerable<double> Errors<T>(LayeredNetwork network, double[] points)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        if (CompiledNetwork<T>.TryCreate(network) is not { } compiled)
        {
            return [double.PositiveInfinity];
        }

        T[] rounded = [.. points.Select(T.CreateChecked)];
        T[] values = new T[points.Length / compiled.Inputs];
        compiled.Evaluate(rounded, values);
        return values.Select((value, i) => double.IsFinite(double.CreateChecked(value)) && rounded.AsSpan(i * compiled.Inputs, compiled.Inputs).ToArray().All(T.IsFinite)
            ? (Fraction.FromDouble(double.CreateChecked(value)) - network.Polynomial.Evaluate(
                [.. Enumerable.Range(0, compiled.Inputs).Select(k => Fraction.FromDouble(double.CreateChecked(rounded[(i * compiled.Inputs) + k])))])).ToNearestDouble()
            : double.PositiveInfinity);
    }
}
