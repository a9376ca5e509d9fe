using Theory.Expressions;
using Theory.Numerics.Compilation;

namespace Theory.Numerics.Batches;

/// <summary>The kernels at which a closed form keeps its digits: an interval on which the bound of its rounding error stays small.</summary>
internal readonly struct AccurateRange
{
    private const double LargestError = 5e-13;

    /// <summary>Twenty points a decade: the bound varies by a power of K, and the ends stay a point away from where it is too large.</summary>
    private const int PointsPerDecade = 20;

    private const int Decades = 24;

    private readonly double _from;
    private readonly double _to;

    private AccurateRange(double from, double to) => (_from, _to) = (from, to);

    /// <summary>The longest such interval of a formula in K between 1e-12 and 1e12.</summary>
    public static AccurateRange Of(Expr formula)
    {
        (double From, double To) longest = (1, 0);
        double? start = null;
        for (int i = 0; i <= Decades * PointsPerDecade; i++)
        {
            double k = Math.Pow(10, ((double)i / PointsPerDecade) - (Decades / 2));
            BoundedValue value = RunningErrorEvaluator.Evaluate(formula, Symbol.K, k);
            bool isAccurate = double.IsFinite(value.Value) && value.RelativeError <= LargestError;
            start = isAccurate ? start ?? k : null;
            if (start is double from && k / from > longest.To / longest.From)
            {
                longest = (from, k);
            }
        }

        return new AccurateRange(longest.From, longest.To);
    }

    /// <summary>True where the closed form can be trusted.</summary>
    public bool Contains(double k) => k >= _from && k <= _to;
}
