using System.Numerics;

namespace Theory.Numerics;

public static partial class SpecialFunctions
{
    /// <summary>Beyond this correlation the integrand varies too fast in the angle.</summary>
    private const double LargeCorrelation = 0.925;

    private static readonly LegendreRule FewNodes = new(8);
    private static readonly LegendreRule SomeNodes = new(12);
    private static readonly LegendreRule ManyNodes = new(20);

    /// <summary>Phi2(h, k, rho): the probability that two standard normal variables of correlation rho lie below h and k.</summary>
    /// <param name="h">First threshold; may be infinite.</param>
    /// <param name="k">Second threshold; may be infinite.</param>
    /// <param name="rho">The correlation, from -1 to 1.</param>
    /// <returns>The probability, with an absolute error below 1e-15; NaN for a correlation outside [-1, 1].</returns>
    /// <remarks>
    /// Plackett's identity d Phi2/d rho = density, integrated in the angle theta = arcsin rho from 0 for moderate correlations, and in
    /// x = sqrt(1 - rho^2) from the end rho = ±1 for large ones, after the terms up to x^4 of the smooth factor are integrated exactly
    /// (Drezner and Wesolowsky 1990, Genz 2004).
    /// </remarks>
    public static double BivariateNormalCdf(double h, double k, double rho) =>
        BivariateNormalCdf(h, k, rho, Math.Sqrt((1 - Math.Abs(rho)) * (1 + Math.Abs(rho))));

    /// <summary>The same for a correlation near 1 or -1, of which sqrt(1 - rho^2) is known more accurately.</summary>
    internal static double BivariateNormalCdf(double h, double k, double rho, double sine)
    {
        if (double.IsNaN(h) || double.IsNaN(k) || !(Math.Abs(rho) <= 1))
        {
            return double.NaN;
        }

        if (double.IsInfinity(h) || double.IsInfinity(k))
        {
            return double.IsNegativeInfinity(h) || double.IsNegativeInfinity(k) ? 0 : NormalCdf(Math.Min(h, k));
        }

        if (Math.Abs(rho) < LargeCorrelation)
        {
            return Math.Clamp((NormalCdf(h) * NormalCdf(k)) + FromIndependence(h, k, rho), 0, 1);
        }

        // At rho = 1 the variables are equal, at rho = -1 opposite: P(x < h, x > -k).
        double atEnd = rho > 0 ? NormalCdf(Math.Min(h, k)) : Math.Max(0, NormalCdf(h) - NormalCdf(-k));
        double integral = FromEnd(h, rho > 0 ? k : -k, sine);
        return Math.Clamp(rho > 0 ? atEnd - integral : atEnd + integral, 0, 1);
    }

    /// <summary>(1/2 pi) times the integral of exp(-(h^2 + k^2 - 2 h k sin theta)/(2 cos^2 theta)) from 0 to arcsin rho.</summary>
    private static double FromIndependence(double h, double k, double rho)
    {
        LegendreRule rule = Math.Abs(rho) < 0.3 ? FewNodes : Math.Abs(rho) < 0.75 ? SomeNodes : ManyNodes;
        double half = Math.Asin(rho) / 2;
        double product = h * k;
        double squares = ((h * h) + (k * k)) / 2;
        Vector<double> sum = Vector<double>.Zero;
        for (int i = 0; i < rule.Nodes.Length; i += Vector<double>.Count)
        {
            Vector<double> sine = Vector.Sin((new Vector<double>(rule.Nodes, i) + Vector<double>.One) * half);
            Vector<double> exponent = ((sine * product) - new Vector<double>(squares)) / (Vector<double>.One - (sine * sine));
            sum += new Vector<double>(rule.Weights, i) * Vector.Exp(exponent);
        }

        return Vector.Sum(sum) * half / (2 * Math.PI);
    }

    /// <summary>
    /// (1/2 pi) times the integral of exp(-b/(2x^2)) f(x) from 0 to a, b = (h - k)^2, f(x) = exp(-h k/(1 + s))/s with s = sqrt(1 - x^2).
    /// f = exp(-h k/2) (1 + c x^2 + d x^4 + O(x^6)); with the terms shown the integral is known, the rest is smooth where it counts.
    /// </summary>
    private static double FromEnd(double h, double k, double a)
    {
        double product = h * k;
        if (a == 0 || product < -100)
        {
            // |h - k| is then so large that exp(-b/(2 a^2)) outweighs exp(-h k/2) by far.
            return 0;
        }

        double b = (h - k) * (h - k);
        double c = (4 - product) / 8;
        double d = c * (12 - product) / 16;
        double envelope = Math.Exp(-product / 2);
        double atA = Math.Exp(-b / (2 * a * a));
        double zeroth = (a * atA) - (Math.Sqrt(2 * Math.PI * b) * NormalCdf(-Math.Sqrt(b) / a));
        double second = ((a * a * a * atA) - (b * zeroth)) / 3;
        double fourth = ((a * a * a * a * a * atA) - (b * second)) / 5;
        double known = envelope * (zeroth + (c * second) + (d * fourth));

        double half = a / 2;
        Vector<double> sum = Vector<double>.Zero;
        for (int i = 0; i < ManyNodes.Nodes.Length; i += Vector<double>.Count)
        {
            Vector<double> x = (new Vector<double>(ManyNodes.Nodes, i) + Vector<double>.One) * half;
            Vector<double> square = x * x;
            Vector<double> root = Vector.SquareRoot(Vector<double>.One - square);
            Vector<double> decay = new Vector<double>(-b / 2) / square;
            Vector<double> exact = Vector.Exp(decay - (new Vector<double>(product) / (Vector<double>.One + root))) / root;
            Vector<double> series = Vector.Exp(decay - new Vector<double>(product / 2)) * (Vector<double>.One + (square * (new Vector<double>(c) + (square * d))));
            sum += new Vector<double>(ManyNodes.Weights, i) * (exact - series);
        }

        return (known + (Vector.Sum(sum) * half)) / (2 * Math.PI);
    }

    /// <summary>A Gauss-Legendre rule on [-1, 1], its arrays filled up with weight 0 to whole vectors.</summary>
    private sealed class LegendreRule
    {
        public LegendreRule(int order)
        {
            (double[] nodes, double[] weights) = LegendreNodes.Of(order);
            int length = (order + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count;
            Nodes = new double[length];
            Weights = new double[length];
            nodes.CopyTo(Nodes, 0);
            weights.CopyTo(Weights, 0);
        }

        public double[] Nodes { get; }

        public double[] Weights { get; }
    }
}
