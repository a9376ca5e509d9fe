namespace Theory.Validation.KernelRegression;

/// <summary>Which kernel a regression uses.</summary>
public enum KernelKind
{
    /// <summary>K, the covariance of outputs at initialisation: Bayesian inference with an infinitely wide network.</summary>
    Nngp,

    /// <summary>Theta: the mean of infinitely wide networks after training by gradient flow to the end.</summary>
    Tangent,
}
