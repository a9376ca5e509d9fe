using System.Diagnostics;
using System.Globalization;
using Fractions;
using Theory.Polynomials;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Comparison;
using Theory.Polynomials.Layered;
using Theory.Polynomials.Networks;
using Theory.Polynomials.Parsing;
using Theory.Validation.NativeLibraries;
using Theory.Validation.Polynomials;
using TorchSharp;

namespace Theory.Bench;

/// <summary>Exact polynomial networks: seconds to build and prove them, and evaluation beside the same layers in TorchSharp.</summary>
internal static class PolynomialComparison
{
    private static readonly int[] Batches = [1, 100, 10_000];

    public static int Run()
    {
        TorchRuntime.EnsureLoaded();
        Console.WriteLine("| network | build (s) | prove (s) | layers | neurons |");
        Console.WriteLine("|---|--:|--:|--:|--:|");
        Build("degree 30, p = 2, fewest neurons", DensePolynomials.Of(1, 30), 1, 2, Strategy.FewestNeurons);
        Build("degree 30, p = 2, automatic", DensePolynomials.Of(1, 30), 1, 2, Strategy.Automatic);
        LayeredNetwork dense = Build("d = 3, N = 6, p = 2, fewest neurons", DensePolynomials.Of(3, 6), 3, 2, Strategy.FewestNeurons);
        Build("d = 3, N = 6, p = 2, automatic", DensePolynomials.Of(3, 6), 3, 2, Strategy.Automatic);
        LayeredNetwork large = Build("d = 4, N = 8, p = 2, fewest neurons", DensePolynomials.Of(4, 8), 4, 2, Strategy.FewestNeurons);
        LayeredNetwork small = Build("3x^4*y - x*y^2 + 7, p = 2, fewest neurons", PolynomialText.Parse("3x^4*y - x*y^2 + 7").Polynomial, 2, 2, Strategy.FewestNeurons);
        LayeredNetwork chebyshev = Build(
            "T_64 + T_61/3, p = 1, most stable", ChebyshevBasis.Polynomial(64) + ChebyshevBasis.Polynomial(61).Scale(new Fraction(1, 3)), 1, 1, Strategy.MostStable);
        Console.WriteLine();
        Console.WriteLine("| network | type | batch | Theory (us) | TorchSharp (us) | ratio |");
        Console.WriteLine("|---|---|--:|--:|--:|--:|");
        foreach ((string name, LayeredNetwork network) in new[] { ("3x^4*y - x*y^2 + 7", small), ("d = 3, N = 6", dense), ("d = 4, N = 8", large), ("T_64 + T_61/3", chebyshev) })
        {
            foreach (int batch in Batches)
            {
                Compare<double>(name, network, batch, torch.float64);
                Compare<float>(name, network, batch, torch.float32);
            }
        }

        return 0;
    }

    private static LayeredNetwork Build(string name, Polynomial polynomial, int dimension, int p, Strategy strategy)
    {
        double build = double.PositiveInfinity;
        double prove = double.PositiveInfinity;
        PolynomialNetwork? network = null;
        for (int run = 0; run < 3; run++)
        {
            long start = Stopwatch.GetTimestamp();
            network = ExactNetworks.Create(polynomial, [.. Enumerable.Range(1, dimension).Select(i => $"x{i}")], p, InputDomain.Cube(dimension, -1, 1), strategy);
            build = Math.Min(build, Stopwatch.GetElapsedTime(start).TotalSeconds);
            start = Stopwatch.GetTimestamp();
            bool exact = NetworkExpansion.Of(network).IsExact;
            prove = Math.Min(prove, Stopwatch.GetElapsedTime(start).TotalSeconds);
            Debug.Assert(exact, name);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {build:F3} | {prove:F3} | {network!.HiddenLayers} | {network.Neurons} |"));
        return LayeredNetwork.From(network);
    }

    private static void Compare<T>(string name, LayeredNetwork network, int batch, torch.ScalarType type)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        CompiledNetwork<T> compiled = new(network);
        T[] points = [.. Enumerable.Range(0, batch * compiled.Inputs).Select(i => T.CreateChecked(Math.Sin(i)))];
        T[] results = new T[batch];
        double own = Fastest(() => compiled.Evaluate(points, results));
        using PolynomialModule module = PolynomialModule.Create(network, type);
        using IDisposable noGrad = torch.no_grad();
        using torch.Tensor input = torch.tensor(points.Select(v => double.CreateChecked(v)).ToArray()).to(type).reshape(batch, -1);
        double peer = Fastest(() => module.call(input).Dispose());
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {typeof(T).Name.ToLowerInvariant()} | {batch} | {own * 1e6:F1} | {peer * 1e6:F1} | {peer / own:F1} |"));
    }

    /// <summary>The fastest of 25 groups of calls, after warming up: what the machine does when nothing disturbs it.</summary>
    private static double Fastest(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        int calls = 0;
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < 0.15)
        {
            action();
            calls++;
        }

        int group = Math.Max(1, calls / 20);
        return Enumerable.Range(0, 25).Min(_ =>
        {
            long begin = Stopwatch.GetTimestamp();
            for (int i = 0; i < group; i++)
            {
                action();
            }

            return Stopwatch.GetElapsedTime(begin).TotalSeconds / group;
        });
    }
}
