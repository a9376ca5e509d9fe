using System.Collections.Concurrent;

namespace Theory.Numerics.ExactLaw;

/// <summary>The frequencies at which a step of the chain is known, and the ray of the complex plane on which Laplace transforms give them.</summary>
/// <remarks>
/// For x > 0 and |arg t| &lt; pi/2, Gamma(-iw) x^(iw) = int t^(-iw - 1) exp(-t x) dt, where what does not vanish at t = 0 is subtracted. On the positive axis the right
/// side loses the factor exp(-pi w/2) to cancellation; on the ray arg t = -(pi/2 - delta) no more than exp(delta w).
/// </remarks>
internal sealed class Contour
{
    private readonly ConcurrentDictionary<int, FrequencyGrid> _grids = new();

    /// <summary>Frequencies for sums of so many terms.</summary>
    /// <param name="width">The number of terms of the sum, n.</param>
    /// <param name="band">The frequency up to which functions of the result are resolved.</param>
    /// <param name="accuracy">How finely.</param>
    public Contour(int width, double band, LawAccuracy accuracy)
    {
        (Width, Band, Accuracy) = (width, band, accuracy);
        Edge = accuracy.WindowRatio * band;
        Delta = accuracy.Rotation / Edge;
    }

    /// <summary>n.</summary>
    public int Width { get; }

    /// <summary>The frequency up to which functions of the result are resolved.</summary>
    public double Band { get; }

    /// <summary>The frequency beyond which nothing is kept.</summary>
    public double Edge { get; }

    /// <summary>The angle between the ray and the imaginary axis.</summary>
    public double Delta { get; }

    /// <summary>How finely.</summary>
    public LawAccuracy Accuracy { get; }

    /// <summary>The spacing of nodes that loses nothing of a product of a windowed law and a function within the band.</summary>
    public double Spacing => 2 * Math.PI / (Band + Edge);

    /// <summary>The distance at which nothing is left of the window's transform.</summary>
    public double Spread => 8.5 * 16.4 / (Edge - Band);

    /// <summary>Frequencies that resolve laws of ln of the metric up to a length.</summary>
    public FrequencyGrid Grid(double length)
    {
        int nodes = 64;
        while (nodes * Spacing < length)
        {
            nodes *= 2;
        }

        return _grids.GetOrAdd(nodes, n => new FrequencyGrid(this, n));
    }
}
