using Theory.Expressions;

namespace Theory.Activations;

/// <summary>An activation function s(z): a name, its definition, and smooth pieces with exact breakpoints that cover the real line.</summary>
public sealed class Activation
{
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

    /// <summary>Creates an activation from an expression in z.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="definition">An expression in z; max, min, abs, sign and step become pieces with exact breakpoints.</param>
    /// <exception cref="UserInputException">Its kinks have no exact form that is known, or it divides by zero on a whole interval.</exception>
    public static Activation Create(string name, Expr definition) => new(name, definition, PieceBuilder.Build(definition));

    /// <summary>Reads an activation of the catalogue (<c>relu</c>, <c>mrepu:2</c>, <c>leaky_relu(0.01)</c>) or a formula in z.</summary>
    /// <exception cref="UserInputException">Unknown name, wrong parameters, or a syntax error with its position.</exception>
    public static Activation Parse(string text) => ActivationCatalogue.Parse(text);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
