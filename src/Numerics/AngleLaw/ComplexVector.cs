using System.Numerics;

namespace Theory.Numerics.AngleLaw;

/// <summary>Several complex numbers.</summary>
/// <param name="Re">The real parts.</param>
/// <param name="Im">The imaginary parts.</param>
internal readonly record struct ComplexVector(Vector<double> Re, Vector<double> Im)
{
    public static ComplexVector operator *(ComplexVector left, ComplexVector right) =>
        new((left.Re * right.Re) - (left.Im * right.Im), (left.Re * right.Im) + (left.Im * right.Re));

    /// <summary>|z|^2.</summary>
    public Vector<double> Square() => (Re * Re) + (Im * Im);

    /// <summary>|z|.</summary>
    public Vector<double> Size() => Vector.SquareRoot(Square());

    /// <summary>The square root with positive imaginary part where the real part of z is negative, else with positive real part.</summary>
    /// <param name="size">|z|.</param>
    public ComplexVector Root(Vector<double> size)
    {
        Vector<double> larger = Vector.SquareRoot(0.5 * (size + Vector.Abs(Re)));
        Vector<double> smaller = Vector.ConditionalSelect(Vector.Equals(larger, Vector<double>.Zero), Vector<double>.Zero, 0.5 * Im / larger);
        Vector<long> isRight = Vector.GreaterThanOrEqual(Re, Vector<double>.Zero);
        return new(Vector.ConditionalSelect(isRight, larger, smaller), Vector.ConditionalSelect(isRight, smaller, larger));
    }

    /// <summary>The angle from the real axis, -pi to pi, with the sign of the imaginary part.</summary>
    public Vector<double> Angle() => VectorFunctions.Angle(Im, Re);
}
