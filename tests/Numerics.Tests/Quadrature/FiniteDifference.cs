namespace Theory.Numerics.Tests.Quadrature;

/// <summary>Derivatives by central differences, independent of any formula for them.</summary>
internal static class FiniteDifference
{
    /// <summary>The derivative at <paramref name="x"/> &gt; 0 from six points, with an error of order (x/50)^6.</summary>
    public static double Derivative(Func<double, double> f, double x)
    {
        double h = x / 50;
        return (45 * (f(x + h) - f(x - h)) - 9 * (f(x + 2 * h) - f(x - 2 * h)) + (f(x + 3 * h) - f(x - 3 * h))) / (60 * h);
    }
}
