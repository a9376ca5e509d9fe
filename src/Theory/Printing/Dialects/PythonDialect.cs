using Theory.Expressions;

namespace Theory.Printing.Dialects;

/// <summary>What the two Python dialects share.</summary>
internal abstract class PythonDialect : InfixDialect
{
    public override string Symbol(string name) => Identifier.Of(name);

    public override Written Power(Written @base, Written exponent) =>
        new($"{@base.Within(Binding.Atom)}**{exponent.Within(Binding.Atom)}", Binding.Power);
}
