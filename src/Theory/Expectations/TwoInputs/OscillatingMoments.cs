using Theory.Expressions;

namespace Theory.Expectations.TwoInputs;

/// <summary>
/// Moments of sines and cosines times polynomials and exponentials. With cos(w x + e w' y), e = ±1, as the real part of an exponential they are
/// Gaussian moments of complex mean, P_mn = mu_x P_(m-1)n + (m-1) A P_(m-2)n + n C P_(m-1)(n-1), times exp of a complex quadratic form.
/// </summary>
internal static class OscillatingMoments
{
    /// <summary>E[a(x) b(y)] in the Gaussian that the quadratic exponents have tilted already.</summary>
    public static BivariateForm Of(BivariateGaussian gaussian, GaussianTerm a, GaussianTerm b)
    {
        // Products of sines and cosines: cos u cos v, sin u sin v = (cos(u - v) ± cos(u + v))/2, sin u cos v = (sin(u + v) + sin(u - v))/2, …
        bool sine = a.IsSine != b.IsSine;
        BivariateForm form = new();
        foreach (int sign in (int[])[1, -1])
        {
            int weight = a.IsSine && b.IsSine ? -sign : b.IsSine ? sign : 1;
            AddExponential(form, gaussian, a, b, sign, sine, Number.Half * weight);
        }

        return form;
    }

    /// <summary>Adds the real or imaginary part of E[x^m y^n exp((b + i w) x + (b' + i e w') y)] times a weight.</summary>
    private static void AddExponential(BivariateForm form, BivariateGaussian gaussian, GaussianTerm a, GaussianTerm b, int sign, bool imaginary, Expr weight)
    {
        (Expr varianceA, Expr varianceB, Expr c) = (gaussian.VarianceA, gaussian.VarianceB, gaussian.Covariance);
        Expr v = a.Frequency;
        Expr w = sign * b.Frequency;
        Complex meanA = new((varianceA * a.Linear) + (c * b.Linear), (varianceA * v) + (c * w));
        Complex meanB = new((c * a.Linear) + (varianceB * b.Linear), (c * v) + (varianceB * w));
        Complex moment = Moment(a.Power, b.Power, meanA, meanB, gaussian);

        // The quadratic form (A beta^2 + 2 C beta beta' + B beta'^2)/2; its part v w C, which changes sign with e, is kept as sinh and cosh.
        Expr even = Expansion.Expand(((varianceA * ((a.Linear * a.Linear) - (v * v))) + (2 * c * a.Linear * b.Linear) + (varianceB * ((b.Linear * b.Linear) - (w * w)))) / 2);
        Expr odd = Expansion.Expand(c * v * b.Frequency);
        Expr phase = Expansion.Expand((a.Linear * meanA.Im) + (b.Linear * meanB.Im));
        Expr envelope = gaussian.Norm * Function.Of(FunctionKind.Exp, even);
        Expr cosine = Function.Of(FunctionKind.Cos, phase);
        Expr sine = Function.Of(FunctionKind.Sin, phase);

        // (Re + i Im)(cos + i sin): the part wanted, once for each of the two phase functions.
        (Expr ofCosine, Expr ofSine) = imaginary ? (moment.Im, moment.Re) : (moment.Re, -moment.Im);
        foreach ((Expr function, Expr part) in ((Expr, Expr)[])[(cosine, ofCosine), (sine, ofSine)])
        {
            if (!function.IsZero && !part.IsZero)
            {
                form.Add(envelope * function * Function.Of(FunctionKind.Cosh, odd), part * weight);
                form.Add(envelope * function * Function.Of(FunctionKind.Sinh, odd), -sign * part * weight);
            }
        }
    }

    private static Complex Moment(int m, int n, Complex meanA, Complex meanB, BivariateGaussian gaussian)
    {
        Complex[,] moments = new Complex[m + 1, n + 1];
        for (int i = 0; i <= m; i++)
        {
            for (int j = 0; j <= n; j++)
            {
                Complex At(int k, int l) => k < 0 || l < 0 ? new(Expr.Zero, Expr.Zero) : moments[k, l];
                moments[i, j] = i == 0 && j == 0 ? new(Expr.One, Expr.Zero)
                    : i > 0 ? (meanA * At(i - 1, j)) + At(i - 2, j).Times((i - 1) * gaussian.VarianceA) + At(i - 1, j - 1).Times(j * gaussian.Covariance)
                    : (meanB * At(i, j - 1)) + At(i, j - 2).Times((j - 1) * gaussian.VarianceB);
            }
        }

        return moments[m, n];
    }

    private readonly record struct Complex(Expr Re, Expr Im)
    {
        public static Complex operator +(Complex x, Complex y) => new(Expansion.Expand(x.Re + y.Re), Expansion.Expand(x.Im + y.Im));

        public static Complex operator *(Complex x, Complex y) =>
            new(Expansion.Expand((x.Re * y.Re) - (x.Im * y.Im)), Expansion.Expand((x.Re * y.Im) + (x.Im * y.Re)));

        public Complex Times(Expr factor) => new(Expansion.Expand(Re * factor), Expansion.Expand(Im * factor));
    }
}
