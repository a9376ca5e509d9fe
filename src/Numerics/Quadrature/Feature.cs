namespace Theory.Numerics.Quadrature;

/// <summary>A point where a formula varies on a scale of its own, which sampling alone may miss: the peak of sech(10000 z), the step of tanh(1000 (z - 2)).</summary>
/// <param name="Position">The point, in z.</param>
/// <param name="LeftScale">The scale on its left, in z; infinite where the formula ends there.</param>
/// <param name="RightScale">The scale on its right.</param>
internal readonly record struct Feature(double Position, double LeftScale, double RightScale)
{
    /// <summary>The finer scale.</summary>
    public double Scale => Math.Min(LeftScale, RightScale);
}
