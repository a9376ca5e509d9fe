using Theory.Numerics.Quadrature;

namespace Theory.Numerics.ExactLaw;

/// <content>Laws from what neurons do rather than from bands of frequencies: after one neuron, and where s^2 is constant on intervals.</content>
internal sealed partial class MetricChain
{
    /// <summary>Weights of metrics that no probability needs.</summary>
    private const double Negligible = 1e-18;

    /// <summary>Atoms of step functions that are kept, megabytes of them at the most.</summary>
    private const double MostSteps = 1 << 20;

    /// <summary>Nodes between atoms whose lattice the band of frequencies shows. What else a law has next to a finer one, poles and edges beside each atom, it would not show either.</summary>
    private const double Resolved = 3;

    /// <summary>Atoms that are told from what else a law has.</summary>
    private const double MostApart = 1 << 12;

    private readonly Dictionary<PiecewiseSmoothFunction, ConstantSquares> _constants = [];

    private SingleNeuronLaw? AfterOneNeuron(PiecewiseSmoothFunction s, double cw, GridLaw? before, double k1)
    {
        double step = 1.0 / accuracy.Nodes;
        return before is null ? new SingleNeuronLaw(s, cw, [Math.Log(k1)], [1], 0, step)
            : before.Above + before.Below > accuracy.Cut ? null
            : new SingleNeuronLaw(s, cw, [.. Enumerable.Range(0, before.Weights.Length).Select(before.Node)], before.Weights, before.Zero, step);
    }

    /// <summary>Atoms of G - C_b; null where there are too many, or metrics before are beyond double precision.</summary>
    private List<(double Excess, double Probability)>? Atoms(PiecewiseSmoothFunction s, int n, double cw, GridLaw? before, double k1, double most) =>
        before is not null && before.Above + before.Below > accuracy.Cut ? null
        : NeuronAtoms.Of(Constants(s), n, cw, Metrics(before, k1), (before?.Zero ?? 0, s.ValueAt(0) * s.ValueAt(0)), most);

    /// <summary>A law with its atoms apart; null without any.</summary>
    private AtomicLaw? WithAtoms(GridLaw law, Contour contour, double cb, double cw, PiecewiseSmoothFunction s, GridLaw? before, double k1)
    {
        if (law.Above + law.Below > 0 || Atoms(s, contour.Width, cw, before, k1, MostApart) is not { } all)
        {
            return null;
        }

        // That of G = 0 is apart already.
        (double Log, double Probability)[] atoms =
        [
            .. all.Select(a => (Log: Math.Log(cb + a.Excess), a.Probability)).Where(a => a.Log > Lowest && a.Probability > accuracy.Cut)
                .GroupBy(a => a.Log).Select(g => (g.Key, g.Sum(a => a.Probability))),
        ];
        double[] places = [.. atoms.Select(a => a.Log).Order()];
        if (atoms.Length == 0 || places.Skip(1).Zip(places, (next, at) => next - at).Any(gap => gap < Resolved * law.Spacing))
        {
            return null;
        }

        TransitionWeights[] smeared = [.. atoms.Select(a => Operator(contour, cb, cw, s).Certain(Math.Exp(a.Log)))];
        int first = Math.Min(law.First, smeared.Min(w => w.First));
        var rest = new double[Math.Max(law.First + law.Weights.Length, smeared.Max(w => w.First + w.Weights.Length)) - first];
        law.Weights.CopyTo(rest, law.First - first);
        for (int a = 0; a < atoms.Length; a++)
        {
            for (int i = 0; i < smeared[a].Weights.Length; i++)
            {
                rest[smeared[a].First - first + i] -= atoms[a].Probability * smeared[a].Weights[i];
            }
        }

        return new AtomicLaw(new GridLaw(law.Spacing, first, rest, law.Zero, 0, 0) { Unseen = new(() => Hidden(s, contour, cb, cw, before, k1)) }, new StepLaw(atoms));
    }

    /// <summary>What no band of frequencies need show of a law: its largest atom, but that of G = 0, which is apart, and what nearly is a lattice.</summary>
    private double Unseen(PiecewiseSmoothFunction s, Contour contour, double cb, double cw, GridLaw? before, double k1)
    {
        double atom = Constants(s).Values switch
        {
            [] => 0,
            [double only] when cb == 0 && only == 0 => 0,
            _ => Metrics(before, k1).Sum(m => Math.Abs(m.Weight) * Constants(s).LargestAtom(m.Metric, contour.Width)),
        };
        return Math.Max(atom, Hidden(s, contour, cb, cw, before, k1));
    }

    /// <summary>The most of it at metrics that are small, in the middle and large.</summary>
    private static double Hidden(PiecewiseSmoothFunction s, Contour contour, double cb, double cw, GridLaw? before, double k1)
    {
        double[] logs = before is null ? [Math.Log(k1)] : [before.Quantile(0.1), before.Quantile(0.5), before.Quantile(0.9)];
        return contour.Width == 1 ? 0 : logs.Where(double.IsFinite).Select(y => HiddenFrequencies.Of(s, contour, Math.Exp(y), cb / cw)).Append(0).Max();
    }

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
