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

    private readonly Dictionary<Quantity, KernelSeries> _series = [];

    private SmallKernelExpansion(Activation activation, int order)
    {
        Activation = activation;
        Order = order;
        Left = Taylor(activation.Pieces.First(p => p.ToValue >= 0), order);
        Piece right = activation.Pieces.Last(p => p.FromValue <= 0);
        IsSmoothAtOrigin = right.FromValue < 0;
        Right = IsSmoothAtOrigin ? Left : Taylor(right, order);
        LocalFunction s = new(Left, Right)
        {
            IsComplete = activation.Pieces.Where(p => p.FromValue <= 0 && p.ToValue >= 0)
                .All(p => UnivariatePolynomial.TryFrom(p.Expression, Symbol.Z) is UnivariatePolynomial polynomial && polynomial.Degree < Left.Count),
        };
        LocalFunction square = s * s;
        if (IsOdd(activation.Definition))
        {
            _series[Quantity.Mean] = new KernelSeries([], null, null, new Convergence(ConvergenceKind.Exact, null, null, "0 at every K, because s is odd"));
        }
        else
        {
            Add(Quantity.Mean, s, 1, 0, Number.OneValue);
        }

        Add(Quantity.Kernel, square, 2, 0, Number.OneValue);
        Add(Quantity.ChiParallel, square, 2, 1, Number.OneValue);
        Add(Quantity.KernelSecondDerivative, square, 2, 2, Number.OneValue);
        Add(Quantity.FourthMoment, square * square, 4, 0, Number.OneValue);
        if (activation.FirstJump is Expr jump)
        {
            SlopeUndefinedBecause = $"s jumps at z = {jump}, so <s'^2> diverges";
            return;
        }

        LocalFunction slope = s.Derivative();
        Add(Quantity.ChiPerp, slope * slope, 2, 0, Number.OneValue);
        Add(Quantity.H, slope * slope, 2, 1, Number.Half);
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
    public KernelSeries? this[Quantity quantity] => _series.GetValueOrDefault(quantity);

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

    private static IReadOnlyList<Expr> Taylor(Piece piece, int order)
    {
        try
        {
            return TaylorExpansion.AtZero(piece.Expression, (2 * (order + Reserve)) + 1);
        }
        catch (UserInputException error) when (error.Position is null)
        {
            throw new UserInputException($"there is no small-K series: {error.Message}");
        }
    }

    private Expr? Coefficient(Fraction weight)
    {
        if (Value is not { IsZero: true } || Slope is not { IsZero: false } s1 || !Left[2].Equals(Right[2]) || !Left[3].Equals(Right[3]))
        {
            return null;
        }

        Expr ratio = 2 * Left[2] / s1;
        return Expansion.Expand((6 * Left[3] / s1) + (weight * ratio * ratio));
    }

    /// <summary>The expectation of a local function, differentiated in K and multiplied by a factor.</summary>
    private void Add(Quantity quantity, LocalFunction f, int factors, int derivatives, Expr factor)
    {
        KernelTerm[] all = [.. f.Expectation().Select(t => Differentiate(t, derivatives, factor)).Where(t => !t.Coefficient.IsZero)];
        KernelTerm[] shown = [.. all.Where(t => t.HalfPower <= 2 * Order)];
        KernelTerm? neglected = all.FirstOrDefault(t => t.HalfPower > 2 * Order);
        bool isComplete = all.Length == shown.Length && f.IsComplete;
        int next = IsSmoothAtOrigin ? (2 * Order) + 2 : (2 * Order) + 1;
        _series[quantity] = new KernelSeries(
            shown, neglected, isComplete ? null : neglected?.HalfPower ?? next, Convergence.Of(Activation, factors, isComplete));
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
