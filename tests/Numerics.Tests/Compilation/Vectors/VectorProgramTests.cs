using Theory.Activations;
using Theory.Expectations.TwoInputs;
using Theory.Expressions;
using Theory.Numerics.Compilation;
using Theory.Numerics.Compilation.Vectors;
using Theory.Numerics.Evaluation;
using Theory.Parsing;

namespace Theory.Numerics.Tests.Compilation.Vectors;

public sealed class VectorProgramTests
{
    /// <summary>Every operation, at a number of points that leaves an incomplete block and an incomplete vector.</summary>
    [Theory]
    [InlineData("K")]
    [InlineData("3")]
    [InlineData("1/K")]
    [InlineData("K^5 - 3*K^2 + K/7 - 2")]
    [InlineData("2*K - 1")]
    [InlineData("K^(5/2)/(1 + K)^(3/2) - sqrt(K)*pi")]
    [InlineData("K^(1/3) + 2^K")]
    [InlineData("-sqrt(K)*Phi(1/sqrt(K)) + 7*phi(sqrt(K))*K")]
    [InlineData("exp(-K)*sin(K) - cos(2*K)/sqrt(2)")]
    [InlineData("arcsin(K/(1 + K)) + erf(K) + log(K) - sinh(K/9)*cosh(K/8)")]
    [InlineData("abs(K - 3)*sign(K - 2) + tanh(K)*sech(K)")]
    public void Values_AreThoseOfTheCompiledExpression(string formula)
    {
        Expr expr = ExpressionParser.Parse(formula, Symbol.K);
        Func<double, double> scalar = ExpressionCompiler.Compile(expr, Symbol.K);
        double[] k = [.. Enumerable.Range(1, 1003).Select(i => i / 97.0)];
        double[] values = new double[k.Length];
        VectorProgram.Compile([expr], Symbol.K).Evaluate(k, values);
        for (int i = 0; i < k.Length; i++)
        {
            Assert.Equal(scalar(k[i]), values[i], 1e-13 * Math.Max(1, Math.Abs(values[i])));
        }
    }

    [Theory]
    [InlineData("Phi(K)", -40, 10)]
    [InlineData("phi(K)", -40, 40)]
    public void NormalFunctions_KeepRelativeAccuracyInTheTails(string formula, double from, double to)
    {
        Expr expr = ExpressionParser.Parse(formula, Symbol.K);
        double[] x = [.. Enumerable.Range(0, 4001).Select(i => from + ((to - from) * i / 4000)), double.NegativeInfinity, double.PositiveInfinity, 1e200, -1e200];
        double[] values = new double[x.Length];
        VectorProgram.Compile([expr], Symbol.K).Evaluate(x, values);
        for (int i = 0; i < x.Length; i++)
        {
            double expected = formula[0] == 'P' ? SpecialFunctions.NormalCdf(x[i]) : SpecialFunctions.NormalPdf(x[i]);
            Assert.True(Math.Abs(values[i] - expected) <= 2e-15 * expected + 1e-305, $"{formula} at {x[i]}: {values[i]:R}, not {expected:R}");
        }
    }

    /// <summary>Several formulas into one array; in single precision as exact as their arguments allow, in double to the last bit the same.</summary>
    [Fact]
    public void SeveralFormulas_InSingleAndDouble()
    {
        Expr[] formulas = [.. new[] { "tanh(z)", "z", "2", "z^3 - 2*z + 1", "Phi(z)*z", "exp(z) - 1", "arctan(z)", "softplus(z)/(1 + z^2)" }
            .Select(f => ExpressionParser.Parse(f, Symbol.Z))];
        float[] z = [.. Enumerable.Range(0, 1003).Select(i => (i - 500) / 97f)];
        double[] exact = [.. z.Select(v => (double)v)];
        const int stride = 1010;
        float[] single = new float[(7 * stride) + z.Length];
        double[] both = new double[single.Length];
        VectorProgram program = VectorProgram.Compile(formulas, Symbol.Z);
        program.Evaluate<float>(z, single, stride);
        program.Evaluate<double>(exact, both, stride);
        for (int i = 0; i < formulas.Length; i++)
        {
            double[] alone = new double[z.Length];
            VectorProgram.Compile([formulas[i]], Symbol.Z).Evaluate(exact, alone);
            for (int k = 0; k < z.Length; k++)
            {
                Assert.Equal(alone[k], both[(i * stride) + k], 1e-15 * Math.Abs(alone[k]));
                Assert.Equal(alone[k], single[(i * stride) + k], 1e-6 * Math.Max(1, Math.Abs(alone[k])));
            }
        }

        Assert.Equal(0, single[z.Length]);
        Assert.Throws<ArgumentException>(() => program.Evaluate<float>(z, single, z.Length - 1));
        Assert.Throws<ArgumentException>(() => program.Evaluate<float>(z, single.AsSpan(1), stride));
        Assert.Throws<ArgumentException>(() => VectorProgram.Compile([Symbol.K + Symbol.Z], Symbol.K, Symbol.Z).Evaluate<float>(z, single, stride));
    }

    /// <summary>Tiny, moderate and extreme arguments of both signs: a few ulp, also where 1 - exp(-2x) or log(1 + x) would cancel.</summary>
    [Theory]
    [InlineData("tanh(z)")]
    [InlineData("sech(z)")]
    [InlineData("sigmoid(z)")]
    [InlineData("softplus(z)")]
    [InlineData("erf(z)")]
    [InlineData("exp(z) - 1")]
    public void VectorFunctions_KeepRelativeAccuracy(string formula)
    {
        Expr expr = ExpressionParser.Parse(formula, Symbol.Z);
        Func<double, double> scalar = ExpressionCompiler.Compile(expr, Symbol.Z);
        double[] magnitudes = [.. Enumerable.Range(0, 1200).Select(i => Math.Pow(10, (i / 80.0) - 12)), 0, double.PositiveInfinity];
        double[] x = [.. magnitudes, .. magnitudes.Select(m => -m)];
        double[] values = new double[x.Length];
        VectorProgram.Compile([expr], Symbol.Z).Evaluate(x, values);
        for (int i = 0; i < x.Length; i++)
        {
            double expected = scalar(x[i]);
            Assert.True(values[i].Equals(expected) || Math.Abs(values[i] - expected) <= (1e-15 * Math.Abs(expected)) + 1e-307, $"{formula} at {x[i]:R}: {values[i]:R}, not {expected:R}");
        }
    }

    [Fact]
    public void SeveralSymbolsAndFormulas_ShareWhatTheyHaveInCommon()
    {
        TwoInputEvaluator evaluator = new(Activation.Parse("mrepu:2"));
        VectorProgram program = VectorProgram.Compile(
            [.. TwoInputQuantity.All.Select(q => evaluator.Derivation[q].InCorrelation!)], TwoInputSymbols.Ka, TwoInputSymbols.Kb, TwoInputSymbols.Rho);
        double[] ka = [.. Enumerable.Range(1, 300).Select(i => i / 100.0)];
        double[] kb = [.. Enumerable.Range(1, 300).Select(i => 3.1 - (i / 100.0))];
        double[] rho = [.. Enumerable.Range(1, 300).Select(i => (i - 150) / 160.0)];
        double[] ss = new double[300];
        double[] dsds = new double[300];
        program.Evaluate([ka, kb, rho], [ss, dsds], 7, 290);
        Assert.Equal(0, ss[6]);
        Assert.Equal(0, ss[297]);
        for (int i = 7; i < 297; i++)
        {
            TwoInputValues expected = evaluator.Evaluate(ka[i], kb[i], rho[i]);
            Assert.Equal(expected.KernelProduct.Value, ss[i], 1e-12 * Math.Max(1, Math.Abs(ss[i])));
            Assert.Equal(expected.DerivativeProduct.Value, dsds[i], 1e-12 * Math.Max(1, Math.Abs(dsds[i])));
        }
    }

    [Fact]
    public void Evaluation_InPlace()
    {
        double[] x = [1, 2, 3];
        VectorProgram.Compile([Symbol.K * Symbol.K], Symbol.K).Evaluate(x, x);
        Assert.Equal([1, 4, 9], x);
    }

    [Fact]
    public void Evaluation_AllocatesNothing()
    {
        double[] k = [.. Enumerable.Range(1, 100_000).Select(i => i / 1000.0)];
        double[] values = new double[k.Length];
        VectorProgram program = VectorProgram.Compile([ExpressionParser.Parse("K*Phi(1/sqrt(K)) + phi(K)", Symbol.K)], Symbol.K);
        program.Evaluate(k, values);
        long before = GC.GetAllocatedBytesForCurrentThread();
        program.Evaluate(k, values);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 10_000);
    }

    [Fact]
    public void UnknownSymbols_AreNamed()
    {
        UserInputException error = Assert.Throws<UserInputException>(() => VectorProgram.Compile([Symbol.K + Symbol.Z], Symbol.K));
        Assert.Equal("the expression contains z, which has no value; it may contain only K", error.Message);
    }

    [Fact]
    public void WrongShapes_AreRefused()
    {
        VectorProgram program = VectorProgram.Compile([Symbol.K], Symbol.K);
        Assert.Throws<ArgumentException>(() => program.Evaluate(new double[2], new double[3]));
        Assert.Throws<ArgumentException>(() => program.Evaluate([new double[2], new double[2]], [new double[2]], 0, 2));
    }
}
