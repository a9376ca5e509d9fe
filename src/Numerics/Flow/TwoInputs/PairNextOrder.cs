using Theory.Networks;
using Theory.Numerics.Evaluation;

namespace Theory.Numerics.Flow.TwoInputs;

/// <summary>How large the order after 1/n is in the mean metric of two inputs, G_12.</summary>
/// <remarks>
/// K_12 of the next layer is a function F of the fluctuating elements 11, 22, 12. To order 1/n their covariance S = V/n adds S_ab F_ab/2, which the flow knows; of the next order
/// this is S_ab S_cd F_abcd/8, the part of normal fluctuations, as if F varied in one direction, that of its gradient p: F''''(d)/8, d = S p/sqrt(p S p). It counts where F
/// varies fast with the distance of the inputs, as for cos(bz), whatever C_b adds to the kernel.
/// </remarks>
public static class PairNextOrder
{
    /// <summary>Steps of differences, over the deviation.</summary>
    private const double Step = 0.5;

    /// <summary>Steps are halved until the correlation moves by no more than this part of its distance from 1, up to so many times.</summary>
    private const double LargestPart = 0.2;
    private const int MostHalvings = 5;

    /// <summary>Steps of the gradient, over the kernel.</summary>
    private const double Small = 1e-4;

    /// <summary>Estimates by layer, from 1, of the order 1/n^2 of E[Ghat_12], n the width before the layer; 0 where nothing fluctuates before, NaN where F has no value there.</summary>
    /// <param name="evaluators">The network with its activations.</param>
    /// <param name="layers">The flow of the two inputs.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public static IReadOnlyList<double> Of(NetworkEvaluator evaluators, IReadOnlyList<TwoInputLayer> layers, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(evaluators);
        ArgumentNullException.ThrowIfNull(layers);
        Network network = evaluators.Network;
        double[] sizes = new double[layers.Count];
        for (int i = 1; i < layers.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            TwoInputLayer before = layers[i - 1];
            if (before.Layer > 1)
            {
                TwoInputEvaluator pairs = evaluators.PairsAt(before.Layer);
                double cw = network[layers[i].Layer].Cw;
                (double slope, double source) = before.Vertex is PairVertex v
                    ? Derivatives(new Elements(before.K11, before.K22, before.K12), v, network.WidthBefore(before.Layer), x => Moment(pairs, x))
                    : (double.NaN, double.NaN);
                sizes[i] = (cw * Math.Abs(slope) * sizes[i - 1]) + (cw * Math.Abs(source));
            }
        }

        return sizes;
    }

    /// <summary>&lt;s_1 s_2&gt; and &lt;s'_1 s'_2&gt;.</summary>
    private static (double Value, double Slope) Moment(TwoInputEvaluator pairs, Elements k) =>
        pairs.Evaluate(k.First, k.Second, k.Rho) is { Missing: null } values ? (values.KernelProduct.Value, values.DerivativeProduct.Value) : (double.NaN, double.NaN);

    /// <summary>dF/dK_12 and F''''(d)/8.</summary>
    private static (double Slope, double Source) Derivatives(Elements at, PairVertex v, double width, Func<Elements, (double Value, double Slope)> f)
    {
        (double centre, double slope) = f(at);
        (double first, double second) = (Small * at.First, Small * at.Second);
        Elements gradient = new((f(at with { First = at.First + first }).Value - centre) / first, (f(at with { Second = at.Second + second }).Value - centre) / second, slope);
        Elements spread = new(
            ((v.V1111 * gradient.First) + (v.V1122 * gradient.Second) + (v.V1112 * gradient.Mixed)) / width,
            ((v.V1122 * gradient.First) + (v.V2222 * gradient.Second) + (v.V1222 * gradient.Mixed)) / width,
            ((v.V1112 * gradient.First) + (v.V1222 * gradient.Second) + (v.V1212 * gradient.Mixed)) / width);
        double variance = (spread.First * gradient.First) + (spread.Second * gradient.Second) + (spread.Mixed * gradient.Mixed);
        if (double.IsNaN(variance) || !(variance > 0))
        {
            return (slope, double.IsNaN(variance) ? double.NaN : 0);
        }

        Elements direction = spread.Times(1 / Math.Sqrt(variance));
        double length = Step;
        for (int i = 0; i <= MostHalvings; i++, length /= 2)
        {
            Elements step = direction.Times(length);
            if (IsShort(at, step) && IsShort(at, step.Times(-1)))
            {
                double Value(int n) => f(at.Plus(step.Times(n))).Value;
                return (slope, (Value(2) + Value(-2) - (4 * (Value(1) + Value(-1))) + (6 * centre)) / Math.Pow(length, 4) / 8);
            }
        }

        // What leaves kernel matrices so soon are inputs close to each other, which vary together as either does alone.
        return (slope, 0);
    }

    private static bool IsShort(Elements at, Elements step)
    {
        Elements moved = at.Plus(step.Times(2));
        return moved.First > 0.1 * at.First && moved.Second > 0.1 * at.Second && Math.Abs(moved.Rho - at.Rho) <= LargestPart * (1 - Math.Abs(at.Rho));
    }

    /// <summary>Elements 11, 22, 12.</summary>
    private readonly record struct Elements(double First, double Second, double Mixed)
    {
        public double Rho => Mixed / Math.Sqrt(First) / Math.Sqrt(Second);

        public Elements Plus(Elements other) => new(First + other.First, Second + other.Second, Mixed + other.Mixed);

        public Elements Times(double factor) => new(factor * First, factor * Second, factor * Mixed);
    }
}
