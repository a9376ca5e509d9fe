using Theory.Activations;
using Theory.Algebra;
using Theory.Expectations.TwoInputs;
using Theory.Expressions;
using Theory.Numerics.Compilation;
using Theory.Numerics.Criticality;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Kernels;

/// <summary>Chooses the fastest accurate kernel of an activation.</summary>
public static class TwoInputKernels
{
    private const double ClosedFormSeconds = 3e-5;
    private const double FastError = 2e-13;
    private const double QuadratureSeconds = 2.5e-3;

    /// <summary>A closed form where one is known, else the Hermite series with quadrature behind it.</summary>
    /// <param name="activation">The activation, without free parameters.</param>
    /// <exception cref="UserInputException">It has a free parameter, or is not defined on the whole line.</exception>
    public static ITwoInputKernel For(Activation activation) => For(activation, null);

    /// <summary>The same with another truncation error of the series, where there is one.</summary>
    internal static ITwoInputKernel For(Activation activation, double? tolerance)
    {
        ArgumentNullException.ThrowIfNull(activation);
        if (activation.FreeParameters is [string parameter, ..])
        {
            throw new UserInputException($"the activation {activation} has the free parameter {parameter}; give it a value");
        }

        PiecewiseSmoothFunction function = ActivationCompiler.Compile(activation);
        return Homogeneity.Of(activation) is not null ? new PiecewiseLinearKernel(function.PieceAt(1).S1(1), function.PieceAt(-1).S1(-1))
            : activation.Definition == Function.Of(FunctionKind.Erf, Symbol.Z) ? new ErfKernel()
            : TwoLevelKernel.TryCreate(activation, function)
            ?? OneSided(activation) ?? (ITwoInputKernel)Series(activation, function, tolerance);
    }

    // Pairs that the series does not reach have closed forms, where there are any and they are accurate: those of piecewise polynomials at
    // once, others derived when they are needed.
    private static SeriesKernel Series(Activation activation, PiecewiseSmoothFunction function, double? tolerance)
    {
        var quadrature = new TwoInputQuadrature(function);
        PiecewisePolynomialPairs? polynomials = PiecewisePolynomialPairs.TryCreate(activation);
        var evaluator = new Lazy<TwoInputEvaluator>(() => new TwoInputEvaluator(activation));
        var seconds = new Lazy<double>(() => polynomials is not null || HasClosedForms(evaluator.Value) ? ClosedFormSeconds : QuadratureSeconds);
        return tolerance is double error ? new SeriesKernel(function, Pair, seconds, error, activation) : new SeriesKernel(function, Pair, seconds, activation: activation);

        TwoInputEstimate Pair(double ka, double kb, Correlation rho)
        {
            // At full correlation an integral over one line is quick, and makes opposite inputs of an odd s exactly opposite in every layer.
            if (ka == 0 || kb == 0 || rho.IsFull)
            {
                return quadrature.Evaluate(ka, kb, rho).OrThrow();
            }

            if (polynomials?.Evaluate(ka, kb, rho) is TwoInputEstimate fast
                && fast.KernelProduct.RelativeError <= FastError && fast.DerivativeProduct.RelativeError <= FastError)
            {
                return fast;
            }

            // Closed forms take rho, quadrature 1 - rho as well.
            if (rho.IsFiner || !HasClosedForms(evaluator.Value))
            {
                return quadrature.Evaluate(ka, kb, rho).OrThrow();
            }

            // Matrices need errors that are small beside those of the inputs themselves, not beside a value that nearly cancels, as that of unlike inputs of gelu.
            TwoInputValues closed = evaluator.Value.Evaluate(ka, kb, rho.Rho, EvaluationMethod.ClosedForm);
            TwoInputValues values = IsSufficient(closed, evaluator.Value) ? closed : evaluator.Value.Evaluate(ka, kb, rho.Rho);
            return new TwoInputEstimate(Estimated(values.KernelProduct.OrThrow()), Estimated(values.DerivativeProduct.OrThrow()));
        }
    }

    private static bool IsSufficient(TwoInputValues values, TwoInputEvaluator evaluator)
    {
        (QuantityValue product, QuantityValue slopes) = (values.KernelProduct, values.DerivativeProduct);
        if (!product.IsDefined || !slopes.IsDefined)
        {
            return false;
        }

        if (product.RelativeError <= FastError && slopes.RelativeError <= FastError)
        {
            return true;
        }

        TwoInputValues first = evaluator.Evaluate(values.Ka, values.Ka, 1, EvaluationMethod.ClosedForm);
        TwoInputValues second = evaluator.Evaluate(values.Kb, values.Kb, 1, EvaluationMethod.ClosedForm);
        return IsSmall(product, first.KernelProduct, second.KernelProduct) && IsSmall(slopes, first.DerivativeProduct, second.DerivativeProduct);

        static bool IsSmall(QuantityValue value, QuantityValue first, QuantityValue second) =>
            first.IsDefined && second.IsDefined && value.AbsoluteError <= FastError * Math.Sqrt(first.Value) * Math.Sqrt(second.Value);
    }

    private static bool HasClosedForms(TwoInputEvaluator evaluator) =>
        evaluator.Derivation[TwoInputQuantity.KernelProduct].Formula is not null
        && evaluator.Derivation[TwoInputQuantity.DerivativeProduct].Formula is not null;

    private static Estimate Estimated(QuantityValue value) => value.Missing is NoValue missing
        ? Estimate.None(missing)
        : new Estimate(value.Value, value.AbsoluteError, Math.Abs(value.Value));

    // max(0, z)^p, or z max(0, z - b)^p with b < 0: in the tail beyond a positive b the moments cancel.
    private static ElementwiseKernel? OneSided(Activation activation)
    {
        if (activation.Pieces is not [{ Expression.IsZero: true }, { From: Expr b } piece]
            || UnivariatePolynomial.TryFrom(piece.Expression, Symbol.Z) is not UnivariatePolynomial polynomial)
        {
            return null;
        }

        int degree = polynomial.Degree;
        if (b.IsZero && degree is >= 1 and <= RectifiedPowerKernel.MaximumPower && Equal(piece.Expression, Symbol.Z.Pow(degree)))
        {
            return new RectifiedPowerKernel(degree);
        }

        int p = degree - 1;
        return p is >= 2 and <= ModifiedRectifiedPowerKernel.MaximumPower
            && piece.FromValue < 0
            && Equal(piece.Expression, Symbol.Z * (Symbol.Z - b).Pow(p))
                ? new ModifiedRectifiedPowerKernel(p, piece.FromValue)
                : null;
    }

    private static bool Equal(Expr a, Expr b) => Expansion.Expand(a - b).IsZero;
}
