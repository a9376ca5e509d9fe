using System.Collections.Concurrent;
using Fractions;
using Theory.Activations;
using Theory.Algebra;
using Theory.Expectations;
using Theory.Expressions;

namespace Theory.Asymptotics;

/// <summary>The behaviour of all quantities as K -> 0, from the Taylor coefficients of s on both sides of 0 (PDLT section 5.3.3).</summary>
public sealed class SmallKernelExpansion
{
    /// <summary>Coefficients are exact, and their digits grow with the order.</summary>
    public const int MaximumOrder = 60;

    /// <summary>The second derivative of g takes two orders, and two more show what is neglected.</summary>
    private const int Reserve = 4;

    /// <summary>A coefficient of at most this may be exactly 0.</summary>
    private const double LooksLikeZero = 1e-9;

    private readonly ConcurrentDictionary<Quantity, KernelSeries?> _series = [];

    private SmallKernelExpansion(Activation activation, int order)
    {
        Activation = activation;
        Order = order;
        Left = Taylor(activation.Pieces.First(p => p.ToValue >= 0), order);
        Piece right = activation.Pieces.Last(p => p.FromValue <= 0);
        IsSmoothAtOrigin = right.FromValue < 0;
        Right = IsSmoothAtOrigin ? Left : Taylor(right, order);
        if (activation.FirstJump is Expr jump)
        {
            SlopeUndefinedBecause = $"s jumps at z = {jump}, so <s'^2> diverges";
        }
    }

    /// <summary>The activation.</summary>
    public Activation Activation { get; }

    /// <summary>The highest power of K.</summary>
    public int Order { get; }

    /// <summary>True when no breakpoint lies at 0, so that all powers of K are integers.</summary>
    public bool IsSmoothAtOrigin { get; }

    /// <summary>Why chi_perp and h do not exist; null when they do.</summary>
    public string? SlopeUndefinedBecause { get; }

    /// <summary>The Taylor coefficients of s at 0 from the left.</summary>
    internal IReadOnlyList<Expr> Left { get; }

    /// <summary>The Taylor coefficients of s at 0 from the right.</summary>
    internal IReadOnlyList<Expr> Right { get; }

    /// <summary>s(0) when s is continuous there, else null.</summary>
    public Expr? Value => Left[0].Equals(Right[0]) ? Left[0] : null;

    /// <summary>s'(0) when it exists, else null.</summary>
    public Expr? Slope => Value is not null && Left[1].Equals(Right[1]) ? Left[1] : null;

    /// <summary>s''(0) when it exists, else null.</summary>
    public Expr? Curvature => Slope is not null && Left[2].Equals(Right[2]) ? 2 * Left[2] : null;

    /// <summary>a1 = s3/s1 + (3/4)(s2/s1)^2 in K(l+1) = K (1 + a1 K + …) at C_W = 1/s1^2; null unless s(0) = 0, s'(0) = s1 ≠ 0 and s'' and s''' exist.</summary>
    public Expr? A1 => Coefficient(new Fraction(3, 4));

    /// <summary>b1 = s3/s1 + (s2/s1)^2 in chi_perp = 1 + b1 K + … at C_W = 1/s1^2; null where <see cref="A1"/> is.</summary>
    public Expr? B1 => Coefficient(Fraction.One);

    /// <summary>The expansion of a quantity at C_W = 1; null when the quantity does not exist.</summary>
    public KernelSeries? this[Quantity quantity] => _series.GetOrAdd(quantity, Expand);

    /// <summary>Expands every quantity of an activation.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="order">The highest power of K, 0 to 60.</param>
    /// <exception cref="UserInputException">The order is out of range, or s has no power series at 0 from the left and from the right.</exception>
    public static SmallKernelExpansion Of(Activation activation, int order)
    {
        ArgumentNullException.ThrowIfNull(activation);
        return order is >= 0 and <= MaximumOrder
            ? new SmallKernelExpansion(activation, order)
            : throw new UserInputException($"the order must be an integer from 0 to {MaximumOrder}, got {order}");
    }

    /// <summary>The same as an outcome: null, with the reason, where there is no power series or none was found.</summary>
    public static SmallKernelExpansion? TryOf(Activation activation, int order, out string? missing)
    {
        (SmallKernelExpansion? found, missing) = Attempt.At(() => Of(activation, order));
        return found;
    }

    private static IReadOnlyList<Expr> Taylor(Piece piece, int order)
    {
        (IReadOnlyList<Expr>? series, string? refusal) = Attempt.At(() => TaylorExpansion.AtZero(piece.Expression, (2 * (order + Reserve)) + 1));
        return series is null ? throw new UserInputException($"there is no small-K series: {refusal}") : [.. series.Select(Simplified)];
    }

    /// <summary>Products of sums with roots can be 0 without looking so, as s(0) of mrepu(2,-1,-2/3 - sqrt(10)/15).</summary>
    private static Expr Simplified(Expr coefficient) =>
        coefficient is not Number && ConstantValue.Of(coefficient) is double value && Math.Abs(value) < LooksLikeZero ? Expansion.TryExpand(coefficient) ?? coefficient : coefficient;

    private Expr? Coefficient(Fraction weight)
    {
        if (Value is not { IsZero: true } || Slope is not { IsZero: false } s1 || !Left[2].Equals(Right[2]) || !Left[3].Equals(Right[3]))
        {
            return null;
        }

        Expr ratio = 2 * Left[2] / s1;
        return Expansion.Expand((6 * Left[3] / s1) + (weight * ratio * ratio));
    }

    /// <summary>The expansion of a quantity from the local products; null where a breakpoint leaves it without a meaning.</summary>
    private KernelSeries? Expand(Quantity quantity)
    {
        int order = quantity.Integrand.Order;
        IReadOnlyList<Junction> junctions = order == 0 ? [] : Junction.Of(Activation, order);
        if (quantity.Integrand.Terms.Any(t => t.Monomial.Degree > 1 && junctions.Any(j => j.On(t.Monomial) == DeltaEffect.Undefined)))
        {
            return null;
        }

        int degree = quantity.Integrand.Degree;
        if (quantity.Integrand.Terms.All(t => (t.Monomial.Degree + t.Monomial.Differentiations) % 2 == 1) && IsOdd(Activation.Definition))
        {
            return new KernelSeries([], null, null, new Convergence(ConvergenceKind.Exact, null, null, "0 at every K, because s is odd"));
        }

        // Derivatives in z and in K each take terms from the end of what is known; two orders more show what is neglected.
        int orders = Math.Max(Reserve, quantity.KernelDerivatives + order + 1);
        LocalFunction s = Local(orders);
        Dictionary<int, Expr> terms = [];
        bool isComplete = true;
        foreach ((Fraction coefficient, DerivativeMonomial product) in quantity.Integrand.Terms)
        {
            LocalFunction f = Product(s, product);
            isComplete &= f.IsComplete;
            foreach (KernelTerm term in f.Expectation().Select(t => Differentiate(t, quantity.KernelDerivatives, coefficient * quantity.Factor)))
            {
                terms[term.HalfPower] = terms.GetValueOrDefault(term.HalfPower, Expr.Zero) + term.Coefficient;
            }

            // A delta function at 0 adds its weight times p(0) = (2 pi K)^(-1/2); elsewhere it is exponentially small.
            foreach ((Expr weight, int derivatives) in junctions.Where(j => j.Point.IsZero).SelectMany(j => j.Deltas(product)).Where(d => d.Derivatives % 2 == 0))
            {
                Expr value = weight * Hermite.Coefficient(derivatives, 0) / Expr.Sqrt(2 * Pi.Value);
                KernelTerm delta = Differentiate(new KernelTerm(-1 - derivatives, value), quantity.KernelDerivatives, coefficient * quantity.Factor);
                terms[delta.HalfPower] = terms.GetValueOrDefault(delta.HalfPower, Expr.Zero) + delta.Coefficient;
            }
        }

        KernelTerm[] all = [.. terms.OrderBy(t => t.Key).Select(t => new KernelTerm(t.Key, Expansion.Expand(t.Value))).Where(t => !t.Coefficient.IsZero)];
        KernelTerm[] shown = [.. all.Where(t => t.HalfPower <= 2 * Order)];
        KernelTerm? neglected = all.FirstOrDefault(t => t.HalfPower > 2 * Order);
        isComplete &= all.Length == shown.Length;
        int next = IsSmoothAtOrigin ? (2 * Order) + 2 : (2 * Order) + 1;
        return new KernelSeries(shown, neglected, isComplete ? null : neglected?.HalfPower ?? next, Convergence.Of(Activation, degree, isComplete));
    }

    /// <summary>s near 0, known to some orders more than are shown.</summary>
    private LocalFunction Local(int reserve)
    {
        IReadOnlyList<Expr> left = Left;
        IReadOnlyList<Expr> right = Right;
        if (reserve > Reserve)
        {
            left = Taylor(Activation.Pieces.First(p => p.ToValue >= 0), Order + reserve - Reserve);
            right = IsSmoothAtOrigin ? left : Taylor(Activation.Pieces.Last(p => p.FromValue <= 0), Order + reserve - Reserve);
        }

        return new LocalFunction(left, right)
        {
            IsComplete = Activation.Pieces.Where(p => p.FromValue <= 0 && p.ToValue >= 0)
                .All(p => UnivariatePolynomial.TryFrom(p.Expression, Symbol.Z) is UnivariatePolynomial polynomial && polynomial.Degree < left.Count),
        };
    }

    private static LocalFunction Product(LocalFunction s, DerivativeMonomial product)
    {
        LocalFunction? result = null;
        LocalFunction derivative = s;
        for (int order = 0; order <= product.Order; order++)
        {
            derivative = order == 0 ? s : derivative.Derivative();
            for (int power = product[order]; power > 0;)
            {
                // Even powers as squares, which take fewer products.
                bool square = result is null && power % 2 == 0;
                LocalFunction factor = square ? derivative * derivative : derivative;
                if (square && power % 4 == 0)
                {
                    factor *= factor;
                }

                result = result is null ? factor : result * factor;
                power -= square ? power % 4 == 0 ? 4 : 2 : 1;
            }
        }

        return result!;
    }

    /// <summary>The mean of an odd function is 0, and not merely smaller than every power of K.</summary>
    private static bool IsOdd(Expr s) => Expansion.TryExpand(s + s.Substitute(Symbol.Z, -Symbol.Z)) is { IsZero: true };

    private static KernelTerm Differentiate(KernelTerm term, int times, Expr factor)
    {
        Expr coefficient = factor * term.Coefficient;
        int power = term.HalfPower;
        for (int i = 0; i < times; i++, power -= 2)
        {
            coefficient *= new Fraction(power, 2);
        }

        return new KernelTerm(power, Expansion.Expand(coefficient));
    }
}
