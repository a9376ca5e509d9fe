namespace Theory.Numerics.Kernels;

/// <summary>A sum with the sum of the absolute values of its terms, from which its rounding error follows.</summary>
internal readonly record struct SizedValue(double Value, double Size)
{
    public static SizedValue operator +(SizedValue a, SizedValue b) => new(a.Value + b.Value, a.Size + b.Size);

    public static SizedValue operator *(double factor, SizedValue a) => new(factor * a.Value, Math.Abs(factor) * a.Size);
}
