using Theory.Validation.Sampling;

namespace Theory.Validation.Statistics;

/// <content>The estimates.</content>
public sealed partial class EnsembleStatistics
{
    // The smallest normal number of single precision is 1.2e-38; squares over neurons scatter below their mean.
    private const double SmallestSquare = 1e-34;

    /// <summary>G(l)_ab = E[Ghat(l)_ab], the kernel over parameters at fixed inputs.</summary>
    public Estimate Kernel(int layer, int a = 0, int? b = null) =>
        layer == 1 ? new Estimate(_options.FirstMetric()[(a * Inputs) + (b ?? a)], 0) : Of(layer, means => means.Metric(a, b ?? a));

    /// <summary>V(l)_(a1 a2)(a3 a4) = n_{l-1} Cov(Ghat_a1a2, Ghat_a3a4); 0 at layer 1.</summary>
    public Estimate Vertex(int layer, int a1 = 0, int a2 = 0, int a3 = 0, int a4 = 0) =>
        layer == 1 ? new Estimate(0, 0) : Of(layer, means => Network.WidthBefore(layer) * means.Covariance(a1, a2, a3, a4));

    /// <summary>
    /// n^2 times the connected six-point correlator of three different neurons, E[z_1^2 z_2^2 z_3^2]_conn = E[dG^3], at one input.
    /// </summary>
    public Estimate SixPointVertex(int layer, int a = 0) =>
        layer == 1 ? new Estimate(0, 0) : Of(layer, means => (double)Network.WidthBefore(layer) * Network.WidthBefore(layer) * means.ThirdCumulant(a));

    /// <summary>
    /// E[z^4]_conn = E[z^4] - 3 E[z^2]^2 of a neuron, from preactivations themselves; 3 V/n by theory. Needs moments over neurons.
    /// </summary>
    public Estimate FourPointCorrelator(int layer, int a = 0)
    {
        Require(_layout.HasNeurons, Observables.NeuronMoments);
        return Of(layer, means => FourPoint(means, a));
    }

    /// <summary>
    /// E[z^6]_conn = E[z^6] - 15 E[z^4] E[z^2] + 30 E[z^2]^3 of a neuron; 15 times the third cumulant of Ghat by theory. Needs moments
    /// over neurons.
    /// </summary>
    public Estimate SixPointCorrelator(int layer, int a = 0)
    {
        Require(_layout.HasNeurons, Observables.NeuronMoments);
        return Of(layer, means =>
        {
            double z2 = means.NeuronMoment(a, 1);
            return means.NeuronMoment(a, 3) - (15 * means.NeuronMoment(a, 2) * z2) + (30 * z2 * z2 * z2);
        });
    }

    /// <summary>E[z^4]_conn / E[z^2]^2 of a neuron, 0 for a normal one; 3 V/(n G^2) by theory. Needs moments over neurons.</summary>
    public Estimate ExcessKurtosis(int layer, int a = 0)
    {
        Require(_layout.HasNeurons, Observables.NeuronMoments);
        return Of(layer, means => FourPoint(means, a) / (means.NeuronMoment(a, 1) * means.NeuronMoment(a, 1)));
    }

    /// <summary>The excess kurtosis of Ghat_aa over networks, which tells heavy tails; 0 at large width.</summary>
    public Estimate MetricKurtosis(int layer, int a = 0) => Of(layer, means => means.ExcessKurtosis(a));

    /// <summary>E[log Ghat_aa]; minus infinity when a network is dead.</summary>
    public Estimate LogKernel(int layer, int a = 0) =>
        At(layer).Histograms[a].Zeros > 0 ? new Estimate(double.NegativeInfinity, double.NaN) : Of(layer, means => means.Log(a));

    /// <summary>
    /// The kernel over data at fixed parameters: the mean of z^2 over inputs and neurons of one network. Its mean over networks. Needs
    /// moments over neurons.
    /// </summary>
    public Estimate DataKernel(int layer)
    {
        Require(_layout.HasNeurons, Observables.NeuronMoments);
        return Of(layer, means => means.DataKernel);
    }

    /// <summary>How much the kernel over data differs from network to network: its standard deviation.</summary>
    public Estimate DataKernelSpread(int layer)
    {
        Require(_layout.HasNeurons, Observables.NeuronMoments);
        return Of(layer, means => Math.Sqrt(Math.Max(0, means.DataKernelVariance)));
    }

    /// <summary>chi_perp = C_W E[s'(z(l))^2]. Needs derivatives.</summary>
    public Estimate ChiPerp(int layer, int a = 0)
    {
        Require(_layout.HasDerivatives, Observables.Derivatives);
        return Of(layer, means => means.DerivativeMetric(a, a));
    }

    /// <summary>chi_par = C_W E[z s s'/Ghat], which is C_W g'(K) by partial integration. Needs derivatives.</summary>
    public Estimate ChiParallel(int layer, int a = 0)
    {
        Require(_layout.HasDerivatives, Observables.Derivatives);
        return Of(layer, means => means.Response(a));
    }

    /// <summary>
    /// chi_perp from two close inputs of equal length: the growth of their squared distance, G_aa - 2 G_ab + G_bb, from layer l to l + 1.
    /// </summary>
    public Estimate ChiPerpFromPair(int layer, int a, int b) =>
        Jackknife.Estimate(means => Distance(means[layer + 1], a, b) / Distance(means[layer], a, b));

    /// <summary>chi_par from two close collinear inputs: the growth of G_aa - G_bb from layer l to l + 1.</summary>
    public Estimate ChiParallelFromPair(int layer, int a, int b) =>
        Jackknife.Estimate(means => Difference(means[layer + 1], a, b) / Difference(means[layer], a, b));

    /// <summary>The tangent kernel Theta(L)_ab of the last layer: its mean over networks. Needs the tangent kernel.</summary>
    public Estimate TangentKernel(int a = 0, int? b = null)
    {
        Require(_layout.HasTangents, Observables.TangentKernel);
        return Of(Depth, means => means.TangentKernel(a, b ?? a));
    }

    /// <summary>The variance over networks of the tangent kernel of the last layer. Needs the tangent kernel.</summary>
    public Estimate TangentKernelVariance(int a = 0, int? b = null)
    {
        Require(_layout.HasTangents, Observables.TangentKernel);
        return Of(Depth, means => means.TangentKernelVariance(a, b ?? a));
    }

    /// <summary>The covariance over networks of the tangent kernel of the last layer with its metric, Cov(Theta_ab, Ghat_ab). Needs the tangent kernel.</summary>
    public Estimate TangentKernelCovariance(int a = 0, int? b = null)
    {
        Require(_layout.HasTangents, Observables.TangentKernel);
        return Of(Depth, means => means.TangentKernelCovariance(a, b ?? a));
    }

    /// <summary>The distribution over networks of the tangent kernel of the last layer at the first input. Needs the tangent kernel.</summary>
    public LogHistogram TangentKernelDistribution
    {
        get
        {
            Require(_layout.HasTangents, Observables.TangentKernel);
            return _tangents;
        }
    }

    /// <summary>Kernel and vertex of every layer at one input, as they are compared with a flow.</summary>
    public IReadOnlyList<LayerStatistics> Layers(int a = 0) =>
        [.. Enumerable.Range(1, Depth).Select(l => new LayerStatistics(
            l, (int)Members(l), (int)Overflowed(l), Kernel(l, a), Vertex(l, a, a, a, a))
        {
            Kurtosis = l == 1 ? 0 : MetricKurtosis(l, a).Value,
            IsBelowPrecision = IsBelowPrecision(l, a),
        })];

    /// <summary>True where squares of preactivations are not far above the smallest numbers of single precision, in which they are sampled.</summary>
    public bool IsBelowPrecision(int layer, int a = 0) =>
        _options.DType.ScalarType == TorchSharp.torch.ScalarType.Float32 && Members(layer) > 0 && Kernel(layer, a).Value < SmallestSquare;

    private static double FourPoint(LayerMeans means, int a) => means.NeuronMoment(a, 2) - (3 * means.NeuronMoment(a, 1) * means.NeuronMoment(a, 1));

    private static double Distance(LayerMeans means, int a, int b) => means.Metric(a, a) - (2 * means.Metric(a, b)) + means.Metric(b, b);

    private static double Difference(LayerMeans means, int a, int b) => means.Metric(a, a) - means.Metric(b, b);

    private static void Require(bool observed, Observables what)
    {
        if (!observed)
        {
            throw new UserInputException($"{what} were not observed; ask for them in the sampling options");
        }
    }

    private Estimate Of(int layer, Func<LayerMeans, double> statistic)
    {
        _ = At(layer);
        return Members(layer) == 0 ? new Estimate(double.NaN, double.NaN) : Jackknife.Estimate(means => statistic(means[layer]));
    }
}
