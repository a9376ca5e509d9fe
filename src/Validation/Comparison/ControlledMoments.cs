using Theory.Networks;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;
using Theory.Validation.Sampling;
using Theory.Validation.Statistics;

namespace Theory.Validation.Comparison;

/// <summary>Mean and variance of Ghat(l) at one input, with most of the noise taken out by control variates of mean 0.</summary>
/// <remarks>
/// d(l+1) = Ghat(l+1) - m(Ghat(l)), with m(Ghat) = C_b + C_W g(Ghat), has mean 0 whatever Ghat(l) is. So has c(l+1) = chi_par(K) c(l) + d(l+1),
/// the part of x = Ghat - K that is linear in these, and r = x - c, which has the mean of x, is of second order: its spread falls
/// like 1/n, that of x like 1/sqrt n. Likewise E[x^2] = E[c^2] + 2 E[c r] + E[r^2], where E[d(l+1) f] = 0 for every f of the layers before
/// and E[d(l+1)^2 | Ghat(l)] = v(Ghat(l))/n, v = C_W^2 (m4 - g^2): w(l+1) = chi_par^2 w(l) + (v(Ghat) - v'(K) c)/n has the mean of c(l+1)^2.
/// No expansion in 1/n enters: means are the same at every width.
/// </remarks>
internal sealed class ControlledMoments : IEnsembleObserver
{
    private const int Quantities = 4;

    // At layer 2 the controls leave nothing but rounding.
    private const double Rounding = 1e-12;

    private readonly IReadOnlyList<FlowLayer> _flow;
    private readonly LayerTransition[] _transitions;
    private readonly int _width;
    private readonly BlockSums[] _sums;
    private readonly Dictionary<long, (double Metric, double Linear, double Square)> _states = [];

    public ControlledMoments(NetworkEvaluator network, IReadOnlyList<FlowLayer> flow)
        : this(flow, [.. flow.SkipLast(1).Select(l => Transition(network.At(l.Layer)!, network.Network[l.Layer + 1], l.K))], network.Network.WidthOf(1))
    {
    }

    private ControlledMoments(IReadOnlyList<FlowLayer> flow, LayerTransition[] transitions, int width)
    {
        _flow = flow;
        _transitions = transitions;
        _width = width;
        _sums = [.. flow.Select(_ => new BlockSums(Quantities))];
    }

    private static LayerTransition Transition(ExpectationEvaluator evaluator, Linear next, double k) => new(evaluator, next.Cb, next.Cw, k);

    /// <summary>Networks that entered at a layer; the others overflowed.</summary>
    public long Members(int layer) => _sums[layer - 1].Counts.Sum();

    /// <summary>G(l), from r.</summary>
    public Estimate Metric(int layer)
    {
        Estimate deviation = Jackknife.Of(_sums[layer - 1], means => means[0]);
        double k = _flow[layer - 1].K;
        return deviation.StandardError <= Rounding * k ? new Estimate(k, 0) : deviation with { Value = deviation.Value + k };
    }

    /// <summary>n Var(Ghat(l)), from w, c and r.</summary>
    public Estimate Vertex(int layer)
    {
        Estimate vertex = Jackknife.Of(_sums[layer - 1], means => _width * (means[1] - (means[0] * means[0])));
        return vertex.StandardError <= Rounding * vertex.Value ? new Estimate(_flow[layer - 1].Vertex, 0) : vertex;
    }

    /// <summary>G(l) from Ghat itself.</summary>
    public Estimate PlainMetric(int layer)
    {
        Estimate deviation = Jackknife.Of(_sums[layer - 1], means => means[2]);
        return deviation with { Value = deviation.Value + _flow[layer - 1].K };
    }

    /// <summary>n Var(Ghat(l)) from Ghat itself.</summary>
    public Estimate PlainVertex(int layer) => Jackknife.Of(_sums[layer - 1], means => _width * (means[3] - (means[2] * means[2])));

    public IEnsembleObserver Fork() => new ControlledMoments(_flow, _transitions, _width);

    public void Merge(IEnsembleObserver other)
    {
        var same = (ControlledMoments)other;
        for (int l = 0; l < _sums.Length; l++)
        {
            _sums[l].Merge(same._sums[l]);
        }
    }

    public void Observe(LayerObservation observation)
    {
        int layer = observation.Layer;
        double metric = observation.Metric(0, 0);
        if (observation.Overflowed || layer == 1)
        {
            _states.Remove(observation.Network);
            if (!observation.Overflowed)
            {
                _states[observation.Network] = (metric, 0, 0);
                _sums[0].Add(observation.Network, stackalloc double[Quantities]);
            }

            return;
        }

        (double before, double linear, double square) = _states[observation.Network];
        LayerTransition transition = _transitions[layer - 2];
        (double mean, double variance) = transition.At(before);
        double chi = transition.MeanSlope;
        double propagated = chi * linear;
        double rest = mean - _flow[layer - 1].K - propagated;
        square = (chi * chi * square) + ((variance - (transition.VarianceSlope * linear)) / _width);
        double x = metric - _flow[layer - 1].K;
        _sums[layer - 1].Add(observation.Network, [rest, square + (2 * propagated * rest) + (rest * rest), x, x * x]);
        if (layer == _flow.Count)
        {
            _states.Remove(observation.Network);
        }
        else
        {
            _states[observation.Network] = (metric, propagated + metric - mean, square);
        }
    }
}
