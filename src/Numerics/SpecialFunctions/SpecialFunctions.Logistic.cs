namespace Theory.Numerics;

public static partial class SpecialFunctions
{
    /// <summary>The logistic function sigmoid(x) = 1/(1 + exp(-x)).</summary>
    /// <remarks>Its derivative is Sigmoid(x)*Sigmoid(-x), which, unlike s(1-s), keeps its digits where s is close to 1.</remarks>
    /// <param name="x">Any real number.</param>
    /// <returns>A number in [0, 1], within 1 ulp in both tails.</returns>
    public static double Sigmoid(double x)
    {
        if (x >= 0)
        {
            return 1 / (1 + Math.Exp(-x));
        }

        double e = Math.Exp(x);
        return e / (1 + e);
    }

    /// <summary>The smooth rectifier softplus(x) = log(1 + exp(x)), whose derivative is the logistic function.</summary>
    /// <param name="x">Any real number; exp(x) is never formed for positive x, so that large x does not overflow.</param>
    /// <returns>A positive number, within 1 ulp.</returns>
    public static double Softplus(double x) => Math.Max(x, 0) + Log1p(Math.Exp(-Math.Abs(x)));

    /// <summary>The hyperbolic secant sech(x) = 1/cosh(x).</summary>
    /// <remarks>The derivative of tanh is sech^2, which, unlike 1 - tanh^2, keeps its digits in the tails.</remarks>
    /// <param name="x">Any real number.</param>
    /// <returns>A number in [0, 1], within 1 ulp.</returns>
    public static double Sech(double x)
    {
        double e = Math.Exp(-Math.Abs(x));
        return 2 * e / (1 + e * e);
    }
}
