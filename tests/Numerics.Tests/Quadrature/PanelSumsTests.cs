using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Tests.Quadrature;

/// <summary>The error that a panel claims, for integrands that 20 nodes do not resolve or resolve only in part.</summary>
public class PanelSumsTests
{
    // An oscillation of 130 radians on one panel had two small coefficients by accident, and an error of 0.4 of its size was claimed to be 2e-4 of it.
    [Fact]
    public void Error_OfOscillationsUnderTheDensity_IsClaimed()
    {
        Random random = new(17);
        for (int trial = 0; trial < 3000; trial++)
        {
            double from = 10 * random.NextDouble();
            Panel panel = Between(from, from + Math.Pow(10, (2 * random.NextDouble()) - 1.5));
            double frequency = Math.Pow(10, 3 * random.NextDouble());
            double phase = 7 * random.NextDouble();
            AssertClaimed(t => Math.Sin((frequency * t) + phase) * Math.Exp(-0.5 * t * t), panel, frequency, 10, $"frequency {frequency}, phase {phase}, from {panel.From} to {panel.To}");
        }
    }

    // The fast decay of the one part, seen from half-way to the end, says nothing of the other, whose pole is as near as panels that grow with the distance from it let it come.
    [Fact]
    public void Error_OfTwoScales_IsClaimed()
    {
        Random random = new(18);
        for (int trial = 0; trial < 3000; trial++)
        {
            Panel panel = Between(-1, 1);
            double frequency = 6 * random.NextDouble();
            double size = Math.Pow(10, -10 * random.NextDouble());
            double pole = 0.8 * Math.Pow(10, random.NextDouble());
            double at = (4 * random.NextDouble()) - 2;
            AssertClaimed(
                t => Math.Cos(frequency * t) + (size * pole * pole / ((pole * pole) + ((t - at) * (t - at)))), panel, 1 / pole, 100, $"frequency {frequency}, size {size}, pole at {at} + {pole}i");
        }
    }

    private static Panel Between(double from, double to) => new(from, to, 0, -1, -1, 0);

    private static void AssertClaimed(Func<double, double> f, Panel panel, double fineness, double estimate, string what)
    {
        PanelSums claimed = Sum(f, panel);
        double exact = 0;
        int parts = 1 + (int)((panel.To - panel.From) * Math.Max(1, fineness) / 4);
        double width = (panel.To - panel.From) / parts;
        for (int i = 0; i < parts; i++)
        {
            exact += Sum(f, Between(panel.From + (i * width), panel.From + ((i + 1) * width))).Value;
        }

        double rounding = 1e-15 * (16 + Math.Abs(panel.Centre * fineness)) * claimed.Magnitude;

        // A panel that claims more than this is cut unless it is negligible, and what it claims is an estimate.
        double factor = claimed.Error > 1e-14 * claimed.Magnitude ? estimate : 1;
        Assert.True(Math.Abs(claimed.Value - exact) <= (factor * claimed.Error) + rounding, $"{what}: {claimed.Value:R} +- {claimed.Error:0.0e0}, {exact:R}");
    }

    private static PanelSums Sum(Func<double, double> f, Panel panel)
    {
        double[] values = [.. PanelRule.Nodes.Select(x => f(Math.FusedMultiplyAdd(panel.HalfWidth, x, panel.Centre)))];
        return PanelSums.Of(values, panel);
    }
}
