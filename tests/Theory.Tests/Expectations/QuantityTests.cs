using Theory.Activations;
using Theory.Asymptotics;
using Theory.Expectations;
using Theory.Expressions;

namespace Theory.Tests.Expectations;

/// <summary>A quantity is its integrand, its K-derivatives and its factor: everything else follows from these.</summary>
public class QuantityTests
{
    private static readonly string[] Piecewise = ["relu", "leaky_relu(0.1)", "hard_tanh", "elu", "repu:2", "mrepu:1", "mrepu:2", "mrepu:3", "abs(z)", "sin", "exp(z/4)", "z^3-z"];

    public static TheoryData<string> Activations => [.. Piecewise];

    [Theory]
    [InlineData("mean", "<s(z)>_K", @"\langle \sigma(z) \rangle_K")]
    [InlineData("g", "<s(z)^2>_K", @"\langle \sigma(z)^2 \rangle_K")]
    [InlineData("chiParallel", "C_W g'(K) = C_W/(2K^2) <s^2 (z^2-K)>_K", @"C_W \, g'(K) = \frac{C_W}{2 K^2} \langle \sigma^2 (z^2 - K) \rangle_K")]
    [InlineData("chiPerp", "C_W <s'(z)^2>_K", @"C_W \, \langle \sigma'(z)^2 \rangle_K")]
    [InlineData("h", "1/2 d chi_perp/dK = C_W/(4K^2) <s'^2 (z^2-K)>_K", @"\frac{1}{2} \frac{d \chi_\perp}{dK} = \frac{C_W}{4 K^2} \langle \sigma'^2 (z^2 - K) \rangle_K")]
    [InlineData("m4", "<s(z)^4>_K", @"\langle \sigma(z)^4 \rangle_K")]
    [InlineData("g2", "1/(4K^2) <s^2 He4(z/sqrt(K))>_K", @"\frac{1}{4 K^2} \langle \sigma^2 \, \mathrm{He}_4(z/\sqrt{K}) \rangle_K")]
    [InlineData("s2_ds2", "<s(z)^2 s'(z)^2>_K", @"\langle \sigma(z)^2 \, \sigma'(z)^2 \rangle_K")]
    [InlineData("m4Derivative", "1/(2K^2) <s^4 (z^2-K)>_K", @"\frac{1}{2 K^2} \langle \sigma^4 (z^2 - K) \rangle_K")]
    [InlineData("g3", "1/(8K^3) <s^2 He6(z/sqrt(K))>_K", @"\frac{1}{8 K^3} \langle \sigma^2 \, \mathrm{He}_6(z/\sqrt{K}) \rangle_K")]
    public void Definitions_FollowFromTheData(string key, string text, string latex)
    {
        Quantity quantity = Quantity.Known.Single(q => q.Key == key);
        Assert.Equal(text, quantity.Definition);
        Assert.Equal(latex, quantity.DefinitionLatex);
    }

    [Fact]
    public void KeysAndSymbols_AreUnique()
    {
        Assert.Distinct(Quantity.Known.Select(q => q.Key));
        Assert.Distinct(Quantity.Known.Select(q => q.Symbol));
        Assert.Distinct(Quantity.Known.Select(q => (q.Integrand, q.KernelDerivatives)));
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void ClosedForms_AreMeansOfTheirIntegrands(string activation)
    {
        Activation s = Activation.Parse(activation);
        Derivation derivation = Derivation.Of(s);
        foreach (Quantity quantity in Quantity.Known.Where(q => q.KernelDerivatives == 0 && derivation[q].Formula is not null))
        {
            // Delta functions are what the piecewise mean does not see; see SumRules.
            DerivativeMonomial product = quantity.Integrand.Terms[0].Monomial;
            if (Junction.Of(s, product.Order).Any(j => j.Deltas(product).Any()))
            {
                continue;
            }

            foreach (double k in (double[])[0.3, 2])
            {
                double mean = Mean(s, product, k);
                Approximately.Equal(mean, Evaluator.At(derivation[quantity].Formula!, k: k), 1e-8, quantity.Key, 1e-11);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void KernelDerivatives_AreDerivativesOfClosedForms(string activation)
    {
        Derivation derivation = Derivation.Of(Activation.Parse(activation));
        foreach (Quantity quantity in Quantity.Known.Where(q => q.DerivativeOf is not null && derivation[q].Formula is not null))
        {
            Expr expected = derivation[quantity.DerivativeOf!].Formula!;
            for (int n = quantity.DerivativeOf!.KernelDerivatives; n < quantity.KernelDerivatives; n++)
            {
                expected = expected.Derivative(Symbol.K);
            }

            double factor = (quantity.Factor / quantity.DerivativeOf.Factor).ToDouble();
            foreach (double k in (double[])[0.3, 2])
            {
                Approximately.Equal(factor * Evaluator.At(expected, k: k), Evaluator.At(derivation[quantity].Formula!, k: k), 1e-9, quantity.Key, 1e-9);
            }
        }
    }

    /// <summary>(s^2)'' = 2 (s'^2 + s s'') and (s'^2)'' = 2 (s''^2 + s' s''') as distributions: what a kink adds must balance.</summary>
    [Theory]
    [MemberData(nameof(Activations))]
    public void SumRules_HoldAcrossKinks(string activation)
    {
        Derivation d = Derivation.Of(Activation.Parse(activation));
        foreach (double k in (double[])[0.3, 2])
        {
            double Value(Quantity q) => Evaluator.At(d[q].Formula!, k: k);
            Approximately.Equal(Value(Quantity.ChiParallel), Value(Quantity.ChiPerp) + Value(Quantity.ActivationCurvature), 1e-10, activation, 1e-10);
            if (d[Quantity.SquaredCurvature].Formula is not null)
            {
                Approximately.Equal(2 * Value(Quantity.H), Value(Quantity.SquaredCurvature) + Value(Quantity.SlopeThirdDerivative), 1e-10, activation, 1e-10);
            }
        }
    }

    [Theory]
    [InlineData("relu", "s''^2", true)]
    [InlineData("relu", "s' s'''", true)]
    [InlineData("relu", "s'^2 s''^2", true)]
    [InlineData("relu", "s'^3 s'''", true)]
    [InlineData("relu", "s s''", false)]
    [InlineData("relu", "s s'^2 s''", false)]
    [InlineData("hard_tanh", "s s''", false)]
    [InlineData("hard_tanh", "s s'^2 s''", false)]
    [InlineData("hard_tanh", "s'^3 s'''", true)]
    [InlineData("hard_swish", "s s'^2 s''", false)]
    [InlineData("perceptron", "s^2 s'^2", true)]
    [InlineData("perceptron", "s s''", true)]
    [InlineData("repu:2", "s''^2", false)]
    [InlineData("repu:2", "s' s'''", false)]
    [InlineData("mrepu:2", "s'^2 s''^2", false)]
    [InlineData("mrepu:2", "s'^3 s'''", false)]
    [InlineData("mrepu:1", "s''^2", true)]
    [InlineData("tanh", "s''^2", false)]
    public void ProductsOfDeltas_AreUndefined_AndDeltasTimesContinuousFunctionsAreNot(string activation, string integrand, bool undefined)
    {
        Derivation derivation = Derivation.Of(Activation.Parse(activation));
        ClosedForm form = derivation[Quantity.Known.Single(q => q.Integrand.Text() == integrand)];
        Assert.Equal(undefined, form.IsUndefined);
        Assert.Equal(undefined, form.IsUndefined && form.Reason!.Contains("delta function", StringComparison.Ordinal));
    }

    [Fact]
    public void CurvatureOfHardTanh_IsTwoDeltas()
    {
        // s'' = delta(z + 1) - delta(z - 1) and s(-1) = -1, s(1) = 1: <s s''> = -2 p(1).
        Expr form = Derivation.Of(Activation.Parse("hard_tanh"))[Quantity.ActivationCurvature].Formula!;
        Approximately.Equal(-2 * Evaluator.Density(1 / Math.Sqrt(0.7)) / Math.Sqrt(0.7), Evaluator.At(form, k: 0.7), 1e-14);
    }

    [Fact]
    public void ADeltaBesidePowersOfTheJump_IsTheJumpOfTheNextPower()
    {
        // s'^2 s'' = (s'^3)'/3 however s is smoothed: s = -1, 1 and s'^3 jumps by 1, -1, hence <s s'^2 s''> = -(2/3) p(1).
        ClosedForm form = Derivation.Of(Activation.Parse("hard_tanh"))[Quantity.ActivationSlopesCurvature];
        Approximately.Equal(-2.0 / 3 * Evaluator.Density(1 / Math.Sqrt(0.7)) / Math.Sqrt(0.7), Evaluator.At(form.Formula!, k: 0.7), 1e-14);

        // By Stein's lemma <s (s'^3)'> = <z s s'^3>/K - <s'^4>, without a derivative of s': s = z on one side, z/2 + 1 on the other, kink at 2.
        Derivation bent = Derivation.Of(Activation.Parse("piecewise(z < 2, z, z/2 + 1)"));
        double k = 1.3;
        (double inside, double beyond) = (Evaluator.Density(2 / Math.Sqrt(k)) / Math.Sqrt(k), 2 * ((1.0 / 8) - 1) / 3);
        Approximately.Equal(beyond * inside, Evaluator.At(bent[Quantity.ActivationSlopesCurvature].Formula!, k: k), 1e-14);
    }

    [Fact]
    public void AnyIntegrand_HasAClosedForm()
    {
        // <(s s')'> = <s'^2 + s s''> as one sum, and the mean of s'' alone: for relu p(0).
        Quantity sum = Quantity.Of(Integrand.Of(0, 2) + Integrand.Of(1, 0, 1), "", "");
        Quantity curvature = Quantity.Of(Integrand.Of(0, 0, 1), "", "");
        Derivation relu = Derivation.Of(Activation.Parse("relu"));
        Assert.Equal("s'^2 + s s''", sum.Integrand.Text());
        Approximately.Equal(0.5, Evaluator.At(relu[sum].Formula!, k: 3), 1e-15);
        Approximately.Equal(1 / Math.Sqrt(2 * Math.PI * 3), Evaluator.At(relu[curvature].Formula!, k: 3), 1e-15);
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void SmallKernelSeries_AgreeWithClosedForms(string activation)
    {
        Activation s = Activation.Parse(activation);
        Derivation derivation = Derivation.Of(s);

        // To the sixth order: K^5 still counts in m6 of mrepu:3, by 2.9e-9.
        SmallKernelExpansion small = SmallKernelExpansion.Of(s, 6);
        const double K = 1e-3;
        foreach (Quantity quantity in Quantity.Known)
        {
            Assert.Equal(derivation[quantity].IsUndefined, small[quantity] is null);
            if (small[quantity] is { } series && derivation[quantity].Formula is { } formula)
            {
                // The first neglected term says how far a truncated series can be off; closed forms of sin cancel.
                double Value(KernelTerm term) => Evaluator.At(term.Coefficient) * Math.Pow(K, term.HalfPower / 2.0);
                double expected = Evaluator.At(formula, k: K);
                double allowed = (4 * Math.Abs(series.FirstNeglected is { } neglected ? Value(neglected) : 0)) + (1e-9 * Math.Abs(expected)) + 1e-15;
                Assert.True(Math.Abs(series.Terms.Sum(Value) - expected) <= allowed, $"{quantity.Key}: {series.Terms.Sum(Value)} instead of {expected}");
            }
        }
    }

    [Theory]
    [InlineData("relu")]
    [InlineData("leaky_relu(0.1)")]
    [InlineData("mrepu:2")]
    [InlineData("z^3-z")]
    public void LargeKernelTerms_AgreeWithClosedForms(string activation)
    {
        Activation s = Activation.Parse(activation);
        Derivation derivation = Derivation.Of(s);
        LargeKernelExpansion large = LargeKernelExpansion.Of(s);
        foreach (Quantity quantity in Quantity.Known.Where(q => large[q] is not null && derivation[q].Formula is not null))
        {
            KernelTerm term = large[quantity]!;
            double leading = Evaluator.At(term.Coefficient) * Math.Pow(1e8, term.HalfPower / 2.0);
            Approximately.Equal(leading, Evaluator.At(derivation[quantity].Formula!, k: 1e8), 1e-3);
        }
    }

    /// <summary>Simpson's rule on each piece.</summary>
    private static double Mean(Activation s, DerivativeMonomial product, double k)
    {
        const int Steps = 4000;
        double reach = 14 * Math.Sqrt(k);
        double sum = 0;
        foreach (Piece piece in s.Pieces)
        {
            (double from, double to) = (Math.Max(-reach, piece.FromValue), Math.Min(reach, piece.ToValue));
            Expr[] derivatives = new Expr[4];
            derivatives[0] = piece.Expression;
            for (int i = 1; i < 4; i++)
            {
                derivatives[i] = derivatives[i - 1].Derivative(Symbol.Z);
            }

            double h = (to - from) / Steps;
            for (int i = 0; i <= Steps && h > 0; i++)
            {
                double z = from + (i * h);
                double f = Enumerable.Range(0, 4).Where(o => product[o] > 0).Aggregate(1.0, (p, o) => p * Math.Pow(Evaluator.At(derivatives[o], z: z), product[o]));
                sum += (i is 0 or Steps ? 1 : i % 2 == 1 ? 4 : 2) * h / 3 * f * Evaluator.Density(z / Math.Sqrt(k)) / Math.Sqrt(k);
            }
        }

        return sum;
    }
}
