using Theory.Expectations;
using Theory.Numerics.Evaluation;

namespace Theory.Validation.Comparison;

/// <summary>
/// Mean and variance of Ghat(l+1) given Ghat(l): C_b + C_W g(Ghat) and C_W^2 (m4(Ghat) - g(Ghat)^2)/n, without the 1/n, interpolated.
/// </summary>
/// <remarks>
/// Chebyshev polynomials in log Ghat over a range about K(l), with as many terms as are needed for a relative error of 1e-11; beyond it the
/// expectations themselves.
/// </remarks>
internal sealed class LayerTransition
{
    private const double LogHalfRange = 3;
    private const double Accuracy = 1e-11;
    private const int MostNodes = 512;

    private readonly ExpectationEvaluator _evaluator;
    private readonly double _cb;
    private readonly double _cw;
    private readonly double _centre;
    private readonly double[] _mean;
    private readonly double[] _variance;

    public LayerTransition(ExpectationEvaluator evaluator, double cb, double cw, double k)
    {
        _evaluator = evaluator;
        _cb = cb;
        _cw = cw;
        _centre = Math.Log(k);
        (_mean, _variance) = Fit();

        // Central differences of what is smooth to eleven digits; the slopes need no accuracy, as they multiply what is 0 on average.
        const double step = 1e-4;
        MeanSlope = (At(k * (1 + step)).Mean - At(k * (1 - step)).Mean) / (2 * step * k);
        VarianceSlope = (At(k * (1 + step)).Variance - At(k * (1 - step)).Variance) / (2 * step * k);
    }

    /// <summary>The derivative of the mean at K.</summary>
    public double MeanSlope { get; }

    /// <summary>The derivative of the variance at K.</summary>
    public double VarianceSlope { get; }

    /// <summary>Mean and n times the variance of the next metric.</summary>
    public (double Mean, double Variance) At(double metric)
    {
        double x = (Math.Log(metric) - _centre) / LogHalfRange;
        return Math.Abs(x) <= 1 ? (Clenshaw(_mean, x), Clenshaw(_variance, x)) : metric > 0 ? Exact(metric) : (_cb, 0);
    }

    private static double Clenshaw(double[] coefficients, double x)
    {
        (double next, double afterNext) = (0, 0);
        for (int i = coefficients.Length - 1; i > 0; i--)
        {
            (next, afterNext) = (coefficients[i] + (2 * x * next) - afterNext, next);
        }

        return coefficients[0] + (x * next) - afterNext;
    }

    private (double[] Mean, double[] Variance) Fit()
    {
        for (int nodes = 32; ; nodes *= 2)
        {
            (double Mean, double Variance)[] values = [.. Enumerable.Range(0, nodes).Select(j =>
                Exact(Math.Exp(_centre + (LogHalfRange * Math.Cos(Math.PI * (j + 0.5) / nodes)))))];
            double[] first = Coefficients([.. values.Select(v => v.Mean)]);
            double[] second = Coefficients([.. values.Select(v => v.Variance)]);
            if ((Converged(first) && Converged(second)) || nodes >= MostNodes)
            {
                return (first, second);
            }
        }
    }

    private static double[] Coefficients(double[] values)
    {
        int nodes = values.Length;
        return [.. Enumerable.Range(0, nodes).Select(k => (k == 0 ? 1.0 : 2.0) / nodes
            * values.Select((v, j) => v * Math.Cos(Math.PI * k * (j + 0.5) / nodes)).Sum())];
    }

    private static bool Converged(double[] coefficients) =>
        coefficients[^4..].Max(Math.Abs) <= Accuracy * coefficients.Max(Math.Abs);

    private (double Mean, double Variance) Exact(double metric)
    {
        ExpectationValues values = _evaluator.Evaluate(metric, quantities: [Quantity.Kernel, Quantity.FourthMoment]).OrThrow();
        double g = values[Quantity.Kernel].Value;
        return (_cb + (_cw * g), _cw * _cw * (values[Quantity.FourthMoment].Value - (g * g)));
    }
}
