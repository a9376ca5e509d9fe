using System.Numerics.Tensors;

namespace Theory.Numerics.Kernels;

/// <summary>Several functions of a variance at once, interpolated in ln K: images have a variance at every position, and all their expectations are smooth functions of it.</summary>
/// <remarks>Panels are halved until the interpolation agrees with the functions between the nodes; where it does not, there is no interpolant.</remarks>
internal sealed class VarianceInterpolant
{
    /// <summary>Fewer variances than this are not worth an interpolant.</summary>
    public const int WorthMaking = 1000;

    private const int Nodes = 24;
    private const double Widest = 0.5;
    private const int MaximumHalvings = 4;

    /// <summary>Of the scale of a function.</summary>
    private const double Tolerance = 4e-15;

    private static readonly double[] Points = [.. Enumerable.Range(0, Nodes).Select(j => Math.Cos(Math.PI * ((2 * j) + 1) / (2 * Nodes)))];
    private static readonly double[] Weights = [.. Enumerable.Range(0, Nodes).Select(j => (j % 2 == 0 ? 1 : -1) * Math.Sin(Math.PI * ((2 * j) + 1) / (2 * Nodes)))];

    private readonly List<(double From, double To, double[][] Values)> _panels;
    private readonly double[] _ends;

    private VarianceInterpolant(List<(double From, double To, double[][] Values)> panels)
    {
        _panels = [.. panels.OrderBy(p => p.From)];
        _ends = [.. _panels.Select(p => p.To)];
    }

    /// <summary>Interpolates over all of some variances; null where that is not accurate.</summary>
    /// <param name="variances">The variances, positive.</param>
    /// <param name="functions">The functions at one variance, with the scale against which the error of each is judged.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    public static VarianceInterpolant? TryCreate(double[] variances, Func<double, (double[] Values, double[] Scales)> functions, ParallelOptions parallel)
    {
        double from = Math.Log(variances.Min());
        double to = Math.Log(variances.Max());
        int count = Math.Max(1, (int)Math.Ceiling((to - from) / Widest));

        // Worth it only where there are more variances than nodes.
        if (!double.IsFinite(to - from) || count * 2 * Nodes > variances.Length)
        {
            return null;
        }

        List<(double, double, double[][])>?[] built = new List<(double, double, double[][])>?[count];
        double width = Math.Max((to - from) / count, 1e-12);
        ParallelLoop.For(count, parallel, i =>
        {
            List<(double, double, double[][])> panels = [];
            built[i] = Build(functions, from + (i * width), from + ((i + 1) * width), MaximumHalvings, panels) ? panels : null;
        });
        return Array.TrueForAll(built, b => b is not null) ? new VarianceInterpolant([.. built.SelectMany(b => b!)]) : null;
    }

    /// <summary>The functions at a variance.</summary>
    public double[] At(double variance)
    {
        double x = Math.Log(variance);
        int i = Array.BinarySearch(_ends, x);
        (double from, double to, double[][] values) = _panels[Math.Min(i < 0 ? ~i : i, _panels.Count - 1)];
        return At(from, to, values, x);
    }

    private static double[] At(double from, double to, double[][] values, double x)
    {
        double t = ((2 * (x - from)) - (to - from)) / (to - from);
        Span<double> weights = stackalloc double[Nodes];
        double total = 0;
        for (int j = 0; j < Nodes; j++)
        {
            double distance = t - Points[j];
            if (distance == 0)
            {
                return values[j];
            }

            total += weights[j] = Weights[j] / distance;
        }

        double[] result = new double[values[0].Length];
        for (int j = 0; j < Nodes; j++)
        {
            TensorPrimitives.MultiplyAdd<double>(values[j], weights[j] / total, result, result);
        }

        return result;
    }

    private static bool Build(
        Func<double, (double[] Values, double[] Scales)> functions, double from, double to, int halvings, List<(double, double, double[][])> panels)
    {
        double[][] values = [.. Points.Select(p => functions(Math.Exp(from + (0.5 * (to - from) * (1 + p)))).Values)];
        foreach (double fraction in (ReadOnlySpan<double>)[0.013, 0.37, 0.91])
        {
            double x = from + (fraction * (to - from));
            (double[] exact, double[] scales) = functions(Math.Exp(x));
            double[] interpolated = At(from, to, values, x);
            for (int n = 0; n < exact.Length; n++)
            {
                if (!(Math.Abs(interpolated[n] - exact[n]) <= Tolerance * scales[n]))
                {
                    double middle = 0.5 * (from + to);
                    return halvings > 0 && Build(functions, from, middle, halvings - 1, panels) && Build(functions, middle, to, halvings - 1, panels);
                }
            }
        }

        panels.Add((from, to, values));
        return true;
    }
}
