using System.Globalization;
using Theory.Expectations;
using Theory.Numerics.Evaluation;
using Theory.Printing;

namespace Theory.Numerics.Facade;

/// <summary>One Gaussian expectation of one activation: its formula, and its value at any kernel.</summary>
/// <remarks>Values are those at C_W = 1; susceptibilities of a network are C_W times these.</remarks>
public sealed class Expectation
{
    private readonly ExpectationEvaluator _evaluator;

    internal Expectation(Quantity quantity, ExpectationEvaluator evaluator) => (Quantity, _evaluator) = (quantity, evaluator);

    /// <summary>Which expectation it is, with its definition and source.</summary>
    public Quantity Quantity { get; }

    /// <summary>The closed form in K as plain text; null where none is known, see <see cref="WithoutFormulaBecause"/>.</summary>
    public string? Formula => In(FormulaFormat.Text);

    /// <summary>The closed form in K in LaTeX; null where none is known.</summary>
    public string? Latex => In(FormulaFormat.Latex);

    /// <summary>Why there is no closed form; null where there is one.</summary>
    public string? WithoutFormulaBecause => Form.Reason;

    private ClosedForm Form => _evaluator.Derivation[Quantity];

    /// <summary>The closed form in another language, as <see cref="FormulaFormat.Python"/>; null where none is known or the language lacks a function of it.</summary>
    public string? In(FormulaFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        return Form.Formula is { } formula ? format.TryPrint(formula) : null;
    }

    /// <summary>The value at a kernel.</summary>
    /// <param name="kernel">K, positive and finite.</param>
    /// <remarks><see cref="Evaluate"/> gives the error bound too, and a reason instead of an exception.</remarks>
    /// <exception cref="UserInputException">K is not positive and finite, or there is no value: it does not exist, diverges, overflows, or could not be computed.</exception>
    public double At(double kernel)
    {
        QuantityValue value = Evaluate(kernel);
        return value.IsDefined ? value.Value : throw new UserInputException(string.Create(CultureInfo.InvariantCulture, $"{Quantity} has no value at K = {kernel}: {value.UndefinedBecause}"));
    }

    /// <summary>The value at a kernel with a bound of its error and how it was computed, or why there is none.</summary>
    /// <param name="kernel">K, positive and finite.</param>
    /// <exception cref="UserInputException">K is not positive and finite.</exception>
    public QuantityValue Evaluate(double kernel) => _evaluator.Evaluate(Quantity, kernel);

    /// <inheritdoc/>
    public override string ToString() => Formula is string formula ? $"{Quantity} = {formula}" : $"{Quantity}: {WithoutFormulaBecause}";
}
