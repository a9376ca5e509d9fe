namespace Theory.Numerics.Tests.TangentKernel;

/// <summary>A network with drawn weights, its gradients by backpropagation, and derivatives along directions by differences: all that the tensors are means of.</summary>
/// <remarks>It shares nothing with the recursions, not even the passage of the tangent kernel through a layer.</remarks>
internal sealed class SampledNetwork
{
    private readonly Func<double, double> _s;
    private readonly Func<double, double> _slope;
    private readonly double[][] _inputs;
    private readonly int[] _widths;
    private readonly double[] _rates;

    /// <summary>Draws a network of widths n_0 … n_L.</summary>
    public SampledNetwork(
        Func<double, double> s, Func<double, double> slope, double[][] inputs, int[] widths, double cb, double cw, double lambdaB, double lambdaW, Random random)
    {
        (_s, _slope, _inputs, _widths) = (s, slope, inputs, widths);
        List<double> parameters = [];
        List<double> rates = [];
        for (int l = 1; l < widths.Length; l++)
        {
            for (int i = 0; i < widths[l]; i++)
            {
                parameters.Add(Math.Sqrt(cb) * Normal(random));
                rates.Add(lambdaB);
                for (int j = 0; j < widths[l - 1]; j++)
                {
                    parameters.Add(Math.Sqrt(cw / widths[l - 1]) * Normal(random));
                    rates.Add(lambdaW / widths[l - 1]);
                }
            }
        }

        (Parameters, _rates) = ([.. parameters], [.. rates]);
    }

    /// <summary>Biases and weights, layer by layer, neuron by neuron.</summary>
    public double[] Parameters { get; }

    /// <summary>Output i at input a, and its gradient.</summary>
    public (double Value, double[] Gradient) Output(double[] parameters, int i, int a)
    {
        int layers = _widths.Length - 1;
        double[][] z = new double[layers + 1][];
        double[][] x = new double[layers + 1][];
        int[] starts = new int[layers + 1];
        x[0] = _inputs[a];
        int at = 0;
        for (int l = 1; l <= layers; l++)
        {
            starts[l] = at;
            z[l] = new double[_widths[l]];
            for (int k = 0; k < _widths[l]; k++)
            {
                double sum = parameters[at++];
                for (int j = 0; j < _widths[l - 1]; j++)
                {
                    sum += parameters[at++] * x[l - 1][j];
                }

                z[l][k] = sum;
            }

            x[l] = Array.ConvertAll(z[l], u => _s(u));
        }

        double[] gradient = new double[parameters.Length];
        double[] delta = new double[_widths[layers]];
        delta[i] = 1;
        for (int l = layers; l >= 1; l--)
        {
            double[] back = new double[_widths[l - 1]];
            int p = starts[l];
            for (int k = 0; k < _widths[l]; k++)
            {
                gradient[p++] = delta[k];
                for (int j = 0; j < _widths[l - 1]; j++)
                {
                    gradient[p] = delta[k] * x[l - 1][j];
                    back[j] += delta[k] * parameters[p++];
                }
            }

            for (int j = 0; l > 1 && j < back.Length; j++)
            {
                back[j] *= _slope(z[l - 1][j]);
            }

            delta = back;
        }

        return (z[layers][i], gradient);
    }

    /// <summary>A gradient with every component times its learning rate.</summary>
    public double[] Rated(double[] gradient) => Combined(gradient, _rates, (g, rate) => g * rate);

    /// <summary>The Hessian of output i at input a times a vector, by central differences.</summary>
    public double[] HessianTimes(int i, int a, double[] direction)
    {
        const double Step = 1e-3;
        double[] up = Output(Moved(Step, direction), i, a).Gradient;
        double[] down = Output(Moved(-Step, direction), i, a).Gradient;
        return Combined(up, down, (u, d) => (u - d) / (2 * Step));
    }

    /// <summary>The second derivative of the gradient of output i at input a along two directions, by central differences.</summary>
    public double[] SecondOfGradient(int i, int a, double[] one, double[] two)
    {
        const double Step = 3e-3;
        double[] Along(double[] direction) => Combined(At(Step, direction), At(-Step, direction), (up, down) => up + down);
        double[] At(double step, double[] direction) => Output(Moved(step, direction), i, a).Gradient;
        double[] sum = Along(Combined(one, two, (x, y) => x + y));
        double[] difference = Along(Combined(one, two, (x, y) => x - y));
        return Combined(sum, difference, (s, d) => (s - d) / (4 * Step * Step));
    }

    /// <summary>x . y.</summary>
    public static double Dot(double[] x, double[] y)
    {
        double sum = 0;
        for (int p = 0; p < x.Length; p++)
        {
            sum += x[p] * y[p];
        }

        return sum;
    }

    private double[] Moved(double step, double[] direction) => Combined(Parameters, direction, (p, d) => p + (step * d));

    private static double[] Combined(double[] x, double[] y, Func<double, double, double> f)
    {
        double[] values = new double[x.Length];
        for (int p = 0; p < values.Length; p++)
        {
            values[p] = f(x[p], y[p]);
        }

        return values;
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
