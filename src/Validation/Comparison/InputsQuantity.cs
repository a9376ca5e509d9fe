namespace Theory.Validation.Comparison;

/// <summary>What is compared at several inputs.</summary>
public enum InputsQuantity
{
    /// <summary>G_ab = E[Ghat_ab], predicted to order 1/n.</summary>
    Metric,

    /// <summary>V_(ab)(cd) = n Cov(Ghat_ab, Ghat_cd), predicted to leading order.</summary>
    Vertex,

    /// <summary>E[Theta_ab] of the last layer, predicted at infinite width.</summary>
    TangentKernel,
}
