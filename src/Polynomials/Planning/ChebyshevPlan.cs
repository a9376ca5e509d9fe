using Fractions;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Bundles;
using Theory.Polynomials.Networks;

namespace Theory.Polynomials.Planning;

/// <summary>Stable networks on a box, from Chebyshev polynomials of the variables (theory.md 8.5).</summary>
/// <remarks>
/// T_(m+n) = 2 T_m T_n - T_|m-n| doubles the degree with every layer, and all values stay in [-1, 1]. A series of degree up to 2m is
/// T_m q + r with series q and r of degree at most m, so that only the last layers need single coefficients. Polynomials of several
/// variables are sums of products of polynomials of one, in the last layers.
/// </remarks>
internal sealed class ChebyshevPlan : IElementBasis
{
    private readonly IReadOnlyList<(Fraction Centre, Fraction HalfWidth)> _sides;
    private readonly IReadOnlyDictionary<Polynomial, IReadOnlyList<(Polynomial, Polynomial)>> _products;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<(int Variable, int Degree), Polynomial> _elements = [];
    private readonly Dictionary<Polynomial, Fraction[]> _series = [];

    private ChebyshevPlan(NetworkBuilder builder, IReadOnlyDictionary<Polynomial, IReadOnlyList<(Polynomial, Polynomial)>> products)
    {
        _sides = builder.Domain.CentresAndHalfWidths();
        _cancellation = builder.Cancellation;
        _products = products;
    }

    /// <summary>Builds the network.</summary>
    /// <param name="polynomial">What it is to equal.</param>
    /// <param name="builder">An empty builder with a box as its domain.</param>
    /// <param name="alwaysElements">Layers provide single Chebyshev polynomials.</param>
    /// <param name="firstDegree">The degree that the first layer provides, 2 to p + 1: high degrees in one layer cost digits, more layers cost units.</param>
    /// <param name="products">For polynomials of several variables, how they are sums of products of fewer; found by elimination when it is not given.</param>
    public static PolynomialNetwork Build(
        Polynomial polynomial, NetworkBuilder builder, bool alwaysElements, int firstDegree, IReadOnlyDictionary<Polynomial, IReadOnlyList<(Polynomial, Polynomial)>>? products = null)
    {
        ChebyshevPlan plan = new(builder, products ?? new Dictionary<Polynomial, IReadOnlyList<(Polynomial, Polynomial)>>());
        List<Func<IReadOnlyList<Polynomial>, IReadOnlyList<PowerSum>>> layers = [];
        int variables = Variables(polynomial).Length;
        for (int count = variables; count > 1; count = (count + 1) / 2)
        {
            layers.Add(targets => [.. targets.Select(plan.Separate)]);
        }

        int degree = Enumerable.Range(0, polynomial.VariableCount).Max(i => polynomial.Terms.Keys.Max(m => m[i]));
        for (; degree > firstDegree; degree = (degree + 1) / 2)
        {
            int reach = (degree + 1) / 2;
            layers.Add(targets => [.. targets.Select(t => plan.Halve(t, reach))]);
        }

        layers.Add(targets => [.. targets.Select(plan.First)]);
        return LayeredPlan.Build(polynomial, builder, layers, plan, alwaysElements, BundleAim.Stable);
    }

    /// <inheritdoc/>
    public IEnumerable<(Fraction Weight, Polynomial Element)> Split(Polynomial value)
    {
        int[] variables = Variables(value);
        if (variables.Length != 1)
        {
            return [(Fraction.One, value)];
        }

        return Series(value).Index().Where(t => !t.Item.IsZero).Select(t => (t.Item, T(variables[0], t.Index)));
    }

    /// <summary>Products of polynomials of fewer variables.</summary>
    private PowerSum Separate(Polynomial target)
    {
        PowerSum sum = new(target);
        if (Variables(target).Length <= 1)
        {
            sum.Add(Fraction.One, Form.Of(target), 1);
            return sum;
        }

        // What depends on one side alone is carried: as one value, put together from its parts.
        Polynomial rest = target;
        foreach ((Polynomial a, Polynomial b) in _products.GetValueOrDefault(target) ?? SeparableSum.Of(target, Variables(target), _sides, _cancellation))
        {
            AddBalanced(sum, a, b, Fraction.One);
            rest -= a * b;
        }

        sum.Add(Fraction.One, new Form([.. SeparableSum.Sides(rest, Variables(target)).Select(side => (Fraction.One, side))]), 1);
        return sum;
    }

    private PowerSum Halve(Polynomial target, int reach)
    {
        _cancellation.ThrowIfCancellationRequested();
        PowerSum sum = new(target);
        int[] variables = Variables(target);
        Fraction[] c = variables.Length == 0 ? [target[Monomial.One]] : Series(target);
        int degree = c.Length - 1;
        if (degree <= reach)
        {
            sum.Add(Fraction.One, Form.Of(target), 1);
            return sum;
        }

        int variable = variables[0];
        if (c.Count(v => !v.IsZero) == 1 && degree % 2 == 0)
        {
            // T_2k = 2 T_k^2 - 1.
            sum.Add(2 * c[degree], Form.Of(T(variable, degree / 2)), 2);
            sum.Constant = -c[degree];
            return sum;
        }

        // c_(m+k) T_(m+k) = 2 c_(m+k) T_m T_k - c_(m+k) T_(m-k).
        int m = degree - (degree / 2);
        Fraction[] q = [.. Enumerable.Range(0, degree - m + 1).Select(k => k == 0 ? c[m] : (2 * c[m + k]).Reduce())];
        Fraction[] r = c[..m];
        for (int k = 1; k <= degree - m; k++)
        {
            r[m - k] = (r[m - k] - c[m + k]).Reduce();
        }

        AddBalanced(sum, T(variable, m), FromSeries(variable, q), Fraction.One);
        sum.Add(Fraction.One, Form.Of(FromSeries(variable, r)), 1);
        return sum;
    }

    /// <summary>Powers of the variables, each mapped to [-1, 1].</summary>
    private PowerSum First(Polynomial target)
    {
        PowerSum sum = new(target) { Constant = Fraction.Zero };
        if (target.IsConstant)
        {
            sum.Constant = target[Monomial.One];
            return sum;
        }

        int variable = Variables(target)[0];
        (Fraction centre, Fraction halfWidth) = _sides[variable];
        Polynomial inverse = Polynomial.Variable(variable).Scale(halfWidth) + Polynomial.Constant(centre);
        Polynomial mapped = target.Substitute([.. _sides.Select((_, i) => i == variable ? inverse : Polynomial.Variable(i))]);
        Form form = new([(halfWidth.Reciprocal(), Polynomial.Variable(variable)), ((-centre / halfWidth).Reduce(), Polynomial.One)]);
        foreach ((Monomial monomial, Fraction coefficient) in mapped.Terms)
        {
            if (monomial.Degree == 0)
            {
                sum.Constant = coefficient;
            }
            else
            {
                sum.Add(coefficient, form, monomial.Degree);
            }
        }

        return sum;
    }

    /// <summary>a b with both factors scaled to about 1, by powers of two, so that neither is lost beside the other.</summary>
    private void AddBalanced(PowerSum sum, Polynomial a, Polynomial b, Fraction weight)
    {
        Fraction scaleA = Scale(a);
        Fraction scaleB = Scale(b);
        sum.AddProduct(weight * scaleA * scaleB, [
            (new Form([(scaleA.Reciprocal(), a)]), 1),
            (new Form([(scaleB.Reciprocal(), b)]), 1)]);
    }

    private Fraction Scale(Polynomial value)
    {
        Fraction size = Variables(value).Length == 1
            ? Series(value).Aggregate(Fraction.Zero, (total, c) => total + c.Abs())
            : value.Terms.Values.Aggregate(Fraction.Zero, (total, c) => total + c.Abs());
        return size.IsZero ? Fraction.One : BoundedBundles.PowerOfTwoAbove(size);
    }

    /// <summary>T_n of a variable mapped to [-1, 1].</summary>
    private Polynomial T(int variable, int degree)
    {
        if (!_elements.TryGetValue((variable, degree), out Polynomial? element))
        {
            (Fraction centre, Fraction halfWidth) = _sides[variable];
            Polynomial mapped = Polynomial.Variable(variable).Scale(halfWidth.Reciprocal()) - Polynomial.Constant(centre / halfWidth);
            _elements[(variable, degree)] = element = degree switch
            {
                0 => Polynomial.One,
                1 => mapped,
                _ => (mapped * T(variable, degree - 1)).Scale(2) - T(variable, degree - 2),
            };
        }

        return element;
    }

    private Polynomial FromSeries(int variable, Fraction[] c) => Polynomial.Combination(c.Select((v, k) => (v, T(variable, k))));

    /// <summary>The Chebyshev coefficients of a polynomial of one variable.</summary>
    private Fraction[] Series(Polynomial value)
    {
        if (!_series.TryGetValue(value, out Fraction[]? series))
        {
            int variable = Variables(value)[0];
            (Fraction centre, Fraction halfWidth) = _sides[variable];
            Polynomial coefficients = ChebyshevBasis.FromMonomials(value.Substitute(
                [.. _sides.Select((_, i) => i == variable ? Polynomial.Variable(0).Scale(halfWidth) + Polynomial.Constant(centre) : Polynomial.Zero)]));
            _series[value] = series = coefficients.ToCoefficients();
        }

        return series;
    }

    private static int[] Variables(Polynomial polynomial) =>
        [.. Enumerable.Range(0, polynomial.VariableCount).Where(i => polynomial.Terms.Keys.Any(m => m[i] > 0))];
}
