namespace Theory.Numerics.AngleLaw;

/// <summary>What n neurons make of a correlation with positive probability: a dead input, correlation 0, 1 or -1.</summary>
/// <param name="Dead">That a norm is 0, and the next correlation is undefined.</param>
/// <param name="Zero">That both norms are positive and no neuron is active at both inputs.</param>
/// <param name="One">That the correlation is 1.</param>
/// <param name="MinusOne">That the correlation is -1.</param>
internal readonly record struct PairAtoms(double Dead, double Zero, double One, double MinusOne)
{
    /// <summary>The atoms of networks of a slope below 0 and a width, given a correlation.</summary>
    public static PairAtoms Of(double slope, int width, AnglePoint source)
    {
        // Of a pair: the same sign, both above or both below, and different signs.
        double share = source.Angle / Math.PI;
        (double same, double different) = (0.5 * (1 - share), 0.5 * share);
        if (slope != 0)
        {
            return width > 1 ? default : slope < 0 ? new(0, 0, 1, 0) : new(0, 0, 2 * same, 2 * different);
        }

        double both = Math.Pow(same, width);
        double dead = (2 * Math.Pow(0.5, width)) - both;
        return new(dead, Math.Max(0, Math.Pow(0.5 * (1 + share), width) - dead), width * same * Math.Pow(same, width - 1), 0);
    }
}
