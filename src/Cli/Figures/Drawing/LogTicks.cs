using System.Globalization;
using ScottPlot;

namespace Theory.Cli.Figures.Drawing;

/// <summary>Ticks of a logarithmic axis; positions are decadic logarithms.</summary>
internal static class LogTicks
{
    /// <summary>Shorter axes show too few whole decades and are labelled at 1, 2 and 5.</summary>
    private const double ManyDecades = 2;

    /// <summary>Still shorter axes are nearly linear and are labelled at round values.</summary>
    private const double FewDecades = 0.9;

    /// <summary>Powers of ten in this range are written out, provided that all labels of the axis are.</summary>
    private const int PlainExponent = 3;

    private static readonly int[] Steps = [1, 2, 3, 5, 10, 20, 50, 100];

    /// <summary>Labelled ticks and unlabelled ones between them.</summary>
    /// <param name="range">The part of the axis that is shown, in decades.</param>
    /// <param name="count">How many labels of several digits have room.</param>
    /// <param name="decades">How many powers of ten have room.</param>
    public static IReadOnlyList<Tick> Generate(AxisRange range, int count, int decades) => range.Span switch
    {
        < FewDecades => Round(range, count),
        < ManyDecades => OneTwoFive(range),
        _ => Decades(range, decades),
    };

    private static List<Tick> Decades(AxisRange range, int count)
    {
        int first = (int)Math.Ceiling(range.Min);
        int last = (int)Math.Floor(range.Max);
        int step = Steps.First(s => s == Steps[^1] || (last - first) / s < count);
        bool plain = IsPlain(first, last);
        List<Tick> ticks = [];
        for (int n = first; n <= last; n++)
        {
            ticks.Add(n % step == 0 ? Tick.Major(n, Label(1, n, plain)) : Tick.Minor(n));
        }

        if (step == 1)
        {
            ticks.AddRange(Multiples(range).Where(m => m.Digit > 1).Select(m => Tick.Minor(m.Position)));
        }

        return ticks;
    }

    private static List<Tick> OneTwoFive(AxisRange range)
    {
        bool plain = IsPlain((int)Math.Floor(range.Min), (int)Math.Floor(range.Max));
        return
        [
            .. Multiples(range).Select(m => m.Digit is 1 or 2 or 5
                ? Tick.Major(m.Position, Label(m.Digit, m.Exponent, plain))
                : Tick.Minor(m.Position)),
        ];
    }

    private static List<Tick> Round(AxisRange range, int count)
    {
        AxisRange values = new(Math.Pow(10, range.Min), Math.Pow(10, range.Max));

        // Very near the ends of double the values are no longer normal numbers; the axis then goes without labels.
        return double.IsNormal(values.Min) && double.IsFinite(values.Max)
            ? [.. LinearTicks.Generate(values, count)
                .Where(tick => tick.Position > 0)
                .Select(tick => new Tick(Math.Log10(tick.Position), tick.Label, tick.IsMajor))]
            : [];
    }

    /// <summary>All one-digit multiples of powers of ten in the range.</summary>
    private static IEnumerable<(int Digit, int Exponent, double Position)> Multiples(AxisRange range) =>
        from exponent in Enumerable.Range((int)Math.Floor(range.Min), (int)Math.Floor(range.Max) - (int)Math.Floor(range.Min) + 1)
        from digit in Enumerable.Range(1, 9)
        let position = exponent + Math.Log10(digit)
        where position >= range.Min && position <= range.Max
        select (digit, exponent, position);

    private static bool IsPlain(int first, int last) => first >= -PlainExponent && last <= PlainExponent;

    private static string Label(int digit, int exponent, bool plain) => (plain, digit) switch
    {
        (true, _) when exponent < 0 => TickLabels.Fixed(digit / Math.Pow(10, -exponent), -exponent),
        (true, _) => (digit * Math.Pow(10, exponent)).ToString(CultureInfo.InvariantCulture),
        (false, 1) => TickLabels.PowerOfTen(exponent),
        _ => TickLabels.Scientific(digit, 0, exponent),
    };
}
