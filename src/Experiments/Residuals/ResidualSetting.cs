namespace Theory.Experiments.Residuals;

/// <summary>Networks of one kind that learn to classify images.</summary>
/// <param name="Kind">Which layers they have, as <see cref="ResidualCatalogue"/> calls them.</param>
/// <param name="Start">How they are initialised.</param>
/// <param name="Activation">The activation, as on the command line.</param>
/// <param name="Layers">All layers as text, but for the width of those that do not say theirs.</param>
/// <param name="LearningRate">The learning rate.</param>
internal sealed record ResidualSetting(string Kind, string Start, string Activation, string Layers, double LearningRate)
{
    /// <summary>Kind and start in a few words.</summary>
    public string Label => $"{Kind}, {Start}";
}
