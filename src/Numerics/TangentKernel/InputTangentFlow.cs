using System.Globalization;
using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.Compilation.Vectors;
using Theory.Numerics.Flow;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.TangentKernel;

/// <summary>The flow of the tangent kernel and of its tensors of order 1/n through the layers, at several inputs.</summary>
/// <remarks>
/// Two inputs are exact: all expectations are sums over one plane. With more, expectations of three and four different inputs are sums over grids for up to five
/// inputs of an analytic activation, and else estimated by quasi-Monte Carlo, with an error (<see cref="InputTangentLayer.SourceError"/>). Where s' jumps, s'' holds delta functions:
/// those numbers of R to U that hold a square of one, of a single input, do not exist and are NaN; all others, and P and Q, are what every way to smooth s tends to.
/// </remarks>
public static class InputTangentFlow
{
    /// <summary>The largest number of inputs.</summary>
    public const int MaximumInputs = 12;

    /// <summary>Iterates the recursions from layer 1, where all tensors are 0, to layer L.</summary>
    /// <param name="network">The network with its activations.</param>
    /// <param name="signal">One to twelve inputs.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <exception cref="UserInputException">There are too many inputs, one has no kernel, or the network cannot have such a first layer or is infinitely wide, or its activation jumps.</exception>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public static FlowOutcome<InputTangentLayer> Compute(NetworkEvaluator network, Signal signal, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(signal);
        Network law = network.Network;
        int m = signal.Count;
        if (m > MaximumInputs)
        {
            throw new UserInputException($"the tensors of the tangent kernel are computed for up to {MaximumInputs} inputs, got {m}; use fewer");
        }

        if (Enumerable.Range(1, law.Depth - 1).Select(l => network.At(l)!).FirstOrDefault(e => e.Derivatives.FirstJump == 0)?.Activation is Activation jumps)
        {
            throw new UserInputException($"{jumps.Name} jumps at {jumps.FirstJump}, so that its tangent kernel does not exist; use a continuous activation");
        }

        double[] first = signal.FirstKernel(law);
        double k1 = first[0];
        List<InputTangentLayer> layers = [First(law, first, m)];
        for (int layer = 1; layer < law.Depth; layer++)
        {
            InputExpectations mean = new(network.At(layer)!, layers[^1].K, cancellation);
            if (mean.End is NoValue none)
            {
                return new(layers, KernelFlow.Leaves(layer + 1, law, k1, FlowEndKind.Expectation, none.Reason));
            }

            InputTangentLayer next = Next(law, mean, layers[^1]);
            if (next.K.Cast<double>().Concat(next.Theta.Cast<double>()).Any(x => !double.IsFinite(x)))
            {
                return new(layers, KernelFlow.Leaves(layer + 1, law, k1, FlowEndKind.Overflow, "the kernel exceeds 1.8e308"));
            }

            if (Enumerable.Range(0, m).Any(a => next.K[a, a] <= 0))
            {
                return new(layers, KernelFlow.Leaves(layer + 1, law, k1, FlowEndKind.Underflow, "the kernel underflows to 0"));
            }

            layers.Add(next);
        }

        return new(layers, null);
    }

    private static InputTangentLayer First(Network law, double[] kernel, int m)
    {
        Linear first = law[1];
        double[,] k = new double[m, m];
        double[,] theta = new double[m, m];
        for (int a = 0; a < m; a++)
        {
            if (!(kernel[a * (m + 1)] > 0))
            {
                throw new UserInputException(string.Create(CultureInfo.InvariantCulture, $"K(1) of input {a + 1} is 0, as for an input of zeros without biases; a flow needs a positive K(1)"));
            }

            for (int b = 0; b < m; b++)
            {
                k[a, b] = kernel[(a * m) + b];
                theta[a, b] = first.LambdaB + (first.LambdaW * (k[a, b] - first.Cb) / first.Cw);
            }
        }

        Tensor4 zero = new(m);
        return new InputTangentLayer
        {
            Layer = 1,
            Width = law.WidthBefore(1),
            K = k,
            Theta = theta,
            G1 = new double[m, m],
            Theta1 = new double[m, m],
            V = zero,
            A = zero,
            B = zero,
            D = zero,
            F = zero,
            P = zero,
            Q = zero,
            R = zero,
            S = zero,
            T = zero,
            U = zero,
            Missing = new Dictionary<string, NoValue>(),
        };
    }

    private static InputTangentLayer Next(Network law, InputExpectations mean, InputTangentLayer now)
    {
        bool isKinked = mean.Table.FirstJump == 1;
        InputTangentStep step = new(now, mean, law[now.Layer + 1], (double)law.WidthOf(now.Layer) / law.WidthBefore(now.Layer));
        Dictionary<string, NoValue> missing = new(now.Missing);
        InputTangentLayer next = new()
        {
            Layer = now.Layer + 1,
            Width = law.WidthBefore(now.Layer + 1),
            K = step.Kernel(),
            Theta = step.TangentKernel(),
            V = step.V(),
            A = step.A(),
            B = step.B(),
            D = step.D(),
            F = step.F(),
            Missing = missing,
            SourceError = mean.Error,
        };
        double[,]? g1 = Existing("G1", now.G1, () => step.G1());
        next = next with { G1 = g1, Theta1 = Existing("Theta1", now.Theta1, () => now.G1 is null ? null : step.Theta1()) };
        foreach ((string name, Tensor4 tensor) in ((string, Tensor4)[])[("D", next.D), ("A", next.A)])
        {
            if (!Array.TrueForAll(tensor.Values.ToArray(), double.IsFinite))
            {
                missing.TryAdd(name, mean.Missing ?? Coincident(name, mean.Table));
            }
        }

        Tensor4? p = now.P is null ? null : Checked("P", step.P());
        Tensor4? q = now.Q is null ? null : Checked("Q", step.Q(next.F));
        return next with
        {
            P = p,
            Q = q,
            R = now.R is null || IsLost("R", "P", p) ? null : Checked("R", step.R(p!), (a, b, c, d) => a == b || a == c || a == d),
            S = now.S is null ? null : Checked("S", step.S(next.B), (a, b, _, _) => a == b),
            T = now.T is null || IsLost("T", "Q", q) ? null : Checked("T", step.T(q!, next.F), (a, _, b, _) => a == b),
            U = now.U is null ? null : Checked("U", step.U(), (a, _, b, _) => a == b),
        };

        double[,]? Existing(string name, double[,]? before, Func<double[,]?> value)
        {
            if (before is not null && value() is double[,] matrix && matrix.Cast<double>().All(double.IsFinite))
            {
                return matrix;
            }

            missing.TryAdd(name, mean.Missing ?? Coincident(name, mean.Table));
            return null;
        }

        bool IsLost(string name, string source, Tensor4? value)
        {
            if (value is null)
            {
                missing[name] = missing[source];
            }

            return value is null;
        }

        Tensor4? Checked(string name, Tensor4 value, Func<int, int, int, int, bool>? holdsSquares = null)
        {
            bool isPartial = holdsSquares is not null && (isKinked || missing.ContainsKey(name));
            bool isWhole = true;
            bool isEmpty = true;
            for (int i = 0, m = value.Count; i < value.Values.Length; i++)
            {
                bool isMissing = isPartial && holdsSquares!(i / m / m / m, i / m / m % m, i / m % m, i % m);
                isWhole &= isMissing || double.IsFinite(value.Values[i]);
                isEmpty &= isMissing;
            }

            if (isPartial)
            {
                missing.TryAdd(name, Squares(name, mean.Table));
            }

            if (!isWhole)
            {
                missing[name] = mean.Missing ?? Coincident(name, mean.Table);
            }

            return isWhole && !isEmpty ? value : null;
        }
    }

    private static NoValue Squares(string name, DerivativeTable table)
    {
        string where = string.Join(", ", table.Breakpoints.Select(b => b.ToString("G6", CultureInfo.InvariantCulture)));
        string which = name == "R" ? "the input of the third derivative occurs once more" : "both Hessians are of one input";
        return new NoValue(NoValueKind.Undefined,
            $"s' jumps at z = {where}, so s'' contains a delta function there: {name} holds its square where {which}, and these numbers do not exist");
    }

    private static NoValue Coincident(string name, DerivativeTable table) => new(NoValueKind.Failed, table.IsUnbounded
        ? $"{name} needs derivatives of s that grow without limit towards a kink, and their means were not found"
        : $"{name} needs derivatives beyond the kinks of s, which have no limit as inputs become parallel: two inputs have a correlation of nearly 1 or -1");
}
