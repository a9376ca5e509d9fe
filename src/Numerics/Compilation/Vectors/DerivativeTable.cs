using System.Collections.Concurrent;
using Theory.Activations;
using Theory.Expressions;

namespace Theory.Numerics.Compilation.Vectors;

/// <summary>An activation with as many derivatives as the expectations of several inputs need, at many points at a time.</summary>
internal sealed class DerivativeTable
{
    /// <summary>The highest derivative: two activations, six differentiations, one of each at least where they are not of one input.</summary>
    public const int Highest = 5;

    private readonly PieceDerivatives[] _pieces;

    public DerivativeTable(Activation activation)
    {
        _pieces = [.. activation.Pieces.Select(p => new PieceDerivatives(p))];
        Breakpoints = [.. _pieces.SkipLast(1).Select(p => p.To)];
        FirstJump = Breakpoints.Length == 0 ? int.MaxValue : Math.Max(0, (activation.Smoothness ?? int.MaxValue - 1) + 1);
        Order = Math.Min(FirstJump, Highest);
        Left = [.. _pieces.SkipLast(1).Select(p => p.At(p.To))];
        Right = [.. _pieces.Skip(1).Zip(Breakpoints, (p, at) => p.At(at))];
        IsUnbounded = Left.Concat(Right).Any(side => !Array.TrueForAll(side, double.IsFinite));
    }

    /// <summary>Where two pieces meet.</summary>
    public double[] Breakpoints { get; }

    /// <summary>The order of the first derivative that jumps somewhere.</summary>
    public int FirstJump { get; }

    /// <summary>The highest derivative without delta functions.</summary>
    public int Order { get; }

    /// <summary>s and its derivatives to the left of each breakpoint.</summary>
    public double[][] Left { get; }

    /// <summary>s and its derivatives to the right of each breakpoint.</summary>
    public double[][] Right { get; }

    /// <summary>True where a derivative grows without limit towards a breakpoint, as that of sqrt(z) does.</summary>
    public bool IsUnbounded { get; }

    /// <summary>How far a derivative jumps at a breakpoint; 0 where that is rounding.</summary>
    public double Jump(int breakpoint, int order)
    {
        (double left, double right) = (Left[breakpoint][order], Right[breakpoint][order]);
        return Math.Abs(right - left) <= 1e-14 * (Math.Abs(left) + Math.Abs(right)) ? 0 : right - left;
    }

    /// <summary>s and its derivatives up to an order at points, without delta functions, one row each.</summary>
    public double[][] Of(double[] points, int order)
    {
        if (_pieces is [PieceDerivatives only])
        {
            return only.Of(points, order);
        }

        double[][] rows = [.. Enumerable.Range(0, order + 1).Select(_ => new double[points.Length])];
        (int[] inside, double[] own) = (new int[points.Length], new double[points.Length]);
        for (int i = 0; i < _pieces.Length; i++)
        {
            (double from, double to) = (i == 0 ? double.NegativeInfinity : _pieces[i - 1].To, _pieces[i].To);
            int count = 0;
            for (int p = 0; p < points.Length; p++)
            {
                if (points[p] > from && points[p] <= to)
                {
                    (inside[count], own[count]) = (p, points[p]);
                    count++;
                }
            }

            double[][] values = _pieces[i].Of(own[..count], order);
            for (int k = 0; k <= order; k++)
            {
                for (int p = 0; p < count; p++)
                {
                    rows[k][inside[p]] = values[k][p];
                }
            }
        }

        return rows;
    }

    /// <summary>One piece: its formulas at many points at a time, and point by point where they cancel or leave the range of doubles.</summary>
    private sealed class PieceDerivatives
    {
        private readonly Func<double, double>[] _scalar;
        private readonly IReadOnlyList<(double Centre, SmallArgumentSeries Series)>[] _series;
        private readonly ConcurrentDictionary<int, VectorProgram> _programs = new();
        private readonly Expr[] _formulas;

        public PieceDerivatives(Piece piece)
        {
            To = piece.ToValue;
            _formulas = StableForm.Derivatives(piece.Expression, Highest);
            (_scalar, _series) = ActivationCompiler.Derivatives(piece, Highest);
        }

        public double To { get; }

        public double[] At(double point) => Array.ConvertAll(_scalar, f => f(point));

        public double[][] Of(double[] points, int order)
        {
            double[][] rows = [.. Enumerable.Range(0, order + 1).Select(_ => new double[points.Length])];
            _programs.GetOrAdd(order, o => VectorProgram.Compile(_formulas[..(o + 1)], Symbol.Z)).Evaluate([points], rows, 0, points.Length);
            for (int k = 0; k <= order; k++)
            {
                double[] row = rows[k];
                foreach ((double centre, SmallArgumentSeries series) in _series[k])
                {
                    for (int p = 0; p < row.Length; p++)
                    {
                        // Of several forms the scalar function takes the right one.
                        row[p] = Math.Abs(points[p] - centre) <= series.Radius ? _scalar[k](points[p]) : row[p];
                    }
                }

                for (int p = 0; p < row.Length; p++)
                {
                    row[p] = double.IsFinite(row[p]) ? row[p] : _scalar[k](points[p]);
                }
            }

            return rows;
        }
    }
}
