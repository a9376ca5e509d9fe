using Theory.Activations;
using Theory.Algebra;
using Theory.Expressions;

namespace Theory.Validation.Experiments;

/// <summary>The degree p of activations with s(c z) = c^p s(z) for c > 0, such as RePU_p.</summary>
internal static class HomogeneousDegree
{
    /// <summary>The degree, decided exactly from the pieces; null when there is none.</summary>
    public static int? Of(Activation activation)
    {
        UnivariatePolynomial?[] pieces = [.. activation.Pieces.Select(p => UnivariatePolynomial.TryFrom(p.Expression, Symbol.Z))];
        if (pieces.Any(p => p is null) || pieces.Length > 2 || !activation.Breakpoints.All(b => b.IsZero))
        {
            return null;
        }

        UnivariatePolynomial[] terms = [.. pieces.Where(p => !p!.IsZero).Select(p => p!)];
        bool monomials = terms.All(p => p.Coefficients.SkipLast(1).All(c => c.IsZero));
        return terms.Length > 0 && monomials && terms.Select(p => p.Degree).Distinct().Count() == 1 && terms[0].Degree > 0 ? terms[0].Degree : null;
    }
}
