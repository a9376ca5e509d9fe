using MathNet.Numerics.Integration;

namespace Theory.Numerics.Quadrature;

/// <summary>The Gauss-Legendre rule of every panel on [-1, 1], with the rows that read Legendre coefficients off its nodes.</summary>
/// <remarks>
/// The n nodes determine the coefficients a_0 .. a_(n-1) of the integrand, a_k = (2k+1)/2 * sum_i w_i P_k(x_i) f(x_i), while the rule is
/// exact up to degree 2n-1. Its error is thus made of coefficients from a_2n on, which decay further than the last visible ones.
/// </remarks>
internal static class PanelRule
{
    /// <summary>Nodes a panel; a multiple of the vector length 4.</summary>
    public const int Order = 20;

    private const int Middle = Order / 2;

    public static readonly double[] Nodes = new double[Order];
    public static readonly double[] Weights = new double[Order];

    /// <summary>Rows giving the last two coefficients (one even, one odd), and two half-way, to measure their decay.</summary>
    public static readonly double[] Last = new double[Order];
    public static readonly double[] LastButOne = new double[Order];
    public static readonly double[] Halfway = new double[Order];
    public static readonly double[] HalfwayNext = new double[Order];

    /// <summary>Row extrapolating the interpolating polynomial to the left end -1; reversed, to the right end.</summary>
    public static readonly double[] LeftEnd = new double[Order];

    static PanelRule()
    {
        var rule = new GaussLegendreRule(-1, 1, Order);
        var p = new double[Order + 1];
        for (int i = 0; i < Order; i++)
        {
            // Order 20 is among those that MathNet tabulates, correctly rounded; the recursion below would lose three bits in w.
            double w = rule.Weights[i];
            Legendre(rule.Abscissas[i], p);
            Nodes[i] = rule.Abscissas[i];
            Weights[i] = w;
            Last[i] = Coefficient(Order - 1, w, p);
            LastButOne[i] = Coefficient(Order - 2, w, p);
            Halfway[i] = Coefficient(Middle, w, p);
            HalfwayNext[i] = Coefficient(Middle + 1, w, p);
            for (int k = 0; k < Order; k++)
            {
                LeftEnd[i] += (k % 2 == 0 ? 1 : -1) * Coefficient(k, w, p);
            }
        }
    }

    private static double Coefficient(int k, double w, double[] p) => 0.5 * (2 * k + 1) * w * p[k];

    private static void Legendre(double x, double[] p)
    {
        p[0] = 1;
        p[1] = x;
        for (int k = 1; k < Order; k++)
        {
            p[k + 1] = ((2 * k + 1) * x * p[k] - k * p[k - 1]) / (k + 1);
        }
    }
}
