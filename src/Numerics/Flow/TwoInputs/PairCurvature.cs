using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Flow.TwoInputs;

/// <summary>The second derivatives of C_W &lt;s_a s_b&gt; by the elements of the kernel matrix before it.</summary>
/// <param name="First">Of the element 11 by K_11: C_W g''(K_11).</param>
/// <param name="Second">Of the element 22 by K_22: C_W g''(K_22).</param>
/// <param name="D1111">Of the element 12 by K_11, K_11.</param>
/// <param name="D1112">Of the element 12 by K_11, K_12.</param>
/// <param name="D1122">Of the element 12 by K_11, K_22.</param>
/// <param name="D1212">Of the element 12 by K_12, K_12.</param>
/// <param name="D1222">Of the element 12 by K_12, K_22.</param>
/// <param name="D2222">Of the element 12 by K_22, K_22.</param>
internal readonly record struct PairCurvature(
    double First, double Second, double D1111, double D1112, double D1122, double D1212, double D1222, double D2222)
{
    /// <summary>
    /// The derivatives at a kernel matrix of two inputs that are not fully correlated; those of the element 12 are NaN where one of their expectations has
    /// no value, which takes nothing else with them.
    /// </summary>
    /// <remarks>
    /// Derivatives by K_ab of a Gaussian expectation are second derivatives of the integrand (Price's theorem): d/dK_12 of &lt;s_1 s_2&gt; is
    /// &lt;s'_1 s'_2&gt;, d/dK_11 is &lt;s''_1 s_2&gt;/2, and so on up to &lt;s''''_1 s_2&gt;/4. Stein's lemma, &lt;z_1 f_1 h_2&gt; = K_11 &lt;f'_1 h_2&gt; +
    /// K_12 &lt;f_1 h'_2&gt;, brings them down to s'', whose point masses at kinks and jumps have expectations of their own.
    /// </remarks>
    /// <param name="s">The activation.</param>
    /// <param name="layer">The kernel matrix.</param>
    /// <param name="response">The first derivatives there.</param>
    /// <param name="cw">C_W of the next layer.</param>
    /// <param name="first">g''(K_11).</param>
    /// <param name="second">g''(K_22).</param>
    public static PairCurvature Of(PiecewiseSmoothFunction s, TwoInputLayer layer, in PairResponse response, double cw, double first, double second)
    {
        GeneralisedMoments moments = new(s, layer.K11, layer.K22, layer.Rho);
        GeneralisedMoments exchanged = new(s, layer.K22, layer.K11, layer.Rho);
        GeneralisedFunction bend = GeneralisedFunction.SecondDerivative(s);
        double both = moments.Expectation(bend, bend);
        (double three1, double four1) = Higher(moments, s, bend, layer.K11, layer.K12, both, 2 * response.D1211 / cw);
        (double three2, double four2) = Higher(exchanged, s, bend, layer.K22, layer.K12, both, 2 * response.D1222 / cw);
        return (moments.Missing ?? exchanged.Missing) is null
            ? new(cw * first, cw * second, cw * four1 / 4, cw * three1 / 2, cw * both / 4, cw * both, cw * three2 / 2, cw * four2 / 4)
            : new(cw * first, cw * second, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
    }

    /// <summary>&lt;s'''_1 s'_2&gt; and &lt;s''''_1 s_2&gt; from &lt;s''_1 s''_2&gt; and &lt;s''_1 s_2&gt;.</summary>
    private static (double Three, double Four) Higher(
        GeneralisedMoments moments, PiecewiseSmoothFunction s, GeneralisedFunction bend, double k1, double k12, double both, double single)
    {
        GeneralisedFunction once = bend.TimesZ();
        double slope = moments.Expectation(once, GeneralisedFunction.FirstDerivative(s));
        double value = moments.Expectation(once.TimesZ(), GeneralisedFunction.Of(s));
        double three = (slope - (k12 * both)) / k1;
        double fourTimesZ = ((value - (k12 * slope)) / k1) - single;
        return (three, (fourTimesZ - (k12 * three)) / k1);
    }
}
