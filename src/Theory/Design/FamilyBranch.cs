using Theory.Activations;
using Theory.Algebra;
using Theory.Expressions;

namespace Theory.Design;

/// <summary>A range of the parameter over which the members have the same pieces around z = 0, with their derivatives there as formulas in the parameter.</summary>
/// <param name="From">The lower end; minus infinity where there is none.</param>
/// <param name="To">The upper end; infinity where there is none.</param>
/// <param name="Value">s(0).</param>
/// <param name="First">s'(0).</param>
/// <param name="Second">s''(0).</param>
/// <param name="Third">s'''(0).</param>
public sealed record FamilyBranch(double From, double To, Expr Value, Expr First, Expr Second, Expr Third)
{
    /// <summary>The members around z = 0, an expression in z and the parameter without kinks there.</summary>
    public required Expr Member { get; init; }

    /// <summary>b1 of chi_perp = 1 + b1 K + … at C_W = 1/s'(0)^2.</summary>
    public Expr B1 => Expansion.Expand(Third / First) + Expansion.Expand((Second / First).Pow(2));

    /// <summary>C_W = 1/s'(0)^2.</summary>
    public Expr Cw => Expansion.Expand(1 / First.Pow(2));

    /// <summary>a1 of the kernel at K* = 0, theory.md: K(l+1) = K (1 + a1 K + …) at C_W = 1/s'(0)^2.</summary>
    public Expr A1 => Expansion.Expand(Third / First) + Expansion.Expand(new Number(new(3, 4)) * (Second / First).Pow(2));

    /// <summary>(a1 - target) s'(0)^2: a polynomial in the parameter wherever the derivatives are.</summary>
    public Expr A1Numerator(Expr target) => Expansion.Expand((Third * First) + (new Number(new(3, 4)) * Second.Pow(2)) - (target * First.Pow(2)));

    /// <summary>The branches by rising parameter; at the parameters between them a kink passes z = 0.</summary>
    /// <exception cref="UserInputException">Every member has a kink at z = 0, or the parameters at which a kink passes 0 have no exact form.</exception>
    public static IReadOnlyList<FamilyBranch> Of(ActivationFamily family)
    {
        ArgumentNullException.ThrowIfNull(family);
        double[] cuts = [.. Switches(family.Definition).SelectMany(f => Crossings(f, family)).Distinct().Order()];
        return
        [
            .. Enumerable.Range(0, cuts.Length + 1).Select(i =>
            {
                double from = i == 0 ? double.NegativeInfinity : cuts[i - 1];
                double to = i == cuts.Length ? double.PositiveInfinity : cuts[i];
                Expr s = Resolve(family.Definition, family.Parameter, Inside(from, to));
                Expr[] derivatives = [.. Enumerable.Range(0, 4).Select(order =>
                {
                    Expr derivative = Enumerable.Range(0, order).Aggregate(s, (e, _) => e.Derivative(Symbol.Z));
                    return Expansion.Expand(derivative.Substitute(Symbol.Z, Expr.Zero));
                })];
                return new FamilyBranch(from, to, derivatives[0], derivatives[1], derivatives[2], derivatives[3]) { Member = s };
            }),
        ];
    }

    /// <summary>As <see cref="Of"/>; null where every member has a kink at z = 0, or the parameters at which a kink passes 0 have no exact form.</summary>
    public static IReadOnlyList<FamilyBranch>? TryOf(ActivationFamily family) => Attempt.At(() => Of(family)).Value;

    /// <summary>A number between two, either of which may be infinite.</summary>
    public static double Inside(double from, double to) => (double.IsInfinity(from), double.IsInfinity(to)) switch
    {
        (true, true) => 0,
        (true, false) => to - 1,
        (false, true) => from + 1,
        _ => (from + to) / 2,
    };

    private static IEnumerable<Function> Switches(Expr expr) =>
        expr.Children.SelectMany(Switches).Concat(PieceBuilder.IsSwitch(expr) ? [(Function)expr] : []);

    private static IEnumerable<double> Crossings(Function f, ActivationFamily family)
    {
        // The argument at z = 0, as a function of the parameter, to which the tools for functions of z apply.
        Expr argument = PieceBuilder.SwitchingArgument(f)!.Substitute(Symbol.Z, Expr.Zero).Substitute(family.Parameter, Symbol.Z);
        foreach (Piece piece in PieceBuilder.Build(argument))
        {
            if (Expansion.Expand(piece.Expression).IsZero)
            {
                throw new UserInputException(FamilySlopes.Of(family) is null
                    ? $"members of '{family.Text}' have a kink at z = 0, so that K* = 0 has no expansion there: no a1 can be stated"
                    : $"members of '{family.Text}' have a kink at z = 0 and are scale-invariant: their expectations are powers of K, which theory derive \"{family.Text}\" gives exactly, and no a1 can be stated");
            }

            foreach (Expr root in RealRoots.Of(piece.Expression))
            {
                if (ConstantValue.Of(root) is double value && value >= piece.FromValue && value <= piece.ToValue)
                {
                    yield return value;
                }
            }

            if (piece.From is not null)
            {
                yield return piece.FromValue;
            }
        }
    }

    private static Expr Resolve(Expr expr, Symbol parameter, double sample)
    {
        if (PieceBuilder.IsSwitch(expr))
        {
            Expr argument = PieceBuilder.SwitchingArgument(expr)!.Substitute(Symbol.Z, Expr.Zero).Substitute(parameter, Symbol.Z);
            double value = ConstantValue.Of(argument, sample) ?? throw new UserInputException($"the sign of {argument} is not known at {parameter.Name} = {sample}");
            return Resolve(PieceBuilder.Chosen((Function)expr, Math.Sign(value)), parameter, sample);
        }

        return expr.MapChildren(c => Resolve(c, parameter, sample));
    }
}
