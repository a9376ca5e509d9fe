using Theory.Validation.Devices;

namespace Theory.Experiments.Burgers;

/// <summary>How large an experiment with physics-informed networks is.</summary>
/// <param name="HiddenLayers">Hidden layers.</param>
/// <param name="Width">Their width.</param>
/// <param name="Models">Networks in each ensemble.</param>
/// <param name="Steps">Steps of the first optimizer.</param>
/// <param name="LbfgsSteps">Steps of L-BFGS after them.</param>
/// <param name="Places">Collocation points.</param>
/// <param name="Conditions">Initial and boundary points.</param>
/// <param name="Precision">The type of the parameters.</param>
internal sealed record BurgersSize(
    int HiddenLayers, int Width, int Models, int Steps, int LbfgsSteps, int Places, int Conditions, TorchPrecision Precision)
{
    /// <summary>The paper's networks: 7 hidden layers of 64, 10,000 and 100 points, Adam. It does not state the number of steps.</summary>
    public static BurgersSize Paper(ExperimentSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new BurgersSize(
            settings.Choose(3, 7, 7),
            settings.Choose(16, 32, 64),
            settings.Choose(2, 8, 8),
            settings.Choose(20, 1000, 20_000),
            settings.LbfgsSteps ?? settings.Choose(5, 1500, 0),
            settings.Choose(60, 10_000, 10_000),
            settings.Choose(20, 100, 100),
            TorchPrecision.Float32);
    }

    /// <summary>The network of Raissi et al. (2019): 8 hidden layers of 20, 10,000 and 100 points, L-BFGS alone, there for up to 50,000 steps.</summary>
    public static BurgersSize Raissi(ExperimentSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new BurgersSize(
            settings.Choose(3, 8, 8),
            settings.Choose(8, 20, 20),
            settings.Choose(2, 1, 3),
            0,
            settings.LbfgsSteps ?? settings.Choose(10, 8000, 50_000),
            settings.Choose(60, 10_000, 10_000),
            settings.Choose(20, 100, 100),
            TorchPrecision.Float64);
    }
}
