using Theory.Activations;
using Theory.Expressions;

namespace Theory.Expectations;

/// <summary>The closed forms of all quantities of an activation, derived exactly.</summary>
public sealed class Derivation
{
    /// <summary>The truncated moments of s^4 have about (4d)^2/4 terms at each breakpoint, for degree d.</summary>
    private const int MaximumMoments = 20_000;

    private readonly Dictionary<Quantity, ClosedForm> _forms;

    private Derivation(Activation activation, Dictionary<Quantity, ClosedForm> forms)
    {
        Activation = activation;
        _forms = forms;
    }

    /// <summary>The activation.</summary>
    public Activation Activation { get; }

    /// <summary>The closed form of a quantity, or why there is none.</summary>
    public ClosedForm this[Quantity quantity] => _forms[quantity];

    /// <summary>Derives every quantity of an activation.</summary>
    /// <remarks>
    /// Piecewise polynomials have closed forms A(K) Phi(b/sqrt K) + sqrt(K) B(K) phi(b/sqrt K) for each breakpoint b, with polynomials
    /// A and B; theory.md section 6 has the recursion. For other activations the result says so.
    /// </remarks>
    public static Derivation Of(Activation activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        PiecewisePolynomial? s = PiecewisePolynomial.TryFrom(activation, out Piece? obstacle);
        if (s is null)
        {
            ClosedForm none = ClosedForm.Unknown(
                $"{obstacle!.Expression} is not a polynomial in z; closed forms are derived for piecewise polynomials, and other activations are evaluated by quadrature");
            return new Derivation(activation, Quantity.All.ToDictionary(q => q, _ => none));
        }

        if (s.Breakpoints.Count * Math.Pow(4 * s.Degree, 2) / 4 > MaximumMoments)
        {
            ClosedForm none = ClosedForm.Unknown(
                $"{s.Breakpoints.Count} breakpoints and polynomials of degree {s.Degree} would give formulas of more than {MaximumMoments} terms");
            return new Derivation(activation, Quantity.All.ToDictionary(q => q, _ => none));
        }

        PiecewisePolynomial square = s * s;
        GaussianForm g = TruncatedMoments.Expectation(square);
        GaussianForm gz2 = TruncatedMoments.Expectation(square.TimesPower(2));
        Dictionary<Quantity, ClosedForm> forms = new()
        {
            [Quantity.Mean] = Closed(TruncatedMoments.Expectation(s)),
            [Quantity.Kernel] = Closed(g),
            [Quantity.FourthMoment] = Closed(TruncatedMoments.Expectation(square * square)),

            // g' = <s^2 (z^2 - K)>/(2K^2).
            [Quantity.ChiParallel] = Closed((gz2, -4, Half), (g, -2, -Half)),

            // g'' = <s^2 (z^4 - 6 K z^2 + 3 K^2)>/(4K^4).
            [Quantity.KernelSecondDerivative] = Closed(
                (TruncatedMoments.Expectation(square.TimesPower(4)), -8, Quarter), (gz2, -6, -6 * Quarter), (g, -4, 3 * Quarter)),
        };

        if (s.FirstJump() is Expr jump)
        {
            ClosedForm undefined = ClosedForm.Undefined(
                $"s jumps at z = {jump}, so s' contains a delta function there and <s'^2> diverges");
            forms[Quantity.ChiPerp] = undefined;
            forms[Quantity.H] = undefined;
        }
        else
        {
            PiecewisePolynomial slope = s.Derivative();
            PiecewisePolynomial slopeSquare = slope * slope;
            GaussianForm chi = TruncatedMoments.Expectation(slopeSquare);
            forms[Quantity.ChiPerp] = Closed(chi);

            // h = <s'^2 (z^2 - K)>/(4K^2): as a derivative in K it includes the motion of kinks.
            forms[Quantity.H] = Closed((TruncatedMoments.Expectation(slopeSquare.TimesPower(2)), -4, Quarter), (chi, -2, -Quarter));
        }

        return new Derivation(activation, forms);
    }

    private static Expr Half => Number.Half;

    private static Expr Quarter => Half * Half;

    private static ClosedForm Closed(GaussianForm form) => ClosedForm.Of(form.ToExpr());

    private static ClosedForm Closed(params (GaussianForm Form, int HalfPower, Expr Factor)[] terms)
    {
        GaussianForm sum = new();
        foreach ((GaussianForm form, int halfPower, Expr factor) in terms)
        {
            sum.AddScaled(form, halfPower, factor);
        }

        return Closed(sum);
    }
}
