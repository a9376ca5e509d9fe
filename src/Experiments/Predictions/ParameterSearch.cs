using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;
using Theory.Networks;
using Theory.Validation.KernelRegression;

namespace Theory.Experiments.Predictions;

/// <summary>Chooses C_b, C_W and the noise by the marginal likelihood of some training inputs: BFGS in their logarithms.</summary>
internal static class ParameterSearch
{
    private const int MostIterations = 60;

    // Of the likelihood of one target.
    private const double Tolerance = 1e-7;

    // C_b cannot be 0 in a logarithm.
    private const double SmallestStart = 1e-3;
    private const double StartingNoise = 1e-2;

    private static readonly (double Low, double High) Cb = (1e-8, 10);
    private static readonly (double Low, double High) Cw = (1e-2, 1e2);

    // Against the mean of the diagonal at the start.
    private static readonly (double Low, double High) Noise = (1e-10, 1e2);

    /// <summary>Searches from the settings' own values.</summary>
    /// <param name="settings">What is asked for.</param>
    /// <param name="kernel">The kernel of the training inputs.</param>
    /// <param name="progress">Told that something was done.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="UserInputException">The likelihood cannot be evaluated at the start.</exception>
    public static FittedParameters Run(PredictionSettings settings, KernelSource kernel, IProgress<double> progress, CancellationToken cancellation)
    {
        int size = Math.Min(settings.FitSize!.Value, settings.Data.Training);
        int outputs = settings.Data.Names.Count;
        double[] targets = settings.Data.Targets[..(size * outputs)];
        double scale = Enumerable.Range(0, size).Average(kernel.Diagonal);
        (double Low, double High)[] bounds = [Cb, Cw, (Noise.Low * scale, Noise.High * scale)];
        double[] start = [.. new[] { Math.Max(settings.Cb, SmallestStart), settings.Cw, settings.Regression.Noise is > 0 and double noise ? noise : StartingNoise * scale }
            .Select((v, i) => Math.Log(Math.Clamp(v, bounds[i].Low, bounds[i].High)))];
        (double[] Point, MarginalLikelihood At)? best = null;
        double first = double.NaN;
        int evaluations = 0;

        var objective = ObjectiveFunction.Gradient(point =>
        {
            cancellation.ThrowIfCancellationRequested();
            progress.Report(Math.Min(1, ++evaluations / (double)MostIterations));
            double[] p = [.. point.Select(Math.Exp)];
            if (MarginalLikelihood.TryEvaluate(kernel, targets, outputs, p[0], p[1], p[2], Network) is not MarginalLikelihood at || !double.IsFinite(at.Value))
            {
                // A wall, on which the line search turns back.
                return (best is null ? throw new UserInputException("the kernel matrix is singular where the search for parameters begins; give --noise a larger one to begin with") : 10 * Math.Abs(best.Value.At.Value), Vector<double>.Build.Dense(3));
            }

            first = double.IsNaN(first) ? at.Value : first;
            if (best is null || at.Value < best.Value.At.Value)
            {
                best = ([.. p], at);
            }

            double unit = size * outputs;
            return (at.Value / unit, Vector<double>.Build.Dense([at.ByCb * p[0] / unit, at.ByCw * p[1] / unit, at.ByNoise * p[2] / unit]));
        });
        try
        {
            new BfgsBMinimizer(Tolerance, Tolerance, Tolerance, MostIterations).FindMinimum(
                objective,
                Vector<double>.Build.DenseOfEnumerable(bounds.Select(b => Math.Log(b.Low))),
                Vector<double>.Build.DenseOfEnumerable(bounds.Select(b => Math.Log(b.High))),
                Vector<double>.Build.DenseOfArray(start));
        }
        catch (OptimizationException)
        {
            // It ends where rounding ends its line search, or after its iterations: the best point counts.
        }

        (double[] chosen, MarginalLikelihood likelihood) = best!.Value;
        return new FittedParameters(
            chosen[0], chosen[1], chosen[2], first, likelihood.Value,
            [likelihood.ByCb * chosen[0], likelihood.ByCw * chosen[1], likelihood.ByNoise * chosen[2]], size, evaluations);

        Network Network(double cb, double cw) => Networks.Network.Plain(settings.Activation, settings.Depth, null, cb, cw);
    }
}
