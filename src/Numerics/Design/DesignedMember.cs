using Fractions;
using Theory.Design;
using Theory.Expressions;
using Theory.Numerics.Compilation;
using Theory.Numerics.Criticality;
using Theory.Numerics.Evaluation;

namespace Theory.Numerics.Design;

/// <summary>A member of a family as the classifier sees it, which derives everything for the member alone.</summary>
/// <param name="Value">The parameter.</param>
/// <param name="Classification">Class and critical points; null where there is no such member, or nothing can be said of it.</param>
/// <param name="Basins">What each critical point attracts; null for one that is not stable.</param>
/// <param name="Missing">Why there is no classification; null where there is one.</param>
public sealed record DesignedMember(double Value, Classification? Classification, IReadOnlyList<BasinOfAttraction?> Basins, string? Missing)
{
    /// <summary>Numbers of a design and of the classifier agree to this, relative to the larger.</summary>
    private const double Agreement = 1e-6;

    /// <summary>a1 in double precision; null where there is none.</summary>
    public double? A1 => Classification?.A1 is Expr a1 ? RunningErrorEvaluator.ValueOf(a1) : null;

    /// <summary>b1 in double precision; null where there is none.</summary>
    public double? B1 => Classification?.B1 is Expr b1 ? RunningErrorEvaluator.ValueOf(b1) : null;

    /// <summary>The critical point at K* = 0; null where there is none.</summary>
    public CriticalPoint? AtZero => Classification?.CriticalPoints.FirstOrDefault(p => p.K == 0);

    /// <summary>The critical point of the smallest K* > 0; null where there is none.</summary>
    public CriticalPoint? Beyond => Classification?.CriticalPoints.FirstOrDefault(p => p.K > 0);

    /// <summary>Classifies a member.</summary>
    /// <param name="family">The family.</param>
    /// <param name="value">The parameter.</param>
    /// <param name="exact">The parameter exactly, where it is known.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public static DesignedMember Of(ActivationFamily family, double value, Expr? exact, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(family);
        (DesignedMember? member, string? none) = Attempt.At(() =>
        {
            ExpectationEvaluator evaluator = new(family.Member(exact ?? new Number(Fraction.FromDoubleRounded(value))));
            Classification classification = Classifier.Classify(evaluator, cancellation);
            return new DesignedMember(value, classification, [.. classification.CriticalPoints.Select(p => BasinOfAttraction.Of(evaluator, p, cancellation))], null);
        });

        // One member takes none of the others with it.
        return member ?? new DesignedMember(value, null, [], none);
    }

    /// <summary>Whether the classifier finds what a solution says: a1, and each critical kernel with its C_b and C_W. A kernel that is not critical is none of its concern.</summary>
    public bool Confirms(DesignSolution solution)
    {
        ArgumentNullException.ThrowIfNull(solution);
        return Classification is not null
            && (solution.A1 is not double a1 || (A1 is double own && Near(own, a1, 1)))
            && solution.Points.All(p => !IsCritical(p) || Classification.CriticalPoints.Any(c => (c.K is null || Near(c.K.Value, p.K, 0)) && Near(c.Cb, p.Cb, Math.Max(p.K, c.K ?? 0)) && Near(c.Cw, p.Cw, 0)));
    }

    private static bool IsCritical(KernelPoint p) => Math.Abs(p.ChiParallel - 1) < Agreement && Math.Abs(p.ChiPerp - 1) < Agreement;

    private static bool Near(double a, double b, double scale) => Math.Abs(a - b) <= Agreement * Math.Max(scale, Math.Max(Math.Abs(a), Math.Abs(b)));
}
