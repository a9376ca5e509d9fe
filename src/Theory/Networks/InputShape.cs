namespace Theory.Networks;

/// <summary>What enters: a sequence or an image of given extents and channels. It stands first, and changes nothing.</summary>
internal sealed record InputShape : Layer
{
    /// <summary>A shape.</summary>
    /// <param name="extents">One length, or height and width.</param>
    /// <param name="channels">The number of channels. Default 1.</param>
    /// <exception cref="UserInputException">There are not one or two extents, or a number is less than 1.</exception>
    public InputShape(IReadOnlyList<int> extents, int channels = 1)
    {
        ArgumentNullException.ThrowIfNull(extents);
        Require.That(extents.Count is 1 or 2, $"an input has one or two extents, as in input(28, 28, channels=3), got {extents.Count}");
        Require.That(extents.All(e => e >= 1) && channels >= 1, $"the extents and channels of an input must be at least 1, as in input(28, 28, channels=3)");
        (Extents, Channels) = ([.. extents], channels);
    }

    /// <summary>The length, or height and width.</summary>
    public IReadOnlyList<int> Extents { get; }

    /// <summary>The number of channels.</summary>
    public int Channels { get; }
}
