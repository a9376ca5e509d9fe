namespace Theory.Networks;

/// <summary>A convolution in one or two dimensions, with weights of variance C_W/(filter size times channels).</summary>
public sealed record Convolution : Layer
{
    /// <summary>A convolution.</summary>
    /// <param name="weights">C_b, C_W and learning rates; its width is the number of channels.</param>
    /// <param name="size">The extents of the filter, one or two.</param>
    /// <param name="padding">What it sees beyond the edge. Default: zeros.</param>
    /// <param name="stride">The step. Default 1.</param>
    /// <exception cref="UserInputException">A number is out of range.</exception>
    public Convolution(Linear weights, IReadOnlyList<int> size, Padding padding = Padding.Zero, int stride = 1)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(size);
        Require.That(size.Count is 1 or 2 && size.All(s => s >= 1), $"a filter has one or two extents of at least 1, as in conv2d(3)");
        Require.That(stride >= 1, $"the stride must be at least 1, got {stride}");
        (Weights, Size, Padding, Stride) = (weights, [.. size], padding, stride);
    }

    /// <summary>C_b, C_W, learning rates and channels.</summary>
    public Linear Weights { get; }

    /// <summary>The extents of the filter.</summary>
    public IReadOnlyList<int> Size { get; }

    /// <summary>What it sees beyond the edge.</summary>
    public Padding Padding { get; }

    /// <summary>The step.</summary>
    public int Stride { get; }

    /// <summary>The number of positions of an output, for so many of the input, along one axis; 0 where none fits.</summary>
    public int Outputs(int extent, int axis) => Padding == Padding.Valid ? extent < Size[axis] ? 0 : ((extent - Size[axis]) / Stride) + 1 : ((extent - 1) / Stride) + 1;

    /// <summary>The position that the filter's element sees from an output, along one axis; null beyond the edge.</summary>
    public int? Seen(int output, int element, int extent, int axis)
    {
        int position = (output * Stride) + element - (Padding == Padding.Valid ? 0 : (Size[axis] - 1) / 2);
        return Padding == Padding.Circular ? ((position % extent) + extent) % extent
            : position >= 0 && position < extent ? position : null;
    }
}
