using Theory.Asymptotics;
using Theory.Expectations;
using Theory.Numerics.Criticality;
using Theory.Numerics.Evaluation;

namespace Theory.Numerics.Recommendations;

/// <summary>Initialisations of the hidden layers that keep a kernel K exactly, for many K, ordered by what they cost.</summary>
/// <remarks>
/// The first layer has a C_W of its own, so that every input scale can have every K: the hidden layers start at their fixed point. At each K there is one C_b for each
/// C_W &lt;= K/g(K); those are tried at which chi_perp or chi_par is 1 or slightly off, and C_b = 0.
/// </remarks>
internal sealed class CandidateSearch
{
    /// <summary>Kernels in units of the activation's own scale: ten to a decade, round numbers.</summary>
    private static readonly double[] Mantissas = [1, 1.25, 1.6, 2, 2.5, 3.2, 4, 5, 6.3, 8];
    private const int FirstDecade = -3;
    private const int LastDecade = 1;

    private static readonly double[] ShareOfGradientBand = [0, -0.5, -0.25, 0.25, 0.5];
    private static readonly double[] ParallelFactors = [1, 0.98, 0.95, 0.9, 0.8, 0.6];
    private static readonly Quantity[] Smooth = [Quantity.Kernel, Quantity.ChiParallel, Quantity.FourthMoment, Quantity.ChiPerp];
    private static readonly Quantity[] Jumping = [Quantity.Kernel, Quantity.ChiParallel, Quantity.FourthMoment];

    /// <summary>C_b of this fraction of K is rounding.</summary>
    private const double Rounding = 1e-9;

    /// <summary>A kernel whose g/K is this fraction of that at the activation's own scale, or of the largest one where that is less, is not worth a thought.</summary>
    private const double Vanishing = 1e-8;

    /// <summary>How far off, in standard deviations, the kernel of a network is when its drift is asked for.</summary>
    private const double Deviations = 2;

    private readonly ExpectationEvaluator _evaluator;
    private readonly RecommendationOptions _options;
    private readonly bool _jumps;

    public CandidateSearch(ExpectationEvaluator evaluator, RecommendationOptions options)
    {
        (_evaluator, _options) = (evaluator, options);
        _jumps = evaluator.Activation.FirstJump is not null;
    }

    /// <summary>All candidates, the best first; none where the kernel exists at no K.</summary>
    public IReadOnlyList<Candidate> Ordered(IEnumerable<CriticalPoint> critical, CancellationToken cancellation)
    {
        CharacteristicScales scales = CharacteristicScales.Of(_evaluator.Activation);
        double natural = scales.Least * scales.Largest;
        double[] kernels = _options.FirstKernel is double given ? [given]
            : [.. Enumerable.Range(FirstDecade, LastDecade - FirstDecade + 1).SelectMany(d => Mantissas.Select(m => m * Math.Pow(10, d) * natural))
                .Concat(critical.Select(p => p.K ?? 0).Where(k => k > 0)).Distinct().Order()];
        (double K, ExpectationValues Values)[] usable = [.. kernels.Select(k => (k, _evaluator.Evaluate(k, quantities: _jumps ? Jumping : Smooth)))
            .Where(p => p.Item2.Missing is null && p.Item2[Quantity.Kernel].Value > 0)];

        // Where s all but vanishes, as between the thresholds of soft_shrink, no C_W brings its kernel back.
        // The largest g/K alone would leave exp(z) nothing but the largest K, where g is of the order 1e69.
        double Gain((double K, ExpectationValues Values) p) => p.Values[Quantity.Kernel].Value / p.K;
        double usual = usable.Length == 0 ? 0 : Math.Min(usable.Max(Gain), Gain(usable.MinBy(p => Math.Abs(Math.Log(p.K / natural)))));
        List<Candidate> all = [];
        foreach ((double k, ExpectationValues values) in usable.Where(p => Gain(p) > Vanishing * usual))
        {
            cancellation.ThrowIfCancellationRequested();
            all.AddRange(At(k, values));
        }

        double nonlinearity = all.Select(c => c.Nonlinearity).DefaultIfEmpty(0).Max();
        return [.. all.Select(c => c with { Cost = CandidateCost.Of(c, _options, natural, Math.Max(nonlinearity, 1e-12)) + CandidateCost.OfDrift(c.Drift, _options) })
            .Where(c => double.IsFinite(c.Cost)).OrderBy(c => c.Cost)];
    }

    /// <summary>The correlation map at the kernel of a candidate.</summary>
    public CorrelationMap MapAt(Candidate c) => new(_evaluator.Function, c.K, c.G);

    private IEnumerable<Candidate> At(double k, ExpectationValues values)
    {
        (double g, double slope, double m4) = (values[Quantity.Kernel].Value, values[Quantity.ChiParallel].Value, values[Quantity.FourthMoment].Value);
        double perp = _jumps ? double.NaN : values[Quantity.ChiPerp].Value;
        CorrelationMap map = new(_evaluator.Function, k, g);
        double share = Math.Log(_options.GradientBand) / Math.Max(1, _options.HiddenSteps);
        IEnumerable<(CandidateRecipe Recipe, double Factor, double Cw)> recipes =
        [
            (CandidateRecipe.WithoutBias, 1, k / g),
            .. perp > 0 ? ShareOfGradientBand.Select(t => Math.Exp(t * share)).Select(chi => (CandidateRecipe.Perpendicular, chi, chi / perp)) : [],
            .. slope > 0 ? ParallelFactors.Select(chi => (CandidateRecipe.Parallel, chi, chi / slope)) : [],
        ];
        return recipes.Select(r => Of(k, r.Recipe, r.Factor, r.Cw, g, slope, perp, m4, map)).OfType<Candidate>();
    }

    private Candidate? Of(double k, CandidateRecipe recipe, double factor, double cw, double g, double slope, double perp, double m4, CorrelationMap map)
    {
        double cb = k - (cw * g);
        if (!(cb >= -Rounding * k) || !double.IsFinite(cw))
        {
            return null;
        }

        if (recipe == CandidateRecipe.WithoutBias || cb < Rounding * k)
        {
            (cb, cw) = (0, k / g);
        }

        double parallel = cw * slope;
        double hidden = map.After(_options.FirstCorrelation, cb, cw, _options.HiddenSteps);
        double fluctuation = Fluctuation(cw * cw * (m4 - (g * g)) / k / k, parallel);
        return new Candidate(k, recipe, factor, cb, cw, parallel, cw * perp)
        {
            G = g,
            Correlation = map.After(hidden, 0, 1, 1),
            Fluctuation = fluctuation,
            Nonlinearity = map.Nonlinearity,
            Drift = Drift(k, cb, cw, g, slope, fluctuation),
        };
    }

    /// <summary>V/(nK^2) after the hidden layers: V(l+1) = C_W^2 (m4 - g^2) + chi_par^2 V(l).</summary>
    private double Fluctuation(double source, double parallel)
    {
        double q = parallel * parallel;
        int steps = _options.HiddenSteps;
        double sum = Math.Abs(q - 1) < 1e-12 ? steps : (Math.Pow(q, steps) - 1) / (q - 1);
        return source * sum / _options.Width;
    }

    /// <summary>How much further out the kernel of a network drifts that is two standard deviations off, on the side where that is more.</summary>
    private double Drift(double k, double cb, double cw, double g, double slope, double fluctuation)
    {
        // Where all networks are infinitely wide nothing is off; beyond a factor e the kernel is off by more than its standard deviation says.
        double off = Math.Min(1, Deviations * Math.Sqrt(fluctuation));
        if (_options.HiddenSteps == 0 || !(off > 0))
        {
            return 0;
        }

        return Math.Max(Side(Math.Exp(off), 1), Side(Math.Exp(-off), -1));

        double Side(double factor, int direction)
        {
            double at = k * factor;
            QuantityValue there = _evaluator.Evaluate(Quantity.Kernel, at);

            // What has no value there has left double precision.
            double next = there.IsDefined ? cb + (cw * there.Value) : at * Math.Exp(direction);
            double step = direction * Math.Log(next / at);
            return Math.Max(0, _options.HiddenSteps * step);
        }
    }
}
