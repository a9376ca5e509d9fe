using System.Collections.Concurrent;
using Theory.Numerics.ExactLaw;

namespace Theory.Numerics.AngleLaw;

/// <summary>A correlation that a law goes on from.</summary>
/// <param name="Point">The correlation whose row serves.</param>
/// <param name="Mass">Its probability.</param>
/// <param name="Shift">How many nodes the row moves.</param>
internal readonly record struct AngleSource(AnglePoint Point, double Mass, int Shift);

/// <summary>The laws of the correlations of all layers, at one setting of the accuracy.</summary>
internal sealed class AngleChain
{
    /// <summary>Sources so near to 0 are taken together, as sums over a few nodes: functions of the next correlation are power series in sqrt(n) rho.</summary>
    private const int NodesNearZero = 8;

    /// <summary>Beyond it 1 - rho is below 1e-38, and nothing tells rho from 1.</summary>
    private const double Edge = 44;

    /// <summary>So much probability may be amiss: then rows are not resolved.</summary>
    private const double Doubtful = 1e-4;

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
            law = Next(law is null ? [new AngleSource(AnglePoint.Of(rho), 1, 0)] : Sources(law, width), law?.Atoms ?? default, width, cancellation);
            yield return law;
        }
    }

    private CorrelationLaw Next(List<AngleSource> sources, PairAtoms before, int width, CancellationToken cancellation)
    {
        AngleTransition step = new(_slope, width, _grid, _inversion, _accuracy);
        AnglePoint[] points = [.. sources.Select(s => s.Point).Distinct()];
        Parallel.For(0, points.Length, new ParallelOptions { CancellationToken = cancellation }, i => _rows.GetOrAdd((width, points[i]), key => step.From(key.Source)));
        (double[] positive, double[] negative) = (new double[_count], new double[_count]);
        (double dead, double zero, double one, double minusOne) = (before.Dead, 0.0, 0.0, 0.0);
        double doubt = 0;
        foreach ((AnglePoint point, double whole, int shift) in sources)
        {
            AngleRow row = _rows[(width, point)];
            double inside = row.Positive.Values.Sum() + row.Negative.Values.Sum();
            double left = 1 - row.Atoms.Dead - row.Atoms.Zero - row.Atoms.One - row.Atoms.MinusOne - inside;
            double mass = whole;

            // What lies below the lowest node, where the density of rho is that of the lowest node, but for logarithms. More, or less than nothing, is an error.
            double wrong = left - Math.Clamp(left, 0, 1e-8 + (3 * (Below(row.Positive) + Below(row.Negative))));
            doubt += Math.Abs(whole * wrong);
            left -= wrong;
            if (inside > 0)
            {
                mass *= 1 + (wrong / inside);
            }

            dead += whole * row.Atoms.Dead;
            zero += whole * (row.Atoms.Zero + left);
            one += (whole * row.Atoms.One) + Add(positive, row.Positive, shift, mass);
            minusOne += (whole * row.Atoms.MinusOne) + Add(negative, row.Negative, shift, mass);
        }

        if (!(doubt < Doubtful))
        {
            throw new LawFailure($"probabilities of the next correlation do not add up to 1, by {doubt:G2} on the average");
        }

        return new CorrelationLaw(_grid, _sinc, _first, positive, negative, new PairAtoms(dead, zero, one, minusOne));
    }

    /// <summary>The mass below the lowest node, if the density goes down to it.</summary>
    private double Below(NodeDensity density) =>
        density.Values.Length > 0 && density.First <= _first + 2 ? Math.Abs(density.Values[0]) * _grid.Density(AngleTransition.Lowest) : 0;

    /// <summary>Adds densities; returns what lies beyond the last node.</summary>
    private double Add(double[] masses, NodeDensity density, int shift, double mass)
    {
        double beyond = 0;
        for (int i = 0; i < density.Values.Length; i++)
        {
            int at = density.First + i + shift - _first;
            if (at < masses.Length)
            {
                masses[at] += mass * density.Values[i];
            }
            else
            {
                beyond += mass * density.Values[i];
            }
        }

        return beyond;
    }

    private List<AngleSource> Sources(CorrelationLaw law, int width)
    {
        double cut = 0.1 * _accuracy.Tolerance;
        double near = Math.Log(Math.Min(0.01, 0.1 / Math.Sqrt(width)));
        int steady = (int)Math.Ceiling(_grid.Of(_accuracy.Steady));
        AnglePoint moved = new(1, _grid.At(steady)), opposite = new(-1, _grid.At(steady));
        bool symmetric = Math.Abs(_slope) == 1;
        List<AngleSource> sources = [new(AnglePoint.Of(1), law.Atoms.One, 0), new(AnglePoint.Of(-1), law.Atoms.MinusOne, 0)];
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
                    // Near -1 the next correlation does not move with this one, but tends to the law of opposite inputs; linear and abs are symmetric.
                    int beyond = Math.Max(0, _first + i - steady);
                    sources.Add(new(beyond == 0 ? point : sign > 0 ? moved : opposite, mass, sign > 0 || symmetric ? beyond : 0));
                }
            }
        }

        if (total > cut)
        {
            sources.AddRange(nodes.Select((rho, k) => new AngleSource(AnglePoint.Of(rho), masses[k], 0)));
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
