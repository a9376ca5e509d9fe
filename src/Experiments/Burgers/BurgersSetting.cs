using Theory.Networks;
using Theory.Validation.PhysicsInformed;
using Theory.Validation.Training;

namespace Theory.Experiments.Burgers;

/// <summary>An ensemble of physics-informed networks.</summary>
/// <param name="Label">How it is named in tables and figures.</param>
/// <param name="Activation">The activation's name.</param>
/// <param name="Cw">C_W of every layer but the first.</param>
/// <param name="Cb">C_b of every layer.</param>
/// <param name="FirstCw">C_W of the first layer.</param>
/// <param name="Scaling">How x and t enter the networks.</param>
internal sealed record BurgersSetting(string Label, string Activation, double Cw, double Cb, double FirstCw, InputScaling Scaling)
{
    /// <summary>The same C_W for every layer.</summary>
    public BurgersSetting(string label, string activation, double cw, double cb, InputScaling scaling)
        : this(label, activation, cw, cb, cw, scaling)
    {
    }

    /// <summary>|x|²/n₀ of the inputs farthest from 0, as the networks see them.</summary>
    public double InputScale
    {
        get
        {
            var (x, t) = Scaling.Apply(1, 1);
            var (_, start) = Scaling.Apply(0, 0);
            return ((x * x) + Math.Max(t * t, start * start)) / 2;
        }
    }

    /// <summary>The networks.</summary>
    internal NetworkArchitecture Architecture(int hiddenLayers, int width) => new(
        Network.Plain(
            Theory.Activations.Activation.Parse(Activation), hiddenLayers + 1, [width], [Cb], [FirstCw, .. Enumerable.Repeat(Cw, hiddenLayers)], [1], [1]).WithOutputs(1),
        inputDimension: 2);
}
