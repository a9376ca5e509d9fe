using System.Collections.Concurrent;
using Theory.Numerics.ExactLaw;

namespace Theory.Numerics.AngleLaw;

/// <summary>The laws of the correlations of all layers, at one setting of the accuracy.</summary>
internal sealed class AngleChain
{
    /// <summary>Sources so near to 0 are taken together, as sums over a few nodes: functions of the next correlation are power series in sqrt(n) rho.</summary>
    private const int NodesNearZero = 8;

    /// <summary>Beyond it 1 - rho is below 1e-38, and nothing tells rho from 1.</summary>
    private const double Edge = 44;

    private readonly double _slope;
    private readonly AngleAccuracy _accuracy;
    private readonly AngleGrid _grid;
    private readonly AbelInversion _inversion;
    private readonly WindowedSinc _sinc;
    private readonly int _first;
    private readonly int _count;
    private readonly ConcurrentDictionary<(int Width, AnglePoint Source), AngleRow> _rows = [];

    /// <summary>The chain of networks up to a width.</summary>
    public AngleChain(double slope, int widest, AngleAccuracy accuracy)
    {
        (_slope, _accuracy) = (slope, accuracy);
        _grid = new AngleGrid(widest, accuracy);
        _inversion = new AbelInversion(_grid, accuracy);
        _sinc = new WindowedSinc(accuracy);
        _first = (int)Math.Floor(_grid.Of(AngleTransition.Lowest)) - 1;
        _count = (int)Math.Ceiling(_grid.Of(Edge)) - _first + 1;
    }

    /// <summary>The law behind layers of these widths.</summary>
    /// <param name="rho">The correlation in front of the first of them.</param>
    /// <param name="widths">The widths.</param>
    /// <param name="cancellation">Ends the computation.</param>
    public IEnumerable<CorrelationLaw> Run(double rho, IEnumerable<int> widths, CancellationToken cancellation)
    {
        CorrelationLaw? law = null;
        foreach (int width in widths)
        {
            law = Next(law is null ? [(AnglePoint.Of(rho), 1)] : Sources(law, width), law?.Atoms ?? default, width, cancellation);
            yield return law;
        }
    }

    private CorrelationLaw Next(List<(AnglePoint Point, double Mass)> sources, PairAtoms before, int width, CancellationToken cancellation)
    {
        AngleTransition step = new(_slope, width, _grid, _inversion, _accuracy);
        AngleRow[] rows = new AngleRow[sources.Count];
        Parallel.For(0, rows.Length, new ParallelOptions { CancellationToken = cancellation }, i => rows[i] = _rows.GetOrAdd((width, sources[i].Point), key => step.From(key.Source)));
        (double[] positive, double[] negative) = (new double[_count], new double[_count]);
        (double dead, double zero, double one, double minusOne) = (before.Dead, 0.0, 0.0, 0.0);
        for (int i = 0; i < rows.Length; i++)
        {
            (AngleRow row, double mass) = (rows[i], sources[i].Mass);
            double left = 1 - row.Atoms.Dead - row.Atoms.Zero - row.Atoms.One - row.Atoms.MinusOne - row.Positive.Values.Sum() - row.Negative.Values.Sum();

            // What lies below the lowest node, a few millionths of the density at 0.
            if (!(Math.Abs(left) < 1e-5 * Math.Sqrt(width)))
            {
                throw new LawFailure($"probabilities of the next correlation given {sources[i].Point.Correlation:G6} do not add up to 1");
            }

            dead += mass * row.Atoms.Dead;
            zero += mass * (row.Atoms.Zero + left);
            one += mass * (row.Atoms.One + Add(positive, row.Positive, mass));
            minusOne += mass * (row.Atoms.MinusOne + Add(negative, row.Negative, mass));
        }

        return new CorrelationLaw(_grid, _sinc, _first, positive, negative, new PairAtoms(dead, zero, one, minusOne));
    }

    /// <summary>Adds densities; returns what lies beyond the last node.</summary>
    private double Add(double[] masses, NodeDensity density, double mass)
    {
        double beyond = 0;
        for (int i = 0; i < density.Values.Length; i++)
        {
            int at = density.First + i - _first;
            if (at < masses.Length)
            {
                masses[at] += mass * density.Values[i];
            }
            else
            {
                beyond += density.Values[i];
            }
        }

        return beyond;
    }

    private List<(AnglePoint Point, double Mass)> Sources(CorrelationLaw law, int width)
    {
        double cut = 0.1 * _accuracy.Tolerance;
        double near = Math.Log(Math.Min(0.01, 0.1 / Math.Sqrt(width)));
        List<(AnglePoint Point, double Mass)> sources = [(AnglePoint.Of(1), law.Atoms.One), (AnglePoint.Of(-1), law.Atoms.MinusOne)];
        double[] nodes = [.. Enumerable.Range(0, NodesNearZero).Select(k => 1.001 * Math.Exp(near) * Math.Cos(Math.PI * (k + 0.5) / NodesNearZero))];
        double[] masses = new double[NodesNearZero];
        double total = Math.Abs(law.Atoms.Zero);
        Spread(0, law.Atoms.Zero, nodes, masses);
        for (int i = 0; i < law.Positive.Length; i++)
        {
            double y = _grid.At(_first + i);
            foreach ((int sign, double mass) in ((int, double)[])[(1, law.Positive[i]), (-1, law.Negative[i])])
            {
                AnglePoint point = new(sign, y);
                if (y < near)
                {
                    total += Math.Abs(mass);
                    Spread(point.Correlation, mass, nodes, masses);
                }
                else if (Math.Abs(mass) > cut)
                {
                    sources.Add((point, mass));
                }
            }
        }

        if (total > cut)
        {
            sources.AddRange(nodes.Select((rho, k) => (AnglePoint.Of(rho), masses[k])));
        }

        return [.. sources.Where(s => s.Mass != 0)];
    }

    /// <summary>A mass at rho as masses at nodes round 0, by Lagrange's polynomials.</summary>
    private static void Spread(double rho, double mass, double[] nodes, double[] masses)
    {
        for (int k = 0; k < nodes.Length; k++)
        {
            double weight = mass;
            for (int j = 0; j < nodes.Length; j++)
            {
                weight *= j == k ? 1 : (rho - nodes[j]) / (nodes[k] - nodes[j]);
            }

            masses[k] += weight;
        }
    }
}
