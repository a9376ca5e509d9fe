using Fractions;
using Theory.Activations;
using Theory.Algebra;
using Theory.Expressions;

namespace Theory.Design;

/// <summary>A range of the parameter of a family over which its members have the same pieces: kinks that depend on the parameter do not pass one another.</summary>
/// <param name="From">The lower end; null where there is none. At the ends themselves kinks meet, or one goes to infinity.</param>
/// <param name="To">The upper end; null where there is none.</param>
/// <param name="Members">The members, an activation with a free parameter whose pieces end at formulas in it.</param>
public sealed record FamilyRange(Expr? From, Expr? To, Activation Members)
{
    /// <summary>Beyond so many ranges a family is not taken apart.</summary>
    private const int MostRanges = 40;

    /// <summary>No simple number, so that kinks do not meet at it by accident.</summary>
    private const double Generic = 0.6180339887;

    /// <summary>The lower end in double precision.</summary>
    public double FromValue => From is null ? double.NegativeInfinity : ConstantValue.Of(From)!.Value;

    /// <summary>The upper end in double precision.</summary>
    public double ToValue => To is null ? double.PositiveInfinity : ConstantValue.Of(To)!.Value;

    /// <summary>The range in words, as in c &lt; 0; null for all values.</summary>
    public string? Condition(Symbol parameter) => (From, To) switch
    {
        (null, null) => null,
        (null, { } to) => $"{parameter.Name} < {to}",
        ({ } from, null) => $"{parameter.Name} > {from}",
        ({ } from, { } to) => $"{from} < {parameter.Name} < {to}",
    };

    /// <summary>The ranges by rising parameter; a single one where kinks do not depend on it.</summary>
    /// <exception cref="UserInputException">A kink depends on the parameter otherwise than by a linear equation in z, or where kinks meet has no exact form.</exception>
    public static IReadOnlyList<FamilyRange> Of(ActivationFamily family)
    {
        ArgumentNullException.ThrowIfNull(family);
        if (PieceBuilder.TryBuild(family.Definition) is not null)
        {
            return [new FamilyRange(null, null, family.WithFreeParameter)];
        }

        List<(Expr? From, Expr? To, IReadOnlyList<Piece> Pieces)> cells = [];
        Explore(family, null, null, cells);
        for (int i = cells.Count - 1; i > 0; i--)
        {
            if (cells[i].Pieces.SequenceEqual(cells[i - 1].Pieces))
            {
                cells[i - 1] = cells[i - 1] with { To = cells[i].To };
                cells.RemoveAt(i);
            }
        }

        return [.. cells.Select(c => Named(family, c.From, c.To, c.Pieces))];
    }

    private static FamilyRange Named(ActivationFamily family, Expr? from, Expr? to, IReadOnlyList<Piece> pieces)
    {
        // sqrt(c^2) = c is known where c is positive.
        bool positive = from is not null && ConstantValue.Of(from) >= 0;
        Symbol parameter = positive ? new Symbol(family.Parameter.Name, isPositive: true) : family.Parameter;
        Expr Known(Expr e) => e.Substitute(family.Parameter, parameter);
        FamilyRange range = new(from, to, null!);
        string name = range.Condition(parameter) is string condition ? $"{family.Text}, {condition}" : family.Text;
        return range with
        {
            Members = Activation.OfPieces(name, Known(family.Definition), [.. pieces.Select(p => new Piece(p.From is null ? null : Known(p.From), p.To is null ? null : Known(p.To), Known(p.Expression)))]),
        };
    }

    private static void Explore(ActivationFamily family, Expr? from, Expr? to, List<(Expr? From, Expr? To, IReadOnlyList<Piece> Pieces)> cells)
    {
        Require.That(cells.Count < MostRanges, $"'{family.Text}' has more than {MostRanges} ranges of {family.Parameter.Name} with pieces of their own; give {family.Parameter.Name} a number");
        (double low, double high) = (from is null ? double.NegativeInfinity : ConstantValue.Of(from)!.Value, to is null ? double.PositiveInfinity : ConstantValue.Of(to)!.Value);
        ParameterSample sample = new(family.Parameter, Fraction.FromDouble(Inside(low, high)));
        IReadOnlyList<Piece> pieces = PieceBuilder.Build(family.Definition, sample);
        (Expr Exact, double Value)[] cuts =
        [
            .. sample.Decisions.SelectMany(d => Zeros(d, family.Parameter)).Where(c => c.Value > low && c.Value < high).OrderBy(c => c.Value).Aggregate(
                new List<(Expr, double Value)>(),
                (kept, c) =>
                {
                    if (kept.Count == 0 || c.Value - kept[^1].Value > 1e-12 * Math.Max(1e-3, Math.Abs(c.Value)))
                    {
                        kept.Add(c);
                    }

                    return kept;
                }),
        ];
        if (cuts.Length == 0)
        {
            cells.Add((from, to, pieces));
            return;
        }

        for (int i = 0; i <= cuts.Length; i++)
        {
            Explore(family, i == 0 ? from : cuts[i - 1].Exact, i == cuts.Length ? to : cuts[i].Exact, cells);
        }
    }

    private static double Inside(double from, double to) => (double.IsInfinity(from), double.IsInfinity(to)) switch
    {
        (true, true) => Generic,
        (true, false) => to - (Generic * Math.Max(1, Math.Abs(to))),
        (false, true) => from + (Generic * Math.Max(1, Math.Abs(from))),
        _ => from + (Generic * (to - from)),
    };

    /// <summary>Where a formula in the parameter can change its sign.</summary>
    private static IEnumerable<(Expr Exact, double Value)> Zeros(Expr formula, Symbol parameter)
    {
        foreach (Piece piece in PieceBuilder.Build(formula.Substitute(parameter, Symbol.Z)))
        {
            Expr numerator = Expansion.Expand(piece.Expression);
            foreach (Expr root in numerator.IsZero ? [] : RealRoots.Of(numerator))
            {
                if (ConstantValue.Of(root) is double value && value >= piece.FromValue && value <= piece.ToValue)
                {
                    yield return (root, value);
                }
            }

            if (piece.From is not null)
            {
                yield return (piece.From, piece.FromValue);
            }
        }
    }
}
