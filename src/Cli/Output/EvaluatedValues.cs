using Theory.Expectations;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Quadrature;

namespace Theory.Cli.Output;

/// <summary>What is said of several evaluated quantities together.</summary>
internal static class EvaluatedValues
{
    /// <summary>The value with its factor C_W.</summary>
    public static double Scaled(Quantity quantity, QuantityValue value, double cw) => quantity.CwPower == 1 ? cw * value.Value : value.Value;

    /// <summary>The largest relative error, NaN where nothing has a value; a value that vanishes but for rounding (an odd mean) does not count.</summary>
    public static double WorstError(IEnumerable<QuantityValue> values)
    {
        QuantityValue[] defined = [.. values.Where(v => v.IsDefined)];
        return defined.Length == 0 ? double.NaN
            : defined.Where(v => double.IsFinite(v.RelativeError) && Math.Abs(v.Value) > v.AbsoluteError).Select(v => v.RelativeError).DefaultIfEmpty(0).Max();
    }

    /// <summary>The method of all that have a value, or "mixed"; "none" where nothing has.</summary>
    public static string Method(IEnumerable<QuantityValue> values)
    {
        string[] methods = [.. values.Where(v => v.IsDefined).Select(v => Name(v.Method)).Distinct()];
        return methods switch { [] => "none", [string only] => only, _ => "mixed" };
    }

    /// <summary>The method in words.</summary>
    public static string Name(EvaluationMethod method) => method == EvaluationMethod.Quadrature ? "quadrature" : "closed form";

    /// <summary>What there is instead of a value, in words.</summary>
    public static string Name(NoValueKind kind) => kind switch
    {
        NoValueKind.Undefined => "undefined",
        NoValueKind.Diverges => "diverges",
        NoValueKind.Overflows => "overflows",
        NoValueKind.NoClosedForm => "no closed form",
        _ => "failed",
    };
}
