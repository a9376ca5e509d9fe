using ScottPlot;

namespace Theory.Cli.Figures.Drawing;

/// <summary>Ticks at multiples of 1, 2 or 5 times a power of ten.</summary>
internal static class LinearTicks
{
    // Outside these bounds a label has too many zeros to be read at a glance.
    private const double LargestPlain = 1e6;
    private const double SmallestPlain = 1e-3;

    /// <summary>At most <paramref name="count"/> labelled ticks, and unlabelled ones between them.</summary>
    /// <param name="range">The part of the axis that is shown.</param>
    /// <param name="count">How many labels have room.</param>
    /// <param name="integers">Whole numbers only.</param>
    public static IReadOnlyList<Tick> Generate(AxisRange range, int count, bool integers = false)
    {
        (int digit, int exponent) = Step(range.Span / count);
        if (integers && exponent < 0)
        {
            (digit, exponent) = (1, 0);
        }

        List<double> major = [.. Multiples(range, digit, exponent)];
        List<Tick> ticks = [.. major.Zip(Labels(major, exponent), (value, label) => Tick.Major(value, label))];
        if (!integers)
        {
            // 1 and 5 divide into five parts, 2 into four; each is again a whole multiple of the next smaller power.
            int part = digit switch { 1 => 2, 2 => 5, _ => 10 };
            ticks.AddRange(Multiples(range, part, exponent - 1).Except(major).Select(Tick.Minor));
        }

        return ticks;
    }

    /// <summary>The smallest step of the form 1, 2 or 5 times a power of ten that is not below the one asked for.</summary>
    private static (int Digit, int Exponent) Step(double atLeast)
    {
        int exponent = (int)Math.Floor(Math.Log10(atLeast));
        double lead = atLeast / Math.Pow(10, exponent);
        return lead switch
        {
            <= 1 => (1, exponent),
            <= 2 => (2, exponent),
            <= 5 => (5, exponent),
            _ => (1, exponent + 1),
        };
    }

    private static IEnumerable<double> Multiples(AxisRange range, int digit, int exponent)
    {
        // Dividing by a positive power is exact where multiplying by a negative one is not: 3 / 10 is 0.3, 3 * 0.1 is not.
        double power = Math.Pow(10, Math.Abs(exponent));
        double step = exponent >= 0 ? digit * power : digit / power;
        double first = Math.Ceiling(range.Min / step);
        double last = Math.Floor(range.Max / step);
        for (double k = first; k <= last; k++)
        {
            // Adding zero turns -0 into 0.
            yield return (exponent >= 0 ? k * digit * power : k * digit / power) + 0.0;
        }
    }

    private static IEnumerable<string> Labels(IReadOnlyList<double> values, int stepExponent)
    {
        double largest = values.Select(Math.Abs).DefaultIfEmpty(0).Max();
        if (largest == 0 || (largest < LargestPlain && largest >= SmallestPlain))
        {
            return values.Select(value => TickLabels.Fixed(value, Math.Max(0, -stepExponent)));
        }

        int exponent = (int)Math.Floor(Math.Log10(largest));
        double unit = Math.Pow(10, exponent);
        return values.Select(value => TickLabels.Scientific(value / unit, Math.Max(0, exponent - stepExponent), exponent));
    }
}
