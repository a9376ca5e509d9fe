using MathNet.Numerics.LinearAlgebra;
using Theory.Networks;
using Theory.Numerics.Flow;
using Theory.Numerics.Kernels;
using Theory.Numerics.Regression;
using Theory.Numerics.TangentKernel;
using Theory.Numerics.TrainedNetworks;

namespace Theory.Experiments.TangentKernel;

/// <summary>The predictions of infinite width for networks that learn the circle.</summary>
internal sealed class TangentKernelTheory
{
    // One step of gradient descent, as a part of the inverse of the largest rate. Networks of which the last layer alone is trained are linear in what is
    // trained, and larger steps of theirs obey the same formulas; with the inverse itself one of 4096 networks of width 32 diverged.
    private const double RelativeStep = 1.0 / 3;
    private const double RelativeStepOfLastLayer = 0.5;

    private readonly GradientFlow _flow;
    private readonly SymmetricMatrix _kernel;
    private readonly TangentKernelSetting _setting;
    private readonly int _layers;

    private TangentKernelTheory(GradientFlow flow, SymmetricMatrix kernel, TangentKernelSetting setting, int layers)
    {
        (_setting, _layers) = (setting, layers);
        double relativeStep = setting.LastLayerOnly ? RelativeStepOfLastLayer : RelativeStep;
        _flow = flow;
        _kernel = kernel;
        Step = relativeStep / flow.Rates[^1];
    }

    /// <summary>The time of gradient flow that one step stands for: a third of the shortest time over which an error decays, or half of it where the last layer alone is trained.</summary>
    public double Step { get; }

    /// <summary>The rates at which training errors decay, in increasing order.</summary>
    public IReadOnlyList<double> Rates => _flow.Rates;

    /// <summary>The predictions for test inputs at given angles.</summary>
    public static TangentKernelTheory Of(TangentKernelSetting setting, int layers, IEnumerable<double> testAngles)
    {
        ArgumentNullException.ThrowIfNull(setting);
        double[][] inputs = [.. CircleTask.TrainingAngles.Concat(testAngles).Select(CircleTask.Input)];
        Network network = setting.Network(layers, width: null);
        KernelLayer last = new KernelRecursion(network).Layers(inputs, new ParallelOptions()).Last();
        return new TangentKernelTheory(new GradientFlow(last.Kernel, last.Tangent!, CircleTask.Targets), last.Kernel, setting, layers);
    }

    /// <summary>Mean and variance after some steps of gradient descent.</summary>
    public Prediction After(int steps) => _flow.AfterSteps(steps, Step);

    /// <summary>Mean and variance of gradient flow at the time of so many steps.</summary>
    public Prediction Flow(int steps) => _flow.At(steps * Step);

    /// <summary>Mean and variance at the end of training.</summary>
    public Prediction End => _flow.At(double.PositiveInfinity);

    /// <summary>The posterior of the Gaussian process, which knows the kernel alone.</summary>
    public Prediction Posterior => GaussianProcessRegression.Predict(_kernel, CircleTask.Targets, 0).Outputs;

    /// <summary>
    /// The coefficients of 1/n of the mean and of Var f - Var c at the test inputs of the task, after each of some numbers of steps; null where there are none, as with kinks.
    /// </summary>
    /// <remarks>
    /// c = f_0* + R (y - f_0) is linear in the outputs at initialisation, whose covariance is K + G1/n, so that Var c has a term of order 1/n of its own, w G1 w with w = (-R, 1).
    /// It is taken off the term of Var f: what is measured is the difference.
    /// All test inputs lie alike between the training inputs: each is the first one after a rotation, and for every other one a reflection, of the circle. So the
    /// tensors of one of them do, with the targets in another order.
    /// </remarks>
    public IReadOnlyList<(double[] Mean, double[] Variance)>? Corrections(IReadOnlyList<int> steps)
    {
        int m = CircleTask.TrainingPoints;
        double[][] targets = [.. Enumerable.Range(0, CircleTask.TestPoints).Select(k => (double[])[.. Enumerable.Range(0, m).Select(a =>
            CircleTask.Target(CircleTask.TrainingAngles[k % 2 == 0 ? (a + (k / 2)) % m : (((k + 1) / 2) - a + m) % m]))])];
        NetworkInputs points = NetworkInputs.Of([.. CircleTask.TrainingAngles.Append(CircleTask.TestAngles[0]).Select(CircleTask.Input)]);

        // Coefficients do not depend on the width.
        NetworkEvaluator network = new(_setting.Network(_layers, width: 64));
        IReadOnlyList<TrainedPrediction> found = TrainedOutputs.Predict(network, points, targets, TrainingSchedule.Descent(steps, Step));
        if (found[0].NoCorrection is not null)
        {
            return null;
        }

        double[,] metric = InputTangentFlow.Compute(network, points).ToTheLast()[^1].G1!;
        return [.. steps.Select(count =>
        {
            TrainedOutput[] outputs = [.. found.Select(p => p.Outputs.First(o => o.Steps == count && o.Point == m))];
            double own = OfLinearNetworks(metric, Response(count).Row(0));
            return (outputs.Select(o => o.MeanCorrection).ToArray(), outputs.Select(o => o.VarianceCorrection - own).ToArray());
        })];
    }

    /// <summary>w G1 w with w = (-R, 1), the term of order 1/n in Var c at the first test input, and by symmetry at all.</summary>
    private static double OfLinearNetworks(double[,] metric, Vector<double> response)
    {
        Vector<double> w = Vector<double>.Build.DenseOfEnumerable(response.Select(r => -r).Append(1));
        return w * (Matrix<double>.Build.DenseOfArray(metric) * w);
    }

    /// <summary>R, so that f_0* + R (y - f_0) are the outputs of a network at the test inputs after some steps, at infinite width.</summary>
    public Matrix<double> Response(int steps) => _flow.ResponseAfterSteps(steps, Step);
}
