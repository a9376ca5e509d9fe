namespace Theory.Validation.Comparison;

/// <summary>One element of metric, vertex or tangent kernel at two inputs, theory against measurement.</summary>
/// <param name="Quantity">What it is.</param>
/// <param name="Indices">Its inputs, from 0: two of the metric and the tangent kernel, four of the vertex.</param>
/// <param name="Layers">The layers, with their numbers; the tangent kernel has the last one only.</param>
/// <param name="Judged">All judged layers together.</param>
public sealed record InputsComparison(
    InputsQuantity Quantity, IReadOnlyList<int> Indices, IReadOnlyList<(int Layer, ComparedValue Value)> Layers, ChiSquared Judged)
{
    /// <summary>The symbol with its indices, inputs numbered from 1: G_12, V_(11)(12), Theta_12.</summary>
    public string Name => Quantity switch
    {
        InputsQuantity.Metric => $"G_{Text(0, 2)}",
        InputsQuantity.TangentKernel => $"Theta_{Text(0, 2)}",
        _ => $"V_({Text(0, 2)})({Text(2, 2)})",
    };

    private string Text(int from, int count) => string.Concat(Indices.Skip(from).Take(count).Select(i => i + 1));
}
