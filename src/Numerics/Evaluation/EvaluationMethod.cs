namespace Theory.Numerics.Evaluation;

/// <summary>How the value of an expectation is computed.</summary>
public enum EvaluationMethod
{
    /// <summary>The closed form where there is one and it does not cancel, else quadrature.</summary>
    Auto,

    /// <summary>The derived closed form.</summary>
    ClosedForm,

    /// <summary>Adaptive piecewise Gauss-Legendre quadrature, which is independent of the closed form.</summary>
    Quadrature,
}
