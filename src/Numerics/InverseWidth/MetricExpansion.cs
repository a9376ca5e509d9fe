using Theory.Networks;
using Theory.Numerics.Compilation;
using Theory.Numerics.Flow;
using Theory.Numerics.Quadrature;
using Theory.Recursions;

namespace Theory.Numerics.InverseWidth;

/// <summary>The cumulants of the stochastic metric as series in 1/n, for one input, to any order; see <see cref="CumulantExpansion{T}"/>.</summary>
public static class MetricExpansion
{
    /// <summary>The highest order that is computed: beyond, moments such as &lt;s^18&gt; and sixteen derivatives lose digits, and the series diverges where it is of interest.</summary>
    public const int HighestOrder = 8;

    /// <summary>The series of all layers.</summary>
    /// <param name="network">The networks.</param>
    /// <param name="signal">One input.</param>
    /// <param name="order">The highest power of 1/n, 1 to 8.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <returns>The layers; where a moment of s(z)^2 leaves double precision they end before.</returns>
    /// <exception cref="UserInputException">Weights are not normal, the network cannot have such a first layer, or the order is out of range.</exception>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public static FlowOutcome<MetricExpansionLayer> Compute(Network network, Signal signal, int order, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(signal);
        Require.That(order is >= 1 and <= HighestOrder, $"the expansion in 1/n is computed to an order of 1 to {HighestOrder}, got {order}");
        network.RequireNormal("the expansion in 1/n");
        double k1 = KernelFlow.FirstKernel(network, signal);
        CumulantExpansion<ErrorNumber> expansion = new(order);
        int[] derivatives = [.. Enumerable.Range(1, expansion.Cumulants).Select(expansion.Derivatives)];
        Dictionary<Activations.Activation, PiecewiseSmoothFunction> compiled = network.Activations.Distinct().ToDictionary(a => a, ActivationCompiler.Compile);
        double logK = Math.Log(k1);
        double uncertainty = 0;
        ErrorNumber[][]? cumulants = null;
        List<MetricExpansionLayer> layers = [new(1, logK, 1, order, null)];
        for (int layer = 2; layer <= network.Depth; layer++)
        {
            cancellation.ThrowIfCancellationRequested();
            double k = Math.Exp(logK);
            if (!double.IsNormal(k))
            {
                return Ends(layers, "the kernel leaves double precision");
            }

            Linear to = network[layer];
            int n = network.WidthOf(layer - 1);
            MomentJets moments;
            try
            {
                moments = new MomentJets(compiled[network.Activations[layer - 2]], k, derivatives);
            }
            catch (InverseWidthFailure failure)
            {
                return Ends(layers, failure.Message);
            }

            double logSum = Math.Log(to.Cw) + moments.LogSquare;
            double next = to.Cb > 0 ? Math.Log(to.Cb) + SpecialFunctions.Softplus(logSum - Math.Log(to.Cb)) : logSum;
            double share = to.Cb > 0 ? Math.Exp(logSum - next) : 1;
            ErrorNumber[][] conditional = Conditional(moments.Jets, derivatives, uncertainty, share, n);
            cumulants = expansion.Next(conditional, cumulants);

            // K is known to a few units in its last place; what it does to the next one.
            uncertainty = (Math.Abs(share * moments.Jets[0][1].Value) * uncertainty) + 1e-15;
            logK = next;
            layers.Add(new(layer, logK, n, order, cumulants));
        }

        return new FlowOutcome<MetricExpansionLayer>(layers, null);
    }

    /// <summary>The coefficients of the cumulants of the next metric over the next kernel, given the metric K (1 + y), with the powers of 1/n put in.</summary>
    private static ErrorNumber[][] Conditional(IReadOnlyList<ErrorNumber[]> moments, int[] derivatives, double uncertainty, double share, int n)
    {
        // Coefficients at K (1 + e): their derivatives in e.
        ErrorNumber[][] jets =
        [
            .. moments.Select(m => m.Select((c, k) => new ErrorNumber(c.Value, c.Error + (uncertainty * ((k * Math.Abs(c.Value)) + (k + 1 < m.Length ? (k + 1) * Math.Abs(m[k + 1].Value) : 0))))).ToArray()),
        ];
        jets[0][0] = ErrorNumber.Of(1);
        var cumulants = new ErrorNumber[jets.Length][];
        for (int r = 1; r <= jets.Length; r++)
        {
            int length = derivatives[r - 1] + 1;
            ErrorNumber[] sum = [.. jets[r - 1]];
            long binomial = 1;
            for (int i = 1; i < r; i++)
            {
                // (r-1 over i-1)
                for (int k = 0; k < length; k++)
                {
                    for (int j = 0; j <= k; j++)
                    {
                        sum[k] -= ErrorNumber.Of(binomial) * cumulants[i - 1][j] * jets[r - i - 1][k - j];
                    }
                }

                binomial = binomial * (r - i) / i;
            }

            cumulants[r - 1] = sum;
        }

        return [.. cumulants.Select((c, i) => c.Select(x => x.Times(Math.Pow(share, i + 1) / Math.Pow(n, i))).ToArray())];
    }

    private static FlowOutcome<MetricExpansionLayer> Ends(List<MetricExpansionLayer> layers, string why) =>
        new(layers, new FlowEnd(layers.Count + 1, FlowEndKind.Expectation, $"the expansion ends at layer {layers.Count + 1}: {why}; use a depth below, or another K(1)"));
}
