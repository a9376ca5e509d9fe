namespace Theory.Validation.Sampling;

/// <summary>What one network shows at one layer l. Valid only while it is being observed.</summary>
/// <remarks>
/// For homogeneous activations without biases the metric is held as numbers of moderate size times powers of two, one for each input, so
/// that its logarithm stays known where it exceeds double precision.
/// </remarks>
public readonly ref struct LayerObservation
{
    /// <summary>The network's index.</summary>
    public long Network { get; init; }

    /// <summary>The layer's number l, from 1.</summary>
    public int Layer { get; init; }

    /// <summary>The number of inputs m.</summary>
    public int Inputs { get; init; }

    /// <summary>Ghat(l), m x m, where row and column of input a are in units of 2^(<see cref="Exponents"/>[a]/2).</summary>
    internal ReadOnlySpan<double> ScaledMetric { get; init; }

    /// <summary>The powers of two, by input; 0 unless the activation is homogeneous.</summary>
    internal ReadOnlySpan<double> Exponents { get; init; }

    /// <summary>(C_W/n) sum_j s'(z_ja) s'(z_jb), m x m, where an input has <see cref="DerivativePower"/> times its exponent.</summary>
    internal ReadOnlySpan<double> ScaledDerivatives { get; init; }

    /// <summary>(C_W/n) sum_j z_ja s(z_ja) s'(z_ja) / Ghat_aa for each input, in the same units as the derivatives.</summary>
    internal ReadOnlySpan<double> ScaledResponses { get; init; }

    /// <summary>p - 1 for a homogeneous activation of degree p.</summary>
    internal double DerivativePower { get; init; }

    /// <summary>For each input the means over neurons of z^2, z^4, z^6, in units of the metric and its powers.</summary>
    internal ReadOnlySpan<double> ScaledMoments { get; init; }

    /// <summary>Theta(L)_ab of the first neuron, m x m; empty at other layers and unless asked for.</summary>
    public ReadOnlySpan<double> TangentKernel { get; init; }

    /// <summary>z(L)_a of the neuron whose tangent kernel this is, one for each input; empty where there is no tangent kernel.</summary>
    public ReadOnlySpan<double> Outputs { get; init; }

    /// <summary>True when the network has left the range of its number type, at this layer or before.</summary>
    public bool Overflowed { get; init; }

    /// <summary>True when derivatives were asked for.</summary>
    public bool HasDerivatives => !ScaledDerivatives.IsEmpty;

    /// <summary>True when moments over neurons were asked for.</summary>
    public bool HasNeuronMoments => !ScaledMoments.IsEmpty;

    /// <summary>Ghat(l)_ab; infinite or 0 where only its logarithm can be represented, NaN when the network overflowed.</summary>
    public double Metric(int a, int b) => Scaled(ScaledMetric[(a * Inputs) + b], (Exponents[a] + Exponents[b]) / 2);

    /// <summary>log Ghat(l)_aa; minus infinity when all neurons are dead.</summary>
    public double LogMetric(int a) => Math.Log(ScaledMetric[(a * Inputs) + a]) + (Exponents[a] * Math.Log(2));

    /// <summary>(C_W/n) sum_j s'(z_ja) s'(z_jb): its mean is chi_perp at a = b.</summary>
    public double DerivativeMetric(int a, int b) =>
        Scaled(ScaledDerivatives[(a * Inputs) + b], DerivativePower * (Exponents[a] + Exponents[b]) / 2);

    /// <summary>(C_W/n) sum_j z s s' / Ghat_aa: its mean is chi_par.</summary>
    public double Response(int a) => Scaled(ScaledResponses[a], DerivativePower * Exponents[a]);

    /// <summary>The mean over the neurons of z^2, z^4 or z^6 (order 1, 2, 3) at an input.</summary>
    public double NeuronMoment(int a, int order) => Scaled(ScaledMoments[(3 * a) + order - 1], order * Exponents[a]);

    private static double Scaled(double value, double exponent)
    {
        if (exponent == 0)
        {
            return value;
        }

        // Powers of two are exact; a degree that is no integer leaves a fraction.
        double whole = Math.Floor(exponent);
        return Math.ScaleB(value * (whole == exponent ? 1 : Math.Pow(2, exponent - whole)), (int)Math.Clamp(whole, -5000, 5000));
    }
}
