namespace Theory.Numerics.Kernels;

/// <summary>A kernel that knows how its expectations depend on the variances.</summary>
internal interface IVarianceSlopes
{
    /// <summary>The largest at any of these variances.</summary>
    public VarianceSlopes SlopesAt(double[] variances);
}
