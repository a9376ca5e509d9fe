using System.Numerics;
using Fractions;
using Theory.Polynomials.Vandermonde;

namespace Theory.Polynomials.Shallow;

/// <summary>One-hidden-layer networks of MRePU_p units that equal a given polynomial of degree at most p + 1 exactly.</summary>
public static class ExactConstruction
{
    private const int MaximumOrder = 100;

    /// <summary>A network of p + 1 units that equals the polynomial for |x| &lt;= radius.</summary>
    /// <param name="coefficients">The polynomial's coefficients by rising power; at most p + 2 of them.</param>
    /// <param name="p">The order of the activation, at least 1.</param>
    /// <param name="radius">Half the width of the interval, positive.</param>
    /// <remarks>
    /// With |a| &lt; 1/radius the unit rho(a x) stays on its active side, where it is sum_k C(p,k) (a x)^(k+1). The output weights thus
    /// solve C(p,k-1) sum_i w_i a_i^k = c_k for k = 1, …, p+1, a Vandermonde system in the slopes a_i (theory.md section 8).
    /// </remarks>
    /// <exception cref="UserInputException">The degree exceeds p + 1, or p or the radius is out of its domain.</exception>
    public static ShallowNetwork OnInterval(IReadOnlyList<Fraction> coefficients, int p, Fraction radius)
    {
        Fraction[] c = Checked(coefficients, p);
        if (!radius.IsPositive)
        {
            throw new UserInputException($"the radius of the interval must be positive, got {radius}");
        }

        Fraction[] slopes = [.. Slopes(p + 1).Select(a => a / radius)];
        Fraction[] moments = [.. Enumerable.Range(0, p + 1).Select(k => c[k + 1] / Binomial(p, k))];
        Fraction[] scaled = VandermondeSystem.Solve(slopes, moments);
        return new ShallowNetwork(p, [.. slopes.Select((a, i) => new MRePUUnit(a, Fraction.Zero, scaled[i] / a))], c[0]);
    }

    /// <summary>A network that equals the polynomial for every real x: 2(p+1) units for odd p, at most 2(p+2) for even p.</summary>
    /// <param name="coefficients">The polynomial's coefficients by rising power; at most p + 2 of them.</param>
    /// <param name="p">The order of the activation, at least 1.</param>
    /// <remarks>
    /// With s = x - b, units rho(±a s - 1) for two slopes a give A s^(p+1) + B s^p on both sides of the breakpoint b; ceil((p+1)/2)
    /// breakpoints span all polynomials of degree 1 to p + 1 up to a constant, which the output bias supplies.
    /// </remarks>
    /// <exception cref="UserInputException">The degree exceeds p + 1, or p is out of its domain.</exception>
    public static ShallowNetwork Everywhere(IReadOnlyList<Fraction> coefficients, int p)
    {
        Fraction[] c = Checked(coefficients, p);
        Fraction[] breakpoints = [.. Breakpoints((p + 2) / 2)];
        (Fraction[] high, Fraction[] low) = Spread(c, p, breakpoints);
        List<MRePUUnit> units = [];
        Fraction constant = c[0];
        int sign = p % 2 == 0 ? 1 : -1;
        for (int i = 0; i < breakpoints.Length; i++)
        {
            units.AddRange(Side(p, breakpoints[i], high[i], low[i], 1));
            units.AddRange(Side(p, breakpoints[i], -sign * high[i], sign * low[i], -1));
            constant -= (high[i] * Fraction.Pow(-breakpoints[i], p + 1)) + (low[i] * Fraction.Pow(-breakpoints[i], p));
        }

        return new ShallowNetwork(p, units, constant.Reduce());
    }

    /// <summary>Two units that give A |s|^(p+1) + B |s|^p on one side: slopes 1 and 2 with sum c_j a_j^(p+1) = A and -sum c_j a_j^p = B.</summary>
    private static IEnumerable<MRePUUnit> Side(int p, Fraction b, Fraction high, Fraction low, int direction)
    {
        Fraction power = Fraction.Pow(2, p);
        Fraction second = (high + low) / power;
        Fraction first = high - (2 * power * second);
        (Fraction Slope, Fraction Weight)[] units = [(1, first), (2, second)];
        return units.Where(u => !u.Weight.IsZero).Select(u => new MRePUUnit(direction * u.Slope, (-direction * u.Slope * b) - 1, u.Weight.Reduce()));
    }

    /// <summary>Solves sum_i A_i (x - b_i)^(p+1) + B_i (x - b_i)^p = polynomial for the powers 1 to p + 1 of x.</summary>
    private static (Fraction[] High, Fraction[] Low) Spread(Fraction[] c, int p, Fraction[] breakpoints)
    {
        // An odd number of equations leaves one unknown over; the last B is set to 0.
        int unknowns = p + 1;
        Fraction[][] rows = [.. Enumerable.Range(1, p + 1).Select(k => Enumerable.Range(0, unknowns)
            .Select(j => Coefficient(p + 1 - (j % 2), k, breakpoints[j / 2])).Append(c[k]).ToArray())];
        Fraction[] solution = RationalElimination.Solve(rows);
        return (
            [.. breakpoints.Select((_, i) => solution[2 * i])],
            [.. breakpoints.Select((_, i) => (2 * i) + 1 < unknowns ? solution[(2 * i) + 1] : Fraction.Zero)]);
    }

    /// <summary>The coefficient of x^k in (x - b)^n.</summary>
    private static Fraction Coefficient(int n, int k, Fraction b) => k > n ? Fraction.Zero : Binomial(n, k) * Fraction.Pow(-b, n - k);

    /// <summary>Distinct non-zero slopes inside (-1, 1), spread like Chebyshev points for conditioning, with short denominators.</summary>
    private static IEnumerable<Fraction> Slopes(int count)
    {
        // An odd number of Chebyshev points would contain 0: take one more and leave out the last.
        int points = count + (count % 2);
        int denominator = 16 * points;
        return Enumerable.Range(0, count).Select(i =>
            new Fraction((BigInteger)Math.Round(denominator * 0.95 * Math.Cos(Math.PI * ((2 * i) + 1) / (2 * points))), denominator).Reduce());
    }

    /// <summary>0, 1, -1, 2, -2, …</summary>
    private static IEnumerable<Fraction> Breakpoints(int count) =>
        Enumerable.Range(0, count).Select(i => new Fraction(i % 2 == 1 ? (i + 1) / 2 : -i / 2));

    private static Fraction Binomial(int n, int k)
    {
        Fraction product = Fraction.One;
        for (int i = 1; i <= k; i++)
        {
            product = product * (n - k + i) / i;
        }

        return product.Reduce();
    }

    private static Fraction[] Checked(IReadOnlyList<Fraction> coefficients, int p)
    {
        ArgumentNullException.ThrowIfNull(coefficients);
        if (p is < 1 or > MaximumOrder)
        {
            throw new UserInputException($"the order p must be between 1 and {MaximumOrder}, got {p}");
        }

        int degree = coefficients.Count - 1;
        while (degree > 0 && coefficients[degree].IsZero)
        {
            degree--;
        }

        return degree <= p + 1
            ? [.. Enumerable.Range(0, p + 2).Select(k => k < coefficients.Count ? coefficients[k] : Fraction.Zero)]
            : throw new UserInputException($"one hidden layer of MRePU_{p} units holds polynomials of degree at most {p + 1}, not {degree}; use p >= {degree - 1}");
    }
}
