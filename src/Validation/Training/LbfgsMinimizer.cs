using System.Numerics.Tensors;

namespace Theory.Validation.Training;

/// <summary>Minimises one function by L-BFGS; whoever runs it evaluates the function where it asks.</summary>
/// <remarks>
/// So the functions of many networks, which ask at the same time, can be evaluated together. Points are rounded to the type of the
/// networks' parameters; everything else is in double precision.
/// </remarks>
internal sealed class LbfgsMinimizer(LbfgsOptions options, double[] start, bool isSingle)
{
    private readonly LbfgsMemory _memory = new(options.History);
    private double _loss = double.NaN;
    private double[] _gradient = [];
    private double _trialLoss;
    private double[] _trialGradient = [];

    /// <summary>The point reached.</summary>
    public double[] Point { get; private set; } = start;

    /// <summary>The loss at the start of the last iteration.</summary>
    public double LossBefore { get; private set; } = double.NaN;

    /// <summary>Whether no direction decreases the loss any more, or the loss was not finite at the start.</summary>
    public bool IsAtRest { get; private set; }

    /// <summary>Tells loss and gradient at the point asked for last.</summary>
    /// <param name="value">The loss.</param>
    /// <param name="slopes">The gradient; kept.</param>
    public void Tell(double value, double[] slopes) => (_trialLoss, _trialGradient) = (value, slopes);

    /// <summary>The points at which one iteration needs loss and gradient.</summary>
    public IEnumerable<double[]> Iterate()
    {
        if (_gradient.Length == 0)
        {
            yield return Point;
            (_loss, _gradient) = (_trialLoss, _trialGradient);
            IsAtRest = !double.IsFinite(_loss) || TensorPrimitives.Norm<double>(_gradient) is not (> 0 and < double.PositiveInfinity);
        }

        LossBefore = _loss;
        while (!IsAtRest)
        {
            double[] direction = _memory.Direction(_gradient);
            double slope = TensorPrimitives.Dot<double>(direction, _gradient);
            if (slope < 0)
            {
                // Without a Hessian the direction has no scale.
                double first = _memory.Count > 0 ? 1 : Math.Min(1, 1 / TensorPrimitives.SumOfMagnitudes<double>(_gradient));
                var search = new StrongWolfeSearch(options, _loss, slope);
                double[] trial = Point;
                foreach (double step in search.Trials(first))
                {
                    trial = Along(direction, step);
                    yield return trial;
                    search.Tell(_trialLoss, TensorPrimitives.Dot<double>(direction, _trialGradient));
                }

                if (search.Accepted is not null && _trialLoss < _loss)
                {
                    Accept(trial);
                    yield break;
                }
            }

            // The steepest descent is the last resort.
            IsAtRest = _memory.Count == 0;
            _memory.Clear();
        }
    }

    private double[] Along(double[] direction, double step)
    {
        double[] trial = new double[Point.Length];
        TensorPrimitives.MultiplyAdd(direction, step, Point, trial);
        for (int i = 0; isSingle && i < trial.Length; i++)
        {
            trial[i] = (float)trial[i];
        }

        return trial;
    }

    private void Accept(double[] trial)
    {
        double[] s = new double[trial.Length];
        double[] y = new double[trial.Length];
        TensorPrimitives.Subtract(trial, Point, s);
        TensorPrimitives.Subtract(_trialGradient, _gradient, y);
        _memory.Add(s, y);
        (Point, _loss, _gradient) = (trial, _trialLoss, _trialGradient);
        IsAtRest = TensorPrimitives.Norm<double>(_gradient) == 0;
    }
}
