using System.Runtime.CompilerServices;
using Theory.Activations;
using Theory.Algebra;
using Theory.Expressions;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Compilation;

/// <summary>Finds the points where a formula varies: where the arguments of its functions pass 0 or turn, and where denominators and radicands come closest to 0.</summary>
/// <remarks>
/// The scale is that on which the argument changes by 1, or for powers and logarithms by its own size. Linear arguments are solved; others are searched, from the inner
/// functions to the outer ones, for sign changes of their derivatives from the highest down, so that between two points found each is monotonic on the scale of the search.
/// </remarks>
internal sealed class FeatureFinder
{
    /// <summary>More than these repeat, and are seen by sampling.</summary>
    private const int Most = 96;

    private static readonly ConditionalWeakTable<Piece, Feature[]> Known = [];

    private readonly List<(double Position, double Scale)> _found = [];
    private readonly HashSet<Expr> _visited = [];

    private FeatureFinder()
    {
    }

    /// <summary>The features of a piece by position, without those that panels around another one show. Found once.</summary>
    public static Feature[] Of(Piece piece) => Known.GetValue(piece, Find);

    private static Feature[] Find(Piece piece)
    {
        FeatureFinder finder = new();
        finder.Visit(StableForm.Of(piece.Expression));
        return [.. Distinct(finder._found.Select(f => Within(f.Position, f.Scale, piece.FromValue, piece.ToValue))).OrderBy(f => f.Position)];
    }

    /// <summary>What lies beyond an end is felt at the end, on the scale of the distance.</summary>
    private static Feature Within(double position, double scale, double from, double to) =>
        position <= from ? new Feature(from, double.PositiveInfinity, Math.Max(scale, from - position))
        : position >= to ? new Feature(to, Math.Max(scale, position - to), double.PositiveInfinity)
        : new Feature(position, scale, scale);

    /// <summary>Panels grow with the distance from a feature: a nearby one that is not finer needs none of its own.</summary>
    private static List<Feature> Distinct(IEnumerable<Feature> features)
    {
        List<Feature> kept = [];
        foreach (Feature feature in features.OrderBy(f => f.Scale).ThenBy(f => Math.Abs(f.Position)))
        {
            if (!kept.Exists(k => Math.Abs(k.Position - feature.Position) <= 3 * feature.Scale))
            {
                kept.Add(feature);
            }
        }

        return kept.Count <= Most ? kept : [.. kept.OrderBy(f => Math.Abs(f.Position)).Take(Most)];
    }

    private void Visit(Expr expr)
    {
        if (expr.IsConstant || !_visited.Add(expr))
        {
            return;
        }

        int before = _found.Count;
        foreach (Expr child in expr.Children)
        {
            Visit(child);
        }

        switch (expr)
        {
            case Function { Arguments: [Expr argument] } function:
                AddArgument(argument, function.Kind == FunctionKind.Log, 1, function.Kind is FunctionKind.Sin or FunctionKind.Cos, before);
                break;
            case Power { Exponent: Number exponent } power when exponent.Value.IsNegative || !exponent.Value.Denominator.IsOne || Functions(power.Base):
                AddArgument(power.Base, true, Math.Sqrt(Math.Max(1, Math.Abs(exponent.Value.ToDouble()))), false, before);
                break;
            case Power { Exponent: not Number } power:
                AddArgument(power.Exponent, false, 1, false, before);
                AddArgument(power.Base, true, 1, false, before);
                break;
        }
    }

    private static bool Functions(Expr expr) => expr is Function || expr.Children.Any(Functions);

    /// <summary>Adds where an argument varies.</summary>
    /// <param name="u">The argument.</param>
    /// <param name="isRelative">True where the function varies when u changes by its own size, and not by 1.</param>
    /// <param name="steepness">How much finer the function is than its argument.</param>
    /// <param name="isPeriodic">True where no value of u is special.</param>
    /// <param name="before">The number of features that are not those of u's parts.</param>
    private void AddArgument(Expr u, bool isRelative, double steepness, bool isPeriodic, int before)
    {
        UnivariatePolynomial? polynomial = UnivariatePolynomial.TryFrom(u, Symbol.Z, out _);
        if (polynomial is { Degree: <= 1 })
        {
            if (!isRelative && !isPeriodic && polynomial.Degree == 1)
            {
                Add(Value(-polynomial[0] / polynomial[1]), 1 / Math.Abs(Value(polynomial[1])));
            }

            return;
        }

        (double Position, double Scale)[] inner = [.. _found.Skip(before)];
        ArgumentSearch search = new(u, polynomial?.Degree ?? int.MaxValue, inner);
        foreach (double z in search.Points(isPeriodic ? [] : isRelative ? [0] : [0, -1, 1]).OrderBy(Math.Abs).Take(Most))
        {
            Add(z, search.Scale(z, isRelative) / steepness);
        }

        foreach ((double position, double scale) in inner)
        {
            double own = search.Scale(position, isRelative) / steepness;
            if (own < scale)
            {
                Add(position, own);
            }
        }
    }

    private static double Value(Expr constant) => RunningErrorEvaluator.Evaluate(constant, Symbol.Z, 0).Value;

    private void Add(double position, double scale)
    {
        if (double.IsFinite(position) && scale > 0 && double.IsFinite(scale))
        {
            _found.Add((position, scale));
        }
    }
}
