using Theory.Expressions;

namespace Theory.Expectations;

/// <summary>The outcome of deriving a quantity: a formula in K, or the reason why there is none.</summary>
public sealed class ClosedForm
{
    private ClosedForm(Expr? formula, Expr? validBelow, bool divergesBeyond, bool isUndefined, string? reason, string? condition = null)
    {
        Formula = formula;
        Condition = validBelow is null ? condition : $"K < {validBelow}";
        ValidBelow = validBelow;
        DivergesBeyond = divergesBeyond;
        IsUndefined = isUndefined;
        Reason = reason;
    }

    /// <summary>The formula in K at C_W = 1, or null.</summary>
    public Expr? Formula { get; }

    /// <summary>The formula holds for K below this constant; null when it holds for every K > 0.</summary>
    public Expr? ValidBelow { get; }

    /// <summary>True when the expectation itself diverges from <see cref="ValidBelow"/> on.</summary>
    public bool DivergesBeyond { get; }

    /// <summary>The condition under which the formula holds as text, as in "K &lt; 1/4"; null when there is none.</summary>
    public string? Condition { get; }

    /// <summary>True when the quantity itself does not exist, for example &lt;s'^2&gt; of an activation that jumps.</summary>
    public bool IsUndefined { get; }

    /// <summary>Why there is no formula; null when there is one.</summary>
    public string? Reason { get; }

    /// <summary>A formula.</summary>
    /// <param name="formula">The formula in K.</param>
    /// <param name="validBelow">The K from which on it does not hold; null when it always does.</param>
    /// <param name="diverges">True when the expectation itself diverges from there on.</param>
    public static ClosedForm Of(Expr formula, Expr? validBelow = null, bool diverges = false) => new(formula, validBelow, diverges, false, null);

    /// <summary>A formula that holds under a condition on parameters left free; null for none.</summary>
    public static ClosedForm Of(Expr formula, string? condition) => new(formula, null, false, false, null, condition);

    /// <summary>The quantity exists, but no formula is known.</summary>
    public static ClosedForm Unknown(string reason) => new(null, null, false, false, reason);

    /// <summary>The quantity does not exist.</summary>
    public static ClosedForm Undefined(string reason) => new(null, null, false, true, reason);
}
