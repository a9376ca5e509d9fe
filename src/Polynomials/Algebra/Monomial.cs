namespace Theory.Polynomials.Algebra;

/// <summary>A power product of up to eight variables, such as x^2 y.</summary>
/// <remarks>One byte an exponent, so that products are sums of integers and sets of monomials are quick to look up.</remarks>
/// <param name="Packed">The exponent of variable i in byte i.</param>
public readonly record struct Monomial(ulong Packed) : IComparable<Monomial>
{
    /// <summary>Variables are at most this many.</summary>
    public const int MaximumVariables = 8;

    /// <summary>The largest total degree that can be held.</summary>
    public const int MaximumDegree = 255;

    private const ulong LowBytes = 0x0101010101010101;

    /// <summary>The monomial 1.</summary>
    public static Monomial One => default;

    /// <summary>The total degree.</summary>
    public int Degree => (int)((((Packed & 0x00FF00FF00FF00FF) + ((Packed >> 8) & 0x00FF00FF00FF00FF)) * 0x0001000100010001) >> 48);

    /// <summary>The exponent of a variable.</summary>
    public int this[int variable] => (int)((Packed >> (8 * variable)) & 0xFF);

    /// <summary>True when every exponent is even: the monomial is a square.</summary>
    public bool IsSquare => (Packed & LowBytes) == 0;

    /// <summary>The monomial whose square this is; every exponent must be even.</summary>
    public Monomial SquareRoot => new(Packed >> 1);

    /// <summary>A power of one variable.</summary>
    public static Monomial Of(int variable, int exponent) => new((ulong)exponent << (8 * variable));

    /// <summary>The product of two monomials.</summary>
    /// <exception cref="OverflowException">The degree exceeds 255.</exception>
    public static Monomial operator *(Monomial a, Monomial b) => a.Degree + b.Degree <= MaximumDegree
        ? new Monomial(a.Packed + b.Packed)
        : throw new OverflowException($"a monomial of degree {a.Degree + b.Degree} exceeds the largest degree, {MaximumDegree}");

    /// <summary>The quotient; the divisor must divide.</summary>
    public static Monomial operator /(Monomial a, Monomial b) => new(a.Packed - b.Packed);

    /// <summary>True when every exponent is at most that of the other monomial.</summary>
    public bool Divides(Monomial other)
    {
        for (ulong a = Packed, b = other.Packed; a != 0; a >>= 8, b >>= 8)
        {
            if ((a & 0xFF) > (b & 0xFF))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>All monomials that divide this one.</summary>
    public IEnumerable<Monomial> Divisors()
    {
        IEnumerable<Monomial> divisors = [One];
        for (int i = 0; i < MaximumVariables; i++)
        {
            int variable = i;
            int exponent = this[i];
            if (exponent > 0)
            {
                divisors = divisors.SelectMany(m => Enumerable.Range(0, exponent + 1).Select(e => m * Of(variable, e)));
            }
        }

        return divisors;
    }

    /// <summary>Graded order: by degree, then by the exponents of the first variables, larger ones first.</summary>
    public int CompareTo(Monomial other)
    {
        int byDegree = Degree.CompareTo(other.Degree);
        return byDegree != 0 ? byDegree : FirstVariableHighest(other.Packed).CompareTo(FirstVariableHighest(Packed));
    }

    /// <summary>The monomial with the names of its variables, as 1, x^2 or x*y^3.</summary>
    public string ToString(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (Packed == 0)
        {
            return "1";
        }

        Monomial self = this;
        return string.Join('*', Enumerable.Range(0, names.Count).Where(i => self[i] > 0).Select(i => self[i] == 1 ? names[i] : $"{names[i]}^{self[i]}"));
    }

    /// <summary>Less degree.</summary>
    public static bool operator <(Monomial left, Monomial right) => left.CompareTo(right) < 0;

    /// <summary>Not more degree.</summary>
    public static bool operator <=(Monomial left, Monomial right) => left.CompareTo(right) <= 0;

    /// <summary>More degree.</summary>
    public static bool operator >(Monomial left, Monomial right) => left.CompareTo(right) > 0;

    /// <summary>Not less degree.</summary>
    public static bool operator >=(Monomial left, Monomial right) => left.CompareTo(right) >= 0;

    private static ulong FirstVariableHighest(ulong packed) => System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(packed);
}
