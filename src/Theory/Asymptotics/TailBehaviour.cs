using Fractions;
using Theory.Expressions;

namespace Theory.Asymptotics;

/// <summary>How a function f behaves towards plus or minus infinity, by c |z|^n (ln|z|)^m.</summary>
/// <param name="Kind">Whether this is f, or ln|f|.</param>
/// <param name="Coefficient">c; NaN where f oscillates within bounds of this size.</param>
/// <param name="Power">n.</param>
/// <param name="Logarithms">m.</param>
/// <param name="Sign">The sign of f far out; 0 where it changes or is not known.</param>
/// <remarks>
/// Functions made of exponentials, logarithms and powers have such a behaviour, and so do their derivatives, which grow as they do but for powers of z (Hardy 1910). Where leading terms cancel, or what
/// oscillates has more than powers as its argument, so that derivatives outgrow it, nothing is known here.
/// </remarks>
internal readonly record struct TailBehaviour(TailKind Kind, double Coefficient, Fraction Power, Fraction Logarithms, int Sign)
{
    /// <summary>Sums of coefficients that are smaller than this, against the terms, may be a cancellation.</summary>
    private const double Cancels = 1e-9;

    private static readonly TailBehaviour Nothing = new(TailKind.DoublyExponential, -1, 0, 0, 0);

    /// <summary>True for what stays within bounds, and changes its sign.</summary>
    private bool Oscillates => double.IsNaN(Coefficient);

    private bool IsConstant => Kind == TailKind.Algebraic && Power.IsZero && Logarithms.IsZero && !Oscillates;

    /// <summary>True for what is infinite far out.</summary>
    private bool Grows => Kind == TailKind.Algebraic ? IsAbove(Power, Logarithms, 0, 0) : Coefficient > 0;

    /// <summary>True for what falls to 0.</summary>
    private bool Falls => Kind == TailKind.Algebraic ? IsAbove(0, 0, Power, Logarithms) : Coefficient < 0;

    /// <summary>The behaviour of an expression in z; null when it is not known.</summary>
    /// <param name="f">The expression.</param>
    /// <param name="side">1 for z -> infinity, -1 for z -> -infinity.</param>
    public static TailBehaviour? Of(Expr f, int side) => f switch
    {
        _ when f.IsZero => Nothing,
        _ when !f.Contains(Symbol.Z) => ConstantValue.Of(f) is double c && double.IsFinite(c) && c != 0 ? Algebraic(c, 0, 0) : null,
        Symbol => Algebraic(side, 1, 0),
        Sum sum => sum.Terms.Select(t => Of(t, side)).Aggregate(Add),
        Product product => product.Children.Select(c => Of(c, side)).Aggregate(Multiply),
        Power { Exponent: Number { Value: var n } } power => Of(power.Base, side) is { } b ? ToThe(b, n) : null,
        Power power => Of(Function.Of(FunctionKind.Exp, power.Exponent * Function.Of(FunctionKind.Log, power.Base)), side),
        Function { Kind: FunctionKind.Log, Arguments: [Function { Kind: FunctionKind.Exp, Arguments: [Expr u] }] } => Of(u, side),
        Function { Arguments: [Expr u] } function => Of(u, side) is { } argument ? OfFunction(function.Kind, argument) : null,
        _ => null,
    };

    private static TailBehaviour Algebraic(double c, Fraction power, Fraction logarithms) => new(TailKind.Algebraic, c, power, logarithms, double.IsNaN(c) ? 0 : Math.Sign(c));

    private static bool IsAbove(Fraction power, Fraction logarithms, Fraction otherPower, Fraction otherLogarithms) =>
        power > otherPower || (power == otherPower && logarithms > otherLogarithms);

    /// <summary>True for one that is larger than the other by more than a factor; null where they are alike.</summary>
    private static bool? Exceeds(TailBehaviour a, TailBehaviour b)
    {
        if (Rank(a) != Rank(b))
        {
            return Rank(a) > Rank(b);
        }

        if ((a.Power, a.Logarithms) != (b.Power, b.Logarithms))
        {
            // Of two that fall, the larger one is that whose logarithm is less negative.
            return IsAbove(a.Power, a.Logarithms, b.Power, b.Logarithms) == Rank(a) >= 0;
        }

        return a.Kind == TailKind.Exponential && Math.Abs(a.Coefficient - b.Coefficient) > Cancels * Math.Abs(a.Coefficient) ? a.Coefficient > b.Coefficient : null;

        static int Rank(TailBehaviour t) => t.Kind == TailKind.Algebraic ? 0 : (t.Kind == TailKind.Exponential ? 1 : 2) * Math.Sign(t.Coefficient);
    }

    private static TailBehaviour? Add(TailBehaviour? first, TailBehaviour? second)
    {
        if (first is not { } a || second is not { } b)
        {
            return null;
        }

        return Exceeds(a, b) is bool larger ? (larger ? a : b)
            : a.Kind == TailKind.DoublyExponential ? (a == Nothing && b == Nothing ? Nothing : null)
            : a.Kind == TailKind.Exponential ? (a.Sign == b.Sign && a.Sign != 0 ? a : null)
            : a.Oscillates || b.Oscillates ? a with { Coefficient = double.NaN, Sign = 0 }
            : Math.Abs(a.Coefficient + b.Coefficient) > Cancels * Math.Abs(a.Coefficient) ? Algebraic(a.Coefficient + b.Coefficient, a.Power, a.Logarithms)
            : null;
    }

    private static TailBehaviour? Multiply(TailBehaviour? first, TailBehaviour? second)
    {
        if (first is not { } a || second is not { } b)
        {
            return null;
        }

        if (a.Kind < b.Kind)
        {
            (a, b) = (b, a);
        }

        int sign = a.Sign * b.Sign;
        return (a.Kind, b.Kind) switch
        {
            (TailKind.Algebraic, _) => Algebraic(a.Coefficient * b.Coefficient, a.Power + b.Power, a.Logarithms + b.Logarithms),
            (_, TailKind.Algebraic) => a with { Sign = sign },
            (TailKind.Exponential, _) when (a.Power, a.Logarithms) == (b.Power, b.Logarithms) =>
                Math.Abs(a.Coefficient + b.Coefficient) > Cancels * Math.Abs(a.Coefficient) ? a with { Coefficient = a.Coefficient + b.Coefficient, Sign = sign } : null,
            (TailKind.Exponential, _) => (IsAbove(a.Power, a.Logarithms, b.Power, b.Logarithms) ? a : b) with { Sign = sign },
            (_, TailKind.DoublyExponential) when Math.Sign(a.Coefficient) != Math.Sign(b.Coefficient) => null,
            _ => a with { Sign = sign },
        };
    }

    private static TailBehaviour? ToThe(TailBehaviour b, Fraction n)
    {
        if (b == Nothing)
        {
            return n.IsPositive ? Nothing : null;
        }

        if (b.Sign <= 0 && !n.Denominator.IsOne)
        {
            return null;
        }

        if (b.Oscillates)
        {
            // A power of what has zeros far out is bounded if it is not negative.
            return n.IsPositive ? b with { Power = n * b.Power, Logarithms = n * b.Logarithms } : null;
        }

        double exponent = n.ToDouble();
        return b.Kind == TailKind.Algebraic
            ? Math.Pow(b.Coefficient, exponent) is var c && double.IsFinite(c) && c != 0 ? Algebraic(c, n * b.Power, n * b.Logarithms) : null
            : b with { Coefficient = exponent * b.Coefficient, Sign = n.Denominator.IsOne && n.Numerator.IsEven ? 1 : b.Sign };
    }

    private static TailBehaviour? Exponential(TailBehaviour u)
    {
        if (u.Falls)
        {
            return Algebraic(1, 0, 0);
        }

        if (u.Oscillates)
        {
            // Between two constants, or between what grows and what falls.
            return u.Power.IsZero && u.Logarithms.IsZero ? u : null;
        }

        if (u.IsConstant)
        {
            return Math.Exp(u.Coefficient) is var c && double.IsFinite(c) && c != 0 ? Algebraic(c, 0, 0) : null;
        }

        if (u.Kind == TailKind.Algebraic)
        {
            return IsAbove(u.Power, u.Logarithms, 0, 1) ? new TailBehaviour(TailKind.Exponential, u.Coefficient, u.Power, u.Logarithms, 1)
                : (u.Power, u.Logarithms) == (Fraction.Zero, Fraction.One) ? Algebraic(1, Fraction.FromDouble(u.Coefficient), 0)
                : null;
        }

        return u.Sign == 0 ? null : new TailBehaviour(TailKind.DoublyExponential, u.Sign, 0, 0, 1);
    }

    private static TailBehaviour? Logarithm(TailBehaviour u) => u.Sign <= 0 ? null
        : u.Kind == TailKind.Exponential ? Algebraic(u.Coefficient, u.Power, u.Logarithms)
        : u.Kind == TailKind.DoublyExponential ? null
        : !u.Power.IsZero ? Algebraic(u.Power.ToDouble(), 0, 1)
        : u.IsConstant && Math.Abs(Math.Log(u.Coefficient)) > Cancels ? Algebraic(Math.Log(u.Coefficient), 0, 0)
        : null;

    private static TailBehaviour? OfFunction(FunctionKind kind, TailBehaviour u)
    {
        if (u.IsConstant)
        {
            return ConstantValue.Of(Function.Of(kind, new Number(Fraction.FromDouble(u.Coefficient)))) is double c && double.IsFinite(c) && Math.Abs(c) > Cancels ? Algebraic(c, 0, 0) : null;
        }

        bool isBounded = kind is FunctionKind.Tanh or FunctionKind.Erf or FunctionKind.Erfc or FunctionKind.Arctan or FunctionKind.Sigmoid or FunctionKind.NormalCdf or FunctionKind.NormalPdf or FunctionKind.Sech;
        return kind switch
        {
            FunctionKind.Exp => Exponential(u),
            FunctionKind.Log => Logarithm(u),
            FunctionKind.Abs => u.Oscillates || u == Nothing ? u : u with { Coefficient = u.Kind == TailKind.Algebraic ? Math.Abs(u.Coefficient) : u.Coefficient, Sign = 1 },
            FunctionKind.Sin or FunctionKind.Tanh or FunctionKind.Erf or FunctionKind.Arctan when u.Falls => u,
            FunctionKind.Sin or FunctionKind.Cos when u.Kind == TailKind.Algebraic => Algebraic(double.NaN, 0, 0),
            FunctionKind.Cos or FunctionKind.Cosh or FunctionKind.Sech or FunctionKind.Sigmoid or FunctionKind.NormalCdf or FunctionKind.NormalPdf or FunctionKind.Erfc when u.Falls => Algebraic(1, 0, 0),
            FunctionKind.Sinh or FunctionKind.Cosh when u.Grows && u.Sign != 0 =>
                Exponential(u with { Coefficient = u.Kind == TailKind.Algebraic ? Math.Abs(u.Coefficient) : u.Coefficient, Sign = 1 }) is { } grown
                    ? grown with { Sign = kind == FunctionKind.Cosh ? 1 : u.Sign } : null,
            _ when u.Grows && u.Sign != 0 => OfLimit(kind, u),
            _ when isBounded && u.Kind == TailKind.Algebraic => Algebraic(double.NaN, 0, 0),
            _ => null,
        };
    }

    /// <summary>A function with limits at both ends, of an argument that goes there.</summary>
    private static TailBehaviour? OfLimit(FunctionKind kind, TailBehaviour u)
    {
        bool up = u.Sign > 0;
        TailBehaviour? Decay(TailBehaviour? rate) => rate is { } r ? Exponential(r with { Coefficient = r.Kind == TailKind.Algebraic ? -Math.Abs(r.Coefficient) : r.Coefficient, Sign = -1 }) : null;
        TailBehaviour? Square(double factor) => Multiply(ToThe(u, 2), Algebraic(factor, 0, 0));
        return kind switch
        {
            FunctionKind.Tanh or FunctionKind.Erf => Algebraic(u.Sign, 0, 0),
            FunctionKind.Arctan => Algebraic(u.Sign * Math.PI / 2, 0, 0),
            FunctionKind.Sign => Algebraic(u.Sign, 0, 0),
            FunctionKind.Step => up ? Algebraic(1, 0, 0) : Nothing,
            FunctionKind.Sigmoid => up ? Algebraic(1, 0, 0) : Decay(u),
            FunctionKind.Softplus => up ? u : Decay(u),
            FunctionKind.NormalCdf => up ? Algebraic(1, 0, 0) : Decay(Square(0.5)),
            FunctionKind.NormalPdf => Decay(Square(0.5)),
            FunctionKind.Erfc => up ? Decay(Square(1)) : Algebraic(2, 0, 0),
            FunctionKind.Sech => Decay(u),
            _ => null,
        };
    }
}
