namespace Theory.Networks;

/// <summary>A sequence of layers several times, each time with new weights.</summary>
public sealed record Repetition : Layer
{
    /// <summary>Repeats layers.</summary>
    /// <exception cref="UserInputException">The number is out of range.</exception>
    public Repetition(int count, LayerSequence body)
    {
        ArgumentNullException.ThrowIfNull(body);
        Require.That(count is >= 1 and <= Network.MaximumDepth, $"layers can be repeated 1 to {Network.MaximumDepth} times, got {count}");
        (Count, Body) = (count, body);
    }

    /// <summary>How many times.</summary>
    public int Count { get; }

    /// <summary>The layers.</summary>
    public LayerSequence Body { get; }
}
