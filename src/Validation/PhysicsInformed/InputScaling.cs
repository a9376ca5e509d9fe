namespace Theory.Validation.PhysicsInformed;

/// <summary>How (x, t) enters a network: each by a linear map. Derivatives are by x and t themselves.</summary>
/// <param name="X">The factor of x.</param>
/// <param name="T">The factor of t.</param>
/// <param name="TOffset">What is added to t times its factor.</param>
public sealed record InputScaling(double X, double T, double TOffset)
{
    /// <summary>x in [-1, 1] and t in [0, 1] as they are.</summary>
    public static InputScaling None { get; } = new(1, 1, 0);

    /// <summary>Both in [-1, 1].</summary>
    public static InputScaling Box { get; } = new(1, 2, -1);

    /// <summary>What the network sees.</summary>
    public (double X, double T) Apply(double x, double t) => (X * x, (T * t) + TOffset);
}
