using Theory.Expectations;

namespace Theory.Printing.Documents;

/// <summary>The condition under which a formula holds, in words.</summary>
internal static class Validity
{
    /// <summary>One sentence; null when the formula holds for every K > 0.</summary>
    public static string? Sentence(ClosedForm form) => form.Condition is null ? null
        : form.DivergesBeyond ? $"the expectation exists for {form.Condition} only"
        : $"the formula holds for {form.Condition} only";
}
