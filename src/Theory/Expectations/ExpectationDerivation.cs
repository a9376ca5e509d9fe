using Fractions;
using Theory.Activations;
using Theory.Expressions;

namespace Theory.Expectations;

/// <summary>Derives the closed form of one quantity after another for an activation of the decidable class.</summary>
internal sealed class ExpectationDerivation
{
    private readonly Activation _activation;
    private readonly DerivationBudget _budget;
    private readonly List<PiecewiseGaussianSum> _derivatives;
    private readonly Dictionary<DerivativeMonomial, PiecewiseGaussianSum> _products = [];
    private readonly WholeLineMoments _wholeLine;
    private readonly HalfLineMoments _halfLine;

    /// <summary>Reads an activation.</summary>
    /// <exception cref="NoClosedFormException">A piece is not in the class.</exception>
    public ExpectationDerivation(Activation activation, DerivationBudget budget)
    {
        _activation = activation;
        _budget = budget;
        _derivatives = [PiecewiseGaussianSum.Read(activation, budget)];
        _wholeLine = new WholeLineMoments(budget);
        _halfLine = new HalfLineMoments(_wholeLine, budget);
    }

    /// <summary>The moments of terms on the whole line.</summary>
    public WholeLineMoments WholeLine => _wholeLine;

    /// <summary>The moments of terms on half-lines.</summary>
    public HalfLineMoments HalfLine => _halfLine;

    /// <summary>The closed form of a quantity that exists.</summary>
    public ClosedForm Of(Quantity quantity)
    {
        try
        {
            KernelForm form = new();
            Expr? valid = null;
            Expr? converges = null;
            foreach ((Fraction coefficient, DerivativeMonomial product) in quantity.Integrand.Terms)
            {
                PiecewiseGaussianSum f = Product(product);
                AddMean(form, f, quantity.KernelDerivatives, coefficient * quantity.Factor);
                AddDeltas(form, product, quantity.KernelDerivatives, coefficient * quantity.Factor);
                valid = Smaller(valid, f.ValidityBound());
                converges = Smaller(converges, f.ConvergenceBound());
            }

            return ClosedForm.Of(form.ToExpr(), valid, diverges: converges is not null && converges.Equals(valid));
        }
        catch (Exception reason) when (reason is NoClosedFormException or UserInputException)
        {
            // The algebra refuses numbers and sums that are too long with a UserInputException.
            return ClosedForm.Unknown(reason.Message);
        }
    }

    /// <summary>A derivative of s between breakpoints.</summary>
    public PiecewiseGaussianSum Derivative(int order)
    {
        while (_derivatives.Count <= order)
        {
            _derivatives.Add(_derivatives[^1].Derivative());
        }

        return _derivatives[order];
    }

    /// <summary>A product of derivatives of s between breakpoints; even powers as squares, whose terms are fewer.</summary>
    public PiecewiseGaussianSum Product(DerivativeMonomial product)
    {
        if (_products.TryGetValue(product, out PiecewiseGaussianSum? known))
        {
            return known;
        }

        DerivativeMonomial half = new(product.S / 2, product.S1 / 2, product.S2 / 2, product.S3 / 2);
        int order = product.Order;
        PiecewiseGaussianSum result = product.Degree == 1 ? Derivative(order)
            : half.Degree * 2 == product.Degree ? Product(half) * Product(half)
            : Product(product.Times(order, -1)) * Derivative(order);
        return _products[product] = result;
    }

    /// <summary>d^n&lt;f&gt;/dK^n = &lt;f He_2n(z/sqrt K)&gt;/(2K)^n: as a derivative in K it includes the motion of kinks.</summary>
    private void AddMean(KernelForm form, PiecewiseGaussianSum f, int n, Fraction factor)
    {
        for (int m = n; m >= 0; m--)
        {
            Fraction coefficient = factor * Hermite.Coefficient(2 * n, 2 * m) / new Fraction(System.Numerics.BigInteger.One << n);
            form.AddScaled(f.TimesPower(2 * m).Expectation(_wholeLine, _halfLine), RationalInKernel.Monomial(-2 * (m + n), coefficient.Reduce()));
        }
    }

    /// <summary>A delta function at b of weight w adds w p(b), and its K-derivatives w He_2n(b/sqrt K) p(b)/(2K)^n.</summary>
    private void AddDeltas(KernelForm form, DerivativeMonomial product, int n, Fraction factor)
    {
        if (product.Order == 0)
        {
            return;
        }

        foreach (Junction junction in Junction.Of(_activation, product.Order))
        {
            Expr density = Function.Of(FunctionKind.NormalPdf, junction.Point / Expr.Sqrt(Symbol.K));
            (Expr shape, Expr constant) = density.IsConstant ? (Expr.One, density) : (density, Expr.One);
            foreach ((Expr weight, int derivatives) in junction.Deltas(product).Where(d => !d.Weight.IsZero))
            {
                int order = derivatives + (2 * n);
                for (int m = order % 2; m <= order; m += 2)
                {
                    Fraction number = (factor * Hermite.Coefficient(order, m) / new Fraction(System.Numerics.BigInteger.One << n)).Reduce();
                    Expr coefficient = Expansion.Expand(number * weight * constant * junction.Point.Pow(m));
                    form.Add(shape, RationalInKernel.Monomial(-m - order - 1, coefficient));
                    _budget.Spend(coefficient.Size);
                }
            }
        }
    }

    private static Expr? Smaller(Expr? a, Expr? b) => a is null ? b : b is null || ConstantValue.Of(a) <= ConstantValue.Of(b) ? a : b;
}
