using Theory.Enclosures;
using Theory.Expressions;

namespace Theory.Numerics.Certified;

/// <summary>The jets of s, s^2, s'^2, s^4 and of the density with its Hermite weights, at a point or over an interval.</summary>
internal sealed class LocalJets
{
    private const int LargestHermite = 4;

    private readonly Jet?[,] _derivatives = new Jet?[4, LargestHermite + 1];
    private readonly Jet[] _weights = new Jet[LargestHermite + 1];

    /// <summary>Evaluates everything.</summary>
    /// <param name="formula">s on the piece.</param>
    /// <param name="z">A point or an interval.</param>
    /// <param name="radius">r, the unit of the scaled variable.</param>
    /// <param name="sigma">sqrt(K).</param>
    /// <param name="length">The number of coefficients.</param>
    public LocalJets(Expr formula, Interval z, double radius, Interval sigma, int length)
    {
        Jet s = new JetEvaluator(Variable(z, radius, length)).Evaluate(formula);
        Jet square = s.Square();
        _derivatives[(int)FormSource.Function, 0] = s;
        _derivatives[(int)FormSource.Square, 0] = square;
        _derivatives[(int)FormSource.SlopeSquare, 0] = s.Length > 1 ? s.Derivative().Square().Times((Interval.One / Interval.Of(radius)).Square()) : null;
        _derivatives[(int)FormSource.FourthPower, 0] = square.Square();

        Interval[] t = new Interval[length];
        t[0] = z / sigma;
        if (length > 1)
        {
            t[1] = Interval.Of(radius) / sigma;
        }

        Jet x = new(t);
        _weights[0] = JetFunctions.NormalPdf(x).Times(Interval.One / sigma);
        _weights[1] = x * _weights[0];
        for (int k = 1; k < LargestHermite; k++)
        {
            // He_2 = t^2 - 1 and so on as products, whose ranges are narrower than those of the recurrence.
            _weights[k + 1] = Hermite(x, k + 1) * _weights[0];
        }
    }

    /// <summary>z = m + r u.</summary>
    public static Jet Variable(Interval z, double radius, int length)
    {
        Interval[] c = new Interval[length];
        c[0] = z;
        if (length > 1)
        {
            c[1] = Interval.Of(radius);
        }

        return new Jet(c);
    }

    /// <summary>He_k(t) p.</summary>
    public Jet Weight(int k) => _weights[k];

    /// <summary>A derivative of a source with respect to u.</summary>
    public Jet Derivative(FormSource source, int order) =>
        _derivatives[(int)source, order] ??= Derivative(source, order - 1).Derivative();

    private static Jet Hermite(Jet t, int k)
    {
        Jet square = t.Square();
        Jet Minus(double constant) => square - Jet.Constant(Interval.Of(constant), t.Length);
        return k switch
        {
            2 => Minus(1),
            3 => t * Minus(3),
            _ => Minus(3).Square() - Jet.Constant(Interval.Of(6), t.Length),
        };
    }
}
