using System.Collections.Concurrent;
using Theory.Activations;
using Theory.Expressions;
using Theory.Numerics.Compilation;
using Theory.Numerics.Compilation.Vectors;

namespace Theory.Numerics.TangentKernel;

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

    /// <summary>One piece: by vectors where its formulas hold as they are written, point by point where they need series or an extended range.</summary>
    private sealed class PieceDerivatives(Piece piece)
    {
        private readonly Expr[] _formulas = StableForm.Derivatives(piece.Expression, Highest);
        private readonly Func<double, double>[] _scalar = ActivationCompiler.Derivatives(piece, Highest);
        private readonly ConcurrentDictionary<int, VectorProgram?> _programs = new();

        public double To { get; } = piece.ToValue;

        public double[] At(double point) => Array.ConvertAll(_scalar, f => f(point));

        public double[][] Of(double[] points, int order)
        {
            double[][] rows = [.. Enumerable.Range(0, order + 1).Select(_ => new double[points.Length])];
            if (_programs.GetOrAdd(order, Compile) is VectorProgram program)
            {
                program.Evaluate([points], rows, 0, points.Length);
                for (int k = 0; k <= order; k++)
                {
                    for (int p = 0; p < points.Length; p++)
                    {
                        rows[k][p] = double.IsFinite(rows[k][p]) ? rows[k][p] : _scalar[k](points[p]);
                    }
                }

                return rows;
            }

            for (int k = 0; k <= order; k++)
            {
                rows[k] = Array.ConvertAll(points, z => _scalar[k](z));
            }

            return rows;
        }

        private VectorProgram? Compile(int order)
        {
            Expr[] formulas = _formulas[..(order + 1)];
            return Array.TrueForAll(formulas, f => !RemovablePoints.Of(f, piece).Any() && SmallArgumentSeries.TryCreate(f, piece) is null)
                ? VectorProgram.Compile(formulas, Symbol.Z) : null;
        }
    }
}
