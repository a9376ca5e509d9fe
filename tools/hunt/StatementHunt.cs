using System.Globalization;
using Theory.Activations;
using Theory.Expectations;
using Theory.Numerics.Criticality;
using Theory.Numerics.Evaluation;
using Theory.Numerics.PhaseDiagrams;

namespace Theory.Hunt;

/// <summary>
/// Hunts for false statements about all kernels: fixed points, critical points and the cells of phase diagrams of random activations against every sign change on a dense grid.
/// </summary>
internal sealed class StatementHunt(int seed)
{
    private const int GridPoints = 200;
    private const int PhaseGrid = 4;

    /// <summary>A formula that takes longer is left undecided: the next one shows more.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly Random _random = new(seed);

    /// <summary>Statements that were compared with an independent finding.</summary>
    public int Compared { get; private set; }

    /// <summary>Statements that are false.</summary>
    public int False { get; private set; }

    /// <summary>Parts that could not be judged: no statement was made.</summary>
    public int Refused { get; private set; }

    /// <summary>Formulas that took too long.</summary>
    public int Late { get; private set; }

    /// <summary>Judges random activations.</summary>
    public void Run(int formulas)
    {
        RandomFormulas source = new(_random);
        for (int i = 0; i < formulas; i++)
        {
            string formula = source.Next();
            double cw = Rounded(Math.Pow(10, (1.4 * _random.NextDouble()) - 0.7));
            double cb = _random.Next(3) == 0 ? 0 : Rounded(Math.Pow(10, (3 * _random.NextDouble()) - 2.5));
            using CancellationTokenSource late = new(Longest);
            try
            {
                ExpectationEvaluator evaluator = new(Activation.Parse(formula));
                Gap gap = new(evaluator, cw, late.Token);
                Judge(() => JudgeFixedPoints(FixedPoints.Of(evaluator, cb, cw, late.Token), gap, formula, cb));
                Judge(() => JudgePhases(PhaseDiagram.Compute(evaluator, PhaseGrid, (cw / 2, cw * 2), (cb / 2, (2 * cb) + 0.1), late.Token), evaluator, formula, late.Token));
                Judge(() => JudgeClass(evaluator, formula, late.Token));
            }
            catch (UserInputException)
            {
                Refused++;
            }
            catch (OperationCanceledException)
            {
                Late++;
            }
        }
    }

    private void Judge(Action part)
    {
        try
        {
            part();
        }
        catch (UserInputException)
        {
            Refused++;
        }
    }

    private void JudgeFixedPoints(FixedPointAnalysis analysis, Gap gap, string formula, double cb)
    {
        if (analysis.EveryKernelIsFixed)
        {
            return;
        }

        double end = Math.Min(analysis.UndecidedBeyond ?? double.PositiveInfinity, analysis.Searched.To);
        string setting = string.Create(CultureInfo.InvariantCulture, $"\"{formula}\" cw={gap.Cw:R} cb={cb:R}");
        foreach ((double from, double to) in SignChanges(k => gap.At(k, cb), Math.Max(1e-6, analysis.Searched.From), Math.Min(1e7, end)))
        {
            Check(
                analysis.FixedPoints.Any(p => p.K >= from * (1 - 1e-9) && p.K <= to * (1 + 1e-9)),
                $"{setting}: a fixed point between {from:R} and {to:R} is not among {string.Join(", ", analysis.FixedPoints.Select(p => p.K.ToString("R", CultureInfo.InvariantCulture)))}");
        }

        foreach (FixedPoint point in analysis.FixedPoints.Where(p => p.K > 0))
        {
            (double value, double error) = gap.At(point.K, cb);
            Check(Math.Abs(value) <= (1e-9 * point.K * (1 + Math.Abs(point.ChiParallel))) + error, $"{setting}: K* = {point.K:R} is no fixed point, off by {value:R}");
        }
    }

    /// <summary>Each cell: the fixed point is one and no lower one is passed upwards before it; or none is up to far out.</summary>
    private void JudgePhases(PhaseDiagram diagram, ExpectationEvaluator evaluator, string formula, CancellationToken late)
    {
        for (int i = 0; i < diagram.Cw.Count; i++)
        {
            Gap gap = new(evaluator, diagram.Cw[i], late);
            double[] kernels = [.. Enumerable.Range(0, GridPoints).Select(n => Math.Pow(10, -5 + (11.0 * n / GridPoints)))];
            (double Value, double Error)[] excesses = [.. kernels.Select(k => gap.At(k, 0))];
            for (int j = 0; j < diagram.Cb.Count; j++)
            {
                PhaseCell cell = diagram.Cells[i][j];
                double cb = diagram.Cb[j];
                if (cell.Phase == Phase.Undecided)
                {
                    continue;
                }

                string setting = string.Create(CultureInfo.InvariantCulture, $"\"{formula}\" phase at cw={gap.Cw:R} cb={cb:R}, {cell.Phase}, K={cell.K:R}");
                double end = double.IsNaN(cell.K) ? double.PositiveInfinity : cell.K * (1 - 1e-6);
                int lower = Array.FindIndex(excesses, e => e.Value + cb < -(2 * e.Error));
                Check(lower < 0 || kernels[lower] >= end, $"{setting}: the kernel falls at {(lower < 0 ? 0 : kernels[lower]):R} already");
                if (cell.K > 0)
                {
                    (double value, double error) = gap.At(cell.K, cb);
                    double chi = gap.Cw * evaluator.Evaluate(Quantity.ChiPerp, cell.K).Value;
                    Check(!(Math.Abs(value) > (1e-7 * cell.K * (1 + Math.Abs(cell.ChiParallel))) + error), $"{setting} is no fixed point, off by {value:R}");
                    Check(cell.Phase == (chi > 1 ? Phase.Chaotic : Phase.Ordered) || Math.Abs(chi - 1) < 1e-5 || double.IsNaN(chi), $"{setting}: chi_perp is {chi:R}");
                }
            }
        }
    }

    private void JudgeClass(ExpectationEvaluator evaluator, string formula, CancellationToken late)
    {
        Classification classification = Classifier.Classify(evaluator, late);
        if (classification.Searched is not SearchedRange searched || classification.CriticalPoints.Any(p => p.K is null))
        {
            return;
        }

        (double Value, double Error) Difference(double K)
        {
            late.ThrowIfCancellationRequested();
            QuantityValue slope = evaluator.Evaluate(Quantity.ChiParallel, K);
            QuantityValue square = evaluator.Evaluate(Quantity.ChiPerp, K);
            return slope.IsDefined && square.IsDefined ? (slope.Value - square.Value, slope.AbsoluteError + square.AbsoluteError + (1e-15 * square.Value)) : (double.NaN, 0);
        }

        foreach ((double from, double to) in SignChanges(Difference, Math.Max(1e-6, searched.From), Math.Min(1e7, searched.To)))
        {
            // Only those with C_b above 0 at both ends count: K* = C_b + g/chi_perp.
            bool admissible = new[] { from, to }.All(K => K - (evaluator.Evaluate(Quantity.Kernel, K).Value / evaluator.Evaluate(Quantity.ChiPerp, K).Value) > 1e-6 * K);
            if (admissible)
            {
                Check(
                    classification.CriticalPoints.Any(p => p.K >= from * (1 - 1e-9) && p.K <= to * (1 + 1e-9)),
                    $"\"{formula}\": a critical K* between {from:R} and {to:R} is not among {string.Join(", ", classification.CriticalPoints.Select(p => p.K))}; {classification.Reason}");
            }
        }

        foreach (CriticalPoint point in classification.CriticalPoints.Where(p => p.K > 0))
        {
            (double value, double error) = Difference(point.K!.Value);
            Check(Math.Abs(point.Cw * value) < 1e-6 + (point.Cw * error), $"\"{formula}\": K* = {point.K:R} is not critical, chi_par - chi_perp = {point.Cw * value:R}");
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

    private void Check(bool holds, FormattableString text)
    {
        Compared++;
        if (!holds)
        {
            False++;
            Console.WriteLine("FALSE " + text.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static double Rounded(double x) => double.Parse(x.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>C_b + C_W g(K) - K, from single expectations.</summary>
    private sealed class Gap(ExpectationEvaluator evaluator, double cw, CancellationToken late)
    {
        public double Cw => cw;

        public (double Value, double Error) At(double K, double cb)
        {
            late.ThrowIfCancellationRequested();
            QuantityValue g = evaluator.Evaluate(Quantity.Kernel, K);
            return g.IsDefined ? (cb + (cw * g.Value) - K, (cw * g.AbsoluteError) + (1e-15 * (cb + K))) : (double.NaN, 0);
        }
    }
}
