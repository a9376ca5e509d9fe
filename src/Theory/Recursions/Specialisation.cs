using Theory.Expectations;
using Theory.Expectations.TwoInputs;
using Theory.Expressions;

namespace Theory.Recursions;

/// <summary>The right side of a recursion while closed forms are put into it.</summary>
internal sealed class Specialisation(Expr formula)
{
    /// <summary>What the right side is so far.</summary>
    public Expr Formula { get; private set; } = formula;

    /// <summary>The closed forms that were put in.</summary>
    public List<ExplainedEquation> ClosedForms { get; } = [];

    /// <summary>What has no closed form and why, and conditions of validity.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Puts in the closed form of a quantity.</summary>
    public void PutIn(Quantity quantity, ClosedForm form) =>
        PutIn(RecursionSymbols.Of(quantity), form.Formula is null ? null : RecursionSymbols.Cw.Pow(quantity.CwPower) * form.Formula, form.Condition, form.Reason, form.IsUndefined);

    /// <summary>Puts in the closed forms of &lt;s1 s2&gt; and &lt;s1' s2'&gt;, in the elements of the kernel.</summary>
    public void PutIn(TwoInputDerivation derivation)
    {
        foreach ((TwoInputQuantity quantity, Symbol symbol) in new[]
        {
            (TwoInputQuantity.KernelProduct, RecursionSymbols.Mean(1, 2)), (TwoInputQuantity.DerivativeProduct, RecursionSymbols.MeanOfSlopes(1, 2)),
        })
        {
            if (Formula.Contains(symbol))
            {
                TwoInputForm form = derivation[quantity];
                string? condition = form.Positive.Count == 0 ? null : string.Join(" and ", form.Positive.Select(p => $"{InKernel(p)} > 0"));
                PutIn(symbol, form.Formula is null ? null : InKernel(form.Formula), condition, form.Reason);
            }
        }
    }

    private void PutIn(Symbol symbol, Expr? closed, string? condition, string? reason, bool isUndefined = false)
    {
        if (closed is null)
        {
            Notes.Add(isUndefined ? $"{symbol.Name} does not exist: {reason}" : $"{symbol.Name} has no closed form: {reason}");
            return;
        }

        Formula = Formula.Substitute(symbol, closed);
        ClosedForms.Add(new ExplainedEquation(symbol.Name, symbol.Latex!, closed));
        if (condition is not null)
        {
            Notes.Add($"{symbol.Name} holds for {condition} only");
        }
    }

    /// <summary>Variances, covariance and correlation of two inputs in the elements of the kernel.</summary>
    private static Expr InKernel(Expr formula)
    {
        (Symbol k11, Symbol k12, Symbol k22) = (RecursionSymbols.Kernel(1, 1), RecursionSymbols.Kernel(1, 2), RecursionSymbols.Kernel(2, 2));
        return formula
            .Substitute(TwoInputSymbols.Rho, k12 / (Expr.Sqrt(k11) * Expr.Sqrt(k22)))
            .Substitute(TwoInputSymbols.C, k12)
            .Substitute(TwoInputSymbols.Ka, k11)
            .Substitute(TwoInputSymbols.Kb, k22);
    }
}
