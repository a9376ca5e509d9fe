using Theory.Networks;

namespace Theory.Numerics.Kernels;

/// <summary>A kernel whose angles follow from those of the layer before by a formula, so that 1 - rho of close inputs keeps its digits from layer to layer.</summary>
internal interface IAngleKernel
{
    /// <summary>True if 1 - |rho| of pairs of this sign of rho follows from that of this layer.</summary>
    public bool Follows(Linear layer, double rho);

    /// <summary>|d/d rho| of &lt;s' s'&gt;, or of &lt;s s&gt; where s jumps, relative to its value at full correlation; it rises with |rho|.</summary>
    public double RelativeSlope(double deficit);

    /// <summary>The next layer's 1 - |rho| of two nearly parallel or opposite inputs, to as many digits as this one's, with the error it then has.</summary>
    public (double Deficit, double Error) NextDeficit(Linear layer, double ka, double kb, double varianceError, double deficit, double error);
}
