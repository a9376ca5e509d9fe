using Theory.Expressions;

namespace Theory.Parsing;

/// <summary>Functions that formulas can call beside those of the language: the activations that are known by name.</summary>
internal interface IFunctionLibrary
{
    /// <summary>Every name, to correct mistyped ones.</summary>
    public IEnumerable<string> Names { get; }

    /// <summary>True when the name is known, or known to be no function of one variable.</summary>
    public bool Knows(string name);

    /// <summary>The parameters of a function that can be left free where its call is the whole text, as a in leaky_relu(a).</summary>
    public IEnumerable<Symbol> ParametersOf(string name);

    /// <summary>The value of a call.</summary>
    /// <param name="call">A call of a name that is known.</param>
    /// <param name="text">The whole text, for messages.</param>
    /// <exception cref="UserInputException">The arguments do not fit.</exception>
    public Expr Apply(Call call, string text);
}
