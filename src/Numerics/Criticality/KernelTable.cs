using Theory.Activations;
using Theory.Asymptotics;
using Theory.Numerics.Evaluation;

namespace Theory.Numerics.Criticality;

/// <summary>g, g' and &lt;s'^2&gt; of an activation, tabulated once over log K, for work that asks for them a million times.</summary>
/// <remarks>
/// Panels are halved until the interpolation agrees with the exact expectations at points between the nodes to 1e-10, relative to the value (of g', relative
/// to the larger of g' and g/K). The table ends earlier than asked where an expectation diverges, overflows, or underflows.
/// </remarks>
internal sealed class KernelTable
{
    /// <summary>The least K of a table, in squares of the least distance on which the activation varies.</summary>
    private const double LeastK = 1e-10;

    /// <summary>The largest K of a table, in squares of the largest distance on which the activation varies.</summary>
    private const double LargestK = 1e10;

    /// <summary>The same where s oscillates and has no closed forms: quadrature passes all the oscillations within sqrt(K), a second for each K before it fails.</summary>
    private const double LargestOscillatingK = 1e6;

    /// <summary>Distances beyond this and its reciprocal widen a table no further.</summary>
    private const double FarthestScale = 1e10;

    private const double Tolerance = 1e-10;

    /// <summary>A panel that is worse than this after all halvings lies where the expectations leave double precision.</summary>
    private const double Unusable = 1e-5;

    private const double LargestRounding = 1e-6;

    /// <summary>Panels a decade before halving.</summary>
    private const int PanelsPerDecade = 2;

    /// <summary>Panels are halved at most so often.</summary>
    private const int MaximumHalvings = 6;

    /// <summary>Where a table can end, relative to a panel: within 1/2^8 of where the expectations do.</summary>
    private const int EndHalvings = 8;

    /// <summary>The same where the expectations do not end, but could not be computed: seeking the place is slow there, and says nothing.</summary>
    private const int UnknownEndHalvings = 3;

    /// <summary>How far beyond its end, as fractions of a panel, the table looks for why it ends.</summary>
    private static readonly double[] Probes = [1e-6, 1e-3, 0.01, 0.1, 0.3, 0.6, 1];

    private readonly KernelSampler _sampler;
    private readonly KernelPanel[] _panels;
    private readonly Lazy<SampleOutcome> _above;
    private readonly Lazy<SampleOutcome> _below;
    private readonly double[] _ends;

    private KernelTable(KernelSampler sampler, SearchedRange wanted, KernelPanel[] panels, double error)
    {
        _above = new Lazy<SampleOutcome>(() => Beyond(To, Math.Log(wanted.To)));
        _below = new Lazy<SampleOutcome>(() => Beyond(From, Math.Log(wanted.From)));
        _sampler = sampler;
        _panels = panels;
        _ends = [.. panels.Select(p => p.To)];
        Error = error;
    }

    /// <summary>log K of the lower end.</summary>
    public double From => _panels[0].From;

    /// <summary>log K of the upper end.</summary>
    public double To => _panels[^1].To;

    /// <summary>The largest interpolation error that was seen.</summary>
    public double Error { get; }

    /// <summary>Tabulates an activation for K from 1e-10 to 1e10, further where it varies on shorter or longer distances than 1, or as far as its expectations exist.</summary>
    /// <exception cref="UserInputException">The activation is zero, or its kernel exists at no K that was tried.</exception>
    public static KernelTable Of(ExpectationEvaluator evaluator, CancellationToken cancellation = default)
    {
        KernelSampler sampler = new(evaluator);
        SearchedRange wanted = Wanted(evaluator.Activation, sampler.Oscillates ? LargestOscillatingK : LargestK);
        double from = Math.Log(wanted.From);
        int panelCount = (int)Math.Ceiling(PanelsPerDecade * (Math.Log10(wanted.To / wanted.From) - 1e-9));
        double width = (Math.Log(wanted.To) - from) / panelCount;
        KernelPanel[]?[] built = new KernelPanel[]?[panelCount];
        double[] errors = new double[panelCount];
        Parallel.For(0, panelCount, new ParallelOptions { CancellationToken = cancellation }, i =>
        {
            List<KernelPanel> panels = [];
            double error = 0;
            built[i] = Build(sampler, from + (i * width), from + ((i + 1) * width), MaximumHalvings, double.PositiveInfinity, panels, ref error) ? [.. panels] : null;
            errors[i] = error;
        });

        // The run of panels that exist nearest to the middle, K = 1 where the activation varies on that scale.
        int start = Enumerable.Range(0, panelCount).Where(i => built[i] is not null).OrderBy(i => Math.Abs(i - (panelCount / 2))).FirstOrDefault(-1);
        if (start < 0)
        {
            throw new UserInputException($"the kernel of {evaluator.Activation.Name} vanishes, or <s^2> or <s'^2> diverges or could not be evaluated, wherever it was tried for {wanted}");
        }

        (int first, int last) = (start, start);
        while (first > 0 && built[first - 1] is not null)
        {
            first--;
        }

        while (last < panelCount - 1 && built[last + 1] is not null)
        {
            last++;
        }

        double worst = errors[first..(last + 1)].Max();
        List<KernelPanel> below = first == 0 ? [] : Extend(sampler, from + (first * width), -width, ref worst);
        List<KernelPanel> above = last == panelCount - 1 ? [] : Extend(sampler, from + ((last + 1) * width), width, ref worst);
        return new KernelTable(sampler, wanted, [.. below, .. built[first..(last + 1)].SelectMany(p => p!), .. above], worst);
    }

    /// <summary>Why the table ends above: "exists" when it reaches the largest K.</summary>
    public SampleOutcome Above => _above.Value;

    /// <summary>Why the table ends below: "exists" when it reaches the least K.</summary>
    public SampleOutcome Below => _below.Value;

    /// <summary>True when nothing is known of what lies above the table, so that the absence of fixed points in it decides nothing.</summary>
    public bool IsUndecidedAbove => Above is SampleOutcome.Lost or SampleOutcome.Failed;

    /// <summary>True when the expectations below the table could not be computed.</summary>
    public bool IsUndecidedBelow => Below is SampleOutcome.Failed;

    /// <summary>The interpolated expectations; outside the table those at its nearer end.</summary>
    public KernelSample At(double logK)
    {
        double x = Math.Clamp(logK, From, To);
        int i = Array.BinarySearch(_ends, x);
        return _panels[Math.Min(i < 0 ? ~i : i, _panels.Length - 1)].At(x);
    }

    /// <summary>What the expectations are below its range, and which the gap is taken from there; null where s has no expansion at 0.</summary>
    public SmallKernelSeries? Series => _sampler.Series;

    /// <summary>The expectations themselves, without interpolation.</summary>
    /// <param name="k">The kernel.</param>
    /// <param name="sample">The expectations.</param>
    /// <param name="uncertainty">Their largest relative error.</param>
    public bool TryExact(double k, out KernelSample sample, out double uncertainty) => _sampler.TryEvaluate(k, out sample, out uncertainty);

    /// <summary>The same with what there is instead; what is lost in rounding has a value too.</summary>
    public SampleOutcome Outcome(double k, out KernelSample sample, out double uncertainty) => _sampler.Evaluate(k, out sample, out uncertainty);

    /// <summary>What comes behind an end of the table; where the expectations exist but no panel holds them they are not known well enough.</summary>
    private SampleOutcome Beyond(double end, double limit)
    {
        if (Math.Abs(limit - end) < 1e-9)
        {
            return SampleOutcome.Exists;
        }

        double width = Math.Log(10) / PanelsPerDecade;
        return Probes.Select(f => _sampler.Evaluate(Math.Exp(end + (f * width * Math.Sign(limit - end))), out _, out _))
            .FirstOrDefault(o => o != SampleOutcome.Exists, SampleOutcome.Lost);
    }

    private static SearchedRange Wanted(Activation activation, double largestK)
    {
        CharacteristicScales scales = CharacteristicScales.Of(activation);
        double least = Math.Clamp(scales.Least, 1 / FarthestScale, 1);
        double largest = Math.Clamp(scales.Largest, 1, FarthestScale);
        return new SearchedRange(LeastK * least * least, largestK * largest * largest);
    }

    private static bool Build(KernelSampler sampler, double from, double to, int halvings, double before, List<KernelPanel> panels, ref double error)
    {
        List<KernelSample> samples = [];
        foreach (double node in KernelPanel.Nodes(from, to))
        {
            if (!sampler.TryEvaluate(Math.Exp(node), out KernelSample sample, out _))
            {
                return false;
            }

            samples.Add(sample);
        }

        KernelPanel panel = new(from, to, samples);
        double worst = 0;
        bool accurate = true;
        foreach (double fraction in (ReadOnlySpan<double>)[0.017, 0.36, 0.86])
        {
            double logK = from + (fraction * (to - from));
            if (!sampler.TryEvaluate(Math.Exp(logK), out KernelSample exact, out double uncertainty))
            {
                return false;
            }

            double difference = Difference(panel.At(logK), exact);
            worst = double.IsNaN(difference) ? double.PositiveInfinity : Math.Max(worst, difference);
            accurate &= difference <= Math.Max(Tolerance, 20 * uncertainty);
        }

        // Halving divides the error of a smooth function by thousands; what stays is the rounding of the activation itself, as of log(1 + z^2) near 0.
        bool isRounding = worst < LargestRounding && worst > before / 4;
        if (!accurate && !isRounding && halvings > 0)
        {
            double middle = 0.5 * (from + to);
            return Build(sampler, from, middle, halvings - 1, worst, panels, ref error) && Build(sampler, middle, to, halvings - 1, worst, panels, ref error);
        }

        if (!(worst <= Unusable))
        {
            return false;
        }

        error = Math.Max(error, worst);
        panels.Add(panel);
        return true;
    }

    /// <summary>Panels of halving width towards where the expectations end.</summary>
    private static List<KernelPanel> Extend(KernelSampler sampler, double end, double width, ref double error)
    {
        List<KernelPanel> added = [];
        int halvings = sampler.Evaluate(Math.Exp(end + width), out _, out _) is SampleOutcome.Lost or SampleOutcome.Failed ? UnknownEndHalvings : EndHalvings;
        for (int i = 0; i < halvings; i++)
        {
            width /= 2;
            List<KernelPanel> panels = [];
            if (Build(sampler, Math.Min(end, end + width), Math.Max(end, end + width), MaximumHalvings, double.PositiveInfinity, panels, ref error))
            {
                added.AddRange(panels);
                end += width;
            }
        }

        return [.. added.OrderBy(p => p.From)];
    }

    private static double Difference(KernelSample a, KernelSample b)
    {
        double g = Math.Abs((a.G / b.G) - 1);
        double slope = Math.Abs(a.Slope - b.Slope) / Math.Max(b.G / b.K, Math.Abs(b.Slope));
        return double.IsNaN(b.SlopeSquare) ? Math.Max(g, slope) : Math.Max(Math.Max(g, slope), Math.Abs((a.SlopeSquare / b.SlopeSquare) - 1));
    }
}
