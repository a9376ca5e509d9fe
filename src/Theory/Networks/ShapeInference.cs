namespace Theory.Networks;

/// <summary>The shape of the signal after each layer; refuses layers that do not fit.</summary>
internal static class ShapeInference
{
    /// <summary>The shape after a sequence.</summary>
    public static SignalShape After(LayerSequence sequence, SignalShape shape) => sequence.Layers.Aggregate(shape, (s, layer) => After(layer, s));

    /// <summary>The shape after a layer.</summary>
    /// <exception cref="UserInputException">The layer does not take a signal of this shape.</exception>
    public static SignalShape After(Layer layer, SignalShape shape) => layer switch
    {
        Linear linear => shape.IsImage
            ? throw layer.Refused($"linear takes neurons, and the signal is an image of {shape}; put flatten or globalpool before it, or use conv{shape.Extents.Count}d(1)")
            : shape with { Width = linear.Width },
        Residual residual => OfResidual(residual, shape),
        Branches branches => OfBranches(branches, shape),
        Repetition repetition => OfRepetition(repetition, shape),
        Flatten => shape.IsImage
            ? new SignalShape(shape.Width is int n ? n * shape.Positions : null, [])
            : throw layer.Refused("there is nothing to flatten: the signal is no image; begin the network with input(28, 28, channels=1) or remove flatten"),
        InputShape => throw layer.Refused("the shape of the input stands at the beginning of a network, before all layers"),
        Convolution convolution => OfConvolution(convolution, shape),
        Pooling pooling => OfPooling(pooling, shape),
        _ => shape,
    };

    private static SignalShape OfResidual(Residual residual, SignalShape shape)
    {
        SignalShape body = After(residual.Body, shape);
        SignalShape skip = residual.Projection is LayerSequence p ? After(p, shape) : shape;
        return skip.Fits(body)
            ? skip.Width is null ? body : skip
            : throw residual.Refused($"the branch ends with shape {body}, but the skip has {skip}; both must agree, or the skip be projected, as in skip=linear");
    }

    private static SignalShape OfBranches(Branches branches, SignalShape shape)
    {
        SignalShape[] all = [.. branches.Sequences.Select(s => After(s, shape))];
        if (branches.Combination == BranchCombination.Concatenation)
        {
            return Array.TrueForAll(all, s => s.Extents.SequenceEqual(all[0].Extents))
                ? all[0] with { Width = Array.TrueForAll(all, s => s.Width is not null) ? all.Sum(s => s.Width!.Value) : null }
                : throw branches.Refused($"branches that are concatenated need the same extents, and these have {string.Join(", ", all.Select(s => s.ToString()))}");
        }

        return Array.Find(all, s => !s.Fits(all[0])) is SignalShape other
            ? throw branches.Refused($"the branches end with shapes {all[0]} and {other}, which do not agree")
            : Array.Find(all, s => s.Width is not null) ?? all[0];
    }

    private static SignalShape OfRepetition(Repetition repetition, SignalShape shape)
    {
        // After the first time either nothing changes any more, or every time counts.
        SignalShape before = shape;
        for (int i = 0; i < repetition.Count; i++)
        {
            SignalShape after = After(repetition.Body, before);
            if (after.Width == before.Width && after.Extents.SequenceEqual(before.Extents))
            {
                return after;
            }

            before = after;
        }

        return before;
    }

    private static SignalShape OfConvolution(Convolution convolution, SignalShape shape)
    {
        int axes = convolution.Size.Count;
        if (shape.Extents.Count != axes)
        {
            throw convolution.Refused(shape.IsImage
                ? $"conv{axes}d takes {axes} extents, and the signal has shape {shape}"
                : $"conv{axes}d needs an image; begin the network with input({(axes == 1 ? "28" : "28, 28")}, channels=1), and convolve before flatten");
        }

        int[] extents = [.. shape.Extents.Select(convolution.Outputs)];
        return extents.Contains(0)
            ? throw convolution.Refused($"a filter of {string.Join('x', convolution.Size)} does not fit into {string.Join('x', shape.Extents)}; use padding=zero or a smaller filter")
            : new SignalShape(convolution.Weights.Width, extents);
    }

    private static SignalShape OfPooling(Pooling pooling, SignalShape shape)
    {
        if (!shape.IsImage)
        {
            throw pooling.Refused("pooling needs an image; begin the network with input(28, 28, channels=1), and pool before flatten");
        }

        int[] extents = [.. shape.Extents.Select(pooling.Outputs)];
        return extents.Contains(0)
            ? throw pooling.Refused($"a window of {pooling.Window} does not fit into {string.Join('x', shape.Extents)}; use a smaller one")
            : pooling.Window is null ? new SignalShape(shape.Width, []) : shape with { Extents = extents };
    }
}
