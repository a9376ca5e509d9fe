namespace Theory.Numerics.TrainedNetworks;

/// <summary>The output of a trained network at one point, over initialisations: at infinite width, and the coefficients of 1/n.</summary>
/// <param name="Point">The point, from 0: training points first, then test points.</param>
/// <param name="Time">The training time, learning rate included.</param>
/// <param name="Steps">The number of steps of gradient descent; null for gradient flow.</param>
/// <param name="Mean">The mean at infinite width.</param>
/// <param name="Variance">The variance at infinite width.</param>
/// <param name="MeanCorrection">What the mean has to order 1/n beside it, times n; NaN where it does not exist.</param>
/// <param name="VarianceCorrection">The same for the variance.</param>
public sealed record TrainedOutput(int Point, double Time, int? Steps, double Mean, double Variance, double MeanCorrection, double VarianceCorrection);
