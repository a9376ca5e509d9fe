namespace Theory.Numerics.TangentKernel;

/// <summary>The law of two jointly normal inputs: z_a = A x, z_b = B (rho x + width y) with x and y independent standard normals.</summary>
internal readonly record struct PairLaw
{
    /// <summary>The law of a covariance; entries that rounding has made no covariance are those of parallel inputs.</summary>
    /// <remarks>The determinant is the difference of products of nearly the same size where inputs are nearly parallel, so that it is taken with the rounding of both.</remarks>
    public PairLaw(double ka, double kb, double kab)
    {
        // Powers of two change no digit, and products stay in the range of doubles.
        (int ea, int eb) = (Math.ILogB(ka) & ~1, Math.ILogB(kb) & ~1);
        (double a, double b, double ab) = (Math.ScaleB(ka, -ea), Math.ScaleB(kb, -eb), Math.ScaleB(kab, -((ea + eb) / 2)));
        (double p, double q) = (a * b, ab * ab);
        double squared = (p - q + (Math.FusedMultiplyAdd(a, b, -p) - Math.FusedMultiplyAdd(ab, ab, -q))) / p;
        (A, B) = (Math.Sqrt(ka), Math.Sqrt(kb));
        Difference = (ka - kb) / (A + B);
        Width = squared > 0 ? Math.Sqrt(squared) : 0;
        Rho = Width == 0 ? Math.Sign(kab) : Math.Clamp(ab / (Math.Sqrt(a) * Math.Sqrt(b)), -1, 1);
    }

    private PairLaw(double a, double b, double difference, double rho, double width) => (A, B, Difference, Rho, Width) = (a, b, difference, rho, width);

    /// <summary>The standard deviation of z_a.</summary>
    public double A { get; }

    /// <summary>The standard deviation of z_b.</summary>
    public double B { get; }

    /// <summary>The correlation.</summary>
    public double Rho { get; }

    /// <summary>sqrt(1 - rho^2).</summary>
    public double Width { get; }

    /// <summary>A - B, without the rounding of both.</summary>
    private double Difference { get; }

    /// <summary>The same inputs in the other order.</summary>
    public PairLaw Swapped => new(B, A, -Difference, Rho, Width);

    /// <summary>z_b.</summary>
    public double SecondAt(double x, double y) => B * ((Rho * x) + (Width * y));

    /// <summary>The y at which z_b is q, given z_a.</summary>
    /// <remarks>q/B - rho z_a/A, over the width; the terms that cancel where inputs are nearly parallel and q is z_a, or antiparallel and -z_a, are taken out of it.</remarks>
    public double Across(double q, double za)
    {
        double along = Rho < 0 ? -za : za;
        return ((((q - along) / B) + (along / A * Difference / B)) / Width) + (along / A * Width / (1 + Math.Abs(Rho)));
    }
}
