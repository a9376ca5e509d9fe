namespace Theory.Expectations;

/// <summary>A step of a derivation: a sentence, and the equations it arrives at.</summary>
/// <param name="Sentence">What is done.</param>
/// <param name="Equations">Left sides in text and in LaTeX, right sides as expressions; a condition such as z &lt; -1 may follow.</param>
public sealed record ExplanationStep(string Sentence, IReadOnlyList<ExplainedEquation> Equations);
