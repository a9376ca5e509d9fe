using Theory.Enclosures;
using Theory.Expressions;

namespace Theory.Numerics.Certified;

/// <summary>What integration by parts leaves at the end of a piece: sums of (-1)^i f^(i) p^(m-1-i).</summary>
internal static class PieceEnd
{
    /// <summary>Coefficients that the largest number of derivatives needs.</summary>
    private const int Length = 6;

    /// <summary>The terms of every form at a point, to be added at a right end and subtracted at a left one.</summary>
    public static Interval[] Terms(Expr formula, Interval z, Interval sigma)
    {
        double unit = sigma.Upper;
        LocalJets jets = new(formula, z, unit, sigma, Length);
        return [.. ExpectationForm.All.Select(form => Term(form, jets, Interval.Of(unit), sigma))];
    }

    private static Interval Term(ExpectationForm form, LocalJets jets, Interval unit, Interval sigma)
    {
        Interval sum = Interval.Zero;
        for (int i = 0; i < form.Derivative; i++)
        {
            // p^(l) = (-1)^l sigma^-l He_l p.
            int l = form.Order - 1 - i;
            Interval term = jets.Derivative(form.Source, i).Value * jets.Weight(l).Value;
            for (int k = 0; k < i; k++)
            {
                term /= unit;
            }

            for (int k = 0; k < l; k++)
            {
                term /= sigma;
            }

            sum = (i + l) % 2 == 0 ? sum + term : sum - term;
        }

        return sum * Interval.Of(form.Factor);
    }
}
