namespace Theory.Experiments.Fitting;

/// <summary>The targets of experiments E7 and E8; the paper's are lost, these are ours.</summary>
internal static class TargetFunctions
{
    /// <summary>A polynomial of one variable and low degree.</summary>
    public static TargetFunction Cubic { get; } = new(
        "cubic", "x³ - 2x", 1, p => (p[0] * p[0] * p[0]) - (2 * p[0]), p => [(3 * p[0] * p[0]) - 2]);

    /// <summary>A polynomial of one variable and high degree: the Chebyshev polynomial T₇(x/2), with eight extrema of ±1.</summary>
    public static TargetFunction Chebyshev { get; } = new("Chebyshev 7", "T₇(x/2)", 1, ChebyshevValue, ChebyshevGradient);

    /// <summary>A polynomial of two variables: a monkey saddle with a product.</summary>
    public static TargetFunction Saddle { get; } = new(
        "saddle",
        "(x³ - 3xy²)/4 + xy/2",
        2,
        p => (((p[0] * p[0] * p[0]) - (3 * p[0] * p[1] * p[1])) / 4) + (p[0] * p[1] / 2),
        p => [(((3 * p[0] * p[0]) - (3 * p[1] * p[1])) / 4) + (p[1] / 2), (-1.5 * p[0] * p[1]) + (p[0] / 2)]);

    /// <summary>A polynomial of three variables.</summary>
    public static TargetFunction Trivariate { get; } = new(
        "trivariate",
        "xyz/2 + x²/2 - yz²/4",
        3,
        p => (p[0] * p[1] * p[2] / 2) + (p[0] * p[0] / 2) - (p[1] * p[2] * p[2] / 4),
        p => [(p[1] * p[2] / 2) + p[0], (p[0] * p[2] / 2) - (p[2] * p[2] / 4), (p[0] * p[1] / 2) - (p[1] * p[2] / 2)]);

    /// <summary>A continuous function of one variable, curved between kinks at 0 and ±π/2.</summary>
    public static TargetFunction AbsoluteSine { get; } = new(
        "|sine|", "|sin 2x|", 1, p => Math.Abs(Math.Sin(2 * p[0])), p => [2 * Math.Sign(Math.Sin(2 * p[0])) * Math.Cos(2 * p[0])]);

    /// <summary>A continuous function of two variables with a kink on a circle.</summary>
    public static TargetFunction Ring { get; } = new(
        "ring",
        "|x² + y² - 2|/2",
        2,
        p => Math.Abs((p[0] * p[0]) + (p[1] * p[1]) - 2) / 2,
        p =>
        {
            int sign = Math.Sign((p[0] * p[0]) + (p[1] * p[1]) - 2);
            return [sign * p[0], sign * p[1]];
        });

    /// <summary>A function of two variables with continuous first derivatives, whose second ones jump at x = 0.</summary>
    public static TargetFunction Once { get; } = new(
        "once differentiable", "x |x| y/4", 2, p => p[0] * Math.Abs(p[0]) * p[1] / 4, p => [Math.Abs(p[0]) * p[1] / 2, p[0] * Math.Abs(p[0]) / 4]);

    /// <summary>All targets; the position identifies networks, so that new ones go to the end.</summary>
    public static IReadOnlyList<TargetFunction> All { get; } = [Cubic, Chebyshev, Saddle, Trivariate, AbsoluteSine, Ring, Once];

    private static double ChebyshevValue(IReadOnlyList<double> p)
    {
        double t = p[0] / 2;
        double s = t * t;
        return t * (-7 + (s * (56 + (s * (-112 + (64 * s))))));
    }

    private static double[] ChebyshevGradient(IReadOnlyList<double> p)
    {
        double s = p[0] * p[0] / 4;
        return [(-7 + (s * (168 + (s * (-560 + (448 * s)))))) / 2];
    }
}
