using System.Globalization;
using Theory.Correlators;
using Theory.Expressions;

namespace Theory.Couplings;

/// <summary>The symbols of the quartic action. Inputs are numbered from 1 to 9; all tensors are symmetric, so that indices are put in order.</summary>
public static class CouplingSymbols
{
    /// <summary>g, the quadratic coupling of a single input.</summary>
    public static readonly Symbol Quadratic = new("g", isPositive: true);

    /// <summary>v, the quartic coupling of a single input.</summary>
    public static readonly Symbol Quartic = new("v");

    /// <summary>g^{ab}, the quadratic coupling.</summary>
    public static Symbol QuadraticOf(int a, int b) => Raised($"g^{{{Pair(a, b)}}}");

    /// <summary>v^{(ab)(cd)}, the quartic coupling.</summary>
    public static Symbol QuarticOf(int a, int b, int c, int d)
    {
        (string first, string second) = (Pair(a, b), Pair(c, d));
        return Raised(string.CompareOrdinal(first, second) <= 0 ? $"v^{{({first})({second})}}" : $"v^{{({second})({first})}}");
    }

    /// <summary>G^{ab}, the inverse of the metric.</summary>
    public static Symbol InverseMetric(int a, int b) => Raised($"G^{{{Pair(a, b)}}}");

    /// <summary>G_ab, the metric.</summary>
    public static Symbol Metric(int a, int b) => CorrelatorSymbols.Metric(Label(a), Label(b));

    /// <summary>V_(ab)(cd), the four-point vertex.</summary>
    public static Symbol Vertex(int a, int b, int c, int d) => CorrelatorSymbols.Vertex((Label(a), Label(b)), (Label(c), Label(d)));

    /// <summary>P_ab, the propagator: the inverse of g^{ab}.</summary>
    public static Symbol Propagator(int a, int b) => new($"P_{Pair(a, b)}", isPositive: a == b, $"P_{{{Pair(a, b)}}}");

    private static Symbol Raised(string name) => new(name, latex: name);

    private static string Pair(int a, int b) => Label(Math.Min(a, b)) + Label(Math.Max(a, b));

    private static string Label(int input) => input.ToString(CultureInfo.InvariantCulture);
}
