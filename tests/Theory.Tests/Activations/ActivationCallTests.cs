using Theory.Activations;
using Theory.Expressions;

namespace Theory.Tests.Activations;

/// <summary>Formulas that the program writes itself can be read.</summary>
public sealed class ActivationCallTests
{
    public static TheoryData<string> Names => [.. ActivationCatalogue.Entries.Select(e => e.Example)];

    /// <summary>softplus(1/2) inside a formula is refused, as it may be the function with b = 1/2: a network about w = 1/2 could not be written.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void AnActivationAtANumber_IsAConstant(string name)
    {
        Activation s = Activation.Parse(name);
        Activation shifted = Activation.Parse($"z + {ActivationCall.Of(s, "(1/2)")}");
        Assert.Equal(Expr.One, shifted.Definition.Derivative(Symbol.Z));
    }
}
