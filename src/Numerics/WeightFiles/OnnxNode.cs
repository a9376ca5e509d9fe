namespace Theory.Numerics.WeightFiles;

/// <summary>One operation of an ONNX graph.</summary>
/// <param name="Operation">Its name, as Gemm.</param>
/// <param name="Inputs">The names of what it takes; empty for one that is left out.</param>
/// <param name="Outputs">The names of what it gives.</param>
/// <param name="Numbers">Attributes that are numbers.</param>
/// <param name="Words">Attributes that are text.</param>
internal sealed record OnnxNode(string Operation, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, IReadOnlyDictionary<string, double> Numbers, IReadOnlyDictionary<string, string> Words)
{
    /// <summary>An attribute.</summary>
    public double Number(string name, double otherwise) => Numbers.TryGetValue(name, out double value) ? value : otherwise;
}
