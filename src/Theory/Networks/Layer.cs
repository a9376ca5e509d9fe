namespace Theory.Networks;

/// <summary>One layer of a network: what is done to the signal between two places where it can be looked at.</summary>
public abstract record Layer
{
    private protected Layer()
    {
    }

    /// <summary>Where it stands in the text it was read from; null for a layer that was made by a program.</summary>
    internal LayerSource? Source { get; init; }

    /// <summary>An error about this layer, which points to it where it was read from a text.</summary>
    /// <param name="message">What is wrong and what would be right.</param>
    public UserInputException Refused(string message) => Source is LayerSource source
        ? new UserInputException(message, source.Text, source.Position)
        : new UserInputException($"{LayerText.Of(this)}: {message}");

    /// <summary>The same layer without its place.</summary>
    internal Layer WithoutSource() => this with { Source = null };
}
