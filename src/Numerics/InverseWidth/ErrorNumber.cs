using Theory.Recursions;

namespace Theory.Numerics.InverseWidth;

/// <summary>A number with a bound of its error, to which every operation adds.</summary>
/// <remarks>
/// The errors that enter are those of quadrature, of any size, so that products of errors count. <c>BoundedValue</c>, of which formulas are made by the
/// million, knows rounding alone, to first order.
/// </remarks>
internal readonly record struct ErrorNumber(double Value, double Error) : ISeriesNumber<ErrorNumber>
{
    private const double HalfUlp = 1.2e-16;

    /// <summary>An integer, exact.</summary>
    public static ErrorNumber Of(long integer) => new(integer, 0);

    public static ErrorNumber operator +(ErrorNumber left, ErrorNumber right)
    {
        double sum = left.Value + right.Value;
        return new(sum, left.Error + right.Error + (HalfUlp * Math.Abs(sum)));
    }

    public static ErrorNumber operator -(ErrorNumber left, ErrorNumber right) => left + new ErrorNumber(-right.Value, right.Error);

    public static ErrorNumber operator *(ErrorNumber left, ErrorNumber right)
    {
        double product = left.Value * right.Value;
        return new(product, (Math.Abs(left.Value) * right.Error) + (Math.Abs(right.Value) * left.Error) + (left.Error * right.Error) + (HalfUlp * Math.Abs(product)));
    }

    /// <summary>A product with a number that is exact to half a unit in its last place.</summary>
    public ErrorNumber Times(double factor) => this * new ErrorNumber(factor, HalfUlp * Math.Abs(factor));
}
