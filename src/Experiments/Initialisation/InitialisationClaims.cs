using Theory.Experiments.Reporting;

namespace Theory.Experiments.Initialisation;

/// <summary>What the paper states about kernels at initialisation.</summary>
internal static class InitialisationClaims
{
    private static readonly double Decade = Math.Log(10);

    /// <summary>Section 3.2: the kernel of RePU explodes or vanishes double-exponentially.</summary>
    public static IReadOnlyList<Claim> RePU(IReadOnlyList<InitialisationKernels> kernels) =>
    [
        .. kernels.GroupBy(k => k.Setting.Activation).SelectMany(group =>
        {
            double p = char.GetNumericValue(group.Key[^1]);
            InitialisationKernels below = group.MinBy(k => k.Setting.Cw)!;
            InitialisationKernels above = group.MaxBy(k => k.Setting.Cw)!;
            InitialisationKernels balanced = group.OrderBy(k => k.Setting.Cw).ElementAt(1);
            double[] ratios = [GrowthRatio(below), GrowthRatio(above)];
            KernelSpread last = balanced.OverParameters[^1];
            return (Claim[])
            [
                new(
                    $"The kernel of {group.Key} vanishes for smaller C_W and explodes for larger C_W, double-exponentially.",
                    below.OverParameters[^1].Median < below.OverParameters[0].Median - Decade && above.OverParameters[^1].Median > above.OverParameters[0].Median + Decade
                        && ratios.All(r => Math.Abs(r - p) < 0.05 * p),
                    $"Median K({below.OverParameters.Count}) is 10^{Log10(below)} at C_W = {Format.Number(below.Setting.Cw, 3)} and 10^{Log10(above)} at "
                    + $"C_W = {Format.Number(above.Setting.Cw, 3)}; the last step of ln K is {Format.Number(ratios[0], 4)} and {Format.Number(ratios[1], 4)} times the one before "
                    + $"(double-exponential with p = {Format.Number(p)} means {Format.Number(p)})."),
                new(
                    $"No C_W keeps the kernel of {group.Key}: it is highly sensitive to the initial conditions.",
                    last.Upper - last.Lower > Decade,
                    $"At C_W = {Format.Number(balanced.Setting.Cw, 3)}, where the first layers balance, 5% to 95% of the networks have K({balanced.OverParameters.Count}) from "
                    + $"10^{Format.Number(last.Lower / Decade, 3)} to 10^{Format.Number(last.Upper / Decade, 3)}."),
            ];
        }),
    ];

    /// <summary>Section 4.2: the kernel of MRePU keeps its scale at C_W = 1.</summary>
    public static IReadOnlyList<Claim> MRePU(IReadOnlyList<InitialisationKernels> kernels) =>
    [
        .. kernels.Select(k =>
        {
            KernelSpread last = k.OverParameters[^1];
            double change = (last.Median - k.OverParameters[0].Median) / Decade;
            string text = double.IsFinite(change)
                ? $"The median K({k.OverParameters.Count}) is 10^{Format.Number(change, 3)} times K(1), {last.Overflowed} networks overflowed"
                : $"{last.Overflowed} networks overflowed double precision by layer {k.OverParameters.Count}";
            KernelSpread data = k.OverData[^1];
            return new Claim(
                $"The kernel of {k.Setting.Activation} keeps its scale over the layers at C_W = 1, here with K(1) = {Format.Number(k.Setting.InputSquare)}.",
                Math.Abs(change) < 1 && last.Overflowed == 0,
                $"{text}; over data {(double.IsFinite(data.Median) ? $"the median is 10^{Format.Number((data.Median - k.OverData[0].Median) / Decade, 3)} times that of layer 1" : $"{data.Overflowed} inputs overflowed")}.");
        }),
    ];

    /// <summary>The last step of the mean of ln K divided by the one before.</summary>
    private static double GrowthRatio(InitialisationKernels k)
    {
        double[] mean = [.. k.OverParameters.Select(s => s.Mean)];
        return (mean[^1] - mean[^2]) / (mean[^2] - mean[^3]);
    }

    private static string Log10(InitialisationKernels k) => Format.Number(k.OverParameters[^1].Median / Decade, 4);
}
