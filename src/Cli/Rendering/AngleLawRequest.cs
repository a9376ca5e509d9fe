using Theory.Cli.Output;

namespace Theory.Cli.Rendering;

/// <summary>What is shown of the law of two inputs.</summary>
/// <param name="Probabilities">Of quantiles.</param>
/// <param name="Models">Sampled networks in the figure; null for none.</param>
/// <param name="Seed">Their seed.</param>
/// <param name="Folder">Where files go; null for none.</param>
/// <param name="AsJson">JSON instead of tables.</param>
internal sealed record AngleLawRequest(IReadOnlyList<double> Probabilities, int? Models, int Seed, OutputFolder? Folder, bool AsJson);
