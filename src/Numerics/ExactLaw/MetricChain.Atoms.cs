using Theory.Numerics.Quadrature;

namespace Theory.Numerics.ExactLaw;

/// <content>Laws from what neurons do rather than from bands of frequencies: after one neuron, and of step functions.</content>
internal sealed partial class MetricChain
{
    /// <summary>Weights of metrics that no probability needs.</summary>
    private const double Negligible = 1e-18;

    private readonly Dictionary<PiecewiseSmoothFunction, ConstantSquares> _constants = [];

    private SingleNeuronLaw? AfterOneNeuron(PiecewiseSmoothFunction s, double cw, GridLaw? before, double k1)
    {
        double step = 1.0 / accuracy.Nodes;
        return before is null ? new SingleNeuronLaw(s, cw, [Math.Log(k1)], [1], 0, step)
            : before.Above + before.Below > accuracy.Cut ? null
            : new SingleNeuronLaw(s, cw, [.. Enumerable.Range(0, before.Weights.Length).Select(before.Node)], before.Weights, before.Zero, step);
    }

    private StepLaw? Steps(PiecewiseSmoothFunction s, int n, double cw, GridLaw? before, double k1) =>
        before is not null && before.Above + before.Below > accuracy.Cut ? null
        : StepLaw.Of(Constants(s), n, cw, Metrics(before, k1), (before?.Zero ?? 0, s.ValueAt(0) * s.ValueAt(0)));

    /// <summary>The largest atom that a law may have in a lattice which no band of frequencies need show.</summary>
    private double LargestAtom(PiecewiseSmoothFunction s, int n, GridLaw? before, double k1) =>
        Constants(s).Values.Count < 2 ? 0 : Metrics(before, k1).Sum(m => Math.Abs(m.Weight) * Constants(s).LargestAtom(m.Metric, n));

    private ConstantSquares Constants(PiecewiseSmoothFunction s)
    {
        if (!_constants.TryGetValue(s, out ConstantSquares? known))
        {
            _constants.Add(s, known = new ConstantSquares(s));
        }

        return known;
    }

    /// <summary>The metrics of a layer and their weights.</summary>
    private static (double Metric, double Weight)[] Metrics(GridLaw? law, double k1) =>
        law is null ? [(k1, 1)] : [.. Enumerable.Range(0, law.Weights.Length).Where(i => Math.Abs(law.Weights[i]) > Negligible).Select(i => (Math.Exp(law.Node(i)), law.Weights[i]))];
}
