using Theory.Activations;
using Theory.Asymptotics;
using Theory.Expectations;
using Theory.Numerics.Compilation;

namespace Theory.Numerics.Criticality;

/// <summary>What lies beyond a table: from g ~ c K^(n/2) where s grows like a power, else from why the table ends.</summary>
internal sealed class KernelTail
{
    /// <summary>C_W c this close to 1 leaves the decision to corrections that are not known.</summary>
    private const double Undecided = 1e-9;

    private readonly KernelTable _table;
    private readonly double _power;
    private readonly double _coefficient;

    /// <summary>Reads the growth of an activation.</summary>
    public KernelTail(Activation activation, KernelTable table)
    {
        _table = table;
        LargeKernelExpansion large = LargeKernelExpansion.Of(activation);
        KernelTerm? leading = large[Quantity.Kernel];
        _coefficient = leading is null ? double.NaN : RunningErrorEvaluator.ValueOf(leading.Coefficient);
        _power = leading is not null ? leading.HalfPower / 2.0 : large.Saturates ? 0 : double.NaN;
    }

    /// <summary>The fate of kernels beyond the table for a C_W.</summary>
    public KernelFate Of(double cw) => _power switch
    {
        < 1 => KernelFate.Returns,
        > 1 => Growing,
        1 => cw * _coefficient is var chi && Math.Abs(chi - 1) <= Undecided ? KernelFate.Undecided : chi > 1 ? Growing : KernelFate.Returns,
        _ => _table.Above == SampleOutcome.Infinite ? KernelFate.GrowsWithoutBound : KernelFate.Undecided,
    };

    /// <summary>Growth in the end says nothing about a range in which the expectations are not known.</summary>
    private KernelFate Growing => _table.IsUndecidedAbove ? KernelFate.Undecided : KernelFate.GrowsWithoutBound;
}
