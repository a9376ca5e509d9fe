using Theory.Expectations;
using Theory.Expectations.TwoInputs;
using Theory.Expressions;

namespace Theory.Recursions;

/// <summary>
/// A recursion from layer to layer with the activation left abstract: its right side is a formula in the values at layer l, in C_b, C_W
/// and in the Gaussian expectations of the activation.
/// </summary>
public sealed class Recursion
{
    private readonly Func<IReadOnlyList<ExplanationStep>> _explain;

    internal Recursion(
        string key, string name, Symbol unknown, Expr formula, ExplainedEquation initial, string source,
        IReadOnlyList<SymbolDefinition> definitions, Func<IReadOnlyList<ExplanationStep>> explain)
    {
        Key = key;
        Name = name;
        Unknown = unknown;
        Formula = formula;
        Initial = initial;
        Source = source;
        Definitions = definitions;
        _explain = explain;
    }

    /// <summary>The name in JSON and code, as in tangentKernel.</summary>
    public string Key { get; }

    /// <summary>What it is, in a few words.</summary>
    public string Name { get; }

    /// <summary>What the recursion is for: on the left side at layer l+1, on the right side at layer l.</summary>
    public Symbol Unknown { get; }

    /// <summary>The left side as text.</summary>
    public string Left => $"{Unknown.Name}(l+1)";

    /// <summary>The left side in LaTeX.</summary>
    public string LeftLatex => $@"{Unknown.Latex ?? Unknown.Name}^{{(\ell+1)}}";

    /// <summary>The right side.</summary>
    public Expr Formula { get; }

    /// <summary>The value at the first layer.</summary>
    public ExplainedEquation Initial { get; }

    /// <summary>Where it stands in the literature; "beyond the paper" where it does not.</summary>
    public string Source { get; }

    /// <summary>What the symbols of the right side stand for that are not values of layers or quantities.</summary>
    public IReadOnlyList<SymbolDefinition> Definitions { get; }

    /// <summary>The single-input expectations on the right side.</summary>
    public IReadOnlyList<Quantity> Quantities => [.. Quantity.Known.Where(q => Formula.Contains(RecursionSymbols.Of(q)))];

    /// <summary>The derivation, step by step; the last step holds the recursion.</summary>
    public IReadOnlyList<ExplanationStep> Explain() => _explain();

    /// <summary>The recursion with the activation left abstract.</summary>
    public RecursionForm Abstract => new(this, null, Formula, [], []);

    /// <summary>The recursion of an activation: the closed forms put in, with C_b, C_W and the widths explicit.</summary>
    /// <param name="derivation">The closed forms; those of two inputs are derived when the recursion needs them.</param>
    /// <param name="cancellation">Ends the derivation of those of two inputs.</param>
    /// <remarks>
    /// An expectation without a closed form remains, and the result says why. The expectations in the vertex of several inputs always remain.
    /// </remarks>
    public RecursionForm Specialise(Derivation derivation, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(derivation);
        Specialisation specialisation = new(Formula);
        foreach (Quantity quantity in Quantities)
        {
            specialisation.PutIn(quantity, derivation[quantity]);
        }

        if (Formula.Contains(RecursionSymbols.Mean(1, 2, 3, 4)))
        {
            specialisation.Notes.Add("the expectations of several inputs are left abstract");
        }
        else if (Definitions.Count > 0)
        {
            specialisation.PutIn(TwoInputDerivation.Of(derivation.Activation, cancellation: cancellation));
        }

        return new RecursionForm(this, derivation, Shorter(specialisation.Formula), specialisation.ClosedForms, specialisation.Notes);
    }

    /// <summary>m4 - g^2 of ReLU^2 becomes a single term when multiplied out, that of MRePU a page.</summary>
    private static Expr Shorter(Expr formula) =>
        Expansion.TryExpand(formula) is Expr expanded && expanded.Size < formula.Size ? expanded : formula;
}
