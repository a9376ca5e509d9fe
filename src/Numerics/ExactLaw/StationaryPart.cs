namespace Theory.Numerics.ExactLaw;

/// <summary>
/// The lower part of the laws of a panel, interpolated between its rows at fixed G' and not, as the rest, at fixed G'/c, c their centre.
/// </summary>
/// <remarks>
/// Where s grows like z^p on one side and vanishes or is bounded on the other, a wide q moves all of the law with q^p but for networks that have no neuron on that side: their G' is where it
/// was, less and less probable. No row for all G'/c is smooth in q then, and none for all G'; between the two parts both are.
/// </remarks>
/// <param name="rows">The laws at the nodes of the panel.</param>
/// <param name="end">The node of ln G' at which the part ends.</param>
internal sealed class StationaryPart(TransitionWeights[] rows, int end)
{
    /// <summary>Nodes of ln G' by which the two interpolations must overlap.</summary>
    public const int Margin = 20;

    /// <summary>Writes the part over that of a law.</summary>
    /// <param name="mix">The shares of the rows.</param>
    /// <param name="weights">The law.</param>
    /// <param name="first">The node of its first weight.</param>
    public void Write(double[] mix, double[] weights, int first)
    {
        int count = Math.Clamp(end - first, 0, weights.Length);
        weights.AsSpan(0, count).Clear();
        for (int c = 0; c < mix.Length; c++)
        {
            if (mix[c] == 0)
            {
                continue;
            }

            int from = Math.Max(first, rows[c].First);
            int to = Math.Min(first + count, rows[c].First + rows[c].Weights.Length);
            for (int i = from; i < to; i++)
            {
                weights[i - first] += mix[c] * rows[c].Weights[i - rows[c].First];
            }
        }
    }
}
