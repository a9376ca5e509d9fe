using Theory.Validation.Training;

namespace Theory.Experiments.Fitting;

/// <summary>An ensemble of networks that learn one target.</summary>
/// <param name="Label">The networks, on figures and in tables.</param>
/// <param name="Target">The name of the target.</param>
/// <param name="Activation">The activation, as on the command line.</param>
/// <param name="HiddenLayers">How many.</param>
/// <param name="Cw">C_W of every layer.</param>
/// <param name="Cb">C_b of every layer.</param>
/// <param name="Identity">Networks of the same identity and seed have the same random numbers in every experiment.</param>
internal sealed record FittingSetting(string Label, string Target, string Activation, int HiddenLayers, double Cw, double Cb, int Identity)
{
    /// <summary>The networks: of these speaks the theory, and these are trained.</summary>
    public NetworkArchitecture Architecture() => NetworkArchitecture.Uniform(
        Theory.Activations.Activation.Parse(Activation), FittingWork.Target(this).Dimension, FittingWork.Width, HiddenLayers, outputDimension: 1, Cw, Cb);
}
