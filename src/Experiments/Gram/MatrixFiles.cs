using Theory.Validation.Devices;
using Theory.Validation.KernelRegression;

namespace Theory.Experiments.Gram;

/// <summary>Matrices that go to files tile by tile, as they may be larger than the memory.</summary>
/// <param name="Scratch">The folder of the tiles, which processes may share.</param>
/// <param name="Part">Which tiles are made here.</param>
/// <param name="Precision">Of the numbers in the files.</param>
/// <param name="Tile">The rows of a tile; null to have it chosen.</param>
/// <param name="Device">Where products are computed.</param>
public sealed record MatrixFiles(string Scratch, FactorPart Part, TorchPrecision Precision, int? Tile, TorchDevice Device);
