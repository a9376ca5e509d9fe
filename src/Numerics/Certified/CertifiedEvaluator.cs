using System.Globalization;
using Theory.Activations;
using Theory.Enclosures;
using Theory.Expectations;
using Theory.Expressions;

namespace Theory.Numerics.Certified;

/// <summary>Encloses the Gaussian expectations of an activation in intervals that provably contain them.</summary>
/// <remarks>
/// Interval arithmetic in double precision with outward rounding on Taylor expansions over adaptive panels; nothing is sampled, so that no
/// feature of the formula can be missed. What is not proven but trusted: the arithmetic of the processor, and the accuracy of the elementary
/// functions within several times their known errors. Slower than <see cref="Evaluation.ExpectationEvaluator"/> by two to three orders.
/// </remarks>
public sealed class CertifiedEvaluator
{
    /// <summary>The relative width that is asked for by default.</summary>
    public const double DefaultTolerance = 1e-10;

    /// <summary>The number of panels after which refinement ends by default.</summary>
    public const int DefaultPanels = 20_000;

    private readonly bool _isOdd;

    /// <summary>Prepares an activation.</summary>
    /// <exception cref="UserInputException">The activation has a free parameter.</exception>
    public CertifiedEvaluator(Activation activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        if (activation.FreeParameters is [string parameter, ..])
        {
            throw new UserInputException($"the activation {activation} has the free parameter {parameter}; give it a value");
        }

        Activation = activation;
        _isOdd = IsOdd(activation);
    }

    /// <summary>The activation.</summary>
    public Activation Activation { get; }

    /// <summary>Encloses quantities at one K.</summary>
    /// <param name="K">The kernel, positive and finite.</param>
    /// <param name="tolerance">The width to reach, relative to the value. Default: 1e-10.</param>
    /// <param name="panels">The panels to spend; when they are spent, or only rounding is left, the enclosures reached are returned. Default: 20,000.</param>
    /// <param name="quantities">Which to make narrow, of <see cref="Quantity.All"/>; all of them unless given. The others have no enclosure.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="UserInputException">K is not positive and finite, or the tolerance is not positive.</exception>
    public CertifiedValues Evaluate(
        double K, double tolerance = DefaultTolerance, int panels = DefaultPanels, IReadOnlyCollection<Quantity>? quantities = null, CancellationToken cancellation = default)
    {
        Require.Positive(K, "K");
        if (!(tolerance > 0))
        {
            throw new UserInputException(string.Create(CultureInfo.InvariantCulture, $"the tolerance must be positive, got {tolerance}"));
        }

        string? jump = Jump();
        string?[] undefined = [_isOdd ? string.Empty : null, null, null, jump, jump, null, null];
        for (int q = 0; q < undefined.Length && quantities is not null; q++)
        {
            undefined[q] = quantities.Contains(Quantity.All[q]) ? undefined[q] : "it was not asked for";
        }

        CertifiedIntegration integration = new CertifiedIntegration(Activation, K, tolerance, panels, [.. undefined.Select(u => u is null)]).Run(cancellation);
        CertifiedValue[] values =
        [
            .. integration.Values.Select((x, q) => undefined[q] is { Length: > 0 } reason ? new CertifiedValue(double.NaN, double.NaN, reason)
                : x.IsFinite ? new CertifiedValue(x.Lower, x.Upper)
                : new CertifiedValue(double.NaN, double.NaN, integration.Reason(q))),
        ];
        if (undefined[0] is { Length: 0 } && (integration.Values[0].IsFinite || integration.Values[1].IsFinite))
        {
            // The mean exists, at the latest because the mean square does.
            values[0] = new CertifiedValue(0, 0);
        }

        return new CertifiedValues(K, values);
    }

    /// <summary>Why the squared derivative has no expectation; null where s is proven to be continuous.</summary>
    private string? Jump()
    {
        foreach ((Piece left, Piece right) in Activation.Pieces.Zip(Activation.Pieces.Skip(1)))
        {
            if (IsContinuous(left.Expression, right.Expression, right.From!) is not true and var decided)
            {
                return decided is false ? $"s jumps at z = {right.From}, so s' contains a delta function there and <s'^2> diverges"
                    : $"whether s jumps at z = {right.From} could not be decided";
            }
        }

        return null;
    }

    private static bool? IsContinuous(Expr left, Expr right, Expr at)
    {
        if (left.TrySubstitute(Symbol.Z, at) is not Expr below || right.TrySubstitute(Symbol.Z, at) is not Expr above)
        {
            // A pole: neither a jump nor continuous.
            return null;
        }

        if (Expansion.TryExpand(below - above) is { IsZero: true } || Root.Vanishes(left - right, at))
        {
            return true;
        }

        Jet b = Jet.Constant(JetEvaluator.Constant(at), 1);
        Interval difference = (new JetEvaluator(b).Evaluate(left) - new JetEvaluator(b).Evaluate(right)).Value;
        return difference.Lower > 0 || difference.Upper < 0 ? false : null;
    }

    /// <summary>True when s(-z) = -s(z) exactly: its mean is 0.</summary>
    private static bool IsOdd(Activation activation)
    {
        IReadOnlyList<Piece> pieces = activation.Pieces;
        return pieces.Zip(pieces.Reverse()).All(pair => IsZero(pair.First.Expression.Substitute(Symbol.Z, -Symbol.Z) + pair.Second.Expression)
            && (pair.First.To is null ? pair.Second.From is null : pair.Second.From is not null && IsZero(pair.First.To + pair.Second.From)));

        static bool IsZero(Expr expr) => Expansion.TryExpand(expr) is { IsZero: true };
    }
}
