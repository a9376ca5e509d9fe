using Fractions;

namespace Theory.Polynomials.Bundles;

/// <summary>Collects units that act on one side of a breakpoint, with their weights for several targets.</summary>
internal sealed class SideUnits(int p)
{
    private readonly Dictionary<BundleUnit, Dictionary<int, Fraction>> _weights = [];

    /// <summary>Adds A s^(p+1) + B s^p on one side of the breakpoint: one unit whose zero is -B/A, or two of slopes 1 and 2.</summary>
    public void Add(int target, Fraction breakpoint, Fraction high, Fraction low, int direction, bool single)
    {
        if (high.IsZero && low.IsZero)
        {
            return;
        }

        // In t = direction s > 0.
        int sign = p % 2 == 0 ? 1 : -1;
        (Fraction a, Fraction b) = direction > 0 ? (high, low) : (-sign * high, sign * low);
        if (single)
        {
            Fraction slope = (-a / b).Reduce();
            Add(target, breakpoint, direction, slope, a / Fraction.Pow(slope, p + 1));
            return;
        }

        Fraction power = Fraction.Pow(2, p);
        Fraction second = (a + b) / power;
        Add(target, breakpoint, direction, 1, a - (2 * power * second));
        Add(target, breakpoint, direction, 2, second);
    }

    /// <summary>What is left of the constant term.</summary>
    public Fraction Constant(Fraction[] target, Fraction[] breakpoints, Fraction[] high, Fraction[] low) =>
        breakpoints.Select((b, i) => (high[i] * Fraction.Pow(-b, p + 1)) + (low[i] * Fraction.Pow(-b, p)))
            .Aggregate(Bundle.At(target, 0), (constant, part) => constant - part).Reduce();

    /// <summary>The bundle.</summary>
    public Bundle ToBundle(int targets, IReadOnlyList<Fraction> constants) => new(
        [.. _weights.Keys],
        [.. Enumerable.Range(0, targets).Select(t => _weights.Values.Select(w => w.GetValueOrDefault(t, Fraction.Zero)).ToArray())],
        constants);

    private void Add(int target, Fraction breakpoint, int direction, Fraction slope, Fraction weight)
    {
        if (weight.IsZero)
        {
            return;
        }

        BundleUnit unit = new((direction * slope).Reduce(), ((-direction * slope * breakpoint) - 1).Reduce());
        if (!_weights.TryGetValue(unit, out Dictionary<int, Fraction>? weights))
        {
            _weights[unit] = weights = [];
        }

        weights[target] = (weights.GetValueOrDefault(target, Fraction.Zero) + weight).Reduce();
    }
}
