namespace Theory.Numerics.ExactLaw;

/// <summary>The frequencies at which a step of the chain is known, and the ray of the complex plane on which Laplace transforms give them.</summary>
/// <remarks>
/// For x > 0 and |arg t| &lt; pi/2, Gamma(1 - iw) x^(iw) = int t^(-iw) x exp(-t x) dt. On the positive axis the right side loses the factor
/// exp(-pi w/2) to cancellation; on the ray arg t = -(pi/2 - delta) no more than exp(delta w).
/// </remarks>
internal sealed class Contour
{
    /// <summary>Frequencies for sums of so many terms.</summary>
    /// <param name="width">The number of terms of the sum, n.</param>
    /// <param name="band">The frequency up to which functions of the result are resolved.</param>
    /// <param name="quiet">The probability that a term is next to nothing.</param>
    /// <param name="accuracy">How finely.</param>
    public Contour(int width, double band, double quiet, LawAccuracy accuracy)
    {
        Width = width;
        Band = band;
        Accuracy = accuracy;
        Edge = accuracy.WindowRatio * band;
        Delta = accuracy.Rotation / Edge;
        Period = 32;
        while (Period < 28 + (2 * LeftTail(width, quiet)))
        {
            Period *= 2;
        }

        FrequencyStep = 2 * Math.PI / Period;
        Count = (int)Math.Ceiling(Edge / FrequencyStep);
        Window = new double[Count];
        Factor = new (double, double)[Count];
        double centre = 0.5 * (Band + Edge);
        double spread = (Edge - Band) / 16.4;
        for (int k = 0; k < Count; k++)
        {
            double w = k * FrequencyStep;
            Window[k] = 0.5 * MathNet.Numerics.SpecialFunctions.Erfc((w - centre) / (Math.Sqrt(2) * spread));
            (double real, double imaginary) = ComplexGamma.LogRatio(1, -w);
            Factor[k] = (-((0.5 * Math.PI) - Delta) * w - real, -imaginary);
        }
    }

    /// <summary>How far below the mean ln of the sum is with a probability of 1e-16: with k terms that are not quiet, P(x) ~ x^(k/2).</summary>
    private static double LeftTail(int width, double quiet)
    {
        const double Log = 37;
        double furthest = 2 * Log / width;
        double choices = 0;
        for (int k = 1; quiet > 0 && k < Math.Min(width, 40); k++)
        {
            choices += Math.Log((width - k + 1.0) / k);
            furthest = Math.Max(furthest, 2.0 / k * (Log + choices + ((width - k) * Math.Log(quiet)) + (k * SpecialFunctions.Log1p(-Math.Min(quiet, 0.999)))));
        }

        return furthest;
    }

    /// <summary>n.</summary>
    public int Width { get; }

    /// <summary>The frequency up to which functions of the result are resolved.</summary>
    public double Band { get; }

    /// <summary>The frequency beyond which nothing is kept.</summary>
    public double Edge { get; }

    /// <summary>The angle between the ray and the imaginary axis.</summary>
    public double Delta { get; }

    /// <summary>The period, in ln of the metric, of what a step of frequencies resolves.</summary>
    public double Period { get; }

    /// <summary>2 pi over the period.</summary>
    public double FrequencyStep { get; }

    /// <summary>The number of frequencies, from 0.</summary>
    public int Count { get; }

    /// <summary>1 within the band, falling to 0 at the edge.</summary>
    public double[] Window { get; }

    /// <summary>The logarithm of the factor between integral and transform.</summary>
    public (double Log, double Phase)[] Factor { get; }

    /// <summary>How finely.</summary>
    public LawAccuracy Accuracy { get; }

    /// <summary>The spacing of nodes that loses nothing of a product of a windowed law and a function within the band.</summary>
    public double Spacing => 2 * Math.PI / (Band + Edge);

    /// <summary>The distance at which nothing is left of the window's transform.</summary>
    public double Spread => 8.5 * 16.4 / (Edge - Band);
}
