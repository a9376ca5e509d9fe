using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.Criticality;
using Theory.Numerics.PhaseDiagrams;

namespace Theory.Numerics.Architectures;

/// <summary>Order, chaos and divergence of a block of layers that is repeated, in the plane of C_W and C_b, or of C_W and the beta of its skips.</summary>
/// <remarks>Each initialisation is judged where kernels end that start at K = 1. Results do not depend on the number of threads.</remarks>
public sealed class BlockPhases
{
    private const double Least = 1e-10;
    private const double Largest = 1e12;

    /// <summary>In decades; later steps are longer, up to <see cref="LongestStep"/>.</summary>
    private const double FirstStep = 0.15;
    private const double LongestStep = 0.6;
    private const double Lengthening = 1.15;

    /// <summary>A ratio this close to 1 is 1 but for the error of the table.</summary>
    private const double Rounding = 1e-9;

    /// <summary>A fixed point lies at 0 where its K is below this.</summary>
    private const double Zero = 1e-9;

    private static readonly (double From, double To) DefaultBiases = (0, 0.5);
    private static readonly (double From, double To) DefaultWeights = (0.05, 4);

    private readonly ArchitectureTemplate _template;
    private readonly ArchitectureEvaluator _evaluator;
    private readonly PhaseOrdinate _ordinate;
    private readonly double _biases;

    private BlockPhases(ArchitectureTemplate template, PhaseOrdinate ordinate, double biases)
    {
        (_template, _ordinate, _biases) = (template, ordinate, biases);
        _evaluator = new ArchitectureEvaluator(tabulated: !MeanUse.Of(template.With(new Linear(biases, 1)).Sequence));
    }

    /// <summary>Computes the diagram over C_W and C_b.</summary>
    /// <param name="template">The block.</param>
    /// <param name="grid">Points along each side.</param>
    /// <param name="cw">The range of C_W; up to twice the edge of chaos unless given.</param>
    /// <param name="cb">The range of C_b; 0 to 1/2 unless given.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <exception cref="UserInputException">A range is not valid, all layers say their C_W or C_b, an activation jumps, or the block cannot be followed.</exception>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public static PhaseDiagram OverBiases(
        ArchitectureTemplate template, int grid, (double From, double To)? cw = null, (double From, double To)? cb = null, CancellationToken cancellation = default)
    {
        Check(template);
        Require.That(template.LeavesCb, $"every layer of the network says its C_b, or has bias=off, so that there is nothing to vary; leave one out, or vary the beta of skips with --beta 0..1");
        return new BlockPhases(template, PhaseOrdinate.BiasVariance, 0).Compute(grid, cw, cb ?? DefaultBiases, cancellation);
    }

    /// <summary>Computes the diagram over C_W and the beta of skips that do not say theirs.</summary>
    /// <param name="template">The block.</param>
    /// <param name="grid">Points along each side.</param>
    /// <param name="beta">The range of beta.</param>
    /// <param name="cw">The range of C_W; up to twice the edge of chaos unless given.</param>
    /// <param name="cb">C_b of layers that do not say theirs. Default 0.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <exception cref="UserInputException">As for <see cref="OverBiases"/>; or every skip says its beta.</exception>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public static PhaseDiagram OverBranchFactors(
        ArchitectureTemplate template, int grid, (double From, double To) beta, (double From, double To)? cw = null, double cb = 0, CancellationToken cancellation = default)
    {
        Check(template);
        Require.That(template.LeavesBeta, $"--beta needs a skip that does not say its beta, as in residual(tanh; linear, alpha=0.9)");
        Require.That(beta.From >= 0 && beta.To > beta.From && double.IsFinite(beta.To), $"the range of beta must go from 0 or more to a larger number, got {beta.From}..{beta.To}");
        return new BlockPhases(template, PhaseOrdinate.BranchFactor, cb).Compute(grid, cw, beta, cancellation);
    }

    private static void Check(ArchitectureTemplate template)
    {
        ArgumentNullException.ThrowIfNull(template);
        Require.That(template.LeavesCw, $"every layer of the network says its C_W, so that there is nothing to vary; leave it out of one, as in residual(tanh; linear)");
        if (template.Activations.Select(a => (a, a.FirstJump)).FirstOrDefault(p => p.FirstJump is not null) is (Activation activation, { } jump))
        {
            throw new UserInputException($"{activation.Name} jumps at z = {jump}, so that chi_perp diverges and every C_b, C_W is chaotic; a phase diagram needs continuous activations");
        }
    }

    private PhaseDiagram Compute(int grid, (double From, double To)? cw, (double From, double To) y, CancellationToken cancellation)
    {
        (double From, double To) given = cw ?? DefaultWeights;
        new PhaseRange(given.From, given.To, y.From, y.To, grid).Validate();
        (double From, double To) w = cw ?? WeightsUpTo(0.5 * (y.From + y.To));
        PhaseRange range = new(w.From, w.To, y.From, y.To, grid);
        (double[] cws, double[] ys) = ([.. range.Cw], [.. range.Cb]);
        PhaseCell[][] cells = new PhaseCell[cws.Length][];
        bool[] linear = new bool[cws.Length];

        // What is wrong with the block is said once, in front of all threads.
        _ = CellAt(cws[0], ys[^1]);
        Parallel.For(0, cws.Length, new ParallelOptions { CancellationToken = cancellation }, i =>
        {
            (PhaseCell Cell, bool GrowsLinearly)[] column = [.. ys.Select(b => CellAt(cws[i], b))];
            cells[i] = [.. column.Select(c => c.Cell)];
            linear[i] = Array.TrueForAll(column, c => c.GrowsLinearly);
        });
        return new PhaseDiagram(_template.Text, _ordinate, range, cells, new SearchedRange(Least, Largest))
        {
            IsCriticalEverywhere = Array.TrueForAll(linear, l => l),
            Boundary = Contour(1, cws, ys, cells, exact: true),
            Contours =
            [
                .. PhaseDiagram.Depths.SelectMany(d => (double[])[-d, d]).Order().Select(d => Contour(Math.Exp(-1 / d), cws, ys, cells, exact: false)).Where(c => c.Segments.Count > 0),
            ],
            DivergenceBoundary = Divergence(cws, ys, cells),
        };
    }

    /// <summary>From a fortieth of the largest edge of chaos to twice as far.</summary>
    private (double From, double To) WeightsUpTo(double y)
    {
        IReadOnlyList<(double Cw, BlockFixedPoint)> edges = BlockCriticality.EdgesOf(cw => BlockAt(cw, y), _evaluator);
        double edge = edges.Select(e => e.Cw).Where(c => c < 50).DefaultIfEmpty(DefaultWeights.To / 2).Max();
        double scale = Math.Pow(10, Math.Floor(Math.Log10(edge)) - 1);
        double rounded = Math.Round(edge / scale) * scale;
        return (rounded / 40, 2 * rounded);
    }

    private Architecture BlockAt(double cw, double y) =>
        _ordinate == PhaseOrdinate.BiasVariance ? _template.With(new Linear(y, cw)) : _template.With(new Linear(_biases, cw), y);

    private PhaseContour Contour(double chi, double[] cws, double[] ys, PhaseCell[][] cells, bool exact)
    {
        double Level(PhaseCell cell) => cell.Phase is Phase.Diverging or Phase.Undecided || double.IsInfinity(cell.K) ? double.NaN : Math.Max(-1e3, Math.Log(cell.ChiPerp / chi));
        return new PhaseContour(chi, [.. ContourTracer.Trace(cws, ys, (i, j) => Level(cells[i][j]), exact ? (cw, y) => Level(CellAt(cw, y).Cell) : null)
            .Select(points => (IReadOnlyList<ContourPoint>)[.. points.Select(p => CellAt(p.X, p.Y).Cell is var c ? new ContourPoint(c.K, p.X, p.Y, c.ChiParallel) : default)])]);
    }

    private IReadOnlyList<(double Cw, double Cb)> Divergence(double[] cws, double[] ys, PhaseCell[][] cells)
    {
        double Side(PhaseCell cell) => cell.Phase switch
        {
            Phase.Diverging => -1,
            Phase.Undecided => double.NaN,
            _ => 1,
        };
        return ContourTracer.Trace(cws, ys, (i, j) => Side(cells[i][j]), (cw, y) => Side(CellAt(cw, y).Cell)).OrderByDescending(c => c.Count).FirstOrDefault([]);
    }

    /// <summary>Where the kernel goes from K = 1, and what becomes of perturbations there.</summary>
    private (PhaseCell Cell, bool GrowsLinearly) CellAt(double cw, double y)
    {
        Architecture block = BlockAt(cw, y);
        SignalState start = _evaluator.Behind(block, 1);
        if (start.End is not null)
        {
            throw new UserInputException(start.End.Text);
        }

        double excess = start.K - 1;
        if (Math.Abs(excess) <= Rounding)
        {
            return (PhaseMapper.Describe(1, start.Slope, start.Jacobian), false);
        }

        (double before, SignalState last) = (1, start);
        double decades = FirstStep;
        for (double k = Next(1, ref decades, excess); k is >= Least and <= Largest; k = Next(k, ref decades, excess))
        {
            SignalState? state = Through(block, k);
            if (state is null)
            {
                return (PhaseCell.Undecided, false);
            }

            if (state.K > k != excess > 0)
            {
                (double root, SignalState at) = Root(block, Math.Min(before, k), Math.Max(before, k));
                return (PhaseMapper.Describe(root < Zero ? 0 : root, at.Slope, at.Jacobian), false);
            }

            (before, last) = (k, state);
        }

        return excess < 0 ? (PhaseMapper.Describe(0, last.Slope, last.Jacobian), false)
            : AddsAConstant(block, start) ? (new PhaseCell(Phase.Critical, double.PositiveInfinity, 1, 1), true)
            : (PhaseCell.None, false);
    }

    private static double Next(double k, ref double decades, double direction)
    {
        double next = k * Math.Pow(10, Math.Sign(direction) * decades);
        decades = Math.Min(LongestStep, decades * Lengthening);
        return next;
    }

    /// <summary>Each block adds a constant to K, and chi_perp - 1 falls as 1/K: critical at the end.</summary>
    private bool AddsAConstant(Architecture block, SignalState start) => EverywhereCritical.Increment([(1, start), .. ((double[])[1e-3, 1e3, 1e4, 1e5]).Select(k => (k, Through(block, k)))]) is not null;

    /// <summary>The signal behind the block; null where there is none.</summary>
    private SignalState? Through(Architecture block, double k) => _evaluator.Behind(block, k) is { End: null } state ? state : null;

    /// <summary>Where K' - K, positive at the lower end, changes its sign: Newton's steps in ln K inside the bracket, else halving.</summary>
    private (double K, SignalState State) Root(Architecture block, double low, double high)
    {
        double k = Math.Sqrt(low * high);
        for (int n = 0; n < 80; n++)
        {
            SignalState state = Through(block, k) ?? throw new UserInputException($"the kernel of the block could not be computed at K = {k}");
            double gap = Math.Log(state.K / k);
            (low, high) = gap > 0 ? (k, high) : (low, k);
            double next = k * Math.Exp(-gap / ((state.Slope * k / state.K) - 1));
            next = next > low && next < high ? next : Math.Sqrt(low * high);
            if (Math.Abs(gap) < 1e-14 || Math.Abs(next - k) <= 1e-13 * k)
            {
                return (k, state);
            }

            k = next;
        }

        return (k, Through(block, k)!);
    }
}
