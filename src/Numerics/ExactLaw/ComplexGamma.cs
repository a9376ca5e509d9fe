namespace Theory.Numerics.ExactLaw;

/// <summary>The Gamma function along vertical lines of the complex plane, where it gives the Mellin transforms of exponential and chi-squared laws.</summary>
internal static class ComplexGamma
{
    /// <summary>Where Stirling's series with the terms below is exact to double precision.</summary>
    private const double Large = 16;

    /// <summary>ln Gamma(k + iw) - ln Gamma(k) - i w ln k for k > 0: the logarithm of E exp(iw ln(x/k)), x distributed as Gamma(k).</summary>
    /// <remarks>Written without cancellation for large k, where it tends to -w^2/(2k).</remarks>
    public static (double Real, double Imaginary) LogRatio(double k, double w)
    {
        (double real, double imaginary) = (0, -w * Math.Log(k));
        for (; k < Large; k++)
        {
            real -= 0.5 * Math.Log(1 + (w / k * (w / k)));
            imaginary -= Math.Atan2(w, k);
        }

        imaginary += w * Math.Log(k);
        double y = w / k;
        double log = 0.5 * SpecialFunctions.Log1p(y * y);
        double angle = Math.Atan(y);

        // (k - 1/2 + iw) ln(1 + iy) - iw, with ln(1 + iy) - iy as one term.
        real += ((k - 0.5) * log) - (w * angle);
        imaginary += (k * AngleMinusArgument(y)) - (0.5 * angle) + (w * log);
        (double atW, double imaginaryAtW) = StirlingRemainder(k, w);
        return (real + atW - StirlingRemainder(k, 0).Real, imaginary + imaginaryAtW);
    }

    /// <summary>The frequency beyond which |Gamma(k + iw)/Gamma(k)| is less than a tolerance.</summary>
    public static double Band(double k, double tolerance)
    {
        double log = Math.Log(tolerance);
        double high = 1;
        while (LogRatio(k, high).Real > log)
        {
            high *= 2;
        }

        double low = high / 2;
        for (int i = 0; i < 40; i++)
        {
            double middle = 0.5 * (low + high);
            (low, high) = LogRatio(k, middle).Real > log ? (middle, high) : (low, middle);
        }

        return high;
    }

    private static double AngleMinusArgument(double y)
    {
        if (Math.Abs(y) > 0.1)
        {
            return Math.Atan(y) - y;
        }

        double square = y * y;
        double sum = 0;
        for (int j = 8; j >= 1; j--)
        {
            sum = ((j % 2 == 1 ? -1 : 1) / ((2.0 * j) + 1)) + (square * sum);
        }

        return square * y * sum;
    }

    /// <summary>1/(12 z) - 1/(360 z^3) + …, z = k + iw.</summary>
    private static (double Real, double Imaginary) StirlingRemainder(double k, double w)
    {
        double size = (k * k) + (w * w);
        (double a, double b) = (k / size, -w / size);
        (double a2, double b2) = ((a * a) - (b * b), 2 * a * b);
        ReadOnlySpan<double> terms = [1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156, -3617.0 / 122400];
        (double real, double imaginary) = (0, 0);
        for (int j = terms.Length - 1; j >= 0; j--)
        {
            (real, imaginary) = (terms[j] + (a2 * real) - (b2 * imaginary), (a2 * imaginary) + (b2 * real));
        }

        return ((a * real) - (b * imaginary), (a * imaginary) + (b * real));
    }
}
