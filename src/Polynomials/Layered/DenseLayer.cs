using Fractions;

namespace Theory.Polynomials.Layered;

/// <summary>An affine map with exact weights.</summary>
/// <param name="Weights">A row for each output.</param>
/// <param name="Biases">One for each output.</param>
public sealed record DenseLayer(IReadOnlyList<Fraction[]> Weights, IReadOnlyList<Fraction> Biases)
{
    /// <summary>The number of outputs.</summary>
    public int Outputs => Biases.Count;

    /// <summary>The number of inputs.</summary>
    public int Inputs => Weights[0].Length;

    /// <summary>All weights and biases.</summary>
    public int Parameters => Outputs * (Inputs + 1);

    /// <summary>Those that are not zero.</summary>
    public int NonZeroParameters => Weights.Sum(row => row.Count(w => !w.IsZero)) + Biases.Count(b => !b.IsZero);
}
