namespace Theory.Numerics.TrainedNetworks;

/// <summary>How long networks are trained: times of gradient flow, or numbers of steps of gradient descent.</summary>
public sealed record TrainingSchedule
{
    private TrainingSchedule(IReadOnlyList<double> times, IReadOnlyList<int> steps, double? step) => (Times, Steps, Step) = (times, steps, step);

    /// <summary>The times of gradient flow; none for gradient descent.</summary>
    public IReadOnlyList<double> Times { get; }

    /// <summary>The numbers of steps; none for gradient flow.</summary>
    public IReadOnlyList<int> Steps { get; }

    /// <summary>The time that a step stands for; null for a third of the inverse of the largest rate.</summary>
    public double? Step { get; }

    /// <summary>True when there is nothing to look at.</summary>
    internal bool IsEmpty => Times.Count + Steps.Count == 0;

    /// <summary>Gradient flow.</summary>
    public static TrainingSchedule Flow(IReadOnlyList<double> times) => new(times, [], null);

    /// <summary>Gradient descent.</summary>
    public static TrainingSchedule Descent(IReadOnlyList<int> steps, double? step = null) => new([], steps, step);
}
