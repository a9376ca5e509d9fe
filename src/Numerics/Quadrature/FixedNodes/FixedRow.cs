using System.Collections.Concurrent;
using Fractions;
using Theory.Expectations;

namespace Theory.Numerics.Quadrature.FixedNodes;

/// <summary>What is averaged over the nodes, generated from the definition of a quantity: a product of derivatives of s, for a first K-derivative times (t^2 - 1)/(2K).</summary>
internal sealed class FixedRow
{
    private static readonly ConcurrentDictionary<Quantity, FixedRow?> Known = new();

    private FixedRow(DerivativeMonomial product, bool isSlope, double factor)
    {
        (Product, IsSlope, Factor) = (product, isSlope, factor);
        WithSquare = Square is null ? [this] : [Square, this];
    }

    /// <summary>s^2, which is always summed: it tells how steep s is.</summary>
    public static readonly FixedRow Square = new(new DerivativeMonomial(2), false, 1);

    /// <summary>The rows that this one needs: s^2 and itself.</summary>
    public FixedRow[] WithSquare { get; }

    /// <summary>What is averaged.</summary>
    public DerivativeMonomial Product { get; }

    /// <summary>True for the mean of s, the only row whose values have both signs.</summary>
    public bool IsMean => Product.Degree == 1;

    /// <summary>True with the factor (t^2 - 1)/(2K).</summary>
    public bool IsSlope { get; }

    /// <summary>The factor of the quantity; with the 1/2 of a K-derivative, but not its 1/K.</summary>
    public double Factor { get; }

    /// <summary>The row of a quantity; null for those that fixed nodes do not give: second K-derivatives cancel, products of odd powers change their sign.</summary>
    public static FixedRow? Of(Quantity quantity) => ReferenceEquals(quantity, Quantity.Kernel) ? Square : Known.TryGetValue(quantity, out FixedRow? row) ? row : Known.GetOrAdd(quantity, Create);

    private static FixedRow? Create(Quantity quantity)
    {
        if (quantity.KernelDerivatives > 1 || quantity.Integrand.Terms is not [(Fraction coefficient, DerivativeMonomial product)])
        {
            return null;
        }

        bool isEven = product.S % 2 == 0 && product.S1 % 2 == 0 && product.S2 % 2 == 0 && product.S3 % 2 == 0;
        bool isMean = product == new DerivativeMonomial(1) && quantity.KernelDerivatives == 0;
        double factor = (coefficient * quantity.Factor).ToDouble() * (quantity.KernelDerivatives == 1 ? 0.5 : 1);
        bool isSquare = product == new DerivativeMonomial(2) && quantity.KernelDerivatives == 0 && factor == 1;
        return isSquare ? Square : isEven || isMean ? new FixedRow(product, quantity.KernelDerivatives == 1, factor) : null;
    }
}
