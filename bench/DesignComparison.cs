using System.Diagnostics;
using System.Globalization;
using Theory.Design;
using Theory.Numerics.Design;

namespace Theory.Bench;

/// <summary>Designs of families, warm, against classifying members one after another, in one run: milliseconds of processor time.</summary>
internal static class DesignComparison
{
    private const int Members = 50;

    /// <summary>Of these the time of all is estimated.</summary>
    private const int Classified = 5;

    private static readonly (string Family, string Want, double From, double To)[] Cases =
    [
        ("(w+z)*max(0,w+z+1)^2 - w*max(0,w+1)^2", "a1=0", -1, 0.5), ("mrepu(2,-1,w)", "stable", -1, 0.5), ("mrepu(2,c,0)", "a1=1", -3, -0.5), ("z*sigmoid(b*z)", "a1=1", 0.2, 4),
        ("tanh(z) + b*z^2", "K*=1", -2, 2), ("mrepu(2,-1,w)", "K*=1", -1, 0.5), ("gelu(z) + c*z", "K*=1", -1, 2), ("softplus(z) - c", "K*=1", 0, 2),
    ];

    public static int Run()
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| family | wish | design (ms) | answers | {Members} members by classify, from {Classified} (ms) | ratio |"));
        Console.WriteLine("|---|---|--:|--:|--:|--:|");
        foreach ((string text, string want, double from, double to) in Cases)
        {
            ActivationFamily family = ActivationFamily.Parse(text);
            Wish[] wishes = [Wish.Parse(want)];
            ParameterScan scan = new(from, to, want.StartsWith('K') ? Members : ParameterScan.Usual.Count);
            int answers = 0;
            double design = Milliseconds(() =>
            {
                DesignResult result = Designer.Solve(family, wishes, scan);
                answers = result.Solutions.Count + result.Intervals.Count;
            });
            ParameterScan members = scan with { Count = Classified };
            double each = Members / Classified * Milliseconds(() =>
            {
                foreach (double value in members.Values)
                {
                    DesignedMember.Of(family, value, null);
                }
            });
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {text} | {want} | {design:F1} | {answers} | {each:F0} | {each / design:F0} |"));
        }

        return 0;
    }

    /// <summary>The second of two runs.</summary>
    private static double Milliseconds(Action action)
    {
        action();
        TimeSpan start = Process.GetCurrentProcess().TotalProcessorTime;
        action();
        return (Process.GetCurrentProcess().TotalProcessorTime - start).TotalMilliseconds;
    }
}
