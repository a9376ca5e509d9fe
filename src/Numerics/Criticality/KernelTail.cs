using Theory.Activations;
using Theory.Asymptotics;
using Theory.Expectations;
using Theory.Numerics.Compilation;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Criticality;

/// <summary>What lies beyond a table: from g ~ c K^(n/2) where s grows like a power, else from why the table ends.</summary>
internal sealed class KernelTail
{
    /// <summary>C_W c this close to 1 cannot be told from 1, and leaves the decision to the corrections.</summary>
    private const double Undecided = 1e-14;

    /// <summary>So many of its scales from 0, s is compared with straight lines through 0.</summary>
    private const double FarOut = 100;

    /// <summary>How well it has to agree with them.</summary>
    private const double Straight = 1e-14;

    private readonly KernelTable _table;
    private readonly double _power;
    private readonly double _coefficient;
    private readonly bool _isStraight;

    /// <summary>Reads the growth of an activation.</summary>
    public KernelTail(ExpectationEvaluator evaluator, KernelTable table)
    {
        _table = table;
        Activation activation = evaluator.Activation;
        _isStraight = IsStraight(evaluator.Function, FarOut * CharacteristicScales.Of(activation).Largest);
        LargeKernelExpansion large = LargeKernelExpansion.Of(activation);
        KernelTerm? leading = large[Quantity.Kernel];
        _coefficient = leading is null ? double.NaN : RunningErrorEvaluator.ValueOf(leading.Coefficient);
        _power = leading is not null ? leading.HalfPower / 2.0 : large.Saturates || large.IsSublinear ? 0 : double.NaN;
    }

    /// <summary>The fate of kernels beyond the table, where it holds no fixed point at its end.</summary>
    public KernelFate Of(double cw, double cb) => _power switch
    {
        < 1 => KernelFate.Returns,
        > 1 => Growing,
        1 => cw * _coefficient is var chi && Math.Abs(chi - 1) > Undecided ? chi > 1 ? Growing : KernelFate.Returns

            // Where s approaches lines through 0 faster than every power, g - c K falls like 1/sqrt(K): what is left is a growth by C_b a layer.
            : cb > 0 && _isStraight ? Growing
            : KernelFate.Undecided,
        _ => _table.Above == SampleOutcome.Infinite ? KernelFate.GrowsWithoutBound : KernelFate.Undecided,
    };

    private static bool IsStraight(PiecewiseSmoothFunction s, double z)
    {
        (SmoothPiece left, SmoothPiece right) = (s.Pieces[0], s.Pieces[^1]);
        double error = Straight * Math.Max(Math.Abs(left.S(-z)), Math.Abs(right.S(z)));
        return new[] { 2.0, 4 }.All(n => Math.Abs(left.S(-n * z) - (n * left.S(-z))) <= error && Math.Abs(right.S(n * z) - (n * right.S(z))) <= error);
    }

    /// <summary>Growth in the end says nothing about a range in which the expectations are not known.</summary>
    private KernelFate Growing => _table.IsUndecidedAbove ? KernelFate.Undecided : KernelFate.GrowsWithoutBound;
}
