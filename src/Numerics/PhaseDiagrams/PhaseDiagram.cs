using Theory.Activations;
using Theory.Numerics.Criticality;
using Theory.Numerics.Evaluation;

namespace Theory.Numerics.PhaseDiagrams;

/// <summary>Order, chaos and divergence in the plane of C_W and C_b (Poole et al. 2016, Schoenholz et al. 2017).</summary>
/// <remarks>
/// Each initialisation is judged at the lowest fixed point at which K - C_W g(K) rises through C_b: the one that kernels reach from below. It attracts: g sqrt(K)
/// rises with K, so that chi_par >= -1/2 at every fixed point and nothing oscillates. Results do not depend on the number of threads.
/// </remarks>
public sealed class PhaseDiagram
{
    /// <summary>Correlation depths whose contours are computed, on both sides of the boundary.</summary>
    internal static readonly double[] Depths = [1, 3, 10, 30];

    /// <summary>A diagram of a network, computed elsewhere.</summary>
    internal PhaseDiagram(string network, PhaseOrdinate ordinate, PhaseRange range, IReadOnlyList<IReadOnlyList<PhaseCell>> cells, SearchedRange searched)
    {
        Network = network;
        Ordinate = ordinate;
        Range = range;
        Cw = [.. range.Cw];
        Cb = [.. range.Cb];
        Cells = cells;
        Searched = searched;
    }

    private PhaseDiagram(ExpectationEvaluator evaluator, PhaseRange range, Classification classification, KernelMap map, PhaseMapper mapper, CancellationToken cancellation)
    {
        Activation = evaluator.Activation;
        Range = range;
        Cw = [.. range.Cw];
        Cb = [.. range.Cb];
        Cells = mapper.Cells(Cw, Cb, cancellation);
        Boundary = mapper.Contour(1, range, exact: true, cancellation);
        Contours = [.. Depths.SelectMany(d => (double[])[-d, d]).Order().Select(d => mapper.Contour(Math.Exp(-1 / d), range, exact: false, cancellation)).Where(c => c.Segments.Count > 0)];
        DivergenceBoundary = mapper.DivergenceBoundary(range);
        Searched = map.Searched;
        CriticalPoints = [.. classification.CriticalPoints.Where(p => range.Contains(p.Cw, p.Cb))];
    }

    /// <summary>The activation of a plain network; null for a block of layers.</summary>
    public Activation? Activation { get; }

    /// <summary>The text of a block of layers that is repeated; null for a plain network.</summary>
    public string? Network { get; }

    /// <summary>What the diagram is of.</summary>
    public string Title => Network ?? Activation!.Name;

    /// <summary>What <see cref="Cb"/>, the ordinates of ranges, curves and points mean. Default: C_b.</summary>
    public PhaseOrdinate Ordinate { get; }

    /// <summary>True where each block adds a constant to K everywhere in the diagram, so that it is critical everywhere.</summary>
    public bool IsCriticalEverywhere { get; internal init; }

    /// <summary>The part of the plane.</summary>
    public PhaseRange Range { get; }

    /// <summary>The values of C_W.</summary>
    public IReadOnlyList<double> Cw { get; }

    /// <summary>The values of C_b, or of what <see cref="Ordinate"/> says.</summary>
    public IReadOnlyList<double> Cb { get; }

    /// <summary>The cells: for each C_W, one for each C_b.</summary>
    public IReadOnlyList<IReadOnlyList<PhaseCell>> Cells { get; }

    /// <summary>The boundary between order and chaos, chi_perp(K*) = 1, from the expectations themselves and not from a table.</summary>
    public PhaseContour Boundary { get; internal init; } = new(1, []);

    /// <summary>Contours of the correlation depth |xi_perp| = 1, 3, 10, 30 in order and in chaos, as far as they cross the diagram.</summary>
    public IReadOnlyList<PhaseContour> Contours { get; internal init; } = [];

    /// <summary>The largest C_b with a fixed point, for rising C_W, where that lies in the diagram: beyond, the kernel diverges.</summary>
    public IReadOnlyList<(double Cw, double Cb)> DivergenceBoundary { get; internal init; } = [];

    /// <summary>The critical points of the activation that lie in the diagram.</summary>
    public IReadOnlyList<CriticalPoint> CriticalPoints { get; } = [];

    /// <summary>The kernels among which fixed points were looked for.</summary>
    public SearchedRange Searched { get; }

    /// <summary>Computes a phase diagram.</summary>
    /// <param name="evaluator">The activation; it must not jump.</param>
    /// <param name="grid">Points along each side.</param>
    /// <param name="cw">The range of C_W; chosen for the activation unless given.</param>
    /// <param name="cb">The range of C_b; chosen for the activation unless given.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <exception cref="UserInputException">A range is not valid; s jumps; or the kernel vanishes or exists nowhere.</exception>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public static PhaseDiagram Compute(
        ExpectationEvaluator evaluator, int grid, (double From, double To)? cw = null, (double From, double To)? cb = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(evaluator);
        (double From, double To) anywhere = (0.5, 1);
        new PhaseRange((cw ?? anywhere).From, (cw ?? anywhere).To, (cb ?? anywhere).From, (cb ?? anywhere).To, grid).Validate();
        if (evaluator.Activation.FirstJump is { } jump)
        {
            throw new UserInputException(
                $"{evaluator.Activation.Name} jumps at z = {jump}, so that chi_perp diverges and every C_b, C_W is chaotic; a phase diagram needs a continuous activation");
        }

        Classification classification = Classifier.Classify(evaluator, cancellation);
        KernelMap map = KernelMap.Of(evaluator, cancellation);
        PhaseMapper mapper = new(map, KernelAtZero.Of(evaluator, map.Samples[0]), Homogeneity.Of(evaluator.Activation));
        return new PhaseDiagram(evaluator, mapper.Range(classification, cw, cb, grid), classification, map, mapper, cancellation);
    }
}
