using MathNet.Numerics.LinearAlgebra;
using Theory.Networks;
using Theory.Numerics.Kernels;
using Theory.Numerics.Regression;

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

    private TangentKernelTheory(GradientFlow flow, SymmetricMatrix kernel, double relativeStep)
    {
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
        return new TangentKernelTheory(new GradientFlow(last.Kernel, last.Tangent!, CircleTask.Targets), last.Kernel, setting.LastLayerOnly ? RelativeStepOfLastLayer : RelativeStep);
    }

    /// <summary>Mean and variance after some steps of gradient descent.</summary>
    public Prediction After(int steps) => _flow.AfterSteps(steps, Step);

    /// <summary>Mean and variance of gradient flow at the time of so many steps.</summary>
    public Prediction Flow(int steps) => _flow.At(steps * Step);

    /// <summary>Mean and variance at the end of training.</summary>
    public Prediction End => _flow.At(double.PositiveInfinity);

    /// <summary>The posterior of the Gaussian process, which knows the kernel alone.</summary>
    public Prediction Posterior => GaussianProcessRegression.Predict(_kernel, CircleTask.Targets, 0).Outputs;

    /// <summary>R, so that f_0* + R (y - f_0) are the outputs of a network at the test inputs after some steps, at infinite width.</summary>
    public Matrix<double> Response(int steps) => _flow.ResponseAfterSteps(steps, Step);
}
