namespace Theory.Numerics.AngleLaw;

/// <summary>The shadow of the law on one side, of correlations of one sign: integrals where that takes them, few numbers where it is a power or a power series, at nodes as the band has it.</summary>
internal sealed class SideShadow
{
    /// <summary>Sources are below y = 45.</summary>
    private const double Highest = 82;

    /// <summary>Below it shadows are power series in rho and, with logarithms, few numbers hold them.</summary>
    private const double Smooth = -4;

    /// <summary>So far above where most networks are shadows fall as powers of the angle do; a cut is sought in such steps.</summary>
    private const double Far = 4, FarStep = 3;

    private readonly AngleGrid _grid;
    private readonly Func<double, double> _at;
    private readonly ChebyshevTail _low;
    private readonly ChebyshevTail? _high;
    private readonly double _far;
    private readonly double _end;
    private readonly ProjectedShadow? _projected;
    private readonly Dictionary<int, double> _samples = [];

    /// <summary>A shadow.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="inversion">What needs it at nodes.</param>
    /// <param name="accuracy">How finely.</param>
    /// <param name="peak">y of where most networks are, or of the present correlation, whichever is larger.</param>
    /// <param name="isTypical">Whether most networks are on this side.</param>
    /// <param name="singular">y of a point where it is nearly singular, and the width of that; null without.</param>
    /// <param name="at">The integral at any y.</param>
    public SideShadow(AngleGrid grid, AbelInversion inversion, AngleAccuracy accuracy, double peak, bool isTypical, (double At, double Width)? singular, Func<double, double> at)
    {
        (_grid, _at) = (grid, at);
        (Lowest, HighestNode) = ((int)Math.Floor(grid.Of(AngleTransition.Lowest)), (int)Math.Ceiling(grid.Of(Highest)));
        _low = new(grid.At(Lowest + inversion.First), Smooth, accuracy.TailNodes, at);
        IsNothing = !isTypical && Math.Abs(at(AngleTransition.Lowest)) < 0.1 * accuracy.Tolerance;
        _far = _end = peak + Far;
        double size = double.PositiveInfinity, last = double.PositiveInfinity;
        while (!IsNothing && _end < Highest - FarStep && size > 0.1 * accuracy.Tolerance && (size < 0.5 * last || double.IsPositiveInfinity(size)))
        {
            _end += FarStep;

            // Where it no longer falls, rounding is left.
            (last, size) = (size, Math.Abs(at(_end)));
        }

        _high = _end > _far + FarStep ? new(_far, _end, accuracy.TailNodes, at) : null;
        _projected = singular is (double y, double width) ? new ProjectedShadow(grid, inversion.Sinc, y, width, Sample, Anywhere) : null;
    }

    /// <summary>The lowest node.</summary>
    public int Lowest { get; }

    /// <summary>The highest node.</summary>
    public int HighestNode { get; }

    /// <summary>Whether the whole side has no probability.</summary>
    public bool IsNothing { get; }

    /// <summary>The shadow at a node.</summary>
    public double this[int node] => _projected?.At(node) ?? Sample(node);

    private double Sample(int node)
    {
        if (!_samples.TryGetValue(node, out double value))
        {
            _samples.Add(node, value = Anywhere(_grid.At(node)));
        }

        return value;
    }

    private double Anywhere(double y) => y < Smooth ? _low.At(y) : y < _far || _high is null ? _at(y) : y < _end ? _high.At(y) : 0;
}
