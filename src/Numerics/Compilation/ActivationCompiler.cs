using System.Globalization;
using Theory.Activations;
using Theory.Asymptotics;
using Theory.Expressions;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Compilation;

/// <summary>Compiles activations, with their exact derivatives, for quadrature.</summary>
public static class ActivationCompiler
{
    /// <summary>Where a formula is probed for being a real number: dense near 0, and out to where K = 1e6 reaches.</summary>
    private static readonly double[] Probes =
        [.. Enumerable.Range(-40, 81).Select(i => (i / 10.0) + 0.0123), .. Enumerable.Range(1, 10).SelectMany(i => (double[])[5.0 * i, -5.0 * i])];

    /// <summary>The activation and its first three derivatives, piece by piece.</summary>
    /// <exception cref="UserInputException">The activation is not defined on the whole line, as log(z).</exception>
    public static PiecewiseSmoothFunction Compile(Activation activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        SmoothPiece[] pieces = [.. activation.Pieces.Select(Compile)];
        foreach (double z in Probes)
        {
            SmoothPiece piece = Array.Find(pieces, p => z > p.From && z < p.To)!;
            if (piece is not null && double.IsNaN(piece.S(z)))
            {
                throw new UserInputException(string.Create(CultureInfo.InvariantCulture,
                    $"the activation {activation.Name} is not a real number at z = {z}; it must be defined for every z"));
            }
        }

        return new PiecewiseSmoothFunction(pieces);
    }

    private static SmoothPiece Compile(Piece piece)
    {
        (Func<double, double>[] compiled, FormulaProgram program, PieceRounding rounding, _) = Program(piece, 3);
        return new SmoothPiece(piece.FromValue, piece.ToValue, compiled[0], compiled[1], compiled[2], compiled[3])
        {
            FindFeatures = () => FeatureFinder.Of(piece),
            Scaled = (order, z) => compiled[order](z) is var value && double.IsFinite(value) ? ScaledNumber.Of(value) : ExtendedRangeEvaluator.Scaled(program, order, z),
            MayOutgrow = Outgrowth.IsPossible(piece.Expression),
            Growth = side => GaussianGrowth.Of(piece.Expression, side),
            Rounding = rounding.Bounds,
            CancelsAtPoints = rounding.HasSeries,
        };
    }

    /// <summary>A piece and its derivatives up to an order, and the Taylor polynomials that they use where their formulas cancel.</summary>
    internal static (Func<double, double>[] Compiled, IReadOnlyList<(double Centre, SmallArgumentSeries Series)>[] Series) Derivatives(Piece piece, int order)
    {
        (Func<double, double>[] compiled, _, _, IReadOnlyList<(double, SmallArgumentSeries)>[] series) = Program(piece, order);
        return (compiled, series);
    }

    private static (Func<double, double>[] Compiled, FormulaProgram Program, PieceRounding Rounding, IReadOnlyList<(double, SmallArgumentSeries)>[] Series) Program(Piece piece, int order)
    {
        Expr[] formulas = StableForm.Derivatives(piece.Expression, order);
        FormulaProgram program = FormulaProgram.Compile(formulas, Symbol.Z);
        IReadOnlyList<(double, SmallArgumentSeries)>[] series = [.. formulas.Select(f => RemovablePoints.Series(f, piece))];
        Func<double, double>[] compiled = [.. formulas.Select((_, i) =>
            RemovablePoints.Join(ExtendedRangeEvaluator.Complete(ExpressionCompiler.Compile(program, i), program, i), series[i]))];
        return (compiled, program, new PieceRounding(program, compiled, series), series);
    }
}
