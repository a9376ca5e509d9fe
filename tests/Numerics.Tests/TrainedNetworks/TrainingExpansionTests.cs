using Theory.Numerics.TrainedNetworks;

namespace Theory.Numerics.Tests.TrainedNetworks;

public class TrainingExpansionTests
{
    /// <summary>With one training point the moments are integrals that can be done: every tensor alone, and all together.</summary>
    [Theory]
    [InlineData(1, 0, 0, 0, 0)]
    [InlineData(0, 1, 0, 0, 0)]
    [InlineData(0, 0, 1, 0, 0)]
    [InlineData(0, 0, 0, 1, 0)]
    [InlineData(0, 0, 0, 0, 1)]
    [InlineData(0.3, 2.1, -0.7, 0.4, 1.9)]
    public void OnePoint_HasItsClosedForm(double theta1, double covariance, double first, double third, double second)
    {
        (double k, double theta, double y) = (0.8, 1.3, 0.7);
        TrainingExpansion training = new(One(k, theta, 0.2, theta1, covariance, 0.5, first, third, second), [y]);
        foreach (TrainedOutput output in training.Flow([0.1, 1, 3, 12]))
        {
            double t = output.Time;
            double decay = Math.Exp(-theta * t);
            double j1 = (t - ((1 - decay) / theta)) / theta;
            double j2 = (t - (2 * (1 - decay) / theta) + ((1 - (decay * decay)) / (2 * theta))) / (2 * theta * theta);
            double expected = -y * decay * ((-theta1 * t) + (covariance * t * t / 2) + (4 * first * j1) - (2 * (third + (2 * second)) * ((3 * k) + (y * y)) * j2));
            Assert.Equal(y * (1 - decay), output.Mean, 1e-13);
            Assert.Equal(expected, output.MeanCorrection, 1e-11);
        }
    }

    /// <summary>Kernels that differ between networks and stay as they are: exp(-H t) averaged over H with drawn signs, exactly.</summary>
    [Fact]
    public void FixedRandomKernels_HaveTheMomentsOfTheirExponentials()
    {
        // H = Theta ± X/sqrt(n), and z such that E[dH_ab z_c z_d] = W_ab C_cd.
        double[,] theta = { { 1.4, 0.3, 0.5 }, { 0.3, 0.9, 0.4 }, { 0.5, 0.4, 1.1 } };
        double[,] k = { { 1, 0.2, 0.3 }, { 0.2, 0.7, 0.1 }, { 0.3, 0.1, 0.8 } };
        double[,] x = { { 0.5, 0.2, -0.1 }, { 0.2, -0.4, 0.3 }, { -0.1, 0.3, 0.2 } };
        double[,] c = { { 0.3, 0.1, 0.2 }, { 0.1, 0.2, 0 }, { 0.2, 0, 0.1 } };
        double[] targets = [0.6, -1.1];
        double[,] zero = new double[3, 3];
        OutputTensors tensors = new()
        {
            Points = 3,
            K = k,
            Theta = theta,
            G1 = zero,
            Theta1 = zero,
            Covariance = OutputTensors.Of(3, (a, b, e, f) => x[a, b] * x[e, f]),
            WithSquares = OutputTensors.Of(3, (a, b, e, f) => x[a, b] * c[e, f]),
            First = new double[3, 3, 3, 3],
            Third = new double[3, 3, 3, 3],
            Second = new double[3, 3, 3, 3],
        };
        const double Time = 1.7;
        (double Mean, double Variance) Exact(double inverse)
        {
            // Two equally likely networks, H = Theta ± delta X with covariances K ± delta C, delta = n^(-1/2).
            double delta = Math.Sqrt(inverse);
            (double mean, double square) = (0, 0);
            foreach (int sign in (int[])[-1, 1])
            {
                double[,] h = Sum(theta, x, sign * delta);
                double[] response = Response(h, Time);
                double own = (response[0] * targets[0]) + (response[1] * targets[1]);
                double[,] s = Sum(k, c, sign * delta);
                double variance = s[2, 2] - (2 * ((response[0] * s[0, 2]) + (response[1] * s[1, 2])))
                    + (response[0] * response[0] * s[0, 0]) + (2 * response[0] * response[1] * s[0, 1]) + (response[1] * response[1] * s[1, 1]);
                (mean, square) = (mean + (own / 2), square + (((own * own) + variance) / 2));
            }

            return (mean, square - (mean * mean));
        }

        TrainedOutput output = new TrainingExpansion(tensors, targets).Flow([Time]).Single(o => o.Point == 2);
        (double mean, double variance) = Exact(0);
        Assert.Equal(mean, output.Mean, 1e-12);
        Assert.Equal(variance, output.Variance, 1e-12);

        // The derivative in 1/n at 0, by extrapolation of differences.
        double Slope(Func<(double Mean, double Variance), double> of) => ((4 * (of(Exact(1e-4)) - of(Exact(0))) / 1e-4) - ((of(Exact(4e-4)) - of(Exact(0))) / 4e-4)) / 3;
        Assert.Equal(Slope(e => e.Mean), output.MeanCorrection, 1e-7);
        Assert.Equal(Slope(e => e.Variance), output.VarianceCorrection, 1e-7);
    }

    /// <summary>Steps of descent become the flow as they get shorter, with an error proportional to the step.</summary>
    [Fact]
    public void Descent_TendsToTheFlow()
    {
        TrainingExpansion training = new(Random(3), [0.5, -0.8]);
        IReadOnlyList<TrainedOutput> flow = training.Flow([2]);
        IReadOnlyList<TrainedOutput> Steps(int count) => training.Descent([count], 2.0 / count);
        (IReadOnlyList<TrainedOutput> one, IReadOnlyList<TrainedOutput> two, IReadOnlyList<TrainedOutput> four) = (Steps(400), Steps(800), Steps(1600));
        for (int i = 0; i < flow.Count; i++)
        {
            foreach (Func<TrainedOutput, double> of in (Func<TrainedOutput, double>[])[o => o.Mean, o => o.Variance, o => o.MeanCorrection, o => o.VarianceCorrection])
            {
                double once = (2 * of(two[i])) - of(one[i]);
                double again = (2 * of(four[i])) - of(two[i]);
                Assert.Equal(of(flow[i]), ((4 * again) - once) / 3, 1e-6);
            }
        }
    }

    /// <summary>One parameter, z = z(0) + c1 u + eps c3 u^3/6: its third differential is eps c1^3 c3, and steps of descent can be written out.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void DescentInOneParameter_IsExactToFirstOrder(int steps)
    {
        (double c1, double c3, double k, double y, double eta) = (1.2, -0.9, 0.5, 0.4, 0.3);
        double Mean(double eps)
        {
            // Three nodes for the normal z(0), as the mean is a cubic function of it to first order.
            double sum = 0;
            foreach ((double node, double weight) in ((double, double)[])[(-Math.Sqrt(3), 1.0 / 6), (0, 2.0 / 3), (Math.Sqrt(3), 1.0 / 6)])
            {
                double u = 0;
                double Output() => (Math.Sqrt(k) * node) + (c1 * u) + (eps * c3 * u * u * u / 6);
                for (int step = 0; step < steps; step++)
                {
                    u -= eta * (Output() - y) * (c1 + (eps * c3 * u * u / 2));
                }

                sum += weight * Output();
            }

            return sum;
        }

        TrainedOutput output = new TrainingExpansion(One(k, c1 * c1, 0, 0, 0, 0, 0, c1 * c1 * c1 * c3, 0), [y]).Descent([steps], eta).Single();
        Assert.Equal(Mean(0), output.Mean, 1e-14);
        Assert.Equal((Mean(1e-5) - Mean(-1e-5)) / 2e-5, output.MeanCorrection, 1e-8);
    }

    [Fact]
    public void TestPointsThatAreTrainingPoints_AgreeWithThem()
    {
        // Point 2 is point 0 again.
        OutputTensors tensors = Random(2).Select([0, 1, 0]);
        IReadOnlyList<TrainedOutput> outputs = new TrainingExpansion(tensors, [0.5, -0.8]).Flow([0.4, 5]);
        foreach (IGrouping<double, TrainedOutput> at in outputs.GroupBy(o => o.Time))
        {
            TrainedOutput[] o = [.. at];
            Assert.Equal(o[0].Mean, o[2].Mean, 1e-12);
            Assert.Equal(o[0].Variance, o[2].Variance, 1e-12);
            Assert.Equal(o[0].MeanCorrection, o[2].MeanCorrection, 1e-10);
            Assert.Equal(o[0].VarianceCorrection, o[2].VarianceCorrection, 1e-10);
        }
    }

    [Fact]
    public void BadTimesAndSteps_AreRefused()
    {
        TrainingExpansion training = new(Random(2), [0.5, -0.8]);
        void Refused(string says, Action action) => Assert.Contains(says, Assert.Throws<UserInputException>(action).Message, StringComparison.Ordinal);
        Refused("at least 0", () => training.Flow([-1]));
        Refused("can be followed", () => training.Flow([1e9]));
        Refused("diverges", () => training.Descent([3], 100));
        Refused("number of steps", () => training.Descent([-3], 0.1));
    }

    private static OutputTensors One(double k, double theta, double g1, double theta1, double covariance, double squares, double first, double third, double second)
    {
        double[,] Two(double x) => new[,] { { x } };
        double[,,,] Four(double x) => OutputTensors.Of(1, (_, _, _, _) => x);
        return new OutputTensors
        {
            Points = 1,
            K = Two(k),
            Theta = Two(theta),
            G1 = Two(g1),
            Theta1 = Two(theta1),
            Covariance = Four(covariance),
            WithSquares = Four(squares),
            First = Four(first),
            Third = Four(third),
            Second = Four(second),
        };
    }

    /// <summary>Tensors with their symmetries, of made-up numbers: products of a few vectors.</summary>
    private static OutputTensors Random(int n)
    {
        double V(int which, int a) => Math.Sin((1.7 * which) + (2.3 * a) + 0.4) / 2;
        double[,] Two(int which, double diagonal)
        {
            double[,] x = new double[n, n];
            for (int a = 0; a < n; a++)
            {
                for (int b = 0; b < n; b++)
                {
                    x[a, b] = (V(which, a) * V(which, b)) + (a == b ? diagonal : 0);
                }
            }

            return x;
        }

        return new OutputTensors
        {
            Points = n,
            K = Two(1, 0.7),
            Theta = Two(2, 1),
            G1 = Two(3, 0),
            Theta1 = Two(4, 0.1),
            Covariance = OutputTensors.Of(n, (a, b, c, d) => (V(5, a) * V(5, b) * V(5, c) * V(5, d)) + (a == b && c == d ? 0.3 : 0)),
            WithSquares = OutputTensors.Of(n, (a, b, c, d) => V(6, a) * V(6, b) * V(7, c) * V(7, d)),
            First = OutputTensors.Of(n, (a, b, c, d) => V(8, a) * V(9, b) * V(9, c) * V(10, d)),
            Third = OutputTensors.Of(n, (a, b, c, d) => V(11, a) * V(12, b) * V(12, c) * V(12, d)),
            Second = OutputTensors.Of(n, (a, b, c, d) => (V(13, a) * V(13, b) * V(14, c) * V(14, d)) + (V(13, a) * V(14, c) * V(13, b) * V(14, d))),
        };
    }

    private static double[,] Sum(double[,] a, double[,] b, double factor)
    {
        double[,] c = new double[3, 3];
        for (int i = 0; i < 9; i++)
        {
            c[i / 3, i % 3] = a[i / 3, i % 3] + (factor * b[i / 3, i % 3]);
        }

        return c;
    }

    /// <summary>Theta_* Theta^-1 (1 - exp(-Theta t)) of two training points, by the eigenvalues of a 2 x 2 matrix.</summary>
    private static double[] Response(double[,] h, double time)
    {
        (double a, double b, double d) = (h[0, 0], h[0, 1], h[1, 1]);
        double centre = (a + d) / 2;
        double radius = Math.Sqrt((((a - d) / 2) * ((a - d) / 2)) + (b * b));
        (double up, double down) = ((1 - Math.Exp(-(centre + radius) * time)) / (centre + radius), (1 - Math.Exp(-(centre - radius) * time)) / (centre - radius));

        // f(H) = (up + down)/2 + (up - down)/2 (H - centre)/radius.
        (double mean, double half) = ((up + down) / 2, (up - down) / 2 / radius);
        double[,] f = { { mean + (half * (a - centre)), half * b }, { half * b, mean + (half * (d - centre)) } };
        return [(h[2, 0] * f[0, 0]) + (h[2, 1] * f[1, 0]), (h[2, 0] * f[0, 1]) + (h[2, 1] * f[1, 1])];
    }
}
