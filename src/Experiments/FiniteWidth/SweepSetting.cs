using Theory.Networks;

namespace Theory.Experiments.FiniteWidth;

/// <summary>Networks of one law and depth, with lambda_b = C_b and lambda_W = C_W, that are trained at several widths.</summary>
/// <param name="Activation">The activation.</param>
/// <param name="Cb">C_b of every layer.</param>
/// <param name="Cw">C_W of every layer.</param>
/// <param name="Layers">The number of layers of parameters.</param>
internal sealed record SweepSetting(string Activation, double Cb, double Cw, int Layers)
{
    /// <summary>The networks of a width.</summary>
    public Network Network(int width) => Theory.Networks.Network.Plain(Theory.Activations.Activation.Parse(Activation), Layers, width, Cb, Cw, Cb, Cw).WithOutputs(1);
}
