using Theory.Expressions;

namespace Theory.Expectations;

/// <summary>
/// The normal form of expectations of piecewise polynomials: P(K) + sum over b > 0 of A(K) Phi(b/sqrt K) + T(K) Phi(-b/sqrt K)
/// + sqrt(K) B(K) phi(b/sqrt K).
/// </summary>
internal sealed class GaussianForm
{
    private readonly HalfPowerPolynomial _polynomial = new();
    private readonly Dictionary<Expr, BreakpointTerms> _terms = [];

    /// <summary>Adds c K^(halfPower/2).</summary>
    public void AddPolynomial(int halfPower, Expr coefficient) => _polynomial.Add(halfPower, coefficient);

    /// <summary>Adds c K^(halfPower/2) Phi(-b/sqrt K), the probability beyond b, for a breakpoint of either sign.</summary>
    public void AddUpperTail(Expr b, int halfPower, Expr coefficient)
    {
        double value = ConstantValue.Of(b)!.Value;
        if (b.IsZero)
        {
            _polynomial.Add(halfPower, coefficient / 2);
        }
        else if (value > 0)
        {
            Terms(b).Tail.Add(halfPower, coefficient);
        }
        else
        {
            Terms(-b).Body.Add(halfPower, coefficient);
        }
    }

    /// <summary>Adds c K^(halfPower/2) phi(b/sqrt K).</summary>
    public void AddDensity(Expr b, int halfPower, Expr coefficient)
    {
        if (b.IsZero)
        {
            _polynomial.Add(halfPower, coefficient / Expr.Sqrt(2 * Pi.Value));
        }
        else
        {
            Terms(ConstantValue.Of(b)!.Value > 0 ? b : -b).Density.Add(halfPower, coefficient);
        }
    }

    /// <summary>Adds another form times c K^(halfPower/2).</summary>
    public void AddScaled(GaussianForm other, int halfPower, Expr factor)
    {
        _polynomial.AddScaled(other._polynomial, halfPower, factor);
        foreach ((Expr b, BreakpointTerms terms) in other._terms)
        {
            BreakpointTerms mine = Terms(b);
            mine.Body.AddScaled(terms.Body, halfPower, factor);
            mine.Tail.AddScaled(terms.Tail, halfPower, factor);
            mine.Density.AddScaled(terms.Density, halfPower, factor);
        }
    }

    /// <summary>The form as an expression in K.</summary>
    public Expr ToExpr()
    {
        HalfPowerPolynomial polynomial = new();
        polynomial.AddScaled(_polynomial, 0, 1);
        List<Expr> result = [];
        foreach ((Expr b, BreakpointTerms terms) in _terms.OrderBy(t => ConstantValue.Of(t.Key)))
        {
            Expr t = b / Expr.Sqrt(Symbol.K);
            Expr body = terms.Body.ToExpr();
            HalfPowerPolynomial tail = terms.Tail;
            if (!body.IsZero && !tail.ToExpr().IsZero)
            {
                // Breakpoints at b and -b: Phi(t) = 1 - Phi(-t), and one of the two is enough.
                polynomial.AddScaled(terms.Body, 0, 1);
                HalfPowerPolynomial merged = new();
                merged.AddScaled(tail, 0, 1);
                merged.AddScaled(terms.Body, 0, -1);
                (body, tail) = (Expr.Zero, merged);
            }

            result.Add(body * Function.Of(FunctionKind.NormalCdf, t));
            result.Add(tail.ToExpr() * Function.Of(FunctionKind.NormalCdf, -t));
            result.Add(terms.Density.ToExpr() * Function.Of(FunctionKind.NormalPdf, t));
        }

        return Sum.Of([polynomial.ToExpr(), .. result]);
    }

    private BreakpointTerms Terms(Expr b)
    {
        if (!_terms.TryGetValue(b, out BreakpointTerms? terms))
        {
            _terms[b] = terms = new BreakpointTerms(new(), new(), new());
        }

        return terms;
    }

    private sealed record BreakpointTerms(HalfPowerPolynomial Body, HalfPowerPolynomial Tail, HalfPowerPolynomial Density);
}
