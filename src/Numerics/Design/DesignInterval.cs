using Theory.Design;

namespace Theory.Numerics.Design;

/// <summary>A range of the parameter, its ends included where they are finite and a1 exists there.</summary>
/// <param name="From">The lower end; minus infinity where there is none.</param>
/// <param name="To">The upper end; infinity where there is none.</param>
public sealed record DesignInterval(double From, double To)
{
    /// <summary>A value inside.</summary>
    public double Inside => FamilyBranch.Inside(From, To);
}
