using System.Collections.Concurrent;
using Fractions;
using Theory.Expectations;

namespace Theory.Numerics.Quadrature.FixedNodes;

/// <summary>
/// What is averaged over the nodes, generated from the definition of a quantity: a product of derivatives of s, for a first K-derivative times (t^2 - 1)/(2K), for a
/// second one times (t^4 - 6 t^2 + 3)/(4K^2), which cancels the more the smaller K is: there that of a square f^2 is the first one of &lt;(f^2)''/2&gt;.
/// </summary>
internal sealed class FixedRow
{
    /// <summary>The kernel below which second K-derivatives of squares are first ones.</summary>
    private const double Small = 16;

    private static readonly ConcurrentDictionary<Quantity, (FixedRow? Usual, FixedRow? AtSmall)> Known = new();

    private FixedRow(DerivativeMonomial product, int kernelDerivatives, double factor, DerivativeMonomial? second = null)
    {
        (Product, Second, KernelDerivatives, Factor) = (product, second, kernelDerivatives, factor);
        IsSigned = !IsMean && !IsEven(product);
        WithSquare = Square is null ? [this] : [Square, this];
    }

    /// <summary>s^2, which is always summed: it tells how steep s is.</summary>
    public static readonly FixedRow Square = new(new DerivativeMonomial(2), 0, 1);

    /// <summary>The rows that this one needs: s^2 and itself.</summary>
    public FixedRow[] WithSquare { get; }

    /// <summary>What is averaged.</summary>
    public DerivativeMonomial Product { get; }

    /// <summary>What is averaged in addition, with the same factors; null for a single product.</summary>
    public DerivativeMonomial? Second { get; }

    /// <summary>True for the mean of s, whose values have both signs, and whose even part may be known.</summary>
    public bool IsMean => Product.Degree == 1;

    /// <summary>True for products with odd powers, whose values have both signs.</summary>
    public bool IsSigned { get; }

    /// <summary>The order of the highest derivative that occurs.</summary>
    public int Order => Math.Max(Product.Order, Second?.Order ?? 0);

    /// <summary>True where values of both signs are added, so that their sizes are needed beside them.</summary>
    public bool Cancels => IsMean || IsSigned || Second is not null;

    /// <summary>How often the mean is differentiated in K.</summary>
    public int KernelDerivatives { get; }

    /// <summary>True with the factor (t^2 - 1)/(2K).</summary>
    public bool IsSlope => KernelDerivatives == 1;

    /// <summary>True where only nodes of a trapezoidal rule give it; panels leave it to adaptive quadrature.</summary>
    public bool NeedsWholeLine => KernelDerivatives > 1;

    /// <summary>The factor of the quantity; with the 1/2 of each K-derivative, but not its 1/K.</summary>
    public double Factor { get; }

    /// <summary>The row of a quantity; null for those that fixed nodes do not give: sums of products, higher K-derivatives, and those of products with odd powers.</summary>
    public static FixedRow? Of(Quantity quantity, double k)
    {
        if (ReferenceEquals(quantity, Quantity.Kernel))
        {
            return Square;
        }

        (FixedRow? usual, FixedRow? atSmall) = Known.TryGetValue(quantity, out (FixedRow?, FixedRow?) rows) ? rows : Known.GetOrAdd(quantity, q => (Create(q), CreateAtSmall(q)));
        return k < Small && atSmall is not null ? atSmall : usual;
    }

    /// <summary>d^2&lt;f^2&gt;/dK^2 = d&lt;f'^2 + f f''&gt;/dK for a derivative f of s.</summary>
    private static FixedRow? CreateAtSmall(Quantity quantity)
    {
        if (quantity.KernelDerivatives != 2 || quantity.Integrand.Terms is not [(Fraction coefficient, DerivativeMonomial product)])
        {
            return null;
        }

        double factor = (coefficient * quantity.Factor).ToDouble() / 2;
        return product == new DerivativeMonomial(2) ? new FixedRow(new DerivativeMonomial(0, 2), 1, factor, new DerivativeMonomial(1, 0, 1))
            : product == new DerivativeMonomial(0, 2) ? new FixedRow(new DerivativeMonomial(0, 0, 2), 1, factor, new DerivativeMonomial(0, 1, 0, 1))
            : null;
    }

    private static FixedRow? Create(Quantity quantity)
    {
        if (quantity.KernelDerivatives > 2 || quantity.Integrand.Terms is not [(Fraction coefficient, DerivativeMonomial product)])
        {
            return null;
        }

        bool isSigned = !IsEven(product);
        double factor = (coefficient * quantity.Factor).ToDouble() * Math.ScaleB(1, -quantity.KernelDerivatives);
        bool isSquare = product == new DerivativeMonomial(2) && quantity.KernelDerivatives == 0 && factor == 1;
        bool isGiven = isSigned
            ? quantity.KernelDerivatives == 0 && (product.Degree > 1 || product == new DerivativeMonomial(1))
            : quantity.KernelDerivatives < 2 || product.S <= 2;
        return isSquare ? Square : isGiven ? new FixedRow(product, quantity.KernelDerivatives, factor) : null;
    }

    private static bool IsEven(DerivativeMonomial product) => product.S % 2 == 0 && product.S1 % 2 == 0 && product.S2 % 2 == 0 && product.S3 % 2 == 0;
}
