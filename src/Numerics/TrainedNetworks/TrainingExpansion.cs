using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Theory.Numerics.TrainedNetworks;

/// <summary>Outputs of trained networks to order 1/n: gradient flow on sum |z - y|^2/2, or steps of gradient descent, from the tensors of the last layer.</summary>
internal sealed class TrainingExpansion
{
    // One step of extrapolation takes 72 evaluations; beyond this the flow is longer than worth while.
    private const double LongestTime = 20_000;
    private const int MostSteps = 200_000;

    private readonly OutputTensors _tensors;
    private readonly double[] _targets;
    private readonly int _m;
    private readonly Matrix<double> _vectors;
    private readonly double[] _rates;

    /// <summary>Prepares the training.</summary>
    /// <param name="tensors">The training points first, then test points.</param>
    /// <param name="targets">One for each training point.</param>
    public TrainingExpansion(OutputTensors tensors, IReadOnlyList<double> targets)
    {
        (_tensors, _targets, _m) = (tensors, [.. targets], targets.Count);
        Evd<double> decomposition = Matrix<double>.Build.Dense(_m, _m, (a, b) => tensors.Theta[a, b]).Evd(Symmetricity.Symmetric);
        _vectors = decomposition.EigenVectors;
        _rates = [.. decomposition.EigenValues.Select(v => v.Real)];
    }

    /// <summary>The rates at which errors decay.</summary>
    public IReadOnlyList<double> Rates => _rates;

    /// <summary>The largest rate at which an error decays.</summary>
    public double LargestRate => _rates.Max();

    /// <summary>All points after some times of gradient flow.</summary>
    /// <exception cref="UserInputException">A time is negative or too long.</exception>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public IReadOnlyList<TrainedOutput> Flow(IReadOnlyList<double> times, CancellationToken cancellation = default)
    {
        foreach (double time in times)
        {
            Require.That(time >= 0, $"the training time must be at least 0, got {time}");
            Require.That(time * LargestRate <= LongestTime, $"the time {time} is {time * LargestRate:G3} times the shortest one in which an error decays; at most {LongestTime} can be followed");
        }

        return OverPoints((moments, points) =>
        {
            double[] state = moments.Initial();
            double now = 0;
            List<TrainedOutput> outputs = [];
            foreach (double time in times.Order())
            {
                state = Extrapolation.Integrate(state, now, time, 1 / Math.Max(LargestRate, 1e-300), (t, y, change) => moments.Flow(y, G(t, points), J(t, points), change), cancellation);
                now = time;
                outputs.AddRange(Read(moments, points, state, G(time, points), time, null));
            }

            return outputs;
        });
    }

    /// <summary>All points after some numbers of steps of gradient descent.</summary>
    /// <param name="steps">The numbers of steps.</param>
    /// <param name="step">The time that one step stands for.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <exception cref="UserInputException">A number is negative or too large, or the step so long that training diverges.</exception>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public IReadOnlyList<TrainedOutput> Descent(IReadOnlyList<int> steps, double step, CancellationToken cancellation = default)
    {
        Require.That(step > 0 && step * LargestRate < 2, $"the step must be positive and below {2 / LargestRate:G6} (2 over the largest rate, beyond which training diverges), got {step}");
        foreach (int count in steps)
        {
            Require.That(count is >= 0 and <= MostSteps, $"the number of steps must lie between 0 and {MostSteps}, got {count}");
        }

        return OverPoints((moments, points) =>
        {
            double[] state = moments.Initial();
            int q = points.Length + 1;
            double[,] propagator = Identity(q);
            for (int p = 0; p < q; p++)
            {
                for (int r = 0; r < q; r++)
                {
                    propagator[p, r] -= step * moments.Rates[p, r];
                }
            }

            (double[,] g, double[,] j) = (Identity(q), new double[q, q]);
            List<TrainedOutput> outputs = [];
            int done = 0;
            foreach (int count in steps.Order())
            {
                for (; done < count; done++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    state = moments.Step(state, g, j, step, propagator);
                    for (int p = 1; p <= _m; p++)
                    {
                        for (int r = 0; r < q; r++)
                        {
                            j[p, r] += step * g[p, r];
                        }
                    }

                    g = Product(propagator, g);
                }

                outputs.AddRange(Read(moments, points, state, g, count * step, count));
            }

            return outputs;
        });
    }

    /// <summary>Each test point together with all training points.</summary>
    private List<TrainedOutput> OverPoints(Func<TrainingMoments, int[], List<TrainedOutput>> run)
    {
        int[] training = [.. Enumerable.Range(0, _m)];
        int[][] sets = _tensors.Points == _m ? [training] : [.. Enumerable.Range(_m, _tensors.Points - _m).Select(t => (int[])[.. training, t])];
        List<TrainedOutput> all = [];
        for (int i = 0; i < sets.Length; i++)
        {
            List<TrainedOutput> outputs = run(new TrainingMoments(_tensors.Select(sets[i]), _targets), sets[i]);
            all.AddRange(i == 0 ? outputs : outputs.Where(o => o.Point >= _m));
        }

        return [.. all.OrderBy(o => o.Time).ThenBy(o => o.Point)];
    }

    private IEnumerable<TrainedOutput> Read(TrainingMoments moments, int[] points, double[] state, double[,] g, double time, int? steps) =>
        points.Select((point, i) =>
        {
            (double mean, double variance, double meanCorrection, double varianceCorrection) = moments.Of(i, i < _m ? _targets[i] : 0, state, g);
            return new TrainedOutput(point, time, steps, mean, variance, meanCorrection, varianceCorrection);
        });

    /// <summary>e(t) = G e(0): exp(-Theta t) at training points, and what test points take from it.</summary>
    private double[,] G(double time, int[] points)
    {
        double[,] g = Identity(points.Length + 1);
        double[,] decayed = Function(rate => Math.Exp(-rate * time));
        double[,] integral = Function(rate => Integral(rate, time));
        for (int a = 0; a < _m; a++)
        {
            for (int b = 0; b < _m; b++)
            {
                g[a + 1, b + 1] = decayed[a, b];
            }
        }

        for (int t = _m; t < points.Length; t++)
        {
            for (int b = 0; b < _m; b++)
            {
                for (int c = 0; c < _m; c++)
                {
                    g[t + 1, b + 1] -= _tensors.Theta[points[t], c] * integral[c, b];
                }
            }
        }

        return g;
    }

    /// <summary>The integral of G over time, at training points.</summary>
    private double[,] J(double time, int[] points)
    {
        double[,] j = new double[points.Length + 1, points.Length + 1];
        double[,] integral = Function(rate => Integral(rate, time));
        for (int a = 0; a < _m; a++)
        {
            for (int b = 0; b < _m; b++)
            {
                j[a + 1, b + 1] = integral[a, b];
            }
        }

        return j;
    }

    private static double Integral(double rate, double time) => rate * time == 0 ? time : -SpecialFunctions.Expm1(-rate * time) / rate;

    /// <summary>A function of the tangent kernel of the training points.</summary>
    private double[,] Function(Func<double, double> of)
    {
        double[] values = [.. _rates.Select(of)];
        double[,] result = new double[_m, _m];
        for (int a = 0; a < _m; a++)
        {
            for (int b = 0; b < _m; b++)
            {
                for (int k = 0; k < _m; k++)
                {
                    result[a, b] += _vectors[a, k] * values[k] * _vectors[b, k];
                }
            }
        }

        return result;
    }

    private static double[,] Identity(int size)
    {
        double[,] one = new double[size, size];
        for (int i = 0; i < size; i++)
        {
            one[i, i] = 1;
        }

        return one;
    }

    private static double[,] Product(double[,] a, double[,] b)
    {
        int size = a.GetLength(0);
        double[,] c = new double[size, size];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                for (int k = 0; k < size; k++)
                {
                    c[i, j] += a[i, k] * b[k, j];
                }
            }
        }

        return c;
    }
}
