using Theory.Networks;

namespace Theory.Numerics.Architectures;

/// <summary>Fixed points of the kernel under a block of layers that is repeated, and the C_W at which it is critical.</summary>
public sealed class BlockCriticality
{
    private const double Least = 1e-6;
    private const double Largest = 1e6;
    private const int StepsPerDecade = 8;

    /// <summary>Where many C_W are searched.</summary>
    private const int CoarseStepsPerDecade = 3;

    /// <summary>A ratio this close to 1 is 1 but for rounding.</summary>
    private const double Rounding = 1e-12;

    private readonly Architecture _block;
    private readonly ArchitectureEvaluator _evaluator;

    private BlockCriticality(Architecture block, ArchitectureEvaluator evaluator, int steps)
    {
        _block = block;
        _evaluator = evaluator;
        double[] grid = [.. Enumerable.Range(0, (12 * steps) + 1).Select(i => Least * Math.Pow(10, (double)i / steps))];
        (double K, SignalState After)[] samples = [.. grid.Select(k => (k, Through(k))).TakeWhile(s => s.Item2 is not null).Select(s => (s.k, s.Item2!))];
        if (samples.Length <= 1)
        {
            _ = Required(grid[samples.Length]);
        }

        IsScaleInvariant = Array.TrueForAll(samples, s => Math.Abs((s.After.K / s.K) - (samples[0].After.K / samples[0].K)) <= Rounding * samples[0].After.K / samples[0].K);
        double? constant = EverywhereCritical.Increment([.. samples.Select(s => (s.K, (SignalState?)s.After))]);
        bool linear = constant is not null;
        FixedPoints = IsScaleInvariant || linear ? [] : [.. Crossings(samples).Select(FixedPointAt)];
        double first = samples[0].After.K / samples[0].K;
        Fate = linear ? BlockFate.GrowsLinearly
            : IsScaleInvariant ? Math.Abs(first - 1) <= Rounding ? BlockFate.Stays : first > 1 ? BlockFate.Grows : BlockFate.Vanishes
            : BlockFate.Settles;
        if (Fate == BlockFate.Settles)
        {
            (Fate, Attracting) = FateFrom(1);
        }

        Increment = constant;
        Ratio = IsScaleInvariant ? first : null;
        End = Fate switch
        {
            BlockFate.Settles => Attracting,
            BlockFate.Vanishes => FixedPointAt(Least),
            BlockFate.Grows => FixedPointAt(samples[^1].K),
            BlockFate.Stays => FixedPointAt(1),
            _ => null,
        };
    }

    /// <summary>Fixed points from 1e-6 to 1e6, in increasing order.</summary>
    public IReadOnlyList<BlockFixedPoint> FixedPoints { get; }

    /// <summary>What becomes of K = 1.</summary>
    public BlockFate Fate { get; }

    /// <summary>The fixed point at which it settles; null where it does not.</summary>
    public BlockFixedPoint? Attracting { get; }

    /// <summary>True when every kernel is multiplied by the same number.</summary>
    public bool IsScaleInvariant { get; }

    /// <summary>That number; null where there is none.</summary>
    public double? Ratio { get; }

    /// <summary>What is added to K in every block, where it grows linearly; else null.</summary>
    public double? Increment { get; }

    /// <summary>Susceptibilities where the kernel ends: at the fixed point, or at the end of the range towards which it goes; null where it grows linearly.</summary>
    public BlockFixedPoint? End { get; }

    /// <summary>Analyses a block.</summary>
    /// <exception cref="UserInputException">It does not end with the kind of signal with which it begins, or an expectation has no value.</exception>
    public static BlockCriticality Of(Architecture block)
    {
        ArgumentNullException.ThrowIfNull(block);
        return new BlockCriticality(block, new ArchitectureEvaluator(), StepsPerDecade);
    }

    /// <summary>K behind a block, and what small changes of it become, at one K.</summary>
    public BlockFixedPoint At(double k) => FixedPointAt(k);

    /// <summary>The C_W from 1e-3 to 1e3 at which chi_perp is 1 where the kernel ends: the edge of chaos of the block.</summary>
    /// <param name="block">The block at a C_W.</param>
    public static IReadOnlyList<(double Cw, BlockFixedPoint End)> EdgesOf(Func<double, Architecture> block)
    {
        ArgumentNullException.ThrowIfNull(block);
        return EdgesOf(block, new ArchitectureEvaluator(tabulated: !MeanUse.Of(block(1).Sequence)));
    }

    /// <summary>The same with expectations that were prepared.</summary>
    internal static IReadOnlyList<(double Cw, BlockFixedPoint End)> EdgesOf(Func<double, Architecture> block, ArchitectureEvaluator evaluator)
    {
        BlockFixedPoint? EndAt(double cw) => new BlockCriticality(block(cw), evaluator, CoarseStepsPerDecade).End;
        double? Excess(double cw) => EndAt(cw) is { ChiPerp: double chi } && double.IsFinite(chi) ? chi - 1 : null;
        double[] grid = [.. Enumerable.Range(0, 25).Select(i => Math.Pow(10, -3 + (i / 4.0)))];
        double?[] values = [.. grid.Select(Excess)];
        List<(double, BlockFixedPoint)> edges = [];
        for (int i = 0; i + 1 < grid.Length; i++)
        {
            if (values[i] is double a && values[i + 1] is double b && (a == 0 || a * b < 0))
            {
                double cw = a == 0 ? grid[i] : Root(Excess, grid[i], grid[i + 1], a);
                if (EndAt(cw) is BlockFixedPoint end && Math.Abs(end.ChiPerp - 1) < 1e-3)
                {
                    edges.Add((cw, end));
                }
            }
        }

        return edges;
    }

    private static double Root(Func<double, double?> f, double from, double to, double atFrom)
    {
        for (int i = 0; i < 60 && to > from * (1 + 1e-14); i++)
        {
            double middle = Math.Sqrt(from * to);
            if (f(middle) is not double value)
            {
                break;
            }

            (from, to, atFrom) = value == 0 ? (middle, middle, 0) : value * atFrom > 0 ? (middle, to, value) : (from, middle, atFrom);
        }

        return Math.Sqrt(from * to);
    }

    /// <summary>The signal behind the block; null where there is none.</summary>
    private SignalState? Through(double k) => _evaluator.Behind(_block, k) is { End: null } state ? state : null;

    /// <summary>The signal behind the block where it is needed.</summary>
    /// <exception cref="UserInputException">There is none.</exception>
    private SignalState Required(double k)
    {
        SignalState state = _evaluator.Behind(_block, k);
        return state.End is null ? state : throw new UserInputException(state.End.Text);
    }

    private BlockFixedPoint FixedPointAt(double k)
    {
        SignalState state = Required(k);
        return new BlockFixedPoint(k, state.Slope, state.Jacobian);
    }

    private IEnumerable<double> Crossings((double K, SignalState After)[] samples)
    {
        double Excess(double k) => (Through(k)!.K / k) - 1;
        for (int i = 0; i + 1 < samples.Length; i++)
        {
            double a = (samples[i].After.K / samples[i].K) - 1;
            double b = (samples[i + 1].After.K / samples[i + 1].K) - 1;
            if (a == 0)
            {
                yield return samples[i].K;
            }
            else if (a * b < 0)
            {
                yield return Root(k => Excess(k), samples[i].K, samples[i + 1].K, a);
            }
        }
    }

    /// <summary>Where K goes from here: towards the next fixed point in the direction of the first step.</summary>
    private (BlockFate Fate, BlockFixedPoint? Attracting) FateFrom(double k)
    {
        double excess = (Required(k).K / k) - 1;
        BlockFixedPoint? next = Math.Abs(excess) <= Rounding ? FixedPointAt(k)
            : excess > 0 ? FixedPoints.FirstOrDefault(p => p.K > k)
            : FixedPoints.LastOrDefault(p => p.K < k);
        return next is not null ? (BlockFate.Settles, next) : (excess > 0 ? BlockFate.Grows : BlockFate.Vanishes, null);
    }
}
