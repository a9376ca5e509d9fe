using Theory.Activations;
using Theory.Expectations;
using Theory.Numerics.Compilation;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow.TwoInputs;
using Theory.Numerics.Kernels;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Architectures;

/// <summary>Covariances of s(z)^2 and t(y)^2 of two correlated neurons, beyond what their common variance explains.</summary>
internal sealed class SquareOverlap
{
    // Nodes are as dense as this order needs.
    private const int FirstOrder = 64;

    private readonly Dictionary<Activation, (TwoInputEvaluator Evaluator, SquareSeries Series)> _squares = [];
    private readonly Dictionary<(Activation, double), double> _first = [];
    private readonly Func<Activation, ExpectationEvaluator> _expectations;

    public SquareOverlap(Func<Activation, ExpectationEvaluator> expectations) => _expectations = expectations;

    /// <summary>sum over q other than 0 and 2 of B_2q S_q, S_q those of an activation at K; null with a reason where it has no value.</summary>
    /// <param name="fluctuation">What neurons remember.</param>
    /// <param name="activation">The activation; null for the identity.</param>
    /// <param name="slope">Its g'(K).</param>
    /// <param name="centred">True to leave q = 1 out, as behind a layer norm.</param>
    public (double? Value, string? Reason) Of(GaussianFluctuation fluctuation, Activation? activation, double slope, bool centred)
    {
        if (activation is null || fluctuation.Memories.IsEmpty)
        {
            return (0, null);
        }

        double sum = 0;
        double g = _expectations(activation).Evaluate(Quantity.Kernel, fluctuation.K).Value;
        foreach (NeuronMemory memory in fluctuation.Memories)
        {
            ExpectationEvaluator remembered = _expectations(memory.Activation);
            double before = remembered.Evaluate(Quantity.Kernel, memory.K).Value;
            double slopeBefore = remembered.Evaluate(Quantity.ChiParallel, memory.K).Value;
            (double product, NoValue? missing) = Product(memory, activation, fluctuation.K);
            if (missing is not null)
            {
                return (null, missing.Reason);
            }

            double curvatures = 2 * memory.K * fluctuation.K * slopeBefore * slope * memory.Correlation * memory.Correlation;
            double means = centred || memory.IsCentred ? memory.Correlation * First(memory.Activation, memory.K) * First(activation, fluctuation.K) : 0;
            sum += memory.Coefficient * (product - (before * g) - curvatures - means);
        }

        return (sum, null);
    }

    /// <summary>S_1, the first coefficient of s(z)^2 in normalised Hermite polynomials of z/sqrt(K).</summary>
    public double First(Activation activation, double k)
    {
        if (!_first.TryGetValue((activation, k), out double first))
        {
            Activation squared = Activation.Create($"({activation.Name})^2", activation.Definition * activation.Definition);
            double fourth = _expectations(activation).Evaluate(Quantity.FourthMoment, k).Value;
            _first[(activation, k)] = first = HermiteCoefficients.Compute(ActivationCompiler.Compile(squared), k, Math.Sqrt(fourth), FirstOrder)[1];
        }

        return first;
    }

    private (double Value, NoValue? Missing) Product(NeuronMemory memory, Activation activation, double k)
    {
        double rho = Math.Clamp(memory.Correlation, -1, 1);
        if (ReferenceEquals(memory.Activation, activation) || memory.Activation.Definition == activation.Definition)
        {
            if (!_squares.TryGetValue(activation, out (TwoInputEvaluator Evaluator, SquareSeries Series) square))
            {
                Activation squared = Activation.Create($"({activation.Name})^2", activation.Definition * activation.Definition);
                _squares[activation] = square = (new TwoInputEvaluator(squared), new SquareSeries(ActivationCompiler.Compile(squared)));
            }

            ExpectationEvaluator one = _expectations(activation);
            (QuantityValue here, QuantityValue there) = (one.Evaluate(Quantity.FourthMoment, k), one.Evaluate(Quantity.FourthMoment, memory.K));
            if (here is { IsDefined: true, Value: > 0 } && there is { IsDefined: true, Value: > 0 } && square.Series.Product(memory.K, there.Value, k, here.Value, rho) is double sum)
            {
                return (sum, null);
            }

            QuantityValue value = square.Evaluator.Evaluate(memory.K, k, rho).KernelProduct;
            return (value.Value, value.Missing);
        }

        PiecewiseSmoothFunction s = _expectations(memory.Activation).Function;
        PiecewiseSmoothFunction t = _expectations(activation).Function;
        PairMoments moments = new([.. s.Breakpoints], [.. t.Breakpoints], memory.K, k, rho);
        double product = moments.Expectation(z => Math.Pow(s.ValueAt(z), 2), moments.Conditional(z => Math.Pow(t.ValueAt(z), 2)));
        return (product, moments.Missing);
    }
}
