using System.Globalization;
using Theory.Activations;
using Theory.Expectations;
using Theory.Numerics.Criticality;
using Theory.Numerics.Evaluation;

namespace Theory.Hunt;

/// <summary>Hunts for false statements about all kernels: fixed points and critical points of random activations against every sign change on a dense grid.</summary>
internal sealed class StatementHunt(int seed)
{
    private const int GridPoints = 400;

    private readonly Random _random = new(seed);

    /// <summary>Sign changes that were looked up in the statements.</summary>
    public int Compared { get; private set; }

    /// <summary>Statements that are false.</summary>
    public int False { get; private set; }

    /// <summary>Activations that could not be judged.</summary>
    public int Refused { get; private set; }

    /// <summary>Judges random activations.</summary>
    public void Run(int formulas)
    {
        RandomFormulas source = new(_random);
        for (int i = 0; i < formulas; i++)
        {
            string formula = source.Next();
            double cw = Rounded(Math.Pow(10, (1.4 * _random.NextDouble()) - 0.7));
            double cb = _random.Next(3) == 0 ? 0 : Rounded(Math.Pow(10, (3 * _random.NextDouble()) - 2.5));
            try
            {
                ExpectationEvaluator evaluator = new(Activation.Parse(formula));
                JudgeFixedPoints(evaluator, formula, cb, cw);
                JudgeClass(evaluator, formula);
            }
            catch (UserInputException)
            {
                Refused++;
            }
        }
    }

    private void JudgeFixedPoints(ExpectationEvaluator evaluator, string formula, double cb, double cw)
    {
        FixedPointAnalysis analysis = FixedPoints.Of(evaluator, cb, cw);
        if (analysis.EveryKernelIsFixed)
        {
            return;
        }

        double end = Math.Min(analysis.UndecidedBeyond ?? double.PositiveInfinity, analysis.Searched.To);
        (double Value, double Error) Excess(double K)
        {
            QuantityValue g = evaluator.Evaluate(Quantity.Kernel, K);
            return g.IsDefined ? (cb + (cw * g.Value) - K, (cw * g.AbsoluteError) + (1e-15 * (cb + K))) : (double.NaN, 0);
        }

        foreach ((double from, double to) in SignChanges(Excess, Math.Max(1e-6, analysis.Searched.From), Math.Min(1e7, end)))
        {
            Compared++;
            if (!analysis.FixedPoints.Any(p => p.K >= from * (1 - 1e-9) && p.K <= to * (1 + 1e-9)))
            {
                Report($"\"{formula}\" cw={cw:R} cb={cb:R}: a fixed point between {from:R} and {to:R} is not among {string.Join(", ", analysis.FixedPoints.Select(p => p.K.ToString("R", CultureInfo.InvariantCulture)))}");
            }
        }

        foreach (FixedPoint point in analysis.FixedPoints.Where(p => p.K > 0))
        {
            Compared++;
            (double value, double error) = Excess(point.K);
            if (!(Math.Abs(value) <= (1e-9 * point.K * (1 + Math.Abs(point.ChiParallel))) + error))
            {
                Report($"\"{formula}\" cw={cw:R} cb={cb:R}: K* = {point.K:R} is no fixed point, off by {value:R}");
            }
        }
    }

    private void JudgeClass(ExpectationEvaluator evaluator, string formula)
    {
        Classification classification = Classifier.Classify(evaluator);
        if (classification.Searched is not SearchedRange searched || classification.CriticalPoints.Any(p => p.K is null))
        {
            return;
        }

        (double Value, double Error) Difference(double K)
        {
            QuantityValue slope = evaluator.Evaluate(Quantity.ChiParallel, K);
            QuantityValue square = evaluator.Evaluate(Quantity.ChiPerp, K);
            return slope.IsDefined && square.IsDefined ? (slope.Value - square.Value, slope.AbsoluteError + square.AbsoluteError + (1e-15 * square.Value)) : (double.NaN, 0);
        }

        foreach ((double from, double to) in SignChanges(Difference, Math.Max(1e-6, searched.From), Math.Min(1e7, searched.To)))
        {
            // Only those with C_b above 0 at both ends count: K* = C_b + g/chi_perp.
            bool admissible = new[] { from, to }.All(K => K - (evaluator.Evaluate(Quantity.Kernel, K).Value / evaluator.Evaluate(Quantity.ChiPerp, K).Value) > 1e-6 * K);
            if (!admissible)
            {
                continue;
            }

            Compared++;
            if (!classification.CriticalPoints.Any(p => p.K >= from * (1 - 1e-9) && p.K <= to * (1 + 1e-9)))
            {
                Report($"\"{formula}\": a critical K* between {from:R} and {to:R} is not among {string.Join(", ", classification.CriticalPoints.Select(p => p.K))}; {classification.Reason}");
            }
        }
    }

    private static IEnumerable<(double From, double To)> SignChanges(Func<double, (double Value, double Error)> f, double from, double to)
    {
        (double K, double Value) last = (double.NaN, double.NaN);
        for (int i = 0; i <= GridPoints && from < to; i++)
        {
            double K = from * Math.Pow(to / from, (double)i / GridPoints);
            (double value, double error) = f(K);
            if (!(Math.Abs(value) > 2 * error))
            {
                last = double.IsNaN(value) ? (double.NaN, double.NaN) : last;
                continue;
            }

            if (last.Value * value < 0)
            {
                yield return (last.K, K);
            }

            last = (K, value);
        }
    }

    private void Report(FormattableString text)
    {
        False++;
        Console.WriteLine("FALSE " + text.ToString(CultureInfo.InvariantCulture));
    }

    private static double Rounded(double x) => double.Parse(x.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
