using Theory.Expectations;

namespace Theory.Numerics.Quadrature;

/// <summary>A point where two pieces meet, with the one-sided limits of the function and its derivatives.</summary>
internal readonly record struct Breakpoint(double Position, LocalValues Left, LocalValues Right)
{
    private const double Rounding = 1e-14;

    /// <summary>True where s itself jumps.</summary>
    public bool IsJump => Jumps(0);

    /// <summary>True where a derivative jumps. Differences that rounding of the two formulas explains do not count.</summary>
    public bool Jumps(int order) =>
        !(Math.Abs(Right[order] - Left[order]) <= Rounding * (Math.Abs(Left[order]) + Math.Abs(Right[order]) + Uncertainty(order)));

    /// <summary>The jump of a derivative; for s itself 0 where rounding explains it.</summary>
    public double Jump(int order) => order == 0 && !IsJump ? 0 : Right[order] - Left[order];

    /// <summary>The order of the first derivative below an order that jumps, or that order.</summary>
    public int FirstJump(int below)
    {
        int order = 0;
        while (order < below && !Jumps(order))
        {
            order++;
        }

        return order;
    }

    /// <summary>What the breakpoint does to a product of derivatives.</summary>
    public DeltaEffect On(DerivativeMonomial product)
    {
        int first = FirstJump(product.Order);
        return first == product.Order || product.Degree == 1 ? DeltaEffect.None : DeltaRule.Of(product, first, Vanishes);
    }

    /// <summary>Why a product has no mean.</summary>
    public string Reason(DerivativeMonomial product) => DeltaRule.Reason(product, FirstJump(product.Order), Vanishes, FormattableString.Invariant($"z = {Position}"));

    /// <summary>The delta functions in a product: weight times (-1)^n times the n-th derivative of the density at the breakpoint.</summary>
    public IEnumerable<(double Weight, int Derivatives)> Deltas(DerivativeMonomial product)
    {
        int first = FirstJump(product.Order);
        if (product.Degree == 1)
        {
            for (int i = first; i < product.Order; i++)
            {
                yield return (Right[i] - Left[i], product.Order - 1 - i);
            }
        }
        else if (On(product) == DeltaEffect.Delta)
        {
            int power = product[first] + 1;
            double weight = (Math.Pow(Right[first], power) - Math.Pow(Left[first], power)) / power;
            for (int order = 0; order < first; order++)
            {
                weight *= Math.Pow(Left[order], product[order]);
            }

            yield return (weight, 0);
        }
    }

    private bool Vanishes(int order) => !(Math.Abs(Left[order]) > Rounding * Uncertainty(order));

    // Half an ulp of the position moves a derivative by so many times the next one.
    private double Uncertainty(int order) => order == DerivativeMonomial.HighestOrder ? 0 : (1 + Math.Abs(Position)) * (Math.Abs(Left[order + 1]) + Math.Abs(Right[order + 1]));
}
