using MathNet.Numerics.RootFinding;

namespace Theory.Numerics.Design;

/// <summary>The values of a parameter at which a function of it vanishes, or a condition holds: looked for at equal steps, then refined.</summary>
/// <param name="From">The first value.</param>
/// <param name="To">The last value.</param>
/// <param name="Count">The number of values.</param>
public sealed record ParameterScan(double From, double To, int Count)
{
    /// <summary>What is looked through unless said otherwise.</summary>
    public static ParameterScan Usual => new(-10, 10, 201);

    /// <summary>The fraction of the range to which ends are found.</summary>
    private const double Accuracy = 1e-13;

    /// <summary>A function that has come down to this fraction beside a minimum may touch 0 there.</summary>
    private const double Near = 0.3;

    private double Step => (To - From) / (Count - 1);

    /// <summary>The values.</summary>
    public IReadOnlyList<double> Values => [.. Enumerable.Range(0, Count).Select(i => i == Count - 1 ? To : From + ((To - From) * i / (Count - 1)))];

    /// <summary>Zeros by rising value, those between two signs and those that touch; what only jumps is left to the caller to refuse.</summary>
    /// <param name="f">The function; NaN where it has no value.</param>
    /// <param name="at">Its values at <see cref="Values"/>.</param>
    internal IEnumerable<double> Zeros(Func<double, double> f, IReadOnlyList<double> at)
    {
        IReadOnlyList<double> x = Values;
        for (int i = 0; i < Count; i++)
        {
            if (at[i] == 0)
            {
                yield return x[i];
            }
            else if (i > 0 && at[i] * at[i - 1] < 0)
            {
                if (Brent.TryFindRoot(f, x[i - 1], x[i], 1e-15, 200, out double root))
                {
                    yield return FlatZero.Shortest(root, f, Step);
                }
            }
            else if (i > 0 && i + 1 < Count && at[i - 1] * at[i] > 0 && at[i] * at[i + 1] > 0 && Math.Abs(at[i]) <= Math.Min(Math.Abs(at[i - 1]), Math.Abs(at[i + 1])) && MayTouch(at[i - 1], at[i], at[i + 1]))
            {
                yield return FlatZero.Shortest(Lowest(t => Math.Abs(f(t)), x[i - 1], x[i + 1]), f, Step);
            }
        }
    }

    /// <summary>The ranges in which a condition holds, their ends refined, where more than two neighbouring values have it.</summary>
    internal IEnumerable<DesignInterval> Ranges(Func<double, bool> holds, IReadOnlyList<bool> at)
    {
        IReadOnlyList<double> x = Values;
        for (int i = 0; i < Count; i++)
        {
            int last = i;
            while (last < Count && at[last])
            {
                last++;
            }

            if (last - i > 2)
            {
                yield return new DesignInterval(
                    i == 0 ? From : End(holds, x[i], x[i - 1]),
                    last == Count ? To : End(holds, x[last - 1], x[last]));
            }

            i = last;
        }
    }

    private double End(Func<double, bool> holds, double inside, double outside)
    {
        while (Math.Abs(outside - inside) > Accuracy * Math.Max(Math.Abs(inside), Step))
        {
            double middle = (inside + outside) / 2;
            if (middle == inside || middle == outside)
            {
                break;
            }

            (inside, outside) = holds(middle) ? (middle, outside) : (inside, middle);
        }

        return inside;
    }

    /// <summary>A parabola through three points comes near 0.</summary>
    private static bool MayTouch(double left, double middle, double right)
    {
        double curvature = left - (2 * middle) + right;
        double lowest = curvature == 0 ? middle : middle - ((right - left) * (right - left) / (8 * curvature));
        return Math.Abs(lowest) <= Near * Math.Abs(middle) || lowest * middle <= 0 || Math.Abs(middle) <= Near * Math.Min(Math.Abs(left), Math.Abs(right));
    }

    /// <summary>Where a function with one minimum is least, by golden sections.</summary>
    private static double Lowest(Func<double, double> f, double from, double to)
    {
        double golden = (Math.Sqrt(5) - 1) / 2;
        (double a, double b) = (to - (golden * (to - from)), from + (golden * (to - from)));
        (double atA, double atB) = (f(a), f(b));
        while (to - from > 1e-12 * Math.Max(1, Math.Abs(from)))
        {
            if (atA < atB)
            {
                (to, b, atB) = (b, a, atA);
                a = to - (golden * (to - from));
                atA = f(a);
            }
            else
            {
                (from, a, atA) = (a, b, atB);
                b = from + (golden * (to - from));
                atB = f(b);
            }
        }

        return (from + to) / 2;
    }
}
