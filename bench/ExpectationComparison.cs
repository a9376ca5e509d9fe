using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Theory.Activations;
using Theory.Expectations;
using Theory.Numerics.Batches;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Quadrature;

namespace Theory.Bench;

/// <summary>
/// The kernel g(K) by Theory's quadrature and batched closed forms, by scipy.integrate.quad at its default accuracy, and by NumPy Gauss-Hermite
/// rules as neural-tangents uses them, in one run: microseconds of processor time a value, and the relative error.
/// </summary>
internal static class ExpectationComparison
{
    /// <summary>Kernels that differ by up to a quarter, so that none is asked for twice in a row.</summary>
    private const int Kernels = 256;

    private static readonly (string Name, double K)[] Cases =
    [
        ("relu", 1), ("mrepu:2", 0.1), ("mrepu:2", 10), ("gelu", 1), ("hard_tanh", 10), ("tanh", 1), ("tanh", 10), ("swish", 1),
    ];

    public static int Run()
    {
        Console.WriteLine("| activation | K | Theory quadrature (us) | error bound | first of its size (us) | ratio to SciPy quad | SciPy quad (us) | its error | with NumPy functions (us) | Hermite-25 (us) | its error | Hermite-100 (us) | its error | batched closed form (ns) |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach ((string name, double k) in Cases)
        {
            ExpectationEvaluator evaluator = new(Activation.Parse(name));
            double quadrature = Seconds(() =>
            {
                for (int i = 0; i < Kernels; i++)
                {
                    evaluator.Evaluate(Quantity.Kernel, k * (1 + (i * 0.25 / Kernels)), EvaluationMethod.Quadrature);
                }
            }) / Kernels;
            QuantityValue estimate = evaluator.Evaluate(Quantity.Kernel, k, EvaluationMethod.Quadrature);
            double exact = GaussianQuadrature.Evaluate(evaluator.Function, k, [Quantity.Kernel])[Quantity.Kernel].Value;
            double[] peer = Peer(name, k);
            string Error(double value) => (Math.Abs(value - exact) / exact).ToString("0e+0", CultureInfo.InvariantCulture);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {name} | {k} | {quadrature * 1e6:F2} | {estimate.RelativeError:0e+0} | {First(name, k) * 1e6:F0} | {peer[0] / quadrature:F0} | {peer[0] * 1e6:F0} | {Error(peer[1])} | {peer[2] * 1e6:F0} | {peer[3] * 1e6:F2} | {Error(peer[4])} | {peer[5] * 1e6:F2} | {Error(peer[6])} | {Batched(evaluator)} |"));
        }

        return 0;
    }

    /// <summary>The median time of the first value at kernels of a size that was not asked for before, when the activation is evaluated at new nodes.</summary>
    private static double First(string name, double k)
    {
        double[] times = new double[200];
        Activation activation = Activation.Parse(name);
        for (int i = 0; i < times.Length; i++)
        {
            ExpectationEvaluator evaluator = new(activation);
            evaluator.Evaluate(Quantity.Kernel, k * 1e4, EvaluationMethod.Quadrature);
            long start = Stopwatch.GetTimestamp();
            evaluator.Evaluate(Quantity.Kernel, k * 1e-3, EvaluationMethod.Quadrature);
            times[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        return times.Order().ElementAt(times.Length / 2);
    }

    /// <summary>Nanoseconds a value of g at a million kernels from 1e-3 to 1e3; a dash without a closed form.</summary>
    private static string Batched(ExpectationEvaluator evaluator)
    {
        if (evaluator.Derivation[Quantity.Kernel].Formula is null)
        {
            return "-";
        }

        double[] kernels = [.. Enumerable.Range(0, 1_000_000).Select(i => Math.Pow(10, (i * 6e-6) - 3))];
        double[] values = new double[kernels.Length];
        BatchEvaluator batch = new(evaluator);
        return (Seconds(() => batch.Evaluate(Quantity.Kernel, kernels, values)) / kernels.Length * 1e9).ToString("F0", CultureInfo.InvariantCulture);
    }

    /// <summary>The least mean processor time over a tenth of a second out of ten, after half a second in which the code is compiled at its final tier.</summary>
    private static double Seconds(Action run)
    {
        Mean(run, 0.5);
        return Enumerable.Range(0, 10).Min(_ => Mean(run, 0.1));
    }

    private static double Mean(Action run, double duration)
    {
        int count = 0;
        long start = Stopwatch.GetTimestamp();
        TimeSpan used = Environment.CpuUsage.TotalTime;
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < duration)
        {
            run();
            count++;
        }

        return (Environment.CpuUsage.TotalTime - used).TotalSeconds / count;
    }

    private static double[] Peer(string name, double k, [CallerFilePath] string source = "")
    {
        string script = Path.Combine(Path.GetDirectoryName(source)!, "peers", "scipy_expectations.py");
        ProcessStartInfo start = new("/usr/bin/env", ["python3", script, name, k.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true };
        start.Environment["OMP_NUM_THREADS"] = "1";
        start.Environment["OPENBLAS_NUM_THREADS"] = "1";
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? [.. output.Split('\t').Select(f => double.Parse(f, CultureInfo.InvariantCulture))]
            : throw new InvalidOperationException("the comparison needs python3 with scipy (Debian: python3-scipy)");
    }
}
