using Theory.Algebra;
using Theory.Expressions;

namespace Theory.Activations;

/// <summary>An activation function s(z): a name, its definition, and smooth pieces with exact breakpoints that cover the real line.</summary>
public sealed class Activation
{
    /// <summary>More continuous derivatives than this are taken as infinitely many.</summary>
    private const int MaximumOrder = 30;

    private Activation(string name, Expr definition, IReadOnlyList<Piece> pieces)
    {
        Name = name;
        Definition = definition;
        Pieces = pieces;
    }

    /// <summary>The name: of the catalogue with its parameters, as in mrepu:2, or the formula itself.</summary>
    public string Name { get; }

    /// <summary>The definition as one expression in z.</summary>
    public Expr Definition { get; }

    /// <summary>The pieces from left to right; the ends of neighbours coincide.</summary>
    public IReadOnlyList<Piece> Pieces { get; }

    /// <summary>The exact points between pieces, in increasing order.</summary>
    public IEnumerable<Expr> Breakpoints => Pieces.Skip(1).Select(p => p.From!);

    /// <summary>The name and, where that is not the formula itself, the definition; pieces speak for themselves.</summary>
    public string Title => ActivationCatalogue.Find(Name.Split(':', '(')[0]) is null ? $"s(z) = {Name}"
        : UsesSteps(Definition) ? $"{Name}, piecewise"
        : $"{Name}: s(z) = {Definition}";

    /// <summary>The first breakpoint at which s jumps, or null when s is continuous.</summary>
    public Expr? FirstJump => Pieces.Zip(Pieces.Skip(1)).Where(p => !Meet(p.First.Expression, p.Second.Expression, p.Second.From!))
        .Select(p => p.Second.From).FirstOrDefault();

    /// <summary>The number of continuous derivatives; null when s is infinitely often differentiable, -1 when it jumps.</summary>
    public int? Smoothness
    {
        get
        {
            Piece[] pieces = [.. Pieces];
            for (int order = 0; order <= MaximumOrder && pieces.Length > 1; order++)
            {
                if (pieces.Zip(pieces.Skip(1)).Any(p => !Meet(p.First.Expression, p.Second.Expression, p.Second.From!)))
                {
                    return order - 1;
                }

                pieces = [.. pieces.Select(p => p with { Expression = p.Expression.Derivative(Symbol.Z) })];
            }

            return null;
        }
    }

    /// <summary>The names of parameters left free, as a in leaky_relu(a); empty for an activation that can be evaluated.</summary>
    public IReadOnlyList<string> FreeParameters => [.. Pieces.SelectMany(p => Symbols(p.Expression).Concat(p.From is null ? [] : Symbols(p.From))).Where(s => !s.Equals(Symbol.Z)).Select(s => s.Name).Distinct()];

    /// <summary>Creates an activation from an expression in z.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="definition">An expression in z; max, min, abs, sign and step become pieces with exact breakpoints.</param>
    /// <exception cref="UserInputException">Its kinks have no exact form that is known, or it divides by zero on a whole interval.</exception>
    public static Activation Create(string name, Expr definition) => new(name, definition, PieceBuilder.Build(definition));

    /// <summary>The members of a family together, in pieces whose ends depend on its parameter.</summary>
    internal static Activation OfPieces(string name, Expr definition, IReadOnlyList<Piece> pieces) => new(name, definition, pieces);

    /// <summary>Reads an activation of the catalogue (<c>relu</c>, <c>mrepu:2</c>, <c>leaky_relu(0.01)</c>) or a formula in z.</summary>
    /// <exception cref="UserInputException">Unknown name, wrong parameters, or a syntax error with its position.</exception>
    public static Activation Parse(string text) => ActivationCatalogue.Parse(text);

    private static bool UsesSteps(Expr expr) => expr is Function { Kind: FunctionKind.Step } || expr.Children.Any(UsesSteps);

    private static IEnumerable<Symbol> Symbols(Expr expr) => expr is Symbol symbol ? [symbol] : expr.Children.SelectMany(Symbols);

    /// <summary>
    /// Whether two functions have the same finite limit at b, from the left and from the right. Exact where the canonical form decides; nested roots may be
    /// equal without looking so, and are then compared to 12 digits.
    /// </summary>
    /// <exception cref="UserInputException">A limit could not be decided.</exception>
    internal static bool Meet(Expr left, Expr right, Expr b)
    {
        LimitValue atLeft = OneSidedLimit.Of(left, b, fromBelow: true);
        LimitValue atRight = OneSidedLimit.Of(right, b, fromBelow: false);
        if (!atLeft.IsFinite || !atRight.IsFinite)
        {
            // A pole, as of 1/z at 0.
            return false;
        }

        if (atLeft.Exact is Expr l && atRight.Exact is Expr r && Expansion.Expand(l - r).IsZero)
        {
            return true;
        }

        if (Root.Vanishes(left - right, b))
        {
            return true;
        }

        return atLeft.Number is double x && atRight.Number is double y
            && Math.Abs(x - y) <= (1e-12 * Math.Max(1e-3, Math.Max(Math.Abs(x), Math.Abs(y)))) + atLeft.Uncertainty + atRight.Uncertainty;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
