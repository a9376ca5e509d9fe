namespace Theory.Numerics.Design;

/// <summary>A member of a plane of activations.</summary>
/// <param name="First">The first parameter.</param>
/// <param name="Member">The second parameter, and what the member has.</param>
public sealed record PlaneSolution(double First, DesignSolution Member);
