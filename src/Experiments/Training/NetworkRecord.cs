namespace Theory.Experiments.Training;

/// <summary>What is kept of one trained network.</summary>
internal sealed record NetworkRecord
{
    /// <summary>(1/n) Σ z_i² averaged over test inputs, [checkpoint][layer]; the last layer is the output. Not finite when overflowed.</summary>
    public required double[][] Kernel { get; init; }

    /// <summary>C_W times the mean of s'(z)² over neurons and test inputs, [checkpoint][hidden layer].</summary>
    public required double[][] ChiPerp { get; init; }

    /// <summary>
    /// Σ_ij W_ij² s'(z_j)² / n of the next layer with its trained weights, averaged over test inputs, [checkpoint][hidden layer]: the factor
    /// by which the squared length of a random gradient grows. The last one, to the single output, is that of one random row.
    /// </summary>
    public required double[][] GradientFactor { get; init; }

    /// <summary>(1/n) Σ z_i² at probe inputs, [checkpoint][hidden layer][probe].</summary>
    public required double[][][] SecondMoment { get; init; }

    /// <summary>(1/n) Σ z_i⁴ at probe inputs, [checkpoint][hidden layer][probe].</summary>
    public required double[][][] FourthMoment { get; init; }

    /// <summary>The output at each test input after training; empty when the network has diverged.</summary>
    public required double[] Outputs { get; init; }

    /// <summary>The training loss before each tenth of the epochs, and before the last one.</summary>
    public required double[] Losses { get; init; }

    /// <summary>The epoch at which the loss ceased to be finite, or null.</summary>
    public required int? DivergedAt { get; init; }
}
