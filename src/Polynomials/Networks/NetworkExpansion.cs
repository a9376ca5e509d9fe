using Fractions;
using Theory.Polynomials.Algebra;

namespace Theory.Polynomials.Networks;

/// <summary>Multiplies a network out, symbolically, and so proves which polynomial it is on its whole domain.</summary>
/// <remarks>
/// Units whose preactivations are affine functions a v + c of the same polynomial v are taken together: their weighted sum is a
/// function of v alone, polynomial between the breakpoints, and must be the same polynomial on every piece that meets the proven range
/// of v. Inserting v gives a polynomial in the inputs. Nothing is sampled and nothing is rounded.
/// </remarks>
public sealed class NetworkExpansion
{
    private readonly PolynomialNetwork _network;
    private readonly Dictionary<NetworkNode, (Scalar V, Fraction Slope, Fraction Bias)> _units = [];
    private readonly Dictionary<NetworkNode, Polynomial> _values = [];
    private readonly Dictionary<Polynomial, Scalar> _scalars = [];

    private readonly InputDomain _whole;
    private readonly ProofBudget? _budget;
    private readonly CancellationToken _cancellation;

    private NetworkExpansion(PolynomialNetwork network, InputDomain whole, ProofBudget? budget, CancellationToken cancellation) =>
        (_network, _whole, _budget, _cancellation) = (network, whole, budget, cancellation);

    /// <summary>The polynomial that the network equals on its whole domain.</summary>
    public Polynomial Output => _values[_network.Output];

    /// <summary>True when that is the network's polynomial.</summary>
    public bool IsExact => Output.Equals(_network.Polynomial);

    /// <summary>Expands a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="cancellation">Ends the proof.</param>
    /// <exception cref="NotPolynomialException">It is not a polynomial on its domain, or cannot be proven to be one.</exception>
    public static NetworkExpansion Of(PolynomialNetwork network, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Of(network, network.Domain, cancellation: cancellation);
    }

    /// <summary>Expands a network on a part of the domain for which it was built, on all of which its ranges are known.</summary>
    /// <param name="network">The network, with the part as its domain.</param>
    /// <param name="whole">The domain for which it was built.</param>
    /// <param name="budget">What the proof may cost; any amount when null.</param>
    /// <param name="cancellation">Ends the proof.</param>
    internal static NetworkExpansion Of(PolynomialNetwork network, InputDomain whole, ProofBudget? budget = null, CancellationToken cancellation = default)
    {
        NetworkExpansion expansion = new(network, whole, budget, cancellation);
        int input = 0;
        Dictionary<NetworkNode, int> inputs = network.Inputs.ToDictionary(n => n, _ => input++);
        foreach (NetworkNode node in network.Order)
        {
            if (node.Kind == NodeKind.Input)
            {
                expansion._values[node] = Polynomial.Variable(inputs[node]);
                continue;
            }

            Polynomial value = expansion.Sum(node);
            if (node.Kind == NodeKind.Unit)
            {
                expansion._units[node] = expansion.Read(value);
            }
            else
            {
                expansion._values[node] = value;
            }
        }

        return expansion;
    }

    /// <summary>The polynomial of a linear node or an input.</summary>
    internal Polynomial ValueOf(NetworkNode node) => _values[node];

    /// <summary>The proven range of a unit's preactivation.</summary>
    internal RationalInterval PreactivationRange(NetworkNode unit)
    {
        (Scalar v, Fraction slope, Fraction bias) = _units[unit];
        return v.Range.Affine(slope, bias);
    }

    /// <summary>The proven range of a linear node or an input.</summary>
    internal RationalInterval RangeOf(NetworkNode node) => RangeEnclosure.Of(_values[node], _network.Domain);

    /// <summary>The polynomial of an affine form of nodes.</summary>
    internal Polynomial ValueOf(AffineForm form) => Sum(form.Terms.Select(t => (t.Key, t.Value)), form.Constant, "a sum of nodes");

    private Polynomial Sum(NetworkNode node) =>
        Sum(_network.Graph.InEdges(node).Select(e => (e.Source, e.Weight)), node.Bias, node.Label.Length > 0 ? node.Label : $"unit {node.Id}");

    private Polynomial Sum(IEnumerable<(NetworkNode Source, Fraction Weight)> sources, Fraction bias, string name)
    {
        List<(Fraction, Polynomial)> parts = [(bias, Polynomial.One)];
        Dictionary<Scalar, List<(Fraction Weight, Fraction Slope, Fraction Bias)>> groups = [];
        foreach ((NetworkNode source, Fraction weight) in sources)
        {
            if (source.Kind != NodeKind.Unit)
            {
                parts.Add((weight, _values[source]));
                continue;
            }

            (Scalar v, Fraction slope, Fraction constant) = _units[source];
            if (!groups.TryGetValue(v, out List<(Fraction, Fraction, Fraction)>? group))
            {
                groups[v] = group = [];
            }

            group.Add((weight, slope, constant));
        }

        foreach ((Scalar v, List<(Fraction Weight, Fraction Slope, Fraction Bias)> group) in groups)
        {
            _cancellation.ThrowIfCancellationRequested();
            _budget?.SpendOnPieces(_network.P, group);
            Fraction[] q = PiecewiseSum.Of(_network.P, group, v.Range)
                ?? throw new NotPolynomialException($"{name} is not one polynomial on the whole domain: its units of {v.Polynomial.ToString(_network.Variables)} give different polynomials on different pieces");
            parts.AddRange(q.Index().Where(t => !t.Item.IsZero).Select(t => (t.Item, v.Power(t.Index))));
        }

        _cancellation.ThrowIfCancellationRequested();
        _budget?.SpendOnSum(parts);
        return Polynomial.Combination(parts);
    }

    /// <summary>Writes a preactivation as a v + c, where v has no constant term and leading coefficient 1.</summary>
    private (Scalar V, Fraction Slope, Fraction Bias) Read(Polynomial preactivation)
    {
        Fraction constant = preactivation[Monomial.One];
        if (preactivation.IsConstant)
        {
            return (Find(Polynomial.Zero), Fraction.One, constant);
        }

        Fraction slope = preactivation.Terms.MaxBy(t => t.Key).Value;
        Polynomial v = (preactivation - Polynomial.Constant(constant)).Scale(slope.Reciprocal());
        return (Find(v), slope, constant);
    }

    private Scalar Find(Polynomial v)
    {
        if (!_scalars.TryGetValue(v, out Scalar? scalar))
        {
            _budget?.SpendOnRange(v, _network.Domain);
            _scalars[v] = scalar = new Scalar(v, RangeEnclosure.Of(v, _network.Domain, _whole), _budget, _cancellation);
        }

        return scalar;
    }

    /// <summary>A polynomial that preactivations depend on, with its range and its powers, each computed once.</summary>
    private sealed class Scalar(Polynomial polynomial, RationalInterval range, ProofBudget? budget, CancellationToken cancellation)
    {
        private readonly List<Polynomial> _powers = [Polynomial.One, polynomial];

        public Polynomial Polynomial => polynomial;

        public RationalInterval Range => range;

        public Polynomial Power(int exponent)
        {
            while (_powers.Count <= exponent)
            {
                cancellation.ThrowIfCancellationRequested();
                budget?.SpendOnProduct(_powers[^1], polynomial);
                _powers.Add(_powers[^1] * polynomial);
            }

            return _powers[exponent];
        }
    }
}
