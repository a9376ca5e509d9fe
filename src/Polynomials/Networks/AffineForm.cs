using Fractions;

namespace Theory.Polynomials.Networks;

/// <summary>A weighted sum of nodes and a constant.</summary>
internal sealed class AffineForm
{
    private readonly Dictionary<NetworkNode, Fraction> _terms;

    private AffineForm(Dictionary<NetworkNode, Fraction> terms, Fraction constant)
    {
        _terms = terms;
        Constant = constant;
    }

    /// <summary>The non-zero weights.</summary>
    public IReadOnlyDictionary<NetworkNode, Fraction> Terms => _terms;

    /// <summary>The constant.</summary>
    public Fraction Constant { get; }

    /// <summary>A constant.</summary>
    public static AffineForm Of(Fraction constant) => new([], constant);

    /// <summary>A node.</summary>
    public static AffineForm Of(NetworkNode node) => new(new Dictionary<NetworkNode, Fraction> { [node] = Fraction.One }, Fraction.Zero);

    /// <summary>A weighted sum of forms.</summary>
    public static AffineForm Combination(IEnumerable<(Fraction Weight, AffineForm Form)> parts, Fraction constant)
    {
        Dictionary<NetworkNode, Fraction> terms = [];
        foreach ((Fraction weight, AffineForm form) in parts)
        {
            constant += weight * form.Constant;
            foreach ((NetworkNode node, Fraction value) in form._terms)
            {
                terms[node] = terms.GetValueOrDefault(node, Fraction.Zero) + (weight * value);
            }
        }

        return new AffineForm(terms.Where(t => !t.Value.IsZero).ToDictionary(t => t.Key, t => t.Value.Reduce()), constant.Reduce());
    }

    /// <summary>slope times the form plus a constant.</summary>
    public AffineForm Affine(Fraction slope, Fraction constant) => Combination([(slope, this)], constant);
}
