using System.Text;
using Theory.Expectations;
using Theory.Expressions;

namespace Theory.Printing.Documents;

/// <summary>What the two kinds of Python modules share.</summary>
internal abstract class PythonModule : FormulaModule
{
    protected sealed override string MemberSeparator => "\n\n\n";

    /// <summary>chiParallel is chi_parallel.</summary>
    protected sealed override string NameOf(Quantity quantity) => quantity.Key.Aggregate(
        new StringBuilder(), (name, c) => char.IsUpper(c) ? name.Append('_').Append(char.ToLowerInvariant(c)) : name.Append(c)).ToString();

    protected sealed override string Comment(string text) => $"# {text}";

    protected sealed override string Function(Quantity quantity, ClosedForm form, Expr formula, IReadOnlyList<string> arguments)
    {
        string check = form.ValidBelow is null
            ? ""
            : $"    if {IsBeyond(form.ValidBelow)}:\n        raise ValueError(\"{Validity.Sentence(form)}\")\n";
        return $"def {NameOf(quantity)}({string.Join(", ", arguments)}):\n    \"\"\"{quantity.Symbol} = {quantity.Definition}: {quantity.Description}.\"\"\"\n"
            + string.Concat(arguments.Select(a => $"    {a} = {Converted(a)}\n")) + $"{check}    return {Result(formula)}";
    }

    /// <summary>The argument as the number type of the module.</summary>
    protected abstract string Converted(string argument);

    /// <summary>The test that K is not below a bound.</summary>
    protected abstract string IsBeyond(Expr bound);

    /// <summary>The value of the function.</summary>
    protected abstract string Result(Expr formula);
}
