using Theory.Expectations;
using Theory.Expressions;
using Theory.Numerics.Compilation.Vectors;
using Theory.Numerics.Evaluation;

namespace Theory.Numerics.Batches;

/// <summary>Evaluates the Gaussian expectations of an activation at many kernels at a time.</summary>
/// <remarks>
/// Where the closed form keeps its digits it runs in vector instructions, tens of millions of values a second; elsewhere, and without a closed
/// form, each value comes from <see cref="ExpectationEvaluator"/>. The bound of the relative error is 1e-12 either way, unless quadrature says otherwise.
/// </remarks>
public sealed class BatchEvaluator
{
    private readonly ExpectationEvaluator _evaluator;
    private readonly Dictionary<Quantity, (VectorProgram Program, AccurateRange Range)> _programs = [];

    /// <summary>Prepares all quantities of an activation.</summary>
    public BatchEvaluator(ExpectationEvaluator evaluator)
    {
        ArgumentNullException.ThrowIfNull(evaluator);
        _evaluator = evaluator;
        foreach (Quantity quantity in Quantity.All)
        {
            ClosedForm form = evaluator.Derivation[quantity];
            if (form is { Formula: Expr formula, ValidBelow: null })
            {
                _programs[quantity] = (VectorProgram.Compile([formula], Symbol.K), AccurateRange.Of(formula));
            }
        }
    }

    /// <summary>A quantity at many kernels.</summary>
    /// <param name="quantity">Which, at C_W = 1.</param>
    /// <param name="K">The kernels, positive and finite.</param>
    /// <param name="values">The place for the values, as many; NaN where the quantity does not exist.</param>
    /// <exception cref="ArgumentException">The lengths differ, or both are the same memory.</exception>
    /// <exception cref="UserInputException">A kernel is not positive and finite, or the quantity diverges or overflows there.</exception>
    public void Evaluate(Quantity quantity, ReadOnlySpan<double> K, Span<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, K.Length);
        if (K.Overlaps(values))
        {
            throw new ArgumentException("the values need a place of their own", nameof(values));
        }

        bool isCompiled = _programs.TryGetValue(quantity, out (VectorProgram Program, AccurateRange Range) compiled);
        if (isCompiled)
        {
            compiled.Program.Evaluate(K, values);
        }

        for (int i = 0; i < K.Length; i++)
        {
            if (!isCompiled || !compiled.Range.Contains(K[i]) || !double.IsFinite(values[i]))
            {
                values[i] = _evaluator.Evaluate(quantity, K[i]).OrThrow().Value;
            }
        }
    }
}
