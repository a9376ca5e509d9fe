using System.Globalization;
using Theory.Asymptotics;
using Theory.Expectations;

namespace Theory.Numerics.Quadrature;

/// <summary>A function on the whole real line that is smooth between finitely many breakpoints, such as an activation.</summary>
/// <remarks>
/// The pieces may meet continuously, with a kink (max(0, z)) or with a jump (the step). The value at a breakpoint itself has no
/// probability and is not asked for.
/// </remarks>
public sealed class PiecewiseSmoothFunction
{
    private const int HighestOrder = 3;

    private readonly Lazy<Feature[]> _features;
    private readonly Lazy<bool>[] _outgrown;
    private readonly Lazy<(GaussianGrowth? Left, GaussianGrowth? Right)> _growth;

    /// <summary>Joins pieces that follow one another without gap or overlap from negative to positive infinity.</summary>
    /// <param name="pieces">The pieces, ordered from left to right.</param>
    /// <exception cref="ArgumentException">There is no piece, or the pieces do not cover the real line in order.</exception>
    public PiecewiseSmoothFunction(params IReadOnlyList<SmoothPiece> pieces)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        SmoothPiece[] copy = [.. pieces];
        CheckCover(copy);
        Pieces = copy;
        _features = new Lazy<Feature[]>(() => [.. copy.SelectMany(p => p.FindFeatures())]);
        _outgrown = [.. Enumerable.Range(0, HighestOrder + 1).Select(order => new Lazy<bool>(() => Outgrowth.Of(this, order)))];
        _growth = new Lazy<(GaussianGrowth?, GaussianGrowth?)>(() => (copy[0].Growth(-1), copy[^1].Growth(1)));
        var breakpoints = new Breakpoint[copy.Length - 1];
        for (int i = 0; i < breakpoints.Length; i++)
        {
            double b = copy[i].To;
            breakpoints[i] = new Breakpoint(b, LocalValues.Of(copy[i], b), LocalValues.Of(copy[i + 1], b));
        }

        Junctions = breakpoints;
        IsContinuous = !breakpoints.Any(b => b.IsJump);
        HasOrigin = !breakpoints.Any(b => b.Position == 0);
        AtOrigin = HasOrigin ? LocalValues.Of(copy.First(p => p.To > 0), 0) : default;
    }

    /// <summary>The pieces from left to right.</summary>
    public IReadOnlyList<SmoothPiece> Pieces { get; }

    /// <summary>The positions where two pieces meet, in increasing order.</summary>
    public IEnumerable<double> Breakpoints => Junctions.Select(b => b.Position);

    /// <summary>True if the function has no jump, so that its derivative contains no delta function.</summary>
    /// <remarks>A jump of a few rounding errors, as two formulas for the same value leave it, does not count.</remarks>
    public bool IsContinuous { get; }

    internal Breakpoint[] Junctions { get; }

    /// <summary>Where the formulas of the pieces vary.</summary>
    internal Feature[] Features => _features.Value;

    /// <summary>True if the derivative of an order grows so fast that it has no expectation at any K, as exp(z^4).</summary>
    internal bool Outgrows(int order) => _outgrown[Math.Min(order, HighestOrder)].Value;

    /// <summary>The same of an integrand; where no derivative outgrows anything, nothing is asked of it.</summary>
    internal bool Outgrows(Integrand integrand) => Outgrows(HighestOrder) && Outgrows(integrand.Order);

    /// <summary>How the formula of the outermost piece on a side grows against Gaussians; null where it does not tell.</summary>
    internal GaussianGrowth? Growth(int side) => side < 0 ? _growth.Value.Left : _growth.Value.Right;

    /// <summary>Whether the expectation of a product of so many of the function and its derivatives diverges at K, by the formulas of its tails; null where they do not tell.</summary>
    internal bool? Diverges(int factors, double k) =>
        !Pieces[0].MayOutgrow && !Pieces[^1].MayOutgrow ? null
            : (Growth(-1)?.Diverges(factors, k), Growth(1)?.Diverges(factors, k)) switch
            {
                (true, _) or (_, true) => true,
                (false, false) => false,
                _ => null,
            };

    /// <summary>Breakpoints, and the middle and the ends of where the formulas vary: where a quadrature is to be cut.</summary>
    internal IEnumerable<double> Landmarks => Breakpoints.Concat(Features.SelectMany(f => (double[])[f.Position, f.Position - f.Scale, f.Position + f.Scale]));

    /// <summary>True if breakpoints and features lie on both sides of 0 alike, as those of every even function and of its squares do.</summary>
    internal bool HasSymmetricLandmarks => Breakpoints.All(b => Breakpoints.Contains(-b))
        && Features.All(f => Features.Any(g => g.Position == -f.Position && g.Scale == f.Scale));

    /// <summary>True if z = 0 lies inside a piece; <see cref="AtOrigin"/> then holds the values there.</summary>
    internal bool HasOrigin { get; }

    internal LocalValues AtOrigin { get; }

    /// <summary>A function with the same formula on the whole line.</summary>
    /// <param name="s">The function.</param>
    /// <param name="s1">Its first derivative.</param>
    /// <param name="s2">Its second derivative.</param>
    /// <param name="s3">Its third derivative.</param>
    /// <returns>The function as one piece.</returns>
    public static PiecewiseSmoothFunction Smooth(
        Func<double, double> s, Func<double, double> s1, Func<double, double> s2, Func<double, double> s3) =>
        new(new SmoothPiece(double.NegativeInfinity, double.PositiveInfinity, s, s1, s2, s3));

    /// <summary>The piece that holds a point; at a breakpoint, the one to the left.</summary>
    public SmoothPiece PieceAt(double z)
    {
        int i = 0;
        while (z > Pieces[i].To)
        {
            i++;
        }

        return Pieces[i];
    }

    /// <summary>The value at a point; at a breakpoint, the limit from the left.</summary>
    public double ValueAt(double z) => PieceAt(z).S(z);

    private static void CheckCover(SmoothPiece[] pieces)
    {
        if (pieces.Length == 0
            || !double.IsNegativeInfinity(pieces[0].From)
            || !double.IsPositiveInfinity(pieces[^1].To))
        {
            throw new ArgumentException("The pieces must cover the real line from -infinity to +infinity.", nameof(pieces));
        }

        for (int i = 0; i < pieces.Length; i++)
        {
            bool follows = i == 0 || pieces[i - 1].To == pieces[i].From;
            if (!follows || !(pieces[i].From < pieces[i].To))
            {
                throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Piece {i} runs from {pieces[i].From} to {pieces[i].To}; pieces must be ordered, without gap or overlap."),
                    nameof(pieces));
            }
        }
    }
}
