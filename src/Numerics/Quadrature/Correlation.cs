namespace Theory.Numerics.Quadrature;

/// <summary>A correlation together with its distance from 1 or -1, which may be known more accurately than the correlation itself.</summary>
/// <remarks>Two inputs at an angle of 1e-9 have rho = 1 - 5e-19, which rounds to 1; the deficit keeps the angle.</remarks>
/// <param name="Rho">rho, rounded.</param>
/// <param name="Deficit">1 - |rho|.</param>
internal readonly record struct Correlation(double Rho, double Deficit)
{
    // Above, the arc cosine is as accurate as what follows from the deficit.
    private const double Near = 1e-3;

    /// <summary>A correlation of which no more is known than the number.</summary>
    public static Correlation Of(double rho) => new(rho, 1 - Math.Abs(rho));

    /// <summary>True for inputs that are parallel or opposite.</summary>
    public bool IsFull => Deficit == 0;

    /// <summary>True if the deficit says more than rho does.</summary>
    public bool IsFiner => Deficit != 1 - Math.Abs(Rho);

    /// <summary>sqrt(1 - rho^2).</summary>
    public double Sine => Math.Sqrt(SquaredSine);

    /// <summary>1 - rho^2.</summary>
    public double SquaredSine => Deficit * (1 + Math.Abs(Rho));

    /// <summary>arccos |rho|.</summary>
    public double AcuteAngle => Deficit < Near ? 2 * Math.Asin(Math.Sqrt(Deficit / 2)) : Math.Acos(Math.Abs(Rho));

    /// <summary>arccos rho.</summary>
    public double Angle => Deficit >= Near ? Math.Acos(Rho) : Rho > 0 ? AcuteAngle : Math.PI - AcuteAngle;

    /// <summary>1 - rho.</summary>
    public double FromOne => Rho > 0 ? Deficit : 1 - Rho;

    /// <summary>1 + rho.</summary>
    public double FromMinusOne => Rho < 0 ? Deficit : 1 + Rho;
}
