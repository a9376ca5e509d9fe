using System.Globalization;

namespace Theory.Networks;

/// <summary>The law of the weights of a layer, or of its biases, up to their variance: what of it the order 1/n can see is the excess kurtosis.</summary>
/// <remarks>
/// Numbers are independent, symmetric about 0, and have variance C_W/fan-in; with <see cref="Orthogonal"/> they are the elements of a random matrix with
/// orthonormal rows (columns, where there are fewer of them), drawn uniformly, and have that variance too.
/// </remarks>
public sealed record WeightLaw
{
    /// <summary>The least cut of a truncated normal law, in units of its deviation before the cut; the limit 0 is the uniform law.</summary>
    public const double LeastCut = 0.1;

    private WeightLaw(WeightLawKind kind, double parameter, double kurtosis) => (Kind, Parameter, ExcessKurtosis) = (kind, parameter, kurtosis);

    /// <summary>The normal law.</summary>
    public static WeightLaw Normal { get; } = new(WeightLawKind.Normal, 0, 0);

    /// <summary>Uniform between two bounds: excess kurtosis -6/5.</summary>
    public static WeightLaw Uniform { get; } = new(WeightLawKind.Uniform, 0, -1.2);

    /// <summary>One of two opposite values: excess kurtosis -2, the least of all.</summary>
    public static WeightLaw TwoValued { get; } = new(WeightLawKind.ThreeValued, 1, -2);

    /// <summary>A random orthogonal matrix times a number.</summary>
    public static WeightLaw Orthogonal { get; } = new(WeightLawKind.Orthogonal, 0, double.NaN);

    /// <summary>Which family.</summary>
    public WeightLawKind Kind { get; }

    /// <summary>The cut of a truncated normal law, the probability of a value other than 0 of a law of three values; 0 for others.</summary>
    public double Parameter { get; }

    /// <summary>E[w^4]/E[w^2]^2 - 3; NaN for orthogonal matrices, whose elements are not independent.</summary>
    public double ExcessKurtosis { get; }

    /// <summary>The law's name, which <see cref="Parse"/> understands.</summary>
    public string Name => Kind switch
    {
        WeightLawKind.Truncated => string.Create(CultureInfo.InvariantCulture, $"truncated:{Parameter}"),
        WeightLawKind.ThreeValued when Parameter == 1 => "two-valued",
        WeightLawKind.ThreeValued => string.Create(CultureInfo.InvariantCulture, $"kurtosis:{ExcessKurtosis}"),
        _ => Kind.ToString().ToLowerInvariant(),
    };

    /// <summary>A normal law without its tails, at the given variance.</summary>
    /// <param name="cut">Where it is cut, in units of the deviation before the cut; at least 0.1. Frameworks use 2.</param>
    /// <exception cref="UserInputException">The cut is smaller.</exception>
    public static WeightLaw Truncated(double cut)
    {
        Require.That(cut >= LeastCut && double.IsFinite(cut), $"the cut of a truncated normal law must be at least {LeastCut}, got {cut}; a smaller one is as good as uniform");
        (double second, double fourth) = TruncatedMoments(cut);
        return new WeightLaw(WeightLawKind.Truncated, cut, (fourth / (second * second)) - 3);
    }

    /// <summary>Independent weights of a given excess kurtosis: 0 or one of two opposite values.</summary>
    /// <param name="excess">The excess kurtosis, at least -2.</param>
    /// <exception cref="UserInputException">There is no such law.</exception>
    public static WeightLaw OfKurtosis(double excess)
    {
        Require.That(excess >= -2 && double.IsFinite(excess), $"an excess kurtosis is at least -2, which two opposite values have, got {excess}");
        return new WeightLaw(WeightLawKind.ThreeValued, 1 / (excess + 3), excess);
    }

    /// <summary>The variance of a normal law of variance 1 that is cut.</summary>
    public static double VarianceAfterCut(double cut) => TruncatedMoments(cut).Second;

    /// <summary>Reads <c>normal</c>, <c>uniform</c>, <c>truncated</c>, <c>truncated:CUT</c>, <c>two-valued</c>, <c>kurtosis:K</c> or <c>orthogonal</c>; null for another text.</summary>
    /// <exception cref="UserInputException">The number is out of its domain.</exception>
    public static WeightLaw? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Trim().ToLowerInvariant().Split(':') switch
        {
            ["normal"] => Normal,
            ["uniform"] => Uniform,
            ["truncated"] => Truncated(2),
            ["truncated", var cut] => Truncated(Number(cut)),
            ["two-valued"] => TwoValued,
            ["kurtosis", var excess] => OfKurtosis(Number(excess)),
            ["orthogonal"] => Orthogonal,
            _ => null,
        };
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>E[z^2] and E[z^4] of a normal number of variance 1 between -c and c.</summary>
    /// <remarks>Integration by parts gives the integral of the density as 2 phi(c) S, S = c + c^3/3 + c^5/15 + …; both moments are tails of S, without cancellation.</remarks>
    private static (double Second, double Fourth) TruncatedMoments(double cut)
    {
        if (cut > 30)
        {
            return (1, 3);
        }

        (double all, double withoutOne, double withoutTwo) = (0, 0, 0);
        double term = cut;
        for (int k = 0; term > 1e-18 * all || k < cut * cut; k++)
        {
            all += term;
            withoutOne += k >= 1 ? term : 0;
            withoutTwo += k >= 2 ? term : 0;
            term *= cut * cut / ((2 * k) + 3);
        }

        return (withoutOne / all, 3 * withoutTwo / all);
    }

    private static double Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
        ? value
        : throw new UserInputException($"'{text}' is not a number");
}
