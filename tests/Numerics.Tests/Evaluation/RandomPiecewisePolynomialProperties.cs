using System.Globalization;
using Theory.Activations;
using Theory.Expectations;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Tests.Evaluation;

/// <summary>Closed forms against quadrature, two computations that share nothing, on random piecewise polynomials.</summary>
public sealed class RandomPiecewisePolynomialProperties
{
    [SlowProperty(20, 60)]
    public void ClosedFormAndQuadrature_Agree_WithinTheirErrorBounds(sbyte[] coefficients, byte breakpoint, byte width, byte exponent)
    {
        Activation activation = Activation.Parse(Formula(coefficients, (breakpoint - 128) / 64.0, (width + 1) / 64.0));
        double k = Math.Pow(10, (exponent - 128) / 40.0);
        ExpectationEvaluator evaluator = new(activation);
        ExpectationValues closed = evaluator.Evaluate(k, EvaluationMethod.ClosedForm);
        ExpectationValues quadrature = evaluator.Evaluate(k, EvaluationMethod.Quadrature);
        ExpectationValues best = evaluator.Evaluate(k);
        GaussianExpectations magnitudes = GaussianQuadrature.Evaluate(evaluator.Function, k);
        foreach (Quantity quantity in Quantity.All.Where(q => closed[q].IsDefined))
        {
            (QuantityValue c, QuantityValue q, QuantityValue b) = (closed[quantity], quadrature[quantity], best[quantity]);
            string label = string.Create(CultureInfo.InvariantCulture, $"{quantity} of {activation} at K = {k}: {c}, {q}");
            Assert.True(Math.Abs(c.Value - q.Value) <= c.AbsoluteError + q.AbsoluteError, "the bounds do not hold: " + label);
            Assert.True(b.AbsoluteError <= Math.Min(c.AbsoluteError, q.AbsoluteError) || b.RelativeError <= 2e-13, "not the better one: " + label);
            Assert.True(Math.Abs(b.Value - q.Value) <= 1e-11 * Math.Max(Math.Abs(q.Value), Magnitude(magnitudes, quantity)), "11 digits: " + label);
        }
    }

    private static double Magnitude(GaussianExpectations e, Quantity quantity) =>
        quantity.Integrand.Degree == 1 || quantity.KernelDerivatives > 0 ? e[quantity].Magnitude : 0;

    /// <summary>Three pieces of degree up to 3; continuous when the coefficients leave no room for jumps.</summary>
    private static string Formula(sbyte[] coefficients, double from, double width)
    {
        sbyte[] c = [.. coefficients, .. Enumerable.Repeat((sbyte)1, 8)];
        string a = string.Create(CultureInfo.InvariantCulture, $"({from})");
        string b = string.Create(CultureInfo.InvariantCulture, $"({from + width})");
        string middle = $"({c[0]}/16 + {c[1]}/16*z + {c[2]}/32*z^2)";
        return $"{middle} + {c[3]}/16*max(0, {a}-z) + {c[4]}/32*max(0, {a}-z)^3 + {c[5]}/16*max(0, z-{b})"
            + (c[6] % 3 == 0 ? $" + {c[7]}/16*step(z-{b})" : $" + {c[7]}/32*max(0, z-{b})^2");
    }
}
