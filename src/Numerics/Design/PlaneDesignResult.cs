using Theory.Design;

namespace Theory.Numerics.Design;

/// <summary>The members of a plane of activations that have what was wanted.</summary>
/// <param name="Plane">The plane.</param>
/// <param name="Wishes">What was wanted.</param>
/// <param name="Solutions">The members by rising parameters.</param>
/// <param name="Reason">How they were found, or why there are none.</param>
public sealed record PlaneDesignResult(ActivationPlane Plane, IReadOnlyList<Wish> Wishes, IReadOnlyList<PlaneSolution> Solutions, string Reason);
