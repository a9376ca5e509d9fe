namespace Theory.Numerics.ReferenceSolutions;

/// <summary>The solution of Burgers' equation u_t + u u_x = ν u_xx on the line with u(x, 0) = -sin πx, by the Cole-Hopf integral.</summary>
/// <remarks>
/// u = -∫ sin(πy) w dη / ∫ w dη with y = x - η and w = exp(-cos(πy)/(2πν) - η²/(4νt)); it is odd and has period 2, so that u(±1, t) = 0
/// holds by itself (C. Basdevant et al., Computers and Fluids 14 (1986), eq. 2.5). No derivative of u enters. The weights range over 1/(πν) powers of e,
/// 100 for ν = 0.01/π, and are taken relative to the largest one. The integrands are entire and decay as a Gaussian: the trapezoidal
/// rule converges geometrically, and with a quarter of the narrowest peak's width as its step what remains is rounding.
/// </remarks>
public sealed class BurgersSolution
{
    /// <summary>ν of the usual test problem, 0.01/π.</summary>
    public const double UsualViscosity = 0.01 / Math.PI;

    // exp(-50) is below the rounding of the sum.
    private const double Negligible = 50;

    // A Gaussian of width σ is integrated with a relative error of 2 exp(-2π²(σ/h)²); the peaks are nearly Gaussian.
    private const double StepsPerWidth = 4;

    private const double LeastViscosity = 1e-5;
    private readonly double _amplitude;

    /// <summary>The solution for a viscosity.</summary>
    /// <param name="viscosity">ν, from 1e-5 on: below, the integral takes more points than it is worth.</param>
    /// <exception cref="UserInputException">ν is out of its range.</exception>
    public BurgersSolution(double viscosity = UsualViscosity)
    {
        if (!(viscosity >= LeastViscosity && double.IsFinite(viscosity)))
        {
            throw new UserInputException(FormattableString.Invariant($"the viscosity is {viscosity}; it must be finite and at least {LeastViscosity}"));
        }

        Viscosity = viscosity;
        _amplitude = 1 / (2 * Math.PI * viscosity);
    }

    /// <summary>ν.</summary>
    public double Viscosity { get; }

    /// <summary>u(x, t), with an absolute error below 1e-12.</summary>
    /// <param name="x">Any finite place; the problem's domain is [-1, 1].</param>
    /// <param name="t">The time, from 0 on.</param>
    /// <exception cref="UserInputException">x is not finite, or t is negative or not finite.</exception>
    public double At(double x, double t)
    {
        if (!double.IsFinite(x) || !(t >= 0 && double.IsFinite(t)))
        {
            throw new UserInputException(FormattableString.Invariant($"u({x}, {t}) does not exist; x must be finite and t finite and not negative"));
        }

        double spread = 4 * Viscosity * t;
        if (spread == 0)
        {
            return -SinPi(x);
        }

        double reach = Math.Sqrt(((2 * _amplitude) + Negligible) * spread);
        double width = 1 / Math.Sqrt((Math.PI * Math.PI * _amplitude) + (2 / spread));
        int half = (int)Math.Ceiling(reach * StepsPerWidth / width);
        double step = reach / half;

        double largest = double.NegativeInfinity;
        for (int i = -half; i <= half; i++)
        {
            largest = Math.Max(largest, Exponent(x, i * step, spread));
        }

        double numerator = 0;
        double denominator = 0;
        for (int i = -half; i <= half; i++)
        {
            double eta = i * step;
            double weight = Math.Exp(Exponent(x, eta, spread) - largest);
            numerator += weight * SinPi(x - eta);
            denominator += weight;
        }

        return -numerator / denominator;
    }

    /// <summary>u on a grid: [time][place].</summary>
    public double[][] OnGrid(IReadOnlyList<double> x, IReadOnlyList<double> t)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(t);
        return [.. t.Select(time => x.Select(place => At(place, time)).ToArray())];
    }

    private static double SinPi(double x) => double.SinPi(x);

    private double Exponent(double x, double eta, double spread) => (-_amplitude * double.CosPi(x - eta)) - (eta * eta / spread);
}
