namespace Theory.Expressions;

/// <summary>The functions of the field.</summary>
public enum FunctionKind
{
    /// <summary>e^x.</summary>
    Exp,

    /// <summary>Natural logarithm.</summary>
    Log,

    /// <summary>|x|.</summary>
    Abs,

    /// <summary>-1, 0 or 1.</summary>
    Sign,

    /// <summary>1 for x > 0, else 0.</summary>
    Step,

    /// <summary>The larger of two.</summary>
    Max,

    /// <summary>The smaller of two.</summary>
    Min,

    /// <summary>Error function.</summary>
    Erf,

    /// <summary>Complementary error function.</summary>
    Erfc,

    /// <summary>Standard normal distribution function Phi.</summary>
    NormalCdf,

    /// <summary>Standard normal density phi.</summary>
    NormalPdf,

    /// <summary>Distribution function Phi2(h, k, rho) of two standard normal variables of correlation rho.</summary>
    BivariateNormalCdf,

    /// <summary>Sine.</summary>
    Sin,

    /// <summary>Cosine.</summary>
    Cos,

    /// <summary>Hyperbolic tangent.</summary>
    Tanh,

    /// <summary>Hyperbolic sine.</summary>
    Sinh,

    /// <summary>Hyperbolic cosine.</summary>
    Cosh,

    /// <summary>Hyperbolic secant 1/cosh; the derivative of tanh is sech^2 without cancellation.</summary>
    Sech,

    /// <summary>Logistic function 1/(1 + e^-x).</summary>
    Sigmoid,

    /// <summary>log(1 + e^x).</summary>
    Softplus,

    /// <summary>Gamma function.</summary>
    Gamma,

    /// <summary>Inverse sine.</summary>
    Arcsin,

    /// <summary>Inverse tangent.</summary>
    Arctan,
}
