using Theory.Numerics.Evaluation;
using Theory.Validation.Activations;
using Theory.Validation.NativeLibraries;
using TorchSharp;

namespace Theory.Validation.Comparison;

/// <summary>Where sampled activations are those of the formula: z - tanh(z) of a small z has no digits in single precision, and z^5 of z = 10^-10 is 0.</summary>
internal static class SampledRange
{
    /// <summary>Relative: a change of s by this is one of ln G by twice as much, in networks that lie beside the floor alone.</summary>
    private const double Tolerance = 1e-2;

    private static readonly double[] Magnitudes = [.. Enumerable.Range(0, 145).Select(i => Math.Pow(10, -i / 4.0))];

    /// <summary>
    /// ln of the metric below which activations in single precision are off, and so are the metrics of the layers behind: of a network there it is known only that it is small.
    /// </summary>
    /// <param name="evaluator">The activation.</param>
    /// <param name="cw">The largest C_W.</param>
    public static double Floor(ExpectationEvaluator evaluator, double cw)
    {
        TorchRuntime.EnsureLoaded();
        TensorActivation sampled = TensorCompiler.Compile(evaluator.Activation);
        using DisposeScope scope = torch.NewDisposeScope();
        double floor = 0;
        foreach (int side in (int[])[-1, 1])
        {
            float[] z = [.. Magnitudes.Select(m => (float)(side * m))];
            float[] values = sampled.Function(torch.tensor(z)).data<float>().ToArray();
            bool[] isOff = [.. z.Select((x, i) => x == 0 || IsOff(values[i], evaluator.Function.ValueAt(x)))];

            // A single one is a zero of s, as of sin(pi z) at 1.
            int bad = Enumerable.Range(0, z.Length).FirstOrDefault(i => isOff[i] && (i + 1 == z.Length || isOff[i + 1]), -1);
            double last = Magnitudes[bad < 0 ? ^1 : Math.Max(0, bad - 1)];
            double s = evaluator.Function.ValueAt(side * last);
            floor = Math.Max(floor, Math.Max(last * last, cw * s * s));
        }

        return Math.Log(floor);
    }

    private static bool IsOff(double sampled, double exact) => !(Math.Abs(sampled - exact) <= Tolerance * Math.Abs(exact));
}
