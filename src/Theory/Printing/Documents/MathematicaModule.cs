using Theory.Expectations;
using Theory.Expressions;
using Theory.Printing.Dialects;

namespace Theory.Printing.Documents;

/// <summary>Definitions in the Wolfram Language.</summary>
internal sealed class MathematicaModule : FormulaModule
{
    private static readonly InfixPrinter Printer = new(new MathematicaDialect());

    /// <summary>An underscore would make a pattern: s2_ds2 is s2Ds2.</summary>
    protected override string NameOf(Quantity quantity) =>
        string.Concat(quantity.Key.Split('_').Select((part, i) => i == 0 ? part : char.ToUpperInvariant(part[0]) + part[1..]));

    protected override string Comment(string text) =>
        $"(* {text.Replace("(*", "( *", StringComparison.Ordinal).Replace("*)", "* )", StringComparison.Ordinal)} *)";

    protected override string Function(Quantity quantity, ClosedForm form, Expr formula, IReadOnlyList<string> arguments)
    {
        string value = form.ValidBelow is null
            ? Printer.Print(formula)
            : $"ConditionalExpression[{Printer.Print(formula)}, K < {Printer.Print(form.ValidBelow)}]";
        return $"{Comment($"{quantity.Symbol} = {quantity.Definition}: {quantity.Description}.")}\n{NameOf(quantity)}[{string.Join(", ", arguments.Select(a => a + "_"))}] := {value}";
    }

    protected override string Enclose(string functions) => "\n" + functions;
}
