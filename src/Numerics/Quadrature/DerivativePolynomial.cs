using Fractions;
using Theory.Expectations;

namespace Theory.Numerics.Quadrature;

/// <summary>A sum of products of s and its derivatives, prepared for evaluation.</summary>
internal sealed class DerivativePolynomial
{
    /// <summary>Prepares an integrand times a factor.</summary>
    public DerivativePolynomial(Integrand integrand, Fraction factor)
    {
        Terms = [.. integrand.Terms.Select(t => new Term(
            (t.Coefficient * factor).ToDouble(),
            [.. Enumerable.Range(0, DerivativeMonomial.HighestOrder + 1).SelectMany(order => Enumerable.Repeat(order, t.Monomial[order]))]))];
        Order = integrand.Order;
    }

    /// <summary>The products.</summary>
    public Term[] Terms { get; }

    /// <summary>The order of the highest derivative.</summary>
    public int Order { get; }

    /// <summary>The value on the right of a breakpoint less that on the left; differences that rounding explains do not count.</summary>
    /// <remarks>Factor by factor, so that what is common to both sides does not cancel.</remarks>
    public double Jump(in Breakpoint at)
    {
        double jump = 0;
        foreach (Term term in Terms)
        {
            for (int i = 0; i < term.Factors.Length; i++)
            {
                double change = at.Jump(term.Factors[i]);
                for (int k = 0; k < term.Factors.Length && change != 0; k++)
                {
                    change *= k < i ? at.Left[term.Factors[k]] : k > i ? at.Right[term.Factors[k]] : 1;
                }

                jump += term.Coefficient * change;
            }
        }

        return jump;
    }

    /// <summary>One product.</summary>
    /// <param name="Coefficient">Its coefficient.</param>
    /// <param name="Factors">The orders of its factors, in rising order.</param>
    internal sealed record Term(double Coefficient, int[] Factors);
}
