namespace Theory.Networks;

/// <summary>Every neuron is kept with probability q and divided by it, else 0; every input has its own draw, and the gradient of an input the same.</summary>
public sealed record Dropout : Layer
{
    /// <summary>Keeps neurons with a probability.</summary>
    /// <exception cref="UserInputException">It is not in (0, 1].</exception>
    public Dropout(double keep)
    {
        Require.That(keep is > 0 and <= 1, $"dropout takes the probability to keep a neuron, above 0 and at most 1, got {keep}");
        Keep = keep;
    }

    /// <summary>q.</summary>
    public double Keep { get; }
}
