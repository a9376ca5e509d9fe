using System.Collections.Immutable;
using Fractions;
using Theory.Algebra;
using Theory.Enclosures;
using Theory.Expressions;

namespace Theory.Activations;

/// <summary>Resolves max, min, abs, sign and step into pieces between breakpoints, exact ones where their form is known.</summary>
internal static class PieceBuilder
{
    private const int MaximumPieces = 200;

    /// <summary>A constant further from 0 than this has the sign of its value in double precision.</summary>
    private const double ClearSign = 1e-9;

    /// <summary>The pieces of an expression in z, neighbours with equal expressions merged.</summary>
    /// <param name="definition">The expression.</param>
    /// <param name="at">Where kinks depend on the parameter of a family: the value at which they are put in order. It records what it decided.</param>
    public static IReadOnlyList<Piece> Build(Expr definition, ParameterSample? at = null)
    {
        Segments segments = Split(definition, at);
        List<Piece> pieces = [];
        for (int i = 0; i < segments.Expressions.Length; i++)
        {
            Piece piece = new(i == 0 ? null : segments.Breakpoints[i - 1].Exact, i == segments.Breakpoints.Length ? null : segments.Breakpoints[i].Exact, segments.Expressions[i]);
            if (pieces.Count > 0 && AreEqual(pieces[^1].Expression, piece.Expression))
            {
                pieces[^1] = pieces[^1] with { To = piece.To };
            }
            else
            {
                pieces.Add(piece);
            }
        }

        return pieces;
    }

    /// <summary>As <see cref="Build"/>; null where a kink has no exact place, as where it depends on the parameter of a family.</summary>
    public static IReadOnlyList<Piece>? TryBuild(Expr definition) => Attempt.At(() => Build(definition)).Value;

    private static bool AreEqual(Expr a, Expr b) => a.Equals(b) || Expansion.TryExpand(a - b) is { IsZero: true };

    private static Segments Split(Expr expr, ParameterSample? at)
    {
        // Switches of the parameter alone, as |c|, are decided by its value as well.
        if (expr.Children.Count == 0 || (!expr.Contains(Symbol.Z) && at?.Concerns(expr) != true))
        {
            return new Segments([], [Decided(expr)]);
        }

        Segments[] children = [.. expr.Children.Select(c => Split(c, at))];
        Segments split = Combine(children, parts => Substitution.WithChildren(expr, parts));
        return IsSwitch(expr) ? Resolve(split, at) : SplitAgain(split, at);
    }

    /// <summary>Switches of constants whose sign is clear, as max(0, 1/3 - sqrt(10)/15), which hide that terms cancel.</summary>
    private static Expr Decided(Expr expr)
    {
        if (IsSwitch(expr) && ConstantValue.Of(SwitchingArgument(expr)!) is double value && Math.Abs(value) > ClearSign)
        {
            return Decided(Chosen((Function)expr, Math.Sign(value)));
        }

        return expr.MapChildren(Decided);
    }

    /// <summary>True for a function with a kink or a jump where its argument changes sign.</summary>
    public static bool IsSwitch(Expr expr) =>
        expr is Function { Kind: FunctionKind.Abs or FunctionKind.Sign or FunctionKind.Step or FunctionKind.Max or FunctionKind.Min };

    /// <summary>Rebuilding can make a new switch: where u = max(z, z^2) is z, sqrt(u^2) is |z|.</summary>
    private static Segments SplitAgain(Segments segments, ParameterSample? at)
    {
        if (!segments.Expressions.Any(HasSwitch))
        {
            return segments;
        }

        Segments[] split = [.. segments.Expressions.Select(e => Split(e, at))];
        ImmutableArray<Breakpoint> breakpoints = Breakpoint.Merge(
            segments.Breakpoints.Concat(split.SelectMany((s, i) => s.Breakpoints.Where(b => segments.IndexAt(b.Value) == i))));
        return new Segments(breakpoints, [.. Enumerable.Range(0, breakpoints.Length + 1).Select(i =>
        {
            double inside = PointInside(breakpoints, i);
            return split[segments.IndexAt(inside)].ExpressionAt(inside);
        })]);
    }

    private static bool HasSwitch(Expr expr) => expr.Contains(Symbol.Z) && (IsSwitch(expr) || expr.Children.Any(HasSwitch));

    /// <summary>The common refinement of several partitions of the line, with a node rebuilt on each interval.</summary>
    private static Segments Combine(Segments[] children, Func<Expr[], Expr> rebuild)
    {
        ImmutableArray<Breakpoint> breakpoints = Breakpoint.Merge(children.SelectMany(c => c.Breakpoints));
        if (breakpoints.Length >= MaximumPieces)
        {
            throw new UserInputException($"the activation has more than {MaximumPieces} pieces");
        }

        Expr[] expressions = [.. Enumerable.Range(0, breakpoints.Length + 1).Select(i =>
        {
            double inside = PointInside(breakpoints, i);
            return rebuild([.. children.Select(c => c.ExpressionAt(inside))]);
        })];
        return new Segments(breakpoints, [.. expressions]);
    }

    /// <summary>Cuts each interval where the switching argument changes sign, and replaces the switch by the branch that holds there.</summary>
    private static Segments Resolve(Segments segments, ParameterSample? at)
    {
        List<Breakpoint> cuts = [.. segments.Breakpoints];
        for (int i = 0; i < segments.Expressions.Length; i++)
        {
            if (SwitchingArgument(segments.Expressions[i]) is Expr u)
            {
                cuts.AddRange((at is null ? EnclosedRoots.Of(u).Select(Breakpoint.At) : at.Kinks(u)).Where(b => segments.IndexAt(b.Value) == i || segments.Breakpoints.Contains(b)));
            }
        }

        ImmutableArray<Breakpoint> breakpoints = Breakpoint.Merge(cuts);
        Expr[] expressions = [.. Enumerable.Range(0, breakpoints.Length + 1).Select(i =>
        {
            double inside = PointInside(breakpoints, i);
            return Branch(segments.ExpressionAt(inside), inside, at);
        })];
        return new Segments(breakpoints, [.. expressions]);
    }

    /// <summary>What changes sign where the expression switches; null for one that does not.</summary>
    public static Expr? SwitchingArgument(Expr expr) => expr switch
    {
        Function { Kind: FunctionKind.Max or FunctionKind.Min } f => f.Arguments[0] - f.Arguments[1],
        Function { Kind: FunctionKind.Abs or FunctionKind.Sign or FunctionKind.Step } f => f.Arguments[0],
        Product product => product.Factors.Select(SwitchingArgument).FirstOrDefault(u => u is not null),
        _ => null,
    };

    private static Expr Branch(Expr expr, double inside, ParameterSample? at)
    {
        switch (expr)
        {
            case Product product:
                // The symmetries of abs and sign put a coefficient in front of the switch.
                return Product.Of(product.Children.Select(f => Branch(f, inside, at)));
            case Function { Kind: FunctionKind.Abs or FunctionKind.Sign or FunctionKind.Step or FunctionKind.Max or FunctionKind.Min } f:
                return Chosen(f, at?.SignAt(SwitchingArgument(f)!, inside) ?? SignAt(SwitchingArgument(f)!, inside));
            default:
                return expr;
        }
    }

    /// <summary>The branch of a switch for a sign of its argument.</summary>
    public static Expr Chosen(Function f, int sign) => f.Kind switch
    {
        FunctionKind.Abs => sign > 0 ? f.Arguments[0] : -f.Arguments[0],
        FunctionKind.Sign => sign,
        FunctionKind.Step => sign > 0 ? 1 : 0,
        FunctionKind.Max => sign > 0 ? f.Arguments[0] : f.Arguments[1],
        _ => sign > 0 ? f.Arguments[1] : f.Arguments[0],
    };

    /// <summary>The sign at a point that is not a root: exact for rational polynomials, which cancel when their roots are close.</summary>
    private static int SignAt(Expr u, double inside)
    {
        if (Positivity.IsPositive(u))
        {
            return 1;
        }

        if (UnivariatePolynomial.TryFrom(u, Symbol.Z) is UnivariatePolynomial polynomial)
        {
            if (polynomial.IsZero)
            {
                return 0;
            }

            if (polynomial.Coefficients.All(c => c is Number))
            {
                Fraction point = Fraction.FromDouble(inside);
                return polynomial.Coefficients.Reverse().Aggregate(Fraction.Zero, (value, c) => (value * point) + ((Number)c).Value).Numerator.Sign;
            }
        }

        Interval range = FormulaRange.Of(u, Interval.Of(inside));
        return range.Lower > 0 ? 1 : range.Upper < 0 ? -1 : Math.Sign(ConstantValue.Of(u, inside)
            ?? throw new UserInputException($"the sign of {u} at z = {inside:G6} could not be decided; write the activation with piecewise(z<..., ..., ...)"));
    }

    private static double PointInside(ImmutableArray<Breakpoint> breakpoints, int interval)
    {
        if (breakpoints.IsEmpty)
        {
            return 0.5;
        }

        // Beyond 2^53, b + 1 is b.
        return interval == 0 ? breakpoints[0].Value - Math.Max(1, Math.Abs(breakpoints[0].Value))
            : interval == breakpoints.Length ? breakpoints[^1].Value + Math.Max(1, Math.Abs(breakpoints[^1].Value))
            : (breakpoints[interval - 1].Value + breakpoints[interval].Value) / 2;
    }
}
