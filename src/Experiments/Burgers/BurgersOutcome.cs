using Theory.Validation.Statistics;

namespace Theory.Experiments.Burgers;

/// <summary>What training did to an ensemble of physics-informed networks; lists have an entry for each checkpoint.</summary>
/// <param name="Setting">The ensemble.</param>
/// <param name="Steps">Steps taken.</param>
/// <param name="Errors">The relative L² error over networks.</param>
/// <param name="Residuals">The root mean square of f where it is imposed.</param>
/// <param name="TestResiduals">The root mean square of f at other places.</param>
/// <param name="ConditionErrors">The root mean square of u - u₀.</param>
/// <param name="FinalErrors">The error of each network that remained finite, in increasing order.</param>
/// <param name="DivergedAt">The steps at which the loss of a network ceased to be finite, in increasing order.</param>
/// <param name="Field">u on the grid, [time][place], of the network with the median error; empty when all have diverged.</param>
internal sealed record BurgersOutcome(
    BurgersSetting Setting,
    IReadOnlyList<int> Steps,
    IReadOnlyList<MemberStatistics> Errors,
    IReadOnlyList<MemberStatistics> Residuals,
    IReadOnlyList<MemberStatistics> TestResiduals,
    IReadOnlyList<MemberStatistics> ConditionErrors,
    IReadOnlyList<double> FinalErrors,
    IReadOnlyList<int> DivergedAt,
    IReadOnlyList<IReadOnlyList<double>> Field)
{
    /// <summary>Networks whose loss ceased to be finite.</summary>
    public int Diverged => DivergedAt.Count;

    /// <summary>The error of every network, infinite where it diverged, in increasing order.</summary>
    public IReadOnlyList<double> RankedErrors => [.. FinalErrors, .. Enumerable.Repeat(double.PositiveInfinity, Diverged)];

    /// <summary>The median error after the last step.</summary>
    public double FinalError => Errors[^1].Median;

    /// <summary>Statistics of an ensemble.</summary>
    internal static BurgersOutcome Of(BurgersSetting setting, IReadOnlyList<int> steps, IReadOnlyList<BurgersRecord> networks)
    {
        BurgersRecord[] finite = [.. networks.Where(n => double.IsFinite(n.Errors[^1])).OrderBy(n => n.Errors[^1])];
        return new BurgersOutcome(
            setting,
            steps,
            Statistics(n => n.Errors),
            Statistics(n => n.Residuals),
            Statistics(n => n.TestResiduals),
            Statistics(n => n.ConditionErrors),
            [.. finite.Select(n => n.Errors[^1])],
            [.. networks.Select(n => n.DivergedAt).OfType<int>().Order()],
            finite.Length == 0 ? [] : [.. finite[(finite.Length - 1) / 2].Field.Select(u => (double)u).Chunk(BurgersGrid.X.Count)]);

        MemberStatistics[] Statistics(Func<BurgersRecord, double[]> select) =>
            [.. steps.Select((_, c) => MemberStatistics.Of([.. networks.Select(n => select(n)[c]).Where(double.IsFinite)]))];
    }
}
