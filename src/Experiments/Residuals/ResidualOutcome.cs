using Theory.Validation.DrawnArchitectures;
using Theory.Validation.Statistics;

namespace Theory.Experiments.Residuals;

/// <summary>What became of an ensemble.</summary>
/// <param name="Setting">The ensemble.</param>
/// <param name="Theory">What was predicted.</param>
/// <param name="Record">What happened.</param>
/// <param name="Drawn">Drawn networks beside theory; null where kernels leave double precision.</param>
internal sealed record ResidualOutcome(ResidualSetting Setting, ResidualTheory Theory, ResidualRecord Record, IReadOnlyList<MeasuredLayer>? Drawn)
{
    /// <summary>A network has not learned if it is wrong about more than half of the test images.</summary>
    public const double LargestError = 0.5;

    /// <summary>Networks whose loss or outputs ceased to be finite.</summary>
    public int Diverged => Record.Networks.Count(n => n.DivergedAt is not null);

    /// <summary>Networks that did not diverge, and are wrong about more than half of the test images.</summary>
    public int NotLearned => Record.Networks.Count(n => n.DivergedAt is null && n.Error > LargestError);

    /// <summary>Both.</summary>
    public int Failed => Diverged + NotLearned;

    /// <summary>The final errors; those that diverged are wrong everywhere.</summary>
    public IReadOnlyList<double> Errors => [.. Record.Networks.Select(n => n.Error)];

    /// <summary>The final errors over all networks.</summary>
    public MemberStatistics Error => MemberStatistics.Of([.. Errors]);

    /// <summary>The final mean squared errors on test images of networks that have one.</summary>
    public MemberStatistics Loss => MemberStatistics.Of([.. Record.Networks.Select(n => n.TestLosses[^1]).Where(double.IsFinite)]);

    /// <summary>The mean squared errors on training images in the last epoch of networks that have one.</summary>
    public MemberStatistics TrainingLoss => MemberStatistics.Of([.. Record.Networks.Select(n => n.TrainingLosses[^1]).Where(double.IsFinite)]);

    /// <summary>The largest deviation of a kernel from its prediction in standard errors; null where none was measured, or kernels are on their way out of the numbers.</summary>
    public double? LargestSigma => Theory.Explodes ? null : Drawn?.SelectMany(l => l.Kernels).Max(k => Math.Abs(k.Sigma ?? 0));
}
