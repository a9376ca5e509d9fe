using Theory.Activations;
using Theory.Numerics.Compilation;

namespace Theory.Numerics.TangentKernel;

/// <summary>An activation with as many derivatives as the expectations of several inputs need, at many points at a time.</summary>
internal sealed class DerivativeTable
{
    /// <summary>The highest derivative: two activations, six differentiations, one of each at least where they are not of one input.</summary>
    public const int Highest = 5;

    private readonly (double To, Func<double, double>[] Derivatives)[] _pieces;

    public DerivativeTable(Activation activation)
    {
        _pieces = [.. activation.Pieces.Select(p => (p.ToValue, ActivationCompiler.Derivatives(p, Highest)))];
        Breakpoints = [.. _pieces.SkipLast(1).Select(p => p.To)];
        FirstJump = Breakpoints.Length == 0 ? int.MaxValue : Math.Max(0, (activation.Smoothness ?? int.MaxValue - 1) + 1);
        Order = Math.Min(FirstJump, Highest);
    }

    /// <summary>Where two pieces meet.</summary>
    public double[] Breakpoints { get; }

    /// <summary>The order of the first derivative that jumps somewhere.</summary>
    public int FirstJump { get; }

    /// <summary>The highest derivative without delta functions.</summary>
    public int Order { get; }

    /// <summary>A derivative at a point inside a piece.</summary>
    public double At(int order, double z)
    {
        int i = 0;
        while (z > _pieces[i].To)
        {
            i++;
        }

        return _pieces[i].Derivatives[order](z);
    }

    /// <summary>s and its derivatives up to an order at points, one row each.</summary>
    public double[][] Of(ReadOnlySpan<double> points, int order)
    {
        int count = points.Length;
        double[][] rows = [.. Enumerable.Range(0, order + 1).Select(_ => new double[count])];
        for (int p = 0; p < points.Length; p++)
        {
            double z = points[p];
            int i = 0;
            while (z > _pieces[i].To)
            {
                i++;
            }

            Func<double, double>[] derivatives = _pieces[i].Derivatives;
            for (int k = 0; k <= order; k++)
            {
                rows[k][p] = derivatives[k](z);
            }
        }

        return rows;
    }
}
