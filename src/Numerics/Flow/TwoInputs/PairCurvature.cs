using Theory.Numerics.Evaluation;

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
    // Of the distance to full correlation, where kinks make <s s> singular: what a rule of fourth order neglects and what rounding adds are both below 1e-5.
    private const double RelativeStep = 0.05;

    // Closer to full correlation the steps would be lost in the rounding of the correlation.
    private const double SmallestDistance = 1e-6;

    /// <summary>The derivatives at a kernel matrix, by differences of expectations that are known to twelve digits.</summary>
    /// <remarks>
    /// Derivatives by K_ab of a Gaussian expectation are second derivatives of the integrand, hence d&lt;s s&gt;/dK_12 = &lt;s' s'&gt; and
    /// 4 d^2/dK_11 dK_22 = d^2/dK_12^2, however few derivatives s has.
    /// </remarks>
    /// <param name="pairs">Expectations.</param>
    /// <param name="layer">The kernel matrix.</param>
    /// <param name="cw">C_W of the next layer.</param>
    /// <param name="first">g''(K_11).</param>
    /// <param name="second">g''(K_22).</param>
    public static PairCurvature Of(TwoInputEvaluator pairs, TwoInputLayer layer, double cw, double first, double second)
    {
        (double k1, double k12, double k2) = (layer.K11, layer.K12, layer.K22);
        double distance = 1 - (layer.Rho * layer.Rho);
        if (!(distance > SmallestDistance))
        {
            return new PairCurvature(cw * first, cw * second, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
        }

        (double Product, double Slopes) At(double a, double c, double b)
        {
            TwoInputValues values = pairs.Evaluate(a, b, c / Math.Sqrt(a) / Math.Sqrt(b));
            return (values.KernelProduct.Value, values.DerivativeProduct.Value);
        }

        double step = RelativeStep * distance;
        (double middle, _) = At(k1, k12, k2);
        var by1 = Differences(x => At(k1 * (1 + (step * x)), k12, k2), step * k1, middle);
        var by2 = Differences(x => At(k1, k12, k2 * (1 + (step * x))), step * k2, middle);
        double scale = Math.Sqrt(k1) * Math.Sqrt(k2);
        double by12 = Differences(x => At(k1, k12 + (step * scale * x), k2), step * scale, middle).Slopes;
        return new PairCurvature(
            cw * first, cw * second, cw * by1.Products, cw * by1.Slopes, cw * by12 / 4, cw * by12, cw * by2.Slopes, cw * by2.Products);
    }

    /// <summary>The second derivative of &lt;s s&gt; and the first of &lt;s' s'&gt; by five-point rules.</summary>
    private static (double Products, double Slopes) Differences(Func<int, (double Product, double Slopes)> at, double step, double middle)
    {
        var (a, b, c, d) = (at(-2), at(-1), at(1), at(2));
        return (
            ((16 * (b.Product + c.Product)) - a.Product - d.Product - (30 * middle)) / (12 * step * step),
            ((8 * (c.Slopes - b.Slopes)) + a.Slopes - d.Slopes) / (12 * step));
    }
}
