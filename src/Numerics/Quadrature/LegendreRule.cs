namespace Theory.Numerics.Quadrature;

/// <summary>A Gauss-Legendre rule on [-1, 1], with the rows that read Legendre coefficients off its nodes.</summary>
/// <remarks>
/// The n nodes determine the coefficients a_0 .. a_(n-1) of the integrand, a_k = (2k+1)/2 * sum_i w_i P_k(x_i) f(x_i), while the rule is
/// exact up to degree 2n-1. Its error is thus made of coefficients from a_2n on, which decay further than the last visible ones.
/// </remarks>
internal sealed class LegendreRule
{
    /// <summary>Builds the rule.</summary>
    /// <param name="order">
    /// The number of nodes: 16, 20 or 32, among those that MathNet tabulates, correctly rounded; the recursion below would lose three bits in
    /// the weights.
    /// </param>
    public LegendreRule(int order)
    {
        (Nodes, Weights) = LegendreNodes.Of(order);
        (Last, LastButOne, Before, BeforeLast) = (new double[order], new double[order], new double[order], new double[order]);
        (Halfway, HalfwayNext, LeftEnd) = (new double[order], new double[order], new double[order]);
        var p = new double[order + 1];
        for (int i = 0; i < order; i++)
        {
            double w = Weights[i];
            Legendre(Nodes[i], p);
            Last[i] = Coefficient(order - 1, w, p);
            LastButOne[i] = Coefficient(order - 2, w, p);
            BeforeLast[i] = Coefficient(order - 3, w, p);
            Before[i] = Coefficient(order - 4, w, p);
            Halfway[i] = Coefficient(order / 2, w, p);
            HalfwayNext[i] = Coefficient((order / 2) + 1, w, p);
            for (int k = 0; k < order; k++)
            {
                LeftEnd[i] += (k % 2 == 0 ? 1 : -1) * Coefficient(k, w, p);
            }
        }
    }

    public double[] Nodes { get; }

    public double[] Weights { get; }

    /// <summary>Row giving the last coefficient.</summary>
    public double[] Last { get; }

    /// <summary>Row giving the last but one: of the last two, one is even and one odd.</summary>
    public double[] LastButOne { get; }

    /// <summary>Row giving the one before these two.</summary>
    public double[] BeforeLast { get; }

    /// <summary>Row giving the one before that: an integrand that the nodes do not see may have two small coefficients by accident, and not four.</summary>
    public double[] Before { get; }

    /// <summary>Row giving a coefficient half-way, to measure the decay.</summary>
    public double[] Halfway { get; }

    /// <summary>Row giving the one after it.</summary>
    public double[] HalfwayNext { get; }

    /// <summary>Row extrapolating the interpolating polynomial to the left end -1; reversed, to the right end.</summary>
    public double[] LeftEnd { get; }

    private static double Coefficient(int k, double w, double[] p) => 0.5 * (2 * k + 1) * w * p[k];

    private static void Legendre(double x, double[] p)
    {
        p[0] = 1;
        p[1] = x;
        for (int k = 1; k < p.Length - 1; k++)
        {
            p[k + 1] = ((2 * k + 1) * x * p[k] - k * p[k - 1]) / (k + 1);
        }
    }
}
