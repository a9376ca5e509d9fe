namespace Theory.Experiments.Predictions;

/// <summary>What is done to the inputs before the first layer.</summary>
public enum Preprocessing
{
    /// <summary>Nothing but that bytes of images are divided by 255.</summary>
    None,

    /// <summary>Every input is multiplied so that |x|^2/n_0 = 1 (Lee et al. 2018); one that is 0 stays.</summary>
    Norm,

    /// <summary>Every component has mean 0 and variance 1 over the training inputs; one that is constant there becomes 0.</summary>
    Standard,
}
