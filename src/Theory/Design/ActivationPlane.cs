using Theory.Activations;
using Theory.Expressions;
using Theory.Parsing;

namespace Theory.Design;

/// <summary>Activations that differ in the values of two parameters, such as <c>a*z*sigmoid(b*z)</c> or <c>mrepu(2,c,w)</c>.</summary>
public sealed class ActivationPlane
{
    private readonly Expr _definition;

    private ActivationPlane(string text, Expr definition, Symbol first, Symbol second) => (Text, _definition, First, Second) = (text, definition, first, second);

    /// <summary>The plane as typed.</summary>
    public string Text { get; }

    /// <summary>The parameter that comes first in the text.</summary>
    public Symbol First { get; }

    /// <summary>The other parameter.</summary>
    public Symbol Second { get; }

    /// <summary>Reads a plane; null for what has another number of free parameters.</summary>
    /// <exception cref="UserInputException">A syntax error with its position.</exception>
    public static ActivationPlane? TryParse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Expr definition = ExpressionParser.ParseFamily(text, new CatalogueFunctions(isFamily: true), out IReadOnlyList<Symbol> names);
        Symbol[] free = [.. names.Where(definition.Contains)];
        return free.Length == 2 ? new ActivationPlane(text.Trim(), definition, free[0], free[1]) : null;
    }

    /// <summary>The members with one value of the first parameter: a family with the second one free.</summary>
    public ActivationFamily At(Expr first)
    {
        ArgumentNullException.ThrowIfNull(first);
        return ActivationFamily.Along($"{Text} at {First.Name} = {first}", _definition.Substitute(First, first), Second);
    }

    /// <summary>A member; null where there is none that is a function of the line with exact kinks.</summary>
    public Activation? TryMember(Expr first, Expr second) => At(first).TryMember(second);
}
