using Theory.Activations;
using Theory.Expressions;
using Theory.Parsing;

namespace Theory.Design;

/// <summary>Activations that differ in the value of one parameter: a formula in z and another name, or an activation of the catalogue with a parameter left free.</summary>
public sealed class ActivationFamily
{
    private ActivationFamily(string text, Expr definition, Symbol parameter)
    {
        Text = text;
        Definition = definition;
        Parameter = parameter;
    }

    /// <summary>The family as typed.</summary>
    public string Text { get; }

    /// <summary>The activation, an expression in z and the parameter.</summary>
    public Expr Definition { get; }

    /// <summary>The free parameter.</summary>
    public Symbol Parameter { get; }

    /// <summary>Reads a family such as <c>"z*sigmoid(b*z)"</c> or <c>mrepu(2,-1,w)</c>.</summary>
    /// <exception cref="UserInputException">A syntax error with its position, no free parameter, or more than one.</exception>
    public static ActivationFamily Parse(string text) => Of(text) ?? throw new UserInputException(
        $"'{text.Trim()}' has no free parameter; write one as a name, such as w in \"(w+z)*max(0,w+z+1)^2 - w*max(0,w+1)^2\"");

    /// <summary>Reads a family of functions of z; null for what is one activation, or a misspelt one, or cannot be read as a family.</summary>
    /// <exception cref="UserInputException">A function of z has more than one free parameter.</exception>
    public static ActivationFamily? TryParse(string text)
    {
        // Where it cannot be read, reading it as an activation says what is wrong with it.
        Attempt<Expr> definition = Attempt.At(() => ExpressionParser.ParseFamily(text, new CatalogueFunctions(isFamily: true), out _));
        return definition.Value is Expr read && read.Contains(Symbol.Z) ? Of(text) : null;
    }

    /// <summary>A family; null without a free parameter.</summary>
    private static ActivationFamily? Of(string text)
    {
        Expr definition = ExpressionParser.ParseFamily(text, new CatalogueFunctions(isFamily: true), out IReadOnlyList<Symbol> names);
        Symbol[] free = [.. names.Where(definition.Contains)];
        return free.Length <= 1
            ? free.Length == 0 ? null : new ActivationFamily(text.Trim(), definition, free[0])
            : throw new UserInputException($"'{text.Trim()}' has the free parameters {string.Join(", ", free.Select(s => s.Name))}; give numbers to all but one");
    }

    /// <summary>The members of a plane of activations on a line along one of its parameters.</summary>
    internal static ActivationFamily Along(string text, Expr definition, Symbol parameter) => new(text, definition, parameter);

    /// <summary>The members together: an activation with a free parameter, where their kinks do not depend on it.</summary>
    /// <exception cref="UserInputException">They do.</exception>
    public Activation WithFreeParameter => Activation.Create(Text, Definition);

    /// <summary>The member for a value of the parameter.</summary>
    /// <exception cref="UserInputException">The kinks of the member have no exact form.</exception>
    public Activation Member(Expr value) => Activation.Create($"{Text} at {Parameter.Name} = {value}", Definition.Substitute(Parameter, value));

    /// <summary>The member for a value of the parameter; null where there is none that is a function of the line with exact kinks, as of z/w at w = 0.</summary>
    public Activation? TryMember(Expr value) => Attempt.At(() => Member(value)).Value;
}
