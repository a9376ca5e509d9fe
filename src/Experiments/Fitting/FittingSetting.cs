using System.Text.Json.Serialization;
using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.Recommendations;
using Theory.Validation.Training;

namespace Theory.Experiments.Fitting;

/// <summary>An ensemble of networks that learn one target.</summary>
/// <param name="Label">The networks, on figures and in tables.</param>
/// <param name="Target">The name of the target.</param>
/// <param name="Activation">The activation, as on the command line.</param>
/// <param name="HiddenLayers">How many.</param>
/// <param name="Cw">C_W of every layer, or of those between the first and the last one.</param>
/// <param name="Cb">C_b of the same layers.</param>
/// <param name="Identity">Networks of the same identity and seed have the same random numbers in every experiment.</param>
internal sealed record FittingSetting(string Label, string Target, string Activation, int HiddenLayers, double Cw, double Cb, int Identity)
{
    /// <summary>What the first and the last layer have of their own; null where all layers have the same. Not written then, so that manifests of such runs stay as they are.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public EndLayers? Ends { get; init; }

    /// <summary>The point w about which the activation is started; null for 0.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? OperatingPoint { get; init; }

    /// <summary>The learning rate over that of the run; null for 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? RateFactor { get; init; }

    /// <summary>The networks: of these speaks the theory, and these are trained.</summary>
    public NetworkArchitecture Architecture()
    {
        OperatingPoint? start = OperatingPoint is null ? null : new OperatingPoint(Theory.Activations.Activation.Parse(Activation), OperatingPoint);
        Activation activation = start?.Shifted ?? Theory.Activations.Activation.Parse(Activation);
        int inputs = FittingWork.Target(this).Dimension;
        EndLayers ends = Ends ?? new EndLayers(Cb, Cw, Cb, Cw);
        IEnumerable<int> between = Enumerable.Range(0, HiddenLayers - 1);
        double[] cb = [ends.FirstCb, .. between.Select(_ => Cb), ends.LastCb];
        double[] cw = [ends.FirstCw, .. between.Select(_ => Cw), ends.LastCw];
        return new NetworkArchitecture(Network.Plain(activation, HiddenLayers + 1, [FittingWork.Width], cb, cw, [1], [1]).WithOutputs(1), inputs, start);
    }
}
