using Fractions;
using Theory.Algebra;
using Theory.Expressions;

namespace Theory.Enclosures;

/// <summary>The real roots of an equation in z that has no exact solution, each alone in a proven enclosure: by interval arithmetic, and by Sturm's theorem for polynomials.</summary>
/// <remarks>
/// The line is cut until on each part the formula, or its derivative, has one sign. Where several derivatives vanish with the formula at a simple fraction, the first that does not
/// decides. Beyond some point the formula keeps its sign if a derivative does and all below it have that sign there already.
/// </remarks>
internal static class EnclosedRoots
{
    private const int MaximumParts = 5000;

    /// <summary>Nodes of formulas that are evaluated.</summary>
    private const int MaximumWork = 500_000;

    /// <summary>Equations that are not decided beyond this have infinitely many roots, or approach 0.</summary>
    private const double Farthest = 1e8;

    /// <summary>Parts that are not decided at this width hold roots that nearly coincide.</summary>
    private const double Narrowest = 1e-9;

    private const double FirstEnd = 2.7;

    /// <summary>Not a half: halving finds roots at the ends of parts, where nothing decides.</summary>
    private const double CutAt = 0.4873;

    private const int HighestDerivative = 8;

    /// <summary>The roots of an equation, exact ones where their form is known, unordered, possibly repeated.</summary>
    /// <exception cref="UserInputException">They could not be separated.</exception>
    public static IReadOnlyList<Expr> Of(Expr equation)
    {
        List<Expr> roots = [];
        Expr? rest = RealRoots.Add(equation, roots, TryOf);
        return rest is null ? roots
            : throw new UserInputException($"{rest} changes sign at points that have no exact form and could not be separated, perhaps infinitely many; write them with piecewise(z<..., ..., ...)");
    }

    /// <summary>Every root; null where they could not be separated, as of an equation with infinitely many.</summary>
    /// <param name="equation">A formula in z alone.</param>
    public static IReadOnlyList<Expr>? TryOf(Expr equation)
    {
        if (equation.Symbols.Any(s => !s.Equals(Symbol.Z)))
        {
            return null;
        }

        Expr reflected = equation.Substitute(Symbol.Z, -Symbol.Z);
        return Positive(equation) is { } right && Positive(reflected) is { } left ? [.. AtZero(equation), .. right, .. left.Select(r => -r)] : null;
    }

    /// <summary>Beside a pole signs change too.</summary>
    private static IEnumerable<Expr> AtZero(Expr equation) => equation.TrySubstitute(Symbol.Z, Expr.Zero) is null || Root.Vanishes(equation, Expr.Zero) ? [Expr.Zero] : [];

    private static List<Expr>? Positive(Expr equation)
    {
        Expr normal = Root.Normal(equation);
        return Attempt.At(() => UnivariatePolynomial.TryFrom(normal, Symbol.Z) is { } polynomial ? OfPolynomial(normal, polynomial) : new Search(normal).Run()).Value;
    }

    private static List<Expr>? OfPolynomial(Expr equation, UnivariatePolynomial polynomial) => polynomial.Degree > RealRoots.MaximumSturmDegree ? null
        : RationalPolynomial.Coefficients(polynomial) is not { } coefficients ? new Search(equation).Run()
        : RationalPolynomial.TryOf(coefficients) is { } rational
            ? [.. rational.PositiveRoots().Select(r => new Root(equation, Math.BitDecrement(r.Value), Math.BitIncrement(r.Value)))]
            : null;

    private sealed class Search(Expr equation)
    {
        private readonly List<Expr> _derivatives = [equation];
        private readonly List<Expr> _derivativesFarOut = [ComplementForm.Of(equation)];
        private readonly List<Expr> _roots = [];

        public List<Expr>? Run()
        {
            Stack<Interval> open = new([new Interval(FirstEnd, double.PositiveInfinity), new Interval(0, FirstEnd)]);
            for (int parts = 0; open.TryPop(out Interval part); parts++)
            {
                if (Decide(part))
                {
                    continue;
                }

                bool unbounded = double.IsPositiveInfinity(part.Upper);
                if (parts > Math.Min(MaximumParts, MaximumWork / equation.Size) || (unbounded ? part.Lower > Farthest : part.Upper - part.Lower < Narrowest * part.Upper))
                {
                    return null;
                }

                double cut = unbounded ? FirstEnd * part.Lower : part.Lower + (CutAt * (part.Upper - part.Lower));
                open.Push(new Interval(cut, part.Upper));
                open.Push(new Interval(part.Lower, cut));
            }

            return _roots;
        }

        /// <summary>Whether all roots in a part are known now.</summary>
        private bool Decide(Interval part)
        {
            if (Sign(Range(0, part)) != 0)
            {
                return true;
            }

            if (double.IsPositiveInfinity(part.Upper))
            {
                return KeepsItsSign(part);
            }

            if (Sign(Range(1, part)) != 0)
            {
                (int left, int right) = (SignAt(part.Lower), SignAt(part.Upper));
                if (left != 0 && right != 0)
                {
                    if (left != right)
                    {
                        _roots.Add(Narrowed(part.Lower, part.Upper, left));
                    }

                    return true;
                }
            }

            return VanishesAtAFraction(part);
        }

        /// <summary>Beyond the lower end no derivative of a lower order can turn while that of the highest has their sign.</summary>
        private bool KeepsItsSign(Interval part)
        {
            int sign = SignAt(part.Lower);
            for (int order = 1; sign != 0 && order <= HighestDerivative; order++)
            {
                Interval range = Range(order, part);
                if (sign > 0 ? range.Lower >= 0 : range.Upper <= 0)
                {
                    return true;
                }

                if (Sign(Range(order, Interval.Of(part.Lower))) != sign)
                {
                    return false;
                }
            }

            return false;
        }

        /// <summary>f = f^(k)(x) (z - c)^k/k! for an x between z and c where f and its first derivatives vanish at c: no other root where f^(k) has one sign.</summary>
        private bool VanishesAtAFraction(Interval part)
        {
            Expr c = Simple(part);
            double at = ConstantValue.Of(c)!.Value;
            if (!part.Contains(at) || part.Upper - part.Lower > 1)
            {
                return false;
            }

            int order = 0;
            while (order < HighestDerivative && Root.Vanishes(Derivative(order), c))
            {
                order++;
            }

            if (order == 0 || Sign(Range(order, part)) == 0)
            {
                return false;
            }

            if (at > 0)
            {
                _roots.Add(c);
            }

            return true;
        }

        /// <summary>The root between two points of opposite signs, between which the formula is monotonous.</summary>
        private Expr Narrowed(double low, double high, int signLow)
        {
            (double middle, int sign) = (low, signLow);
            while (sign != 0 && Math.BitIncrement(low) < high)
            {
                middle = low + ((high - low) / 2);
                sign = SignAt(middle);
                (low, high) = sign == signLow ? (middle, high) : sign == 0 ? (low, high) : (low, middle);
            }

            // Where rounding hides the sign, the enclosure goes from the last point before to the first after it.
            (double inLow, double inHigh) = (middle, middle);
            while (sign == 0 && Math.BitIncrement(low) < inLow)
            {
                double point = low + ((inLow - low) / 2);
                (low, inLow) = SignAt(point) == signLow ? (point, inLow) : (low, point);
            }

            while (sign == 0 && Math.BitIncrement(inHigh) < high)
            {
                double point = inHigh + ((high - inHigh) / 2);
                (inHigh, high) = SignAt(point) == -signLow ? (inHigh, point) : (point, high);
            }

            Expr simple = Simple(new Interval(low, high));
            return Root.Vanishes(equation, simple) ? simple : new Root(equation, low, high);
        }

        /// <summary>The multiple of 1/4 that is nearest to the middle.</summary>
        private static Expr Simple(Interval part) => Fraction.FromDouble(Math.Round(4 * part.Middle) / 4);

        private int SignAt(double z) => Sign(Range(0, Interval.Of(z)));

        /// <summary>That of a derivative over a part: directly, and by the mean value theorem where that is narrower.</summary>
        private Interval Range(int order, Interval part)
        {
            if (!part.IsFinite)
            {
                return FormulaRange.Of(Derivative(order, _derivativesFarOut), part);
            }

            Interval direct = FormulaRange.Of(Derivative(order), part);
            if (Sign(direct) != 0 || part.Lower == part.Upper)
            {
                return direct;
            }

            double middle = part.Middle;
            Interval centred = FormulaRange.Of(Derivative(order), Interval.Of(middle)) + (FormulaRange.Of(Derivative(order + 1), part) * (part - Interval.Of(middle)));
            return direct.IsNotReal || centred.IsNotReal ? direct : Interval.Intersect(direct, centred);
        }

        private Expr Derivative(int order) => Derivative(order, _derivatives);

        private static Expr Derivative(int order, List<Expr> derivatives)
        {
            while (derivatives.Count <= order)
            {
                derivatives.Add(derivatives[^1].Derivative(Symbol.Z));
            }

            return derivatives[order];
        }

        private static int Sign(Interval range) => range.Lower > 0 ? 1 : range.Upper < 0 ? -1 : 0;
    }
}
