using Theory.Expressions;

namespace Theory.Expectations;

/// <summary>The outcome of deriving a quantity: a formula in K, or the reason why there is none.</summary>
public sealed class ClosedForm
{
    private ClosedForm(Expr? formula, bool isUndefined, string? reason)
    {
        Formula = formula;
        IsUndefined = isUndefined;
        Reason = reason;
    }

    /// <summary>The formula in K at C_W = 1, or null.</summary>
    public Expr? Formula { get; }

    /// <summary>True when the quantity itself does not exist, for example &lt;s'^2&gt; of an activation that jumps.</summary>
    public bool IsUndefined { get; }

    /// <summary>Why there is no formula; null when there is one.</summary>
    public string? Reason { get; }

    /// <summary>A formula.</summary>
    public static ClosedForm Of(Expr formula) => new(formula, false, null);

    /// <summary>The quantity exists, but no formula is known.</summary>
    public static ClosedForm Unknown(string reason) => new(null, false, reason);

    /// <summary>The quantity does not exist.</summary>
    public static ClosedForm Undefined(string reason) => new(null, true, reason);
}
