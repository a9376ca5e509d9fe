using System.Numerics;
using System.Numerics.Tensors;

namespace Theory.Numerics.Kernels;

/// <summary>By how much the uncertainty of the correlations may have moved an expectation of any pair, relative to full correlation.</summary>
/// <remarks>The pairs are all pairs of the inputs, row by row, each input first with itself.</remarks>
internal sealed class ArgumentSpread(
    ITwoInputKernel kernel, PairBatch batch, double[] values, double error, double evaluation, ParallelOptions parallel)
{
    private readonly int _count = batch.Variances.Length;

    // 1/sqrt of the expectation of an input with itself; 0 where that is 0, and with it those of all pairs.
    private readonly double[] _inverse = Inverses(batch.Variances.Length, values);

    /// <summary>The largest over all pairs.</summary>
    public double Largest()
    {
        double known = 0;
        for (int i = 0; i < batch.Close.Pairs.Length; i++)
        {
            int p = batch.Close.Pairs[i];
            (double deficit, double uncertainty) = (batch.Close.Deficits[i], batch.Close.Errors[i]);
            known = Math.Max(known, uncertainty == 0 ? 0 : uncertainty / Math.Max(deficit - uncertainty, uncertainty) * Lost(p));
        }

        var rows = new double[_count];
        var unresolved = new bool[_count];
        ParallelLoop.For(_count, parallel, a => (rows[a], unresolved[a]) = kernel is IAngleKernel known ? Row(a, known) : Row(a));
        double resolved = rows.DefaultIfEmpty(0).Max();
        return Math.Max(Math.Max(known, resolved), Array.Exists(unresolved, u => u) ? Unresolved(unresolved) : 0);
    }

    private double Lost(int p) => Math.Max(0, 1 - Math.Abs(values[p] * _inverse[batch.First[p]] * _inverse[batch.Second[p]])) + (2 * evaluation);

    // Stretches of the row between its close pairs.
    private (double Largest, bool IsUnresolved) Row(int a)
    {
        double largest = 0;
        bool isUnresolved = false;
        int start = (a * _count) - (a * (a - 1) / 2);
        int end = start + _count - a;
        int next = batch.Close.From(start);
        for (int from = start + 1; from < end;)
        {
            while (next < batch.Close.Pairs.Length && batch.Close.Pairs[next] < from)
            {
                next++;
            }

            int to = next < batch.Close.Pairs.Length ? Math.Min(end, batch.Close.Pairs[next]) : end;
            if (to > from)
            {
                (double stretch, bool isBeyond) = Stretch(a, from, to, a + from - start);
                largest = Math.Max(largest, stretch);
                isUnresolved |= isBeyond;
            }

            from = to + 1;
        }

        return (largest, isUnresolved);
    }

    private (double Largest, bool IsUnresolved) Stretch(int a, int from, int to, int b)
    {
        ReadOnlySpan<double> rho = batch.Correlations.AsSpan(from, to - from);
        ReadOnlySpan<double> value = values.AsSpan(from, to - from);
        ReadOnlySpan<double> inverse = _inverse.AsSpan(b, to - from);
        var uncertainty = new Vector<double>(error);
        var full = new Vector<double>(1 + (2 * evaluation));
        var scale = new Vector<double>(_inverse[a]);
        Vector<double> largest = Vector<double>.Zero;
        Vector<double> closest = Vector<double>.Zero;
        int i = 0;
        for (; i <= rho.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector<double> magnitude = Vector.Abs(new Vector<double>(rho[i..]));
            Vector<double> lost = full - Vector.Abs(new Vector<double>(value[i..]) * new Vector<double>(inverse[i..]) * scale);
            largest = Vector.Max(largest, lost / Vector.Max(Vector<double>.One - magnitude - uncertainty, uncertainty));
            closest = Vector.Max(closest, magnitude);
        }

        double most = 0;
        double near = 0;
        for (int lane = 0; lane < Vector<double>.Count; lane++)
        {
            (most, near) = (Math.Max(most, largest[lane]), Math.Max(near, closest[lane]));
        }

        for (; i < rho.Length; i++)
        {
            double magnitude = Math.Abs(rho[i]);
            most = Math.Max(most, (full[0] - Math.Abs(value[i] * inverse[i] * scale[0])) / Math.Max(1 - magnitude - error, error));
            near = Math.Max(near, magnitude);
        }

        return (error * most, 1 - near < 2 * error);
    }

    // The slope is known and rises with |rho|: the closest pair that is resolved has the largest.
    private (double Largest, bool IsUnresolved) Row(int a, IAngleKernel kernel)
    {
        int start = (a * _count) - (a * (a - 1) / 2);
        int end = start + _count - a;
        int next = batch.Close.From(start);
        double near = 0;
        for (int from = start + 1; from < end;)
        {
            while (next < batch.Close.Pairs.Length && batch.Close.Pairs[next] < from)
            {
                next++;
            }

            int to = next < batch.Close.Pairs.Length ? Math.Min(end, batch.Close.Pairs[next]) : end;
            near = to > from ? Math.Max(near, Math.Abs(TensorPrimitives.MaxMagnitude<double>(batch.Correlations.AsSpan(from, to - from)))) : near;
            from = to + 1;
        }

        double deficit = 1 - near - error;
        return deficit > error ? (error * kernel.RelativeSlope(deficit), false) : (0, true);
    }

    // What an input loses to one at this distance from it: more than any pair closer than that.
    private double Unresolved(bool[] rows)
    {
        double deficit = (4 * error) + (4 * KernelRecursion.FullDeficit);
        if (deficit >= 1)
        {
            // Nothing is known of the correlations: the expectations lie anywhere between their values at full correlation, of either sign.
            return 2;
        }

        HashSet<int> inputs = [];
        for (int p = 0; p < batch.Count; p++)
        {
            if (rows[batch.First[p]] && 1 - Math.Abs(batch.Correlations[p]) < 2 * error)
            {
                inputs.Add(batch.First[p]);
                inputs.Add(batch.Second[p]);
            }
        }

        int[] first = [.. inputs.Order().DistinctBy(a => (float)batch.Variances[a])];
        int[] self = [.. Enumerable.Range(0, first.Length)];
        double[] deficits = Array.ConvertAll(first, _ => deficit);
        var pairs = new PairBatch([.. first.Select(a => batch.Variances[a])], self, self, Array.ConvertAll(first, _ => 1 - deficit))
        {
            Close = new ClosePairs(self, deficits, deficits),
        };
        double[] v = new double[first.Length];
        double[] d = new double[first.Length];
        double bound = kernel.Evaluate(pairs, v, d, parallel);
        double[] at = kernel.HasDerivative ? d : v;
        return first.Select((a, i) => 1 - (at[i] * _inverse[a] * _inverse[a])).DefaultIfEmpty(0).Max() + bound + evaluation;
    }

    private static double[] Inverses(int count, double[] values)
    {
        var inverse = new double[count];
        int p = 0;
        for (int a = 0; a < count; p += count - a, a++)
        {
            inverse[a] = values[p] > 0 ? 1 / Math.Sqrt(values[p]) : 0;
        }

        return inverse;
    }
}
