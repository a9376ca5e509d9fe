using Theory.Activations;
using Theory.Expressions;
using Theory.Printing;

namespace Theory.Expectations;

/// <summary>The derivation of a closed form, step by step, for a person to follow.</summary>
public static class Explanation
{
    /// <summary>More moments than this are not listed one by one.</summary>
    private const int MaximumMoments = 40;

    /// <summary>Explains how a quantity of an activation is derived.</summary>
    /// <param name="derivation">The closed forms.</param>
    /// <param name="quantity">The quantity to explain.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>The steps; the last one holds the result, or says why there is none.</returns>
    public static IReadOnlyList<ExplanationStep> Of(Derivation derivation, Quantity quantity, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(derivation);
        ArgumentNullException.ThrowIfNull(quantity);
        ClosedForm form = derivation[quantity];
        List<ExplanationStep> steps = [Definition(derivation.Activation)];
        if (form.Formula is null)
        {
            steps.Add(new ExplanationStep($"There is no closed form: {form.Reason}.", []));
            return steps;
        }

        if (PowerLaw.TryRead(derivation.Activation) is null)
        {
            steps.AddRange(Integration(derivation.Activation, quantity, cancellation));
        }
        else
        {
            steps.Add(new ExplanationStep("A power of |z| on each side of 0: E[z^r; z > 0] = 2^(r/2 - 1) gamma((r + 1)/2) K^(r/2)/sqrt(pi), and derivatives in K are those of a power of K.", []));
        }

        steps.Add(new ExplanationStep(
            form.Condition is null ? "Collected by Phi, phi and powers of K:" : $"Collected by Phi, phi and powers of K, for {form.Condition}:",
            [new ExplainedEquation(quantity.Symbol, quantity.Latex, form.Formula)]));
        return steps;
    }

    private static ExplanationStep Definition(Activation activation) => new(
        activation.Pieces.Count == 1 ? "The activation is smooth:" : $"The activation has {activation.Pieces.Count} smooth pieces:",
        [.. activation.Pieces.Select(p => new ExplainedEquation("s(z)", @"\sigma(z)", p.Expression, p.From, p.To))]);

    private static IEnumerable<ExplanationStep> Integration(Activation activation, Quantity quantity, CancellationToken cancellation)
    {
        ExpectationDerivation means = new(activation, new DerivationBudget(Derivation.OrdinaryWork, cancellation));
        Integrand integrand = quantity.Integrand;
        for (int order = 1; order <= integrand.Order; order++)
        {
            yield return Pieces(
                order == 1 ? "Differentiate each piece:" : "Once more:", DerivativeMonomial.Name(order) + "(z)", $@"\sigma{new string('\'', order)}(z)", means.Derivative(order));
        }

        PiecewiseGaussianSum[] products = [.. integrand.Terms.Select(t => means.Product(t.Monomial))];
        foreach ((DerivativeMonomial product, PiecewiseGaussianSum f) in integrand.Terms.Select(t => t.Monomial).Zip(products).Where(p => p.First.Degree > 1))
        {
            yield return Pieces("The integrand, multiplied out:", product.Text("(z)"), product.Latex("(z)"), f);
        }

        if (integrand.Order > 0 && Deltas(activation, quantity) is { Length: > 0 } deltas)
        {
            yield return new ExplanationStep(
                "Where a derivative of s jumps, the next one contains a delta function, which adds its weight times the density at the breakpoint: " + deltas + ".", []);
        }

        int highest = 2 * quantity.KernelDerivatives;
        if (quantity.KernelDerivatives > 0)
        {
            yield return new ExplanationStep(
                "A derivative in K of a Gaussian mean is a mean again, as the density p obeys dp/dK = p''/2 = p (z^2 - K)/(2K^2), so that "
                + $"{quantity.Symbol} = {quantity.Definition} at C_W = 1; kinks need no care.", []);
        }

        (WholeLineMoments wholeLine, HalfLineMoments halfLine) = (means.WholeLine, means.HalfLine);
        TruncatedMoment[] moments = [.. products.SelectMany(f => Enumerable.Range(0, (highest / 2) + 1).SelectMany(i => f.TimesPower(2 * i).Moments(wholeLine, halfLine)))
            .DistinctBy(m => (m.Term, m.From, m.To))];
        if (moments.Any(m => !m.Term.Cdfs.IsOne))
        {
            // The lemma passes through simpler moments, without which the result could not be followed.
            moments = [.. wholeLine.Known.Select(m => new TruncatedMoment(m.Term, Expr.One, null, null, m.Value))];
        }

        yield return new ExplanationStep(
            Recursion(moments) + (moments.Length > MaximumMoments ? $" The first {MaximumMoments} of {moments.Length} moments:" : " The moments:"),
            [.. moments.Take(MaximumMoments).Select(m => new ExplainedEquation(
                $"E[{TextPrinter.Print(m.Term.ToExpr())}{Interval("; ", TextPrinter.Print, m)}]",
                $@"\mathbb{{E}}\left[{LatexPrinter.Print(m.Term.ToExpr())}{Interval(@";\, ", LatexPrinter.Print, m)}\right]",
                m.Value.ToExpr()))]);
    }

    /// <summary>The recursion that lowers the power of z, in the form that the terms need.</summary>
    private static string Recursion(TruncatedMoment[] moments)
    {
        bool exponential = moments.Any(m => !m.Term.Quadratic.IsZero || !m.Term.Linear.IsZero);
        bool oscillating = moments.Any(m => !m.Term.Frequency.IsZero);
        bool cdfs = moments.Any(m => !m.Term.Cdfs.IsOne);
        bool truncated = moments.Any(m => m.From is not null || m.To is not null);
        string square = exponential || oscillating
            ? " Completing the square turns exp(a z^2 + b z) into a Gaussian of variance K/D and mean b K/D with D = 1 - 2 a K"
                + (oscillating ? ", and sin and cos are exponentials of imaginary b." : ".")
            : "";
        string boundary = truncated ? ", with the boundary term K l^(n-1) p(l) at an end l of the interval" : "";
        string factors = cdfs ? " A factor Phi(alpha z + beta) is differentiated by it into a Gaussian, until only products of such factors are left: probabilities of orthants." : "";
        return $"Stein's lemma <z f> = K <f'> lowers the power of z: E[z^n] = (n-1) K E[z^(n-2)]{boundary}.{square}{factors}";
    }

    private static string Deltas(Activation activation, Quantity quantity) => string.Join(", ", Junction.Of(activation, quantity.Integrand.Order)
        .SelectMany(_ => quantity.Integrand.Terms, (junction, term) => (junction, term.Monomial))
        .SelectMany(p => p.junction.Deltas(p.Monomial), (p, delta) => (p.junction.Point, p.Monomial, delta.Weight))
        .Where(d => !d.Weight.IsZero)
        .Select(d => $"{d.Weight} of {d.Monomial.Text()} at z = {d.Point}"));

    private static ExplanationStep Pieces(string sentence, string name, string latex, PiecewiseGaussianSum f) =>
        new(sentence, [.. f.Describe().Select(p => new ExplainedEquation(name, latex, p.Expression, p.From, p.To))]);

    private static string Interval(string before, Func<Expr, string> print, TruncatedMoment m) => (m.From, m.To) switch
    {
        (null, null) => "",
        (null, { } to) => $"{before}z < {print(to)}",
        ({ } from, null) => $"{before}z > {print(from)}",
        ({ } from, { } to) => $"{before}{print(from)} < z < {print(to)}",
    };
}
