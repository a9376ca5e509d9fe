using Fractions;
using MathNet.Numerics.Integration;
using Theory.Activations;
using Theory.Expectations;
using Theory.Expressions;
using static Theory.Expressions.Symbol;

namespace Theory.Tests.Expectations;

public class DerivationTests
{
    private static readonly double[] Kernels = [0.3, 1, 4.5];

    /// <summary>Seeds are fixed, so that the properties of one random activation meet the same ones: each is derived once.</summary>
    [Fact]
    public void Kernel_OfReLU_IsHalfK() => Assert.Equal(K / 2, Formula("relu", Quantity.Kernel));

    [Fact]
    public void Kernel_OfLinear_IsK()
    {
        Assert.Equal(K, Formula("linear", Quantity.Kernel));
        Assert.Equal(Expr.Zero, Formula("linear", Quantity.Mean));
        Assert.Equal(3 * K.Pow(2), Formula("linear", Quantity.FourthMoment));
        Assert.Equal(Expr.Zero, Formula("linear", Quantity.KernelSecondDerivative));
    }

    [Fact]
    public void Mean_OfReLU_IsRootOfKOverTwoPi() => Assert.Equal(Expr.Sqrt(K / (2 * Pi.Value)), Formula("relu", Quantity.Mean));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void ClosedForms_OfRePU_AreThePapers(int p)
    {
        // Paper eq. 6 at C_W = 1.
        Derivation repu = Derivation.Of(Activation.Parse($"repu:{p}"));
        Fraction odd = DoubleFactorial((2 * p) - 1);
        Assert.Equal((Expr)(odd / 2) * K.Pow(p), repu[Quantity.Kernel].Formula);
        Assert.Equal((Expr)(odd * p / 2) * K.Pow(p - 1), repu[Quantity.ChiParallel].Formula);
        Assert.Equal((Expr)(DoubleFactorial((2 * p) - 3) * p * p / 2) * K.Pow(p - 1), repu[Quantity.ChiPerp].Formula);
        Assert.Equal((Expr)(DoubleFactorial((4 * p) - 1) / 2) * K.Pow(2 * p), repu[Quantity.FourthMoment].Formula);
        Assert.Equal(Expansion.Expand(repu[Quantity.ChiPerp].Formula!.Derivative(K) / 2), repu[Quantity.H].Formula);
        Assert.Equal((Expr)new Fraction((2 * p) - 1, p), repu[Quantity.ChiParallel].Formula! / repu[Quantity.ChiPerp].Formula!);
    }

    [Fact]
    public void Kernel_OfMRePU2_PrintsAsAPolynomialTimesPhiPlusAPolynomialTimesDensity() =>
        Assert.Equal("(15*K^3 + 18*K^2 + K)*Phi(1/sqrt(K)) + sqrt(K)*(17*K^2 + K)*phi(1/sqrt(K))", TextPrinter.Print(Formula("mrepu:2", Quantity.Kernel)));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Susceptibilities_OfMRePU_HaveClosedForms(int p)
    {
        // The paper evaluates them numerically, "analytically is impossible".
        Derivation mrepu = Derivation.Of(Activation.Parse($"mrepu:{p}"));
        Assert.NotNull(mrepu[Quantity.ChiParallel].Formula);
        Assert.NotNull(mrepu[Quantity.ChiPerp].Formula);
    }

    [SlowProperty(12, 30, Arbitrary = [typeof(RandomPiecewisePolynomials)])]
    public void ChiParallel_IsDerivativeOfKernel(Activation s)
    {
        Derivation derivation = Of(s);
        Expr g = derivation[Quantity.Kernel].Formula!;
        AssertSame(g.Derivative(K), derivation[Quantity.ChiParallel].Formula!, s);
        AssertSame(g.Derivative(K).Derivative(K), derivation[Quantity.KernelSecondDerivative].Formula!, s);
    }

    [SlowProperty(12, 30, Arbitrary = [typeof(RandomPiecewisePolynomials)])]
    public void H_IsHalfTheDerivativeOfChiPerp(Activation s)
    {
        Derivation derivation = Of(s);
        if (derivation[Quantity.ChiPerp].Formula is Expr chi)
        {
            AssertSame(chi.Derivative(K) / 2, derivation[Quantity.H].Formula!, s);
        }
    }

    [SlowProperty(12, 30, Arbitrary = [typeof(RandomPiecewisePolynomials)])]
    public void Expectations_AreIntegrals(Activation s)
    {
        Derivation derivation = Of(s);
        foreach (double k in Kernels)
        {
            Check(Quantity.Mean, (f, _) => f, k);
            Check(Quantity.Kernel, (f, _) => f * f, k);
            Check(Quantity.FourthMoment, (f, _) => f * f * f * f, k);
            Check(Quantity.ChiParallel, (f, z) => f * f * ((z * z) - k) / (2 * k * k), k);
            Check(Quantity.KernelSecondDerivative, (f, z) => f * f * ((z * z * z * z) - (6 * k * z * z) + (3 * k * k)) / (4 * k * k * k * k), k);
            if (derivation[Quantity.ChiPerp].Formula is not null)
            {
                Check(Quantity.ChiPerp, (f, _) => f * f, k, slope: true);
                Check(Quantity.H, (f, z) => f * f * ((z * z) - k) / (4 * k * k), k, slope: true);
            }
        }

        void Check(Quantity quantity, Func<double, double, double> integrand, double k, bool slope = false)
        {
            (double expected, double scale) = Integral(s, integrand, k, slope);
            double actual = Evaluator.At(derivation[quantity].Formula!, k: k);
            Approximately.Equal(expected, actual, 0, $"{quantity} of {s.Definition} at K = {k}", 1e-9 * scale);
        }
    }

    [SlowProperty(12, 30, Arbitrary = [typeof(RandomPiecewisePolynomials)])]
    public void Mean_IsAdditive(Activation a, Activation b)
    {
        Activation sum = Activation.Create("sum", a.Definition + (3 * b.Definition));
        Expr expected = Mean(a) + (3 * Mean(b));
        AssertSame(expected, Mean(sum), sum);
    }

    [SlowProperty(12, 30, Arbitrary = [typeof(RandomPiecewisePolynomials)])]
    public void Expectations_AreSymmetricUnderReflection(Activation s)
    {
        Derivation derivation = Of(s);
        Derivation mirrored = Derivation.Of(Activation.Create("mirrored", s.Definition.Substitute(Z, -Z)));
        foreach (Quantity quantity in Quantity.All)
        {
            Assert.Equal(derivation[quantity].IsUndefined, mirrored[quantity].IsUndefined);
            if (derivation[quantity].Formula is Expr formula)
            {
                AssertSame(formula, mirrored[quantity].Formula!, s);
            }
        }
    }

    [Theory]
    [InlineData("perceptron", "z = 0")]
    [InlineData("sign(z-sqrt(2))", "z = sqrt(2)")]
    [InlineData("piecewise(z<-1, 0, z<1/3, z+1, 2)", "z = 1/3")]
    public void Jumps_MakeSlopeQuantitiesUndefined_AndSayWhere(string activation, string place)
    {
        Derivation derivation = Derivation.Of(Activation.Parse(activation));
        foreach (Quantity quantity in (Quantity[])[Quantity.ChiPerp, Quantity.H])
        {
            Assert.True(derivation[quantity].IsUndefined);
            Assert.Null(derivation[quantity].Formula);
            Assert.Contains(place, derivation[quantity].Reason, StringComparison.Ordinal);
        }

        Assert.NotNull(derivation[Quantity.ChiParallel].Formula);
    }

    [Theory]
    [InlineData("tanh", "tanh(z)")]
    [InlineData("swish", "sigmoid(z)")]
    [InlineData("softplus(z)^2", "softplus(z)")]
    [InlineData("1/(1+z^2)", "(z^2 + 1)")]
    [InlineData("piecewise(z<0, (1+exp(z)+sin(z)+tanh(z)+erf(z)+z)^40, z)", "tanh(z)")]
    [InlineData("exp(z^3)", "exp(z^3)")]
    [InlineData("sin(z^2)", "sin(z^2)")]
    [InlineData("erf(z)*sin(z)", "complex argument")]
    [InlineData("sin(z)*max(0,z-1)", "complex argument")]
    [InlineData("erf(z)*max(0,z)", "multivariate")]
    public void FunctionsOutsideTheClass_HaveNoClosedForm_AndSayWhy(string activation, string obstacle)
    {
        ClosedForm kernel = Derivation.Of(Activation.Parse(activation))[Quantity.Kernel];
        Assert.Null(kernel.Formula);
        Assert.False(kernel.IsUndefined);
        Assert.Contains(obstacle, kernel.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void FourthMomentOfGelu_HasNoClosedForm_ButItsKernelHas()
    {
        Derivation gelu = Derivation.Of(Activation.Parse("gelu"));
        Assert.Contains("4 correlated normal variables", gelu[Quantity.FourthMoment].Reason, StringComparison.Ordinal);
        Assert.Equal("K/4 + K^2/(pi*(K + 1)*sqrt(2*K + 1)) + K*arcsin(K/(K + 1))/(2*pi)", gelu[Quantity.Kernel].Formula!.ToString());
    }

    [Fact]
    public void Kernel_OfErf_IsAnArcsine() =>
        Assert.Equal("2*arcsin(2*K/(2*K + 1))/pi", Derivation.Of(Activation.Parse("erf"))[Quantity.Kernel].Formula!.ToString());

    [Fact]
    public void ExpOfSquare_ExistsBelowItsBound()
    {
        Derivation derivation = Derivation.Of(Activation.Parse("exp(z^2)"));
        Assert.Equal("K < 1/4", derivation[Quantity.Kernel].Condition);
        Assert.Equal("K < 1/8", derivation[Quantity.FourthMoment].Condition);
        Assert.True(derivation[Quantity.Kernel].DivergesBeyond);
        Assert.Equal("2/(1 - 4*K)^(3/2)", derivation[Quantity.ChiParallel].Formula!.ToString());
    }

    [Fact]
    public void ExpOfSquareOnABoundedPiece_ExistsBeyondTheReachOfItsFormula()
    {
        ClosedForm kernel = Derivation.Of(Activation.Parse("piecewise(z<-1, 0, z<1, exp(z^2), 0)"))[Quantity.Kernel];
        Assert.Equal("K < 1/4", kernel.Condition);
        Assert.False(kernel.DivergesBeyond);
    }

    [Theory]
    [InlineData("z*Phi(z)", 1.0)]
    [InlineData("erf(z/2+1)*z^2", 0.7)]
    [InlineData("z^3*exp(-z^2+z/3)", 2.0)]
    [InlineData("sin(2z+1)*exp(z/2)", 0.5)]
    [InlineData("piecewise(z<0, exp(z)-1, z)", 1.5)]
    [InlineData("piecewise(z<-1, exp(z^2/40), z<sqrt(2), z^2, exp(-z))", 1.2)]
    [InlineData("z+sin(z)^2", 0.8)]
    [InlineData("sin(max(0,z))", 1.1)]
    [InlineData("cosh(z/3)-erfc(z)", 0.9)]
    [InlineData("Phi(z)*erf(2z+1/2)*exp(-z^2/3)", 0.6)]
    public void ClosedForms_AreTheIntegrals(string formula, double k)
    {
        Activation s = Activation.Parse(formula);
        Derivation derivation = Derivation.Of(s);
        Func<double, double> f = z => Evaluator.At(s.Pieces.First(p => z <= p.ToValue).Expression, z);
        double[] breakpoints = [.. s.Pieces.Skip(1).Select(p => p.FromValue)];
        foreach ((Quantity quantity, Func<double, double> integrand) in ((Quantity, Func<double, double>)[])
            [(Quantity.Mean, f), (Quantity.Kernel, z => f(z) * f(z)), (Quantity.ChiParallel, z => f(z) * f(z) * ((z * z) - k) / (2 * k * k))])
        {
            if (derivation[quantity].Formula is Expr formulaInK)
            {
                double expected = SimpleQuadrature(integrand, breakpoints, k);
                Approximately.Equal(expected, Evaluator.At(formulaInK, k: k), 1e-9, $"{quantity} of {formula}", absolute: 1e-9);
            }
        }

        Assert.Contains(Quantity.All, q => derivation[q].Formula is not null);
    }

    /// <summary>Simpson's rule between breakpoints; crude, but independent of everything else.</summary>
    private static double SimpleQuadrature(Func<double, double> f, double[] breakpoints, double k)
    {
        double reach = 14 * Math.Sqrt(k);
        double[] ends = [-reach, .. breakpoints, reach];
        return ends.Zip(ends.Skip(1)).Sum(panel =>
        {
            const int Steps = 20_000;
            double width = (panel.Second - panel.First) / Steps;
            return Enumerable.Range(0, Steps + 1).Sum(i =>
            {
                double z = panel.First + (i * width);
                z = i == 0 ? Math.BitIncrement(panel.First) : i == Steps ? Math.BitDecrement(panel.Second) : z;
                return (i is 0 or Steps ? 1 : i % 2 == 1 ? 4 : 2) * f(z) * Math.Exp(-z * z / (2 * k));
            }) * width / 3;
        }) / Math.Sqrt(2 * Math.PI * k);
    }

    [Fact]
    public void TooManyBreakpointsOfTooHighDegree_HaveNoClosedForm_AndSaySo()
    {
        ClosedForm g = Derivation.Of(Activation.Parse("max(0,z+1/3)^200"))[Quantity.Kernel];
        Assert.Null(g.Formula);
        Assert.Contains("powers of z up to 400", g.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("abs(z^2-z-sqrt(2))")]
    [InlineData("max(pi*z^2-sqrt(2)*z-3, 0)")]
    [InlineData("max(0, z - sqrt(3 + 2*sqrt(2))) + max(0, sqrt(7)*z - 1)*sqrt(3+sqrt(5))")]
    public void Continuity_AtNestedRoots_IsRecognised(string activation)
    {
        // The values on both sides are equal without looking so.
        Derivation derivation = Derivation.Of(Activation.Parse(activation));
        Assert.NotNull(derivation[Quantity.ChiPerp].Formula);
    }

    [Fact]
    public void BreakpointsAtBothSigns_ShareOnePhi()
    {
        Expr g = Formula("hard_tanh", Quantity.Kernel);
        Assert.Single(Functions(g).Where(f => f.Kind == FunctionKind.NormalCdf).Distinct());
    }

    [Fact]
    public void EveryQuantity_IsDescribed()
    {
        Assert.Equal(Quantity.All.Count, Quantity.All.Select(q => q.Key).Distinct().Count());
        Assert.All(Quantity.All, q => Assert.False(string.IsNullOrWhiteSpace(q.Description) || string.IsNullOrWhiteSpace(q.Source)));
        Assert.Equal("chi_par", Quantity.ChiParallel.ToString());
    }

    private static Expr Formula(string activation, Quantity quantity) => Derivation.Of(Activation.Parse(activation))[quantity].Formula!;

    private static Derivation Of(Activation s) => RandomPiecewisePolynomials.DerivationOf(s);

    /// <summary>The mean alone: deriving the fourth moment of a sum takes longer than all means together.</summary>
    private static Expr Mean(Activation s)
    {
        DerivationBudget budget = new(Derivation.OrdinaryWork, CancellationToken.None);
        WholeLineMoments wholeLine = new(budget);
        return PiecewiseGaussianSum.Read(s, budget).Expectation(wholeLine, new HalfLineMoments(wholeLine, budget)).ToExpr();
    }

    private static IEnumerable<Function> Functions(Expr expr) => expr.Children.SelectMany(Functions).Concat(expr is Function f ? [f] : []);

    /// <summary>Equal as expanded expressions, or to 11 digits of their largest terms at several K.</summary>
    private static void AssertSame(Expr expected, Expr actual, Activation s)
    {
        Expr difference = Expansion.Expand(expected - actual);
        if (difference.IsZero)
        {
            return;
        }

        foreach (double k in Kernels)
        {
            double scale = (difference is Sum sum ? sum.Terms.AsEnumerable() : [difference]).Max(t => Math.Abs(Evaluator.At(t, k: k)));
            Assert.True(Math.Abs(Evaluator.At(difference, k: k)) <= 1e-11 * scale && difference is Sum, $"{expected} is not {actual} for {s.Definition}");
        }
    }

    /// <summary>Gauss-Legendre on panels between breakpoints, and the integral of the magnitude.</summary>
    private static (double Value, double Scale) Integral(Activation s, Func<double, double, double> integrand, double k, bool slope)
    {
        double end = 14 * Math.Sqrt(k);
        (double value, double scale) = (0, 1e-3);
        foreach (Piece piece in s.Pieces)
        {
            Expr function = slope ? piece.Expression.Derivative(Z) : piece.Expression;
            (double from, double to) = (Math.Max(piece.FromValue, -end), Math.Min(piece.ToValue, end));
            const int panels = 24;
            for (int i = 0; i < panels; i++)
            {
                (double left, double right) = (from + ((to - from) * i / panels), from + ((to - from) * (i + 1) / panels));
                double F(double z) => integrand(Evaluator.At(function, z), z) * Evaluator.Density(z / Math.Sqrt(k)) / Math.Sqrt(k);
                value += GaussLegendreRule.Integrate(F, left, right, 24);
                scale += GaussLegendreRule.Integrate(z => Math.Abs(F(z)), left, right, 24);
            }
        }

        return (value, scale);
    }

    private static Fraction DoubleFactorial(int n) =>
        Enumerable.Range(1, Math.Max(n, 1)).Where(i => i % 2 == 1).Aggregate(Fraction.One, (product, i) => product * i);
}
