using System.Numerics.Tensors;
using Theory.Activations;
using Theory.Expectations;
using Theory.Networks;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Kernels;

namespace Theory.Numerics.Architectures;

/// <summary>How layers change kernel and tangent kernel of a data set.</summary>
internal sealed class KernelEvaluator(ParallelOptions parallel)
{
    private const int Chunk = 4096;

    private readonly Dictionary<Activation, ITwoInputKernel> _kernels = [];
    private readonly Dictionary<Activation, ExpectationEvaluator> _expectations = [];
    private readonly SortedSet<string> _methods = [];
    private readonly Dictionary<(string Activation, double Variance), EqualVarianceTable?> _tables = [];

    /// <summary>How the expectations were computed, in a few words.</summary>
    public string Method => _methods.Count == 0 ? "closed form" : string.Join("; ", _methods);

    /// <summary>The signal behind a sequence.</summary>
    public KernelState Apply(LayerSequence sequence, KernelState state) => sequence.Layers.Aggregate(state, (s, layer) => Apply(layer, s));

    /// <summary>The signal behind a layer.</summary>
    /// <exception cref="UserInputException">The layer does not take such a signal, or an expectation has no value.</exception>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public KernelState Apply(Layer layer, KernelState state)
    {
        parallel.CancellationToken.ThrowIfCancellationRequested();
        KernelState next = layer switch
        {
            Linear linear => Gaussian(state, Affine(linear.Cb, linear.Cw, state.K), Weighed(linear, state.K, state.Theta), state.Layout),
            Elementwise activation => Activate(activation, state),
            Scaling scaling => Scale(state, scaling.Factor),
            Residual residual => Add(residual, [
                Weighted(residual.Projection is LayerSequence p ? Apply(p, state) : state, residual.Alpha),
                Weighted(Apply(residual.Body, state), residual.Beta)]),
            Branches branches => Combine(branches, state),
            Normalisation norm => Normalise(norm, state),
            Dropout dropout => Drop(dropout, state),
            Repetition repetition => Enumerable.Repeat(repetition.Body, repetition.Count).Aggregate(state, (s, body) => Apply(body, s)),
            Flatten => PositionSteps.Flatten(state),
            Convolution convolution => PositionSteps.Convolve(convolution, state, parallel),
            Pooling pooling => PositionSteps.Pool(pooling, state, parallel),
            _ => throw layer.Refused("this layer is not followed here"),
        };
        next = next with { Shape = layer is Repetition ? next.Shape : Architecture.ShapeAfter(layer, state.Shape) };
        return AreFinite(next.K) && (next.Theta is null || AreFinite(next.Theta)) ? next
            : throw layer.Refused("a kernel exceeds 1.8e308 here; use fewer layers, a smaller C_W or smaller inputs");
    }

    /// <summary>constant + factor values.</summary>
    internal static double[] Affine(double constant, double factor, double[] values)
    {
        double[] result = GC.AllocateUninitializedArray<double>(values.Length);
        TensorPrimitives.Multiply(values, factor, result);
        TensorPrimitives.Add(result, constant, result);
        return result;
    }

    /// <summary>lambda_b + lambda_W K + C_W Theta.</summary>
    internal static double[]? Weighed(Linear layer, double[] k, double[]? theta)
    {
        if (theta is null)
        {
            return null;
        }

        double[] result = Affine(layer.LambdaB, layer.LambdaW, k);
        if (Array.Exists(theta, v => v != 0))
        {
            TensorPrimitives.MultiplyAdd<double>(theta, layer.Cw, result, result);
        }

        return result;
    }

    /// <summary>Behind weights.</summary>
    internal static KernelState Gaussian(KernelState state, double[] k, double[]? theta, SiteLayout layout) => state with
    {
        K = k,
        Theta = theta,
        Layout = layout,
        Means = null,
        IsUniform = true,
        NotGaussianBecause = null,
    };

    private KernelState Activate(Elementwise layer, KernelState state)
    {
        if (state.NotGaussianBecause is string reason)
        {
            throw layer.Refused($"the activation {layer.Activation} needs a Gaussian signal, and this one is not: {reason}; put linear before it");
        }

        ITwoInputKernel kernel = Find(_kernels, layer.Activation, TwoInputKernels.For);
        double[] variances = state.Variances();
        double[] correlations = Correlations(state, variances);
        double[] values = GC.AllocateUninitializedArray<double>(state.K.Length);
        double[] derivatives = GC.AllocateUninitializedArray<double>(state.K.Length);
        try
        {
            if (TableOf(layer.Activation, kernel, variances, correlations.Length) is EqualVarianceTable table)
            {
                table.Evaluate(correlations, values, derivatives, parallel);
            }
            else
            {
                kernel.Evaluate(new PairBatch(variances, state.Layout.First, state.Layout.Second, correlations), values, derivatives, parallel);
            }
        }
        catch (UserInputException error) when (error.Input is null)
        {
            throw layer.Refused(error.Message);
        }

        _methods.Add(kernel.Method);
        double[]? theta = state.Theta;
        if (theta is not null && Array.Exists(theta, t => t != 0))
        {
            theta = kernel.HasDerivative ? Product(theta, derivatives) : null;
        }

        return state with
        {
            K = values,
            Theta = theta,
            Means = new Lazy<double[]>(() => MeansOf(layer, variances)),
            NotGaussianBecause = $"it comes from the activation {layer.Activation}",
        };
    }

    /// <summary>A table where all variances are equal, as behind a norm; null where there is none, or a closed form does without.</summary>
    private EqualVarianceTable? TableOf(Activation activation, ITwoInputKernel kernel, double[] variances, int pairs)
    {
        double variance = variances[0];
        if (pairs < EqualVarianceTable.WorthMaking || kernel is ElementwiseKernel || !(variance > 0) || Array.Exists(variances, v => v != variance))
        {
            return null;
        }

        if (!_tables.TryGetValue((activation.Name, variance), out EqualVarianceTable? table))
        {
            _tables[(activation.Name, variance)] = table = EqualVarianceTable.TryCreate(activation, variance, parallel);
        }

        return table;
    }

    private double[] MeansOf(Elementwise layer, double[] variances)
    {
        ExpectationEvaluator evaluator = Find(_expectations, layer.Activation, a => new ExpectationEvaluator(a));
        double atZero = evaluator.Function.ValueAt(0);
        Dictionary<double, double> known = variances.Where(v => v > 0).Distinct().ToDictionary(v => v, v => evaluator.Evaluate(Quantity.Mean, v).OrThrow().Value);
        return Array.ConvertAll(variances, v => v > 0 ? known[v] : atZero);
    }

    private static T Find<T>(Dictionary<Activation, T> known, Activation activation, Func<Activation, T> make)
        where T : class
    {
        if (!known.TryGetValue(activation, out T? value))
        {
            known[activation] = value = known.FirstOrDefault(k => k.Key.Definition == activation.Definition).Value ?? make(activation);
        }

        return value;
    }

    private static KernelState Scale(KernelState state, double factor) => state with
    {
        K = Affine(0, factor * factor, state.K),
        Theta = state.Theta is double[] theta ? Affine(0, factor * factor, theta) : null,
        Means = state.Means is Lazy<double[]> means ? new(() => Affine(0, factor, means.Value)) : null,
    };

    /// <summary>A branch times a number, which may be 0.</summary>
    private static KernelState Weighted(KernelState state, double factor) => factor == 1 ? state
        : factor != 0 ? Scale(state, factor)
        : state with { K = new double[state.K.Length], Theta = new double[state.K.Length], Means = null, IsUniform = true, NotGaussianBecause = null };

    private KernelState Combine(Branches branches, KernelState state)
    {
        KernelState[] states = [.. branches.Sequences.Select(s => Apply(s, state))];
        return branches.Combination switch
        {
            BranchCombination.Sum => Add(branches, states),
            BranchCombination.Product => Multiply(branches, states, branches.Name ?? "product"),
            _ => Concatenate(states),
        };
    }

    /// <summary>y_1 + y_2 + …, independent of each other: the mean products have the products of the means besides.</summary>
    private static KernelState Add(Layer layer, KernelState[] states)
    {
        KernelState[] withMeans = [.. states.Where(s => s.Means is not null)];
        if (withMeans.Length > 1 && Array.Exists(withMeans, s => !s.IsUniform))
        {
            throw layer.Refused("what is concatenated has no single mean, and cannot be added to a signal with a mean; put linear behind concat");
        }

        SiteLayout layout = states[0].Layout;
        double[] k = Sum(states.Select(s => s.K));
        if (withMeans.Length > 1)
        {
            double[] total = Sum(withMeans.Select(s => s.Means!.Value));
            for (int e = 0; e < k.Length; e++)
            {
                (int i, int j) = (layout.First[e], layout.Second[e]);
                double own = 0;
                foreach (KernelState state in withMeans)
                {
                    own += state.Means!.Value[i] * state.Means.Value[j];
                }

                k[e] += (total[i] * total[j]) - own;
            }
        }

        return states[0] with
        {
            K = k,
            Theta = Array.TrueForAll(states, s => s.Theta is not null) ? Sum(states.Select(s => s.Theta!)) : null,
            Means = withMeans.Length == 0 ? null : new Lazy<double[]>(() => Sum(withMeans.Select(s => s.Means!.Value))),
            IsUniform = Array.TrueForAll(states, s => s.IsUniform),
            NotGaussianBecause = states.Select(s => s.NotGaussianBecause).FirstOrDefault(r => r is not null),
        };
    }

    /// <summary>y_1 y_2 …, independent of each other.</summary>
    private static KernelState Multiply(Layer layer, KernelState[] states, string name)
    {
        if (Array.Exists(states, s => !s.IsUniform))
        {
            throw layer.Refused("what is concatenated cannot be multiplied neuron by neuron here; put linear behind concat");
        }

        double[] k = states[0].K;
        double[]? theta = states[0].Theta;
        foreach (KernelState state in states.Skip(1))
        {
            double[] before = k;
            theta = theta is null || state.Theta is null ? null : Sum([Product(theta, state.K), Product(before, state.Theta)]);
            k = Product(before, state.K);
        }

        return states[0] with
        {
            K = k,
            Theta = theta,
            Means = Array.TrueForAll(states, s => s.Means is not null) ? new Lazy<double[]>(() => states.Select(s => s.Means!.Value).Aggregate(Product)) : null,
            NotGaussianBecause = $"it is a product ({name})",
        };
    }

    /// <summary>Neurons beside each other: averages, by width.</summary>
    private static KernelState Concatenate(KernelState[] states)
    {
        double[] weights = BranchWeights.Of(states.Select(s => s.Shape));
        double[] Average(IEnumerable<double[]> values) => Sum(values.Select((v, i) => Affine(0, weights[i], v)));
        return states[0] with
        {
            K = Average(states.Select(s => s.K)),
            Theta = Array.TrueForAll(states, s => s.Theta is not null) ? Average(states.Select(s => s.Theta!)) : null,
            Means = Array.TrueForAll(states, s => s.Means is null) ? null
                : new Lazy<double[]>(() => Average(states.Select(s => s.Means?.Value ?? new double[s.Layout.Sites]))),
            IsUniform = false,
            NotGaussianBecause = "neurons that are concatenated have different variances",
        };
    }

    private KernelState Normalise(Normalisation norm, KernelState state)
    {
        SiteLayout layout = state.Layout;
        double[] k = state.K;
        bool centred = norm.Kind == NormalisationKind.Layer;
        double[]? means = state.Means?.Value;
        if (centred && means is not null)
        {
            double[] about = GC.AllocateUninitializedArray<double>(k.Length);
            OverChunks(about.Length, (start, end) =>
            {
                for (int e = start; e < end; e++)
                {
                    about[e] = state.K[e] - (means[layout.First[e]] * means[layout.Second[e]]);
                }
            });
            k = about;
        }

        double[] deviations = [.. (state with { K = k }).Variances().Select(Math.Sqrt)];
        if (!Array.TrueForAll(deviations, d => d > 0))
        {
            throw norm.Refused("the norm of a signal of 0 does not exist, and an input has it here; use biases, or leave out inputs of 0");
        }

        double[] normalised = GC.AllocateUninitializedArray<double>(k.Length);
        double[]? theta = state.Theta is null ? null : GC.AllocateUninitializedArray<double>(k.Length);
        double[] inverses = Array.ConvertAll(deviations, d => 1 / d);
        OverChunks(k.Length, (start, end) =>
        {
            for (int e = start; e < end; e++)
            {
                (int i, int j) = (layout.First[e], layout.Second[e]);
                double scale = inverses[i] * inverses[j];
                normalised[e] = i == j ? 1 : Math.Clamp(k[e] * scale, -1, 1);
                if (theta is not null)
                {
                    theta[e] = state.Theta![e] * scale;
                }
            }
        });
        return state with
        {
            K = normalised,
            Theta = theta,
            Means = centred || means is null ? null : new Lazy<double[]>(() => [.. means.Zip(deviations, (m, d) => m / d)]),
        };
    }

    /// <summary>Every site has a draw of its own.</summary>
    private static KernelState Drop(Dropout dropout, KernelState state)
    {
        if (dropout.Keep == 1)
        {
            return state;
        }

        double[]? Dropped(double[]? values) => values is null ? null
            : [.. values.Select((v, e) => state.Layout.First[e] == state.Layout.Second[e] ? v / dropout.Keep : v)];
        return state with { K = Dropped(state.K)!, Theta = Dropped(state.Theta), NotGaussianBecause = "dropout has set some of its neurons to 0" };
    }

    private double[] Correlations(KernelState state, double[] variances)
    {
        double[] deviations = Array.ConvertAll(variances, Math.Sqrt);
        double[] result = GC.AllocateUninitializedArray<double>(state.K.Length);
        SiteLayout layout = state.Layout;
        int positions = layout.Positions;
        if (positions > 1 && !layout.HasAllPairs)
        {
            ParallelLoop.For(result.Length / positions, parallel, pair =>
            {
                int e = pair * positions;
                Range a = layout.First[e]..(layout.First[e] + positions);
                Range b = layout.Second[e]..(layout.Second[e] + positions);
                PairCorrelations.OfMany(
                    state.K.AsSpan(e, positions), variances.AsSpan()[a], deviations.AsSpan()[a], variances.AsSpan()[b], deviations.AsSpan()[b], result.AsSpan(e, positions));
            });
            return result;
        }

        ParallelLoop.For(layout.Sites, parallel, a =>
        {
            int start = layout.IndexOf(a, a);
            int count = layout.Sites - a;
            PairCorrelations.OfOne(
                state.K.AsSpan(start, count), variances[a], deviations[a], variances.AsSpan(a), deviations.AsSpan(a), result.AsSpan(start, count));
        });
        return result;
    }

    private void OverChunks(int count, Action<int, int> body) =>
        ParallelLoop.For((count + Chunk - 1) / Chunk, parallel, chunk => body(chunk * Chunk, Math.Min(count, (chunk + 1) * Chunk)));

    private static bool AreFinite(double[] values) => double.IsFinite(TensorPrimitives.MaxMagnitude<double>(values));

    private static double[] Product(double[] a, double[] b)
    {
        double[] result = GC.AllocateUninitializedArray<double>(a.Length);
        TensorPrimitives.Multiply<double>(a, b, result);
        return result;
    }

    private static double[] Sum(IEnumerable<double[]> arrays) => arrays.Aggregate((a, b) =>
    {
        double[] result = GC.AllocateUninitializedArray<double>(a.Length);
        TensorPrimitives.Add<double>(a, b, result);
        return result;
    });
}
