namespace Theory.Validation.DrawnArchitectures;

/// <summary>An ensemble of networks of any layers, beside theory.</summary>
/// <param name="Layers">Every layer.</param>
/// <param name="TangentKernels">Theta of every two inputs at the output, in the order of kernels; none where it was not measured.</param>
public sealed record ArchitectureMeasurement(IReadOnlyList<MeasuredLayer> Layers, IReadOnlyList<MeasuredValue> TangentKernels)
{
    /// <summary>Every number that is compared.</summary>
    public IEnumerable<MeasuredValue> All => Layers.SelectMany(l => l.Kernels.Append(l.Vertex)).Concat(TangentKernels).Where(v => v.Sigma is not null);

    /// <summary>The largest deviation in standard errors.</summary>
    public double LargestSigma => All.Select(v => Math.Abs(v.Sigma!.Value)).DefaultIfEmpty(0).Max();
}
