namespace Theory.Tests;

/// <summary>Comparison of numbers up to rounding.</summary>
internal static class Approximately
{
    /// <summary>Fails unless actual is within a relative tolerance of expected; NaN equals NaN and infinities equal themselves.</summary>
    public static void Equal(double expected, double actual, double relative, string what = "", double absolute = 0)
    {
        if (expected.Equals(actual))
        {
            return;
        }

        double error = Math.Abs(actual - expected);
        Assert.True(error <= (relative * Math.Abs(expected)) + absolute, $"{what}: expected {expected:R}, but got {actual:R}");
    }
}
