using Theory.Activations;
using Theory.Algebra;
using Theory.Enclosures;
using Theory.Expressions;
using Theory.Numerics.Certified;

namespace Theory.Numerics.Compilation;

/// <summary>The Taylor polynomial of a formula at z = 0, for formulas that cancel there: 1 - cos(z) as written has no digits left at z = 1e-8.</summary>
/// <remarks>At small kernels all expectations come from such z.</remarks>
public sealed class SmallArgumentSeries
{
    private const int Degree = 32;

    /// <summary>Irrational coefficients may grow without end; this many show it, and suffice for a small radius.</summary>
    private const int FirstDegree = 8;

    /// <summary>Coefficients that are lost where powers of z cancel.</summary>
    private const int Reserve = 8;

    /// <summary>Parts of expressions in the first coefficients together.</summary>
    private const int LargestSize = 150;

    /// <summary>A formula with a larger bound of its relative rounding error cancels; long formulas stay far below.</summary>
    private const double LargestError = 1e-12;

    /// <summary>Neglected terms may be this part of the value.</summary>
    private const double Truncation = 1e-17;

    /// <summary>Rounding of coefficients may be this part of the value.</summary>
    private const double Rounding = 1e-15;

    private static readonly double[] Probes = [1e-4, 1e-6, 1e-8];

    private readonly double[] _coefficients;

    private SmallArgumentSeries(double[] coefficients, double radius) => (_coefficients, Radius) = (coefficients, radius);

    /// <summary>The largest |z| at which the polynomial is accurate.</summary>
    public double Radius { get; }

    /// <summary>The coefficients by power, as many as a relative accuracy takes anywhere within the radius.</summary>
    /// <param name="accuracy">The accuracy.</param>
    public ReadOnlySpan<double> Coefficients(double accuracy)
    {
        int count = _coefficients.Length;
        double least = accuracy * Math.Abs(_coefficients[Leading]) * Math.Pow(Radius, Leading);
        for (double rest = 0; count > Leading + 1 && (rest += Math.Abs(_coefficients[count - 1]) * Math.Pow(Radius, count - 1)) <= least; count--)
        {
        }

        return _coefficients.AsSpan(0, count);
    }

    /// <summary>The first power with a coefficient other than 0.</summary>
    public int Leading => Array.FindIndex(_coefficients, c => c != 0);

    /// <summary>Finds the series of a formula on a piece of an activation; null when the formula does not cancel at 0, or has no series there.</summary>
    /// <param name="formula">The formula, in z.</param>
    /// <param name="piece">Where it holds.</param>
    public static SmallArgumentSeries? TryCreate(Expr formula, Piece piece)
    {
        ArgumentNullException.ThrowIfNull(formula);
        ArgumentNullException.ThrowIfNull(piece);
        if (!(piece.FromValue <= 0 && piece.ToValue >= 0) || formula.IsConstant || !Cancels(formula, piece))
        {
            return null;
        }

        // Exact arithmetic shows which coefficients vanish. After the first that does not, enclosures will do: exact fractions have ever longer numerators.
        if ((TaylorExpansion.TryAtZero(formula, 0) is [{ IsZero: false }] value ? value : TaylorExpansion.TryAtZero(formula, FirstDegree)) is not { } first)
        {
            return null;
        }

        double[] known = [.. first.Select(RunningErrorEvaluator.ValueOf)];
        int leading = Array.FindIndex(known, c => c != 0);
        if (leading >= 0 && TryEnclose(formula) is Interval[] enclosures && !enclosures[leading].ContainsZero)
        {
            SmallArgumentSeries? series = Largest([.. known, .. enclosures.Skip(known.Length).Select(c => c.Middle)]);
            if (series is null
                || enclosures.Index().Skip(known.Length).Sum(c => c.Item.Width * Math.Pow(series.Radius, c.Index - leading)) <= Rounding * Math.Abs(known[leading]))
            {
                return series;
            }
        }

        if ((first.Count > 1 ? first : TaylorExpansion.TryAtZero(formula, FirstDegree)) is not { } some
            || (some.Sum(Size) > LargestSize ? some : TaylorExpansion.TryAtZero(formula, Degree)) is not { } exact)
        {
            return null;
        }

        return Largest([.. exact.Select(RunningErrorEvaluator.ValueOf)]);
    }

    /// <summary>The polynomial by Horner's rule.</summary>
    public double Evaluate(double z)
    {
        double sum = 0;
        for (int n = _coefficients.Length - 1; n >= 0; n--)
        {
            sum = Math.FusedMultiplyAdd(sum, z, _coefficients[n]);
        }

        return sum;
    }

    private static int Size(Expr expr) => 1 + expr.Children.Sum(Size);

    /// <summary>True where a formula as written loses digits at small z, or is 0/0 at 0.</summary>
    internal static bool Cancels(Expr formula, Piece piece) => double.IsNaN(RunningErrorEvaluator.Evaluate(formula, Symbol.Z, 0).Value)
        || Probes.SelectMany(z => (double[])[z, -z]).Any(z =>
            z > piece.FromValue && z < piece.ToValue && RunningErrorEvaluator.Evaluate(formula, Symbol.Z, z) is { Value: not 0 } value
            && value.RelativeError > LargestError);

    /// <summary>Enclosures of all coefficients; null where nothing is known of one.</summary>
    private static Interval[]? TryEnclose(Expr formula)
    {
        Interval[] z = new Interval[Degree + 1 + Reserve];
        z[1] = Interval.One;
        Jet jet = new JetEvaluator(new Jet(z)).Evaluate(formula);
        Interval[] coefficients = [.. Enumerable.Range(0, Math.Min(jet.Length, Degree + 1)).Select(n => jet[n].Scale(jet.Exponent))];
        return coefficients.Length > Degree && Array.TrueForAll(coefficients, c => c.IsFinite) ? coefficients : null;
    }

    /// <summary>The series with the largest radius at which it is accurate; null where that is too small.</summary>
    private static SmallArgumentSeries? Largest(double[] coefficients)
    {
        for (double radius = 2; radius > 1e-5; radius /= 2)
        {
            if (IsAccurate(coefficients, radius))
            {
                return new SmallArgumentSeries(coefficients, radius);
            }
        }

        return null;
    }

    /// <summary>The leading term dominates, so that nothing cancels, and the last ones, of which some may vanish, are negligible.</summary>
    private static bool IsAccurate(double[] coefficients, double radius)
    {
        int leading = Array.FindIndex(coefficients, c => c != 0);
        if (leading < 0 || leading > coefficients.Length - 5 || !Array.TrueForAll(coefficients, double.IsFinite))
        {
            return false;
        }

        double first = Math.Abs(coefficients[leading]) * Math.Pow(radius, leading);
        double rest = 0;
        int degree = coefficients.Length - 1;
        for (int n = leading + 1; n <= degree; n++)
        {
            double term = Math.Abs(coefficients[n]) * Math.Pow(radius, n);
            rest += term;
            if (n > degree - 4 && term > Truncation * first)
            {
                return false;
            }
        }

        return rest <= 0.5 * first;
    }
}
