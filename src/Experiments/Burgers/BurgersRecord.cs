namespace Theory.Experiments.Burgers;

/// <summary>One physics-informed network while it was trained; an entry for each checkpoint, NaN once it has diverged.</summary>
internal sealed record BurgersRecord
{
    /// <summary>The relative L² error on the grid.</summary>
    public required double[] Errors { get; init; }

    /// <summary>The root mean square of f at the places where it is imposed.</summary>
    public required double[] Residuals { get; init; }

    /// <summary>The root mean square of f at other places.</summary>
    public required double[] TestResiduals { get; init; }

    /// <summary>The root mean square of u - u₀ at the conditions.</summary>
    public required double[] ConditionErrors { get; init; }

    /// <summary>u on the grid after the last step, time by time; empty when diverged.</summary>
    public required float[] Field { get; init; }

    /// <summary>The step at which the loss ceased to be finite, or null.</summary>
    public required int? DivergedAt { get; init; }
}
