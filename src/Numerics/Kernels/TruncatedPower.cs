namespace Theory.Numerics.Kernels;

/// <summary>A part of a piecewise polynomial: sum_k c_k u^k with u = z - b above a breakpoint b and 0 below, or a polynomial in u = z everywhere.</summary>
/// <param name="Breakpoint">b; negative infinity for a polynomial on the whole line.</param>
/// <param name="Coefficients">c_k by rising power.</param>
internal sealed record TruncatedPower(double Breakpoint, double[] Coefficients)
{
    /// <summary>What is subtracted from z.</summary>
    public double Shift => double.IsFinite(Breakpoint) ? Breakpoint : 0;

    /// <summary>The derivative, if the part vanishes at its breakpoint.</summary>
    public TruncatedPower Derivative() => this with { Coefficients = [.. Coefficients.Skip(1).Select((c, k) => c * (k + 1))] };
}
