using Theory.Validation.DrawnArchitectures;

namespace Theory.Experiments.Residuals;

/// <summary>The result of a shard.</summary>
/// <param name="Data">The checksum of the data.</param>
/// <param name="Parameters">Weights and biases of a network.</param>
/// <param name="Networks">Every network that was trained.</param>
/// <param name="Drawn">Networks that were drawn, beside theory, behind every layer; null where that was done with another learning rate, or the kernel leaves double precision.</param>
internal sealed record ResidualRecord(string Data, long Parameters, IReadOnlyList<ResidualNetwork> Networks, IReadOnlyList<MeasuredLayer>? Drawn);
