using System.Globalization;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using Theory.Numerics.Kernels;

namespace Theory.Numerics.Regression;

/// <summary>Wide networks trained by gradient flow on the squared error (Lee et al. 2019, eqs. 13 to 16; Jacot et al. 2018).</summary>
/// <remarks>
/// The loss is sum |f - y|^2/2 over the training inputs, so that df/dt = -Theta (f - y) with the global learning rate absorbed in t. With
/// A = Theta^-1 (1 - exp(-Theta t)) an output at a test input is Gaussian over initialisations, with mean Theta_* A y and variance
/// K_** + Theta_* A K A Theta_*^T - 2 Theta_* A K_*^T. The exponential comes from the eigenvalues of Theta.
/// </remarks>
public sealed class GradientFlow
{
    private const double Epsilon = 2.220446049250313e-16;

    private readonly KernelBlocks _kernel;
    private readonly KernelBlocks _tangent;
    private readonly Matrix<double> _vectors;
    private readonly double[] _rates;
    private readonly Matrix<double> _targets;

    /// <summary>Prepares the training on given targets.</summary>
    /// <param name="kernel">The kernel of the training inputs, followed by the test inputs: the covariance at initialisation.</param>
    /// <param name="tangent">The tangent kernel of the same inputs.</param>
    /// <param name="targets">One row for each training input, one column for each output.</param>
    public GradientFlow(SymmetricMatrix kernel, SymmetricMatrix tangent, Matrix<double> targets)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(tangent);
        ArgumentNullException.ThrowIfNull(targets);
        _kernel = new KernelBlocks(kernel, targets.RowCount);
        _tangent = new KernelBlocks(tangent, targets.RowCount);
        _targets = targets;

        // In units of its largest entry: the algorithm squares entries, which may overflow.
        double unit = _tangent.Training.Diagonal().AbsoluteMaximum();
        unit = unit > 0 ? unit : 1;
        Evd<double> decomposition = (_tangent.Training / unit).Evd(Symmetricity.Symmetric);
        _vectors = decomposition.EigenVectors;
        _rates = [.. decomposition.EigenValues.Select(v => v.Real * unit)];
        double rounding = Epsilon * _rates.Length * _rates.Max(Math.Abs);
        for (int i = 0; i < _rates.Length; i++)
        {
            if (_rates[i] <= rounding)
            {
                _rates[i] = 0;
                Frozen++;
            }
        }
    }

    /// <summary>How many directions have a rate of 0 but for rounding: coincident inputs, or a rank below the number of inputs.</summary>
    /// <remarks>They are never learned; targets that need them keep their error.</remarks>
    public int Frozen { get; }

    /// <summary>The rates at which the training errors decay, in increasing order: the eigenvalues of the tangent kernel.</summary>
    public IReadOnlyList<double> Rates => _rates;

    /// <summary>Predicts the outputs at the test inputs after some time.</summary>
    /// <param name="time">The time, learning rate included; 0 for the initialisation, infinite for the end of training.</param>
    /// <exception cref="UserInputException">The time is negative or not a number.</exception>
    public Prediction At(double time)
    {
        if (!(time >= 0))
        {
            throw new UserInputException(string.Create(CultureInfo.InvariantCulture, $"the training time must be at least 0, got {time}"));
        }

        // (1 - exp(-rate t))/rate, which tends to t as the rate vanishes; at infinite time those directions stay where they are.
        return Predict(rate => rate == 0
            ? double.IsFinite(time) ? time : 0
            : -SpecialFunctions.Expm1(-rate * time) / rate);
    }

    /// <summary>Predicts the outputs at the test inputs after some steps of gradient descent, which follow the flow as the step tends to 0.</summary>
    /// <param name="steps">The number of steps, at least 0.</param>
    /// <param name="step">The learning rate, the time that one step stands for: positive. Training converges where it is below 2 over the largest rate.</param>
    /// <exception cref="UserInputException">The number of steps is negative or the step not positive.</exception>
    public Prediction AfterSteps(int steps, double step)
    {
        RequireSteps(steps, step);
        return Predict(Progress(steps, step));
    }

    /// <summary>
    /// The response R = Theta_* A of the test outputs: a network with outputs f_0 and f_0* at initialisation has f_0* + R (y - f_0) after the steps, at
    /// infinite width.
    /// </summary>
    /// <param name="steps">The number of steps, at least 0.</param>
    /// <param name="step">The time that one step stands for; positive.</param>
    /// <exception cref="UserInputException">The number of steps is negative or the step not positive.</exception>
    public Matrix<double> ResponseAfterSteps(int steps, double step)
    {
        RequireSteps(steps, step);
        return Response(Progress(steps, step));
    }

    private static void RequireSteps(int steps, double step)
    {
        if (steps < 0 || !(step > 0 && double.IsFinite(step)))
        {
            throw new UserInputException(string.Create(
                CultureInfo.InvariantCulture, $"training takes at least 0 steps of a positive size, got {steps} of {step}"));
        }
    }

    // (1 - (1 - rate step)^steps)/rate.
    private static Func<double, double> Progress(int steps, double step) =>
        rate => rate == 0 ? steps * step : (1 - Math.Pow(1 - (rate * step), steps)) / rate;

    private Matrix<double> Response(Func<double, double> progress) =>
        _tangent.Cross * _vectors * Matrix<double>.Build.DenseOfDiagonalArray([.. _rates.Select(progress)]) * _vectors.Transpose();

    private Prediction Predict(Func<double, double> progress)
    {
        Matrix<double> response = Response(progress);
        Matrix<double> spread = response * _kernel.Training;
        double[] variance = new double[response.RowCount];
        double[] error = new double[response.RowCount];
        for (int i = 0; i < variance.Length; i++)
        {
            Vector<double> weights = response.Row(i);
            double own = spread.Row(i).DotProduct(weights);
            double shared = 2 * weights.DotProduct(_kernel.Cross.Row(i));
            variance[i] = Math.Max(0, _kernel.TestVariance[i] + own - shared);

            // The response itself is known to rounding of its largest elements.
            error[i] = Epsilon * weights.Count * (_kernel.TestVariance[i] + Math.Abs(own) + Math.Abs(shared) + (weights.L2Norm() * _kernel.Cross.Row(i).L2Norm()));
        }

        return new Prediction(response * _targets, Vector<double>.Build.Dense(variance)) { VarianceError = Vector<double>.Build.Dense(error) };
    }
}
