using Theory.Numerics.ExactLaw;

namespace Theory.Numerics.AngleLaw;

/// <summary>
/// A grid of correlations of one sign: the integers u = (R/pi)(Omega_1 y + Omega_n asinh(e^y)), y = ln cot theta, as dense at each y as the band there asks for.
/// </summary>
/// <remarks>
/// A function of the next angle, averaged given rho, depends on rho by n normal pairs only: in Fisher's variable artanh(rho) = asinh(e^y) it is analytic in the
/// strip of half-width pi/2, and its Fourier transform falls at least like |Gamma((n + iw)/2)|^2. Near rho = 0 it is a power series in rho, so in y it has the
/// band of n = 1 there, whatever n.
/// </remarks>
internal sealed class AngleGrid
{
    private readonly double _ofLog;
    private readonly double _ofFisher;

    /// <summary>A grid for networks up to a width.</summary>
    public AngleGrid(int width, AngleAccuracy accuracy)
    {
        double root = Math.Sqrt(accuracy.Tolerance);
        double least = 2 * ComplexGamma.Band(0.5, root);
        double band = 2 * ComplexGamma.Band(0.5 * width, root);
        _ofLog = accuracy.Oversampling * least / Math.PI;
        _ofFisher = accuracy.Oversampling * Math.Max(0, band - least) / Math.PI;
    }

    /// <summary>u at y.</summary>
    public double Of(double y) => (_ofLog * y) + (_ofFisher * Math.Asinh(Math.Exp(y)));

    /// <summary>du/dy.</summary>
    public double Density(double y) => _ofLog + (_ofFisher / Math.Sqrt(1 + Math.Exp(-2 * y)));

    /// <summary>y at u.</summary>
    public double At(double u)
    {
        double y = u / (_ofLog + _ofFisher);
        for (int k = 0; k < 200; k++)
        {
            double change = (Of(y) - u) / Density(y);
            y -= Math.Clamp(change, -3, 3);
            if (Math.Abs(change) < 1e-15 * (1 + Math.Abs(y)))
            {
                break;
            }
        }

        return y;
    }

    /// <summary>The distance in y from a node at y, with z = sqrt(1 + e^2y), to what lies du above it, to full relative precision.</summary>
    public double Distance(double y, double du)
    {
        double b = Math.Exp(y);
        double z = Math.Sqrt(1 + (b * b));
        double tau = du / Density(y);
        for (int k = 0; k < 100; k++)
        {
            double a = b * Math.Exp(tau);
            double fisher = Math.Asinh(b * b * SpecialFunctions.Expm1(2 * tau) / ((a * z) + (b * Math.Sqrt(1 + (a * a)))));
            double change = ((_ofLog * tau) + (_ofFisher * fisher) - du) / Density(y + tau);
            tau = Math.Max(tau - change, 0.1 * tau);
            if (Math.Abs(change) <= 2e-16 * tau)
            {
                break;
            }
        }

        return tau;
    }
}
