using Theory.Networks;
using Theory.Numerics.Flow;
using Theory.Numerics.TangentKernel;
using Theory.Numerics.TrainedNetworks;

namespace Theory.Experiments.FiniteWidth;

/// <summary>What is predicted of networks that learn one sample, and what parts of the theory make of the start of a single network.</summary>
internal sealed class SweepTheory
{
    private readonly double[,] _theta;
    private readonly double[,] _k;

    private SweepTheory(double[,] k, double[,] theta, IReadOnlyList<TrainedOutput> outputs, double step) => (_k, _theta, Outputs, Step) = (k, theta, outputs, step);

    /// <summary>The outputs at both inputs: infinite width, and the coefficients of 1/n.</summary>
    public IReadOnlyList<TrainedOutput> Outputs { get; }

    /// <summary>The time of gradient flow that one step stands for.</summary>
    public double Step { get; }

    /// <summary>The predictions for a setting.</summary>
    public static SweepTheory Of(SweepSetting setting)
    {
        // Coefficients do not depend on the width.
        NetworkEvaluator network = new(setting.Network(width: 64));
        NetworkInputs points = NetworkInputs.Of([.. SweepTask.Inputs]);
        InputTangentLayer last = InputTangentFlow.Compute(network, points).ToTheLast()[^1];
        double step = SweepTask.RelativeStep / last.Theta[0, 0];
        TrainedPrediction prediction = TrainedOutputs.Predict(network, points, [SweepTask.Target], TrainingSchedule.Descent([SweepTask.Steps], step));
        return new SweepTheory(last.K, last.Theta, prediction.Outputs, step);
    }

    /// <summary>
    /// Outputs of a network whose tangent kernel stays as it is at the start, from its outputs at the start: a trained network differs from it by numbers of order 1/n.
    /// </summary>
    public (double Training, double Test) WithItsOwnKernel(double z1, double z2, double theta11, double theta21) => Descend(z1, z2, theta11, theta21);

    /// <summary>The same with the tangent kernel of infinite width: linear in outputs, so that its mean is that of infinite width at every width.</summary>
    public (double Training, double Test) WithInfiniteWidth(double z1, double z2) => Descend(z1, z2, _theta[0, 0], _theta[1, 0]);

    /// <summary>What the variances of <see cref="WithInfiniteWidth"/> exceed those of infinite width by, for networks of one metric of the last layer.</summary>
    public (double Training, double Test) ExcessVariance(double g11, double g21, double g22)
    {
        (double kept, double moved) = Response(_theta[0, 0], _theta[1, 0]);
        (double d11, double d21, double d22) = (g11 - _k[0, 0], g21 - _k[1, 0], g22 - _k[1, 1]);
        return (kept * kept * d11, d22 - (2 * moved * d21) + (moved * moved * d11));
    }

    private (double Training, double Test) Descend(double z1, double z2, double theta11, double theta21)
    {
        (double kept, double moved) = Response(theta11, theta21);
        double error = z1 - SweepTask.Target;
        return (SweepTask.Target + (kept * error), z2 - (moved * error));
    }

    /// <summary>e_1 becomes kept e_1, and z_2 becomes z_2 - moved e_1: with q = 1 - step Theta_11, kept = q^k and moved = step Theta_21 (1 + q + … + q^(k-1)).</summary>
    private (double Kept, double Moved) Response(double theta11, double theta21)
    {
        double q = 1 - (Step * theta11);
        (double power, double sum) = (1, 0);
        for (int k = 0; k < SweepTask.Steps; k++)
        {
            sum += power;
            power *= q;
        }

        return (power, Step * theta21 * sum);
    }
}
