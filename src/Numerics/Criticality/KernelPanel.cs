namespace Theory.Numerics.Criticality;

/// <summary>Chebyshev interpolants of log g, d log g/d log K and log &lt;s'^2&gt; on an interval of log K.</summary>
/// <remarks>Logarithms, because these functions are close to powers of K over many decades: the error is relative then.</remarks>
internal sealed class KernelPanel
{
    /// <summary>Nodes a panel.</summary>
    public const int Order = 14;

    /// <summary>cos(j theta_i) for the Chebyshev nodes theta_i.</summary>
    private static readonly double[][] Cosines =
        [.. Enumerable.Range(0, Order).Select(j => Enumerable.Range(0, Order).Select(i => Math.Cos(j * Math.PI * (i + 0.5) / Order)).ToArray())];

    private readonly double[] _logG;
    private readonly double[] _degree;
    private readonly double[]? _logSlopeSquare;

    /// <summary>Interpolates samples at <see cref="Nodes"/>.</summary>
    public KernelPanel(double from, double to, IReadOnlyList<KernelSample> samples)
    {
        (From, To) = (from, to);
        _logG = Coefficients([.. samples.Select(s => Math.Log(s.G))]);
        _degree = Coefficients([.. samples.Select(s => s.K * s.Slope / s.G)]);
        _logSlopeSquare = samples.Any(s => double.IsNaN(s.SlopeSquare)) ? null : Coefficients([.. samples.Select(s => Math.Log(s.SlopeSquare))]);
    }

    /// <summary>The lower end in log K.</summary>
    public double From { get; }

    /// <summary>The upper end in log K.</summary>
    public double To { get; }

    /// <summary>The values of log K at which an interval is sampled.</summary>
    public static IEnumerable<double> Nodes(double from, double to) =>
        Enumerable.Range(0, Order).Select(i => (0.5 * (from + to)) + (0.5 * (to - from) * Cosines[1][i]));

    /// <summary>The interpolated expectations.</summary>
    public KernelSample At(double logK)
    {
        double x = ((2 * logK) - From - To) / (To - From);
        double k = Math.Exp(logK);
        double g = Math.Exp(Clenshaw(_logG, x));
        return new KernelSample(k, g, Clenshaw(_degree, x) * g / k, _logSlopeSquare is null ? double.NaN : Math.Exp(Clenshaw(_logSlopeSquare, x)));
    }

    private static double[] Coefficients(double[] values)
    {
        double[] coefficients = new double[Order];
        for (int j = 0; j < Order; j++)
        {
            for (int i = 0; i < Order; i++)
            {
                coefficients[j] += values[i] * Cosines[j][i] * (j == 0 ? 1.0 : 2.0) / Order;
            }
        }

        return coefficients;
    }

    private static double Clenshaw(double[] coefficients, double x)
    {
        (double b1, double b2) = (0, 0);
        for (int j = Order - 1; j > 0; j--)
        {
            (b1, b2) = (coefficients[j] + (2 * x * b1) - b2, b1);
        }

        return coefficients[0] + (x * b1) - b2;
    }
}
