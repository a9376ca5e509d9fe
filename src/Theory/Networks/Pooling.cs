namespace Theory.Networks;

/// <summary>The mean over windows of positions, or over all of them.</summary>
public sealed record Pooling : Layer
{
    /// <summary>Pooling over windows.</summary>
    /// <param name="window">The extent of a window along every axis; null for all positions.</param>
    /// <param name="stride">The step. Default: the window.</param>
    /// <exception cref="UserInputException">A number is less than 1.</exception>
    public Pooling(int? window, int? stride = null)
    {
        Require.That(window is null or >= 1 && stride is null or >= 1, $"window and stride of a pooling must be at least 1, as in avgpool(2)");
        (Window, Stride) = (window, stride ?? window ?? 1);
    }

    /// <summary>The extent of a window; null for all positions.</summary>
    public int? Window { get; }

    /// <summary>The step.</summary>
    public int Stride { get; }

    /// <summary>The number of windows along an axis; 0 where none fits.</summary>
    public int Outputs(int extent) => Window is int w ? extent < w ? 0 : ((extent - w) / Stride) + 1 : 1;
}
