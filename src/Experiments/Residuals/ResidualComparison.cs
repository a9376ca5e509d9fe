using Theory.Validation.Statistics;

namespace Theory.Experiments.Residuals;

/// <summary>The learning rates of one network, and the one with which it ends best.</summary>
/// <param name="Rates">An outcome for each learning rate, from the largest.</param>
internal sealed record ResidualComparison(IReadOnlyList<ResidualOutcome> Rates)
{
    /// <summary>What they have in common.</summary>
    public ResidualSetting Setting => Rates[0].Setting;

    /// <summary>The prediction, which knows no learning rate.</summary>
    public ResidualTheory Theory => Rates[0].Theory;

    /// <summary>The outcome of the least median error, of equal ones that of the larger learning rate.</summary>
    public ResidualOutcome Best => Rates.MinBy(r => r.Error.Median)!;

    /// <summary>All networks, in the order of the ensembles.</summary>
    public static IReadOnlyList<ResidualComparison> Of(IReadOnlyList<ResidualOutcome> outcomes) =>
        [.. outcomes.GroupBy(o => (o.Setting.Kind, o.Setting.Start, o.Setting.Activation)).Select(g => new ResidualComparison([.. g]))];

    /// <summary>Whether these networks make fewer errors than others, each with its best learning rate.</summary>
    public RankComparison Against(ResidualComparison other) => RankComparison.Of(Best.Errors, other.Best.Errors);
}
