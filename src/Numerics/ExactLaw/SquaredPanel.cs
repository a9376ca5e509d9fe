using Theory.Numerics.Quadrature;

namespace Theory.Numerics.ExactLaw;

/// <summary>A panel of the quadrature over z, with s(z)^2 at its nodes.</summary>
internal abstract class SquaredPanel
{
    /// <summary>Nodes of a panel.</summary>
    public const int Order = 16;

    /// <summary>Evaluates a panel.</summary>
    /// <param name="from">The end nearer to 0, or the lower one.</param>
    /// <param name="to">The other end.</param>
    /// <param name="square">s^2.</param>
    protected SquaredPanel(double from, double to, Func<double, double> square)
    {
        (From, To) = (from, to);
        double half = 0.5 * (to - from);
        double middle = 0.5 * (to + from);
        (Least, Greatest) = (double.PositiveInfinity, 0);
        for (int i = 0; i < Order; i++)
        {
            Nodes[i] = middle + (half * Rule.Nodes[i]);
            Squares[i] = square(Nodes[i]);
            (Least, Greatest) = (Math.Min(Least, Squares[i]), Math.Max(Greatest, Squares[i]));
        }

        // The nodes do not reach the ends, where s may vanish.
        double inner = 1e-9 * (to - from);
        (double first, double last) = (square(from + inner), square(to - inner));
        (Least, Greatest) = (Math.Min(Least, Math.Min(first, last)), Math.Max(Greatest, Math.Max(first, last)));
    }

    /// <summary>The end nearer to 0, or the lower one.</summary>
    public double From { get; }

    /// <summary>The other end.</summary>
    public double To { get; }

    /// <summary>The nodes, in z.</summary>
    public double[] Nodes { get; } = new double[Order];

    /// <summary>s(z)^2 at the nodes, over its scale if it has one.</summary>
    public double[] Squares { get; } = new double[Order];

    /// <summary>The least of the squares, at nodes and ends.</summary>
    public double Least { get; }

    /// <summary>The greatest of them.</summary>
    public double Greatest { get; }

    /// <summary>The rule of the nodes.</summary>
    protected static LegendreRule Rule { get; } = new(Order);
}
