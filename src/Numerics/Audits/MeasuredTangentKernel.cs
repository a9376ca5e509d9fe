namespace Theory.Numerics.Audits;

/// <summary>The tangent kernel of a network at some inputs, beside that of infinite width with the same C_b and C_W.</summary>
/// <remarks>
/// Sums over all parameters of the products of derivatives of one output, with the rates 1 of biases and 1/fan-in of weights, averaged over outputs. Networks of width n scatter around
/// theory by some 1/sqrt(n), and training moves it.
/// </remarks>
/// <param name="Outputs">Over how many outputs it is averaged.</param>
/// <param name="Values">What the network has, input by input.</param>
/// <param name="Theory">What theory has; null where a layer cannot be followed, or an activation jumps.</param>
public sealed record MeasuredTangentKernel(int Outputs, IReadOnlyList<IReadOnlyList<double>> Values, IReadOnlyList<IReadOnlyList<double>>? Theory)
{
    /// <summary>The root of the mean square of what is measured less theory, over that of theory; NaN without a theory.</summary>
    public double Deviation
    {
        get
        {
            if (Theory is null)
            {
                return double.NaN;
            }

            double difference = Values.Zip(Theory).Sum(rows => rows.First.Zip(rows.Second).Sum(p => (p.First - p.Second) * (p.First - p.Second)));
            return Math.Sqrt(difference / Theory.Sum(row => row.Sum(v => v * v)));
        }
    }
}
