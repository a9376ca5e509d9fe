namespace Theory.Numerics.Design;

/// <summary>A member of a plane of activations.</summary>
/// <param name="First">The first parameter.</param>
/// <param name="Member">The second parameter, and what the member has.</param>
/// <param name="IsAlone">Whether no members near it have what was wanted too; false on a curve of them, of which this is one that was found.</param>
public sealed record PlaneSolution(double First, DesignSolution Member, bool IsAlone);
