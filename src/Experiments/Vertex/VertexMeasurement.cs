using Theory.Validation.Statistics;

namespace Theory.Experiments.Vertex;

/// <summary>Kernel and vertex of one ensemble.</summary>
/// <param name="Setting">The ensemble.</param>
/// <param name="Layers">Layer by layer, from 1.</param>
internal sealed record VertexMeasurement(VertexSetting Setting, IReadOnlyList<LayerStatistics> Layers);
