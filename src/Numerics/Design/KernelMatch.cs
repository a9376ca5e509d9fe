namespace Theory.Numerics.Design;

/// <summary>How near a member comes to what is wanted at one kernel.</summary>
/// <param name="Point">The kernel with C_b and C_W; C_b may be negative.</param>
/// <param name="Residuals">What is left of each equation, 0 where it holds.</param>
internal sealed record KernelMatch(KernelPoint Point, IReadOnlyList<double> Residuals)
{
    /// <summary>Whether C_b is one.</summary>
    public bool IsAdmissible => Point.Cb >= 0;
}
