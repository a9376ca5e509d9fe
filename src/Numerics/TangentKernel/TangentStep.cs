using Theory.Expectations;
using Theory.Expressions;
using Theory.Networks;
using Theory.Numerics.Compilation;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Quadrature;
using Theory.Recursions;

namespace Theory.Numerics.TangentKernel;

/// <summary>One step of kernel, tangent kernel and tensors from layer to layer: the recursions of <see cref="RecursionCatalogue"/>, lowered once.</summary>
internal static class TangentStep
{
    /// <summary>What is followed, each by its recursion.</summary>
    private static readonly Recursion[] Recursions =
        [RecursionCatalogue.Kernel, RecursionCatalogue.TangentKernel, RecursionCatalogue.Vertex, RecursionCatalogue.Metric, .. RecursionCatalogue.TangentTensors];

    private static readonly Symbol[] Values = [.. Recursions.Select(r => r.Unknown)];

    /// <summary>The parameters of the layer that leads on, and the widths before and behind it.</summary>
    private static readonly Symbol[] Parameters =
        [RecursionSymbols.Cb, RecursionSymbols.Cw, RecursionSymbols.LambdaB, RecursionSymbols.LambdaW, RecursionSymbols.Width, RecursionSymbols.PreviousWidth];

    /// <summary>The single-input expectations of the recursions.</summary>
    public static IReadOnlyList<Quantity> Quantities { get; } = [.. Recursions.SelectMany(r => r.Quantities).Distinct()];

    private static readonly Lazy<FormulaProgram> Program = new(() => FormulaProgram.Compile(
        [.. Recursions.Select(r => r.Formula)], [.. Values, .. Parameters, .. Quantities.Select(RecursionSymbols.Of)]));

    /// <summary>The number of values: K, Theta, V, G1, A, B, D, F, Theta1, P, Q, R, S, T, U, in this order.</summary>
    public static int Count => Values.Length;

    /// <summary>The place of a value.</summary>
    public static int IndexOf(Symbol value) => Array.IndexOf(Values, value);

    /// <summary>The name of a value.</summary>
    public static string Name(int value) => Values[value].Name;

    /// <summary>The values of the next layer, NaN where there is none, and why.</summary>
    /// <param name="values">Those of layer l.</param>
    /// <param name="missing">Why some of them are NaN, by place.</param>
    /// <param name="expectations">The expectations at K(l).</param>
    /// <param name="next">The layer that leads to l + 1.</param>
    /// <param name="width">n_l.</param>
    /// <param name="before">n_{l-1}.</param>
    public static (double[] Values, NoValue?[] Missing) Next(
        double[] values, NoValue?[] missing, ExpectationValues expectations, Linear next, int width, int before)
    {
        double[] inputs =
        [
            .. values, next.Cb, next.Cw, next.LambdaB, next.LambdaW, width, before,
            .. Quantities.Select(q => Math.Pow(next.Cw, q.CwPower) * expectations[q].Value),
        ];
        BoundedValue[] results = RunningErrorEvaluator.Run(Program.Value, inputs);
        double[] after = new double[Count];
        NoValue?[] reasons = new NoValue?[Count];
        for (int i = 0; i < Count; i++)
        {
            reasons[i] = Needs[i].Quantities.Select(q => expectations[q].Missing).FirstOrDefault(m => m is not null)
                ?? Needs[i].Values.Select(v => missing[v]).FirstOrDefault(m => m is not null)
                ?? (double.IsFinite(results[i].Value) ? null : new NoValue(NoValueKind.Overflows, $"{Values[i].Name} exceeds the range of double precision"));
            after[i] = reasons[i] is null ? results[i].Value : double.NaN;
        }

        return (after, reasons);
    }

    private static (Quantity[] Quantities, int[] Values)[] Needs { get; } =
        [.. Recursions.Select(r => (r.Quantities.ToArray(), Enumerable.Range(0, Values.Length).Where(v => r.Formula.Contains(Values[v])).ToArray()))];
}
