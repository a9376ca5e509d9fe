using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Theory.Activations;
using Theory.Expectations;
using Theory.Expressions;

namespace Theory.Bench;

/// <summary>
/// The kernel g(K) derived by Theory and by SymPy (python3-sympy), in one run: seconds, and the size of the result in operations.
/// Theory derives seven quantities in its time, SymPy only g.
/// </summary>
internal static class SymPyComparison
{
    private const int TimeoutSeconds = 120;

    private static readonly string[] Names = ["relu", "repu:3", "mrepu:2", "mrepu:3", "hard_tanh", "elu", "sin", "gaussian", "erf", "gelu"];

    public static int Run()
    {
        Console.WriteLine("| activation | Theory, 7 quantities (ms) | SymPy, g only (s) | ratio | operations: Theory | SymPy |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|");
        foreach (string name in Names)
        {
            (double seconds, Expr formula) = Derive(name);
            (double? peer, string operations) = RunSymPy(name);
            string ratio = peer is double p ? (p / seconds).ToString("N0", CultureInfo.InvariantCulture) : "-";
            string peerText = peer?.ToString("F2", CultureInfo.InvariantCulture) ?? $"> {TimeoutSeconds}";
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {name} | {seconds * 1e3:F2} | {peerText} | {ratio} | {Operations(formula)} | {operations} |"));
        }

        return 0;
    }

    /// <summary>The median of nine warm derivations.</summary>
    private static (double Seconds, Expr Formula) Derive(string name)
    {
        Expr formula = Derivation.Of(Activation.Parse(name))[Quantity.Kernel].Formula!;
        double[] times = [.. Enumerable.Range(0, 9).Select(_ =>
        {
            long start = Stopwatch.GetTimestamp();
            Derivation.Of(Activation.Parse(name));
            return Stopwatch.GetElapsedTime(start).TotalSeconds;
        }).Order()];
        return (times[4], formula);
    }

    private static (double? Seconds, string Operations) RunSymPy(string name, [CallerFilePath] string source = "")
    {
        string script = Path.Combine(Path.GetDirectoryName(source)!, "peers", "sympy_derivation.py");
        using Process process = Process.Start(new ProcessStartInfo("/usr/bin/env", ["python3", script, name]) { RedirectStandardOutput = true })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromSeconds(TimeoutSeconds)))
        {
            process.Kill();
            return (null, "-");
        }

        string[] fields = output.GetAwaiter().GetResult().Split('\t');
        return fields.Length < 3 ? (null, "failed") : (double.Parse(fields[0], CultureInfo.InvariantCulture), fields[1]);
    }

    /// <summary>Additions, multiplications, powers and function calls, counted as SymPy's count_ops does.</summary>
    private static int Operations(Expr expr) => expr.Children.Sum(Operations) + (expr switch
    {
        Sum or Product => expr.Children.Count - 1,
        Power or Function => 1,
        Number { IsInteger: false } => 1,
        _ => 0,
    });
}
