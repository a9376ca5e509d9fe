using System.Numerics;

namespace Theory.Validation.Statistics;

/// <summary>A sum of doubles without rounding, so that it depends neither on their order nor on how they are divided into parts.</summary>
/// <remarks>
/// A fixed-point number of 32-bit digits in 64-bit words that covers the range of double; carries are put off, and only digits that occur
/// are kept. U. Kulisch, "Computer Arithmetic and Validity" (2008), chapter 8. A mutable value: copies share digits.
/// </remarks>
internal struct ExactSum
{
    // Each addition changes a digit by less than 2^32, and a word holds 2^63.
    private const int AdditionsBetweenCarries = 1 << 30;

    private const int DigitBits = 32;

    // The digit of weight 2^-1074, the smallest positive double.
    private const int LowestExponent = -1074;

    private long[]? _digits;
    private int _lowest;
    private int _additions;
    private bool _undefined;

    /// <summary>Adds a number; one that is not finite makes the sum NaN.</summary>
    public void Add(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        int biased = (int)(bits >> 52) & 0x7ff;
        if (biased == 0x7ff)
        {
            _undefined = true;
            return;
        }

        ulong mantissa = (ulong)bits & 0x000fffffffffffff;
        mantissa = biased == 0 ? mantissa : mantissa | 0x0010000000000000;
        if (mantissa == 0)
        {
            return;
        }

        int position = Math.Max(biased, 1) - 1;
        int digit = position / DigitBits;
        int shift = position % DigitBits;
        if (_digits is null || digit < _lowest || digit + 2 >= _lowest + _digits.Length)
        {
            Cover(digit, digit + 2);
        }

        ulong high = shift == 0 ? mantissa >> DigitBits : mantissa >> (DigitBits - shift);
        long sign = bits < 0 ? -1 : 1;
        int at = digit - _lowest;
        _digits![at] += sign * (uint)(mantissa << shift);
        _digits[at + 1] += sign * (uint)high;
        _digits[at + 2] += sign * (long)(high >> DigitBits);
        if (++_additions >= AdditionsBetweenCarries)
        {
            Carry();
        }
    }

    /// <summary>Adds another sum, or subtracts it.</summary>
    public void Add(ExactSum other, int sign = 1)
    {
        _undefined |= other._undefined;
        if (other._digits is null)
        {
            return;
        }

        other._digits = [.. other._digits];
        other.Carry();
        Carry();
        Cover(other._lowest, other._lowest + other._digits.Length - 1);
        for (int i = 0; i < other._digits.Length; i++)
        {
            _digits![other._lowest + i - _lowest] += sign * other._digits[i];
        }

        _additions++;
    }

    /// <summary>The sum, correctly rounded; infinite beyond the range of double, NaN when a number was not finite.</summary>
    public readonly double ToDouble()
    {
        if (_undefined)
        {
            return double.NaN;
        }

        if (_digits is null)
        {
            return 0;
        }

        BigInteger total = BigInteger.Zero;
        for (int i = _digits.Length - 1; i >= 0; i--)
        {
            total = (total << DigitBits) + _digits[i];
        }

        return Round(total, (_lowest * DigitBits) + LowestExponent);
    }

    /// <summary>The double nearest to an integer times a power of two.</summary>
    private static double Round(BigInteger integer, int exponent)
    {
        BigInteger magnitude = BigInteger.Abs(integer);
        long surplus = Math.Max((long)magnitude.GetBitLength() - 53, LowestExponent - exponent);
        if (surplus > 0)
        {
            BigInteger kept = magnitude >> (int)surplus;
            BigInteger rest = magnitude - (kept << (int)surplus);
            BigInteger half = BigInteger.One << (int)(surplus - 1);
            magnitude = rest > half || (rest == half && !kept.IsEven) ? kept + 1 : kept;
            exponent += (int)surplus;
        }

        return Math.CopySign(Math.ScaleB((double)magnitude, exponent), integer.Sign);
    }

    /// <summary>Makes every digit but the last one lie from 0 to 2^32 - 1.</summary>
    private void Carry()
    {
        if (_digits is null)
        {
            return;
        }

        for (int i = 0; i < _digits.Length; i++)
        {
            long carry = _digits[i] >> DigitBits;
            if (carry is 0 || (carry is -1 && i == _digits.Length - 1))
            {
                continue;
            }

            if (i == _digits.Length - 1)
            {
                Cover(_lowest, _lowest + _digits.Length);
            }

            _digits[i] -= carry << DigitBits;
            _digits[i + 1] += carry;
        }

        _additions = 1;
    }

    /// <summary>Makes room for the digits from one to another.</summary>
    private void Cover(int from, int to)
    {
        if (_digits is null)
        {
            _lowest = from;
            _digits = new long[to - from + 1];
            return;
        }

        int first = Math.Min(from, _lowest);
        int last = Math.Max(to, _lowest + _digits.Length - 1);
        if (first < _lowest || last >= _lowest + _digits.Length)
        {
            long[] wider = new long[last - first + 1];
            _digits.CopyTo(wider, _lowest - first);
            (_digits, _lowest) = (wider, first);
        }
    }
}
