namespace Theory.Validation.Training;

/// <summary>A search along a line for a step with φ(α) ≤ φ(0) + c₁ α φ'(0) and |φ'(α)| ≤ c₂ |φ'(0)| (Nocedal and Wright, algorithms 3.5 and 3.6).</summary>
/// <remarks>A value that is not finite counts as too large. Whoever runs the search evaluates φ at each trial, before asking for the next.</remarks>
internal sealed class StrongWolfeSearch(LbfgsOptions options, double value, double slope)
{
    private const int MostTrials = 25;
    private const double Growth = 4;
    private Trial _latest;
    private int _trials;

    /// <summary>The step, always the last trial; null when there is none.</summary>
    public double? Accepted { get; private set; }

    /// <summary>Tells φ and φ' at the last trial.</summary>
    public void Tell(double valueThere, double slopeThere) => _latest = _latest with { Value = valueThere, Slope = slopeThere };

    /// <summary>The steps to be tried.</summary>
    /// <param name="first">The first one.</param>
    public IEnumerable<double> Trials(double first)
    {
        var previous = new Trial(0, value, slope);
        for (double step = first; ; step *= Growth)
        {
            yield return Try(step);
            if (IsTooHigh(_latest) || (previous.Step > 0 && _latest.Value >= previous.Value))
            {
                foreach (double trial in Between(previous, _latest))
                {
                    yield return trial;
                }

                yield break;
            }

            // Without more trials a decrease is good enough.
            if (IsFlat(_latest) || _trials == MostTrials)
            {
                Accepted = step;
                yield break;
            }

            if (_latest.Slope >= 0)
            {
                foreach (double trial in Between(_latest, previous))
                {
                    yield return trial;
                }

                yield break;
            }

            previous = _latest;
        }
    }

    /// <summary>Narrows an interval: at <paramref name="low"/> the value is the smallest so far, and it falls towards <paramref name="high"/>.</summary>
    private IEnumerable<double> Between(Trial low, Trial high)
    {
        while (_trials < MostTrials)
        {
            yield return Try(Minimum(low, high));
            if (IsTooHigh(_latest) || _latest.Value >= low.Value)
            {
                high = _latest;
                continue;
            }

            if (IsFlat(_latest))
            {
                Accepted = _latest.Step;
                yield break;
            }

            high = _latest.Slope * (high.Step - low.Step) >= 0 ? low : high;
            low = _latest;
        }

        // A decrease without a flat slope is better than nothing.
        if (low.Step > 0)
        {
            if (_latest.Step != low.Step)
            {
                yield return Try(low.Step);
            }

            Accepted = low.Step;
        }
    }

    private double Try(double step)
    {
        _trials++;
        _latest = new Trial(step, double.NaN, double.NaN);
        return step;
    }

    private bool IsTooHigh(Trial trial) =>
        !(double.IsFinite(trial.Value) && double.IsFinite(trial.Slope)) || trial.Value > value + (options.Decrease * trial.Step * slope);

    private bool IsFlat(Trial trial) => Math.Abs(trial.Slope) <= -options.Curvature * slope;

    /// <summary>The minimum of the cubic with the values and slopes at both ends (eq. 3.59), kept away from them.</summary>
    private static double Minimum(Trial a, Trial b)
    {
        double width = b.Step - a.Step;
        double d1 = a.Slope + b.Slope - (3 * (a.Value - b.Value) / (a.Step - b.Step));
        double root = Math.Sqrt((d1 * d1) - (a.Slope * b.Slope)) * Math.Sign(width);
        double part = 1 - ((b.Slope + root - d1) / (b.Slope - a.Slope + (2 * root)));

        // Where an end is not finite, the interval is cut to a tenth.
        return a.Step + (width * (double.IsFinite(part) ? Math.Clamp(part, 0.1, 0.9) : double.IsFinite(b.Value) ? 0.5 : 0.1));
    }

    private readonly record struct Trial(double Step, double Value, double Slope);
}
