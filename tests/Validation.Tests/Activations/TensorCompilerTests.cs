using Theory.Activations;
using Theory.Numerics.Compilation;
using Theory.Numerics.Quadrature;
using Theory.Validation.Activations;
using Theory.Validation.NativeLibraries;
using Theory.Validation.Tensors;
using TorchSharp;

namespace Theory.Validation.Tests.Activations;

/// <summary>Activations as tensors against the same activations compiled to scalar functions.</summary>
[Collection(Alone.Name)]
public sealed class TensorCompilerTests
{
    private static readonly string[] Names =
    [
        .. ActivationCatalogue.Entries.Select(e => e.Example),
        "repu:3", "repu:5", "mrepu:4", "leaky_relu(0.2)", "elu(2)", "0", "1/3", "z", "-z", "pi*z", "z*max(0,z+1)^2", "max(0,z)-0.1*max(0,-z)",
        "piecewise(z<0, exp(z)-1, z)", "piecewise(z<-1, z, z<2, 1/2, z^2)", "relu(z)-relu(-z-sqrt(2))", "z^3/(1+z^2)", "2^(-z^2)", "abs(z)^(5/2)",
        "(1+z^2)^(-z^2/(1+z^2))", "arctan(z)*erfc(z/100)", "phi(z)", "sech(z)", "sinh(z/1000)-cosh(z/1000)", "arcsin(z/(1+z^2))", "log(1+z^2)",
    ];

    /// <summary>Breakpoints and their neighbourhood, the scales of activations, and far out to both sides.</summary>
    private static readonly double[] Grid =
    [
        .. from sign in new[] { -1.0, 1.0 } from z in Enumerable.Range(0, 60).Select(i => 0.07 + (i / 7.0)).Concat([1e-30, 1e-8, 1e-3, 20, 50, 300]) select sign * z,
        0, -1, 1, 2, 3, -3, 6, -Math.Sqrt(2),
    ];

    public static TheoryData<string> All => [.. Names];

    public TensorCompilerTests() => TorchRuntime.EnsureLoaded();

    [Theory]
    [MemberData(nameof(All))]
    public void Tensors_EqualTheCompiledFunction_InDoublePrecision(string name)
    {
        foreach ((double z, double actual, double expected) in Values(name, torch.float64))
        {
            // Where a function is the difference of others, and far out in its argument, it is known to their rounding.
            double rounding = 1e-14 * Math.Max(Math.Abs(expected) * Amplification(name, z), Rounding(name, z));
            Assert.True(Math.Abs(actual - expected) <= rounding, $"at {z:R}: {actual:R}, not {expected:R}");
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Tensors_EqualTheCompiledFunction_InSinglePrecision(string name)
    {
        foreach ((double z, double actual, double expected) in Values(name, torch.float32).Where(v => Math.Abs(v.Z) <= 9))
        {
            double rounding = 1e-5 * Math.Max(Math.Abs(expected), Rounding(name, z));
            Assert.True(Math.Abs(actual - expected) <= rounding + 1e-37, $"at {z:R}: {actual:R}, not {expected:R}");
        }
    }

    [Theory]
    [InlineData("z")]
    [InlineData("1/3")]
    [InlineData("relu")]
    [InlineData("mrepu:2")]
    [InlineData("hard_tanh")]
    [InlineData("gelu")]
    public void AnyShapeAndType_IsKept_AndTheArgumentStaysAsItIs(string name)
    {
        TensorActivation activation = TensorCompiler.Compile(Activation.Parse(name));
        foreach (long[] shape in (long[][])[[], [1], [5], [3, 4], [2, 3, 4], [0, 3]])
        {
            foreach (torch.ScalarType type in new[] { torch.float32, torch.float64 })
            {
                using DisposeScope scope = torch.NewDisposeScope();
                torch.Tensor z = torch.linspace(-2, 2, shape.Aggregate(1L, (a, b) => a * b), dtype: type).reshape(shape);
                torch.Tensor before = z.clone();
                torch.Tensor s = activation.Function(z);
                Assert.Equal(shape, s.shape);
                Assert.Equal(type, s.dtype);
                Assert.False(z.IsInvalid);
                Assert.True(z.Equals(before));

                // Changing the result must not change the argument either.
                s.PlusInPlace(1);
                Assert.True(z.Equals(before));
            }
        }
    }

    [Fact]
    public void Views_AreReadInTheirOwnOrder()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor z = torch.linspace(-2, 2, 12, dtype: torch.float64).reshape(3, 4).t();
        torch.Tensor s = TensorCompiler.Compile(Activation.Parse("mrepu:2")).Function(z);
        Assert.True(s.allclose(z * z.Plus(1).AtLeast(0).Squared()));
    }

    [Fact]
    public void Intermediates_AreDisposed_AndOnlyTheResultIsLeft()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor z = torch.zeros(10);
        int before = scope.DisposablesCount;
        _ = TensorCompiler.Compile(Activation.Parse("gelu_tanh")).Function(z);
        Assert.Equal(before + 1, scope.DisposablesCount);
    }

    [Fact]
    public void Name_IsThatOfTheActivation() => Assert.Equal("mrepu:2", TensorCompiler.Compile(Activation.Parse("mrepu_2")).Name);

    /// <summary>Comparisons with NaN are false, so that a NaN took the first piece of ReLU and came out as 0: a network that had overflowed lived on.</summary>
    [Theory]
    [InlineData("relu")]
    [InlineData("mrepu:2")]
    [InlineData("hard_tanh")]
    [InlineData("perceptron")]
    [InlineData("tanh")]
    public void NaN_StaysNaN_InEveryPiece(string name)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Assert.True(double.IsNaN(TensorCompiler.Compile(Activation.Parse(name)).Function(torch.tensor(double.NaN)).item<double>()));
    }

    /// <summary>
    /// TorchSharp let the numbers that meet a tensor be finalized while they were read: with several threads that allocate, GELU failed or
    /// came out wrong, once the runtime had optimised the calls.
    /// </summary>
    [Theory]
    [InlineData("gelu")]
    [InlineData("mrepu:2")]
    public async Task GarbageCollection_DuringAnOperation_DoesNotDisturbIt(string name)
    {
        TensorActivation activation = TensorCompiler.Compile(Activation.Parse(name));
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor z = torch.linspace(-2, 2, 64, dtype: torch.float64);
        torch.Tensor expected = activation.Function(z);
        using CancellationTokenSource stop = new();
        Task collecting = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                GC.Collect(0);
                GC.WaitForPendingFinalizers();
            }
        });
        for (int i = 0; i < 10_000; i++)
        {
            using torch.Tensor s = activation.Function(z);
            Assert.True(s.Equals(expected));
        }

        await stop.CancelAsync();
        await collecting;
    }

    /// <summary>exp(z) - 1 lost 1.3 % of ELU at z = -1e-6 in single precision, and all of it at -1e-9.</summary>
    [Theory]
    [InlineData(-1e-6f)]
    [InlineData(-1e-9f)]
    [InlineData(-1e-30f)]
    public void ELU_KeepsItsDigitsNearZero_OnEveryPath(float z)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Activation elu = Activation.Parse("elu");
        torch.Tensor argument = torch.tensor([z]);
        Assert.Equal(1, TensorCompiler.Compile(elu).Function(argument).item<float>() / z, 1e-6f);
        Assert.Equal(1, TensorCompiler.CompileDerivatives(elu, 1)(argument)[0].item<float>() / z, 1e-6f);
    }

    /// <summary>Formulas that cancel near a point have the digits of their type there, and so have their derivatives: of z - tanh(z), single precision had none left at z = 0.001.</summary>
    [Theory]
    [InlineData("tanh_shrink", 0)]
    [InlineData("z-sin(z)", 0)]
    [InlineData("1-cos(z)", 0)]
    [InlineData("sin(z)/z", 0)]
    [InlineData("sin(z-1)/(z-1)", 1)]
    [InlineData("z/(exp(z)-1)", 0)]
    [InlineData("shifted_softplus", 0)]
    [InlineData("exp(z)-1-z-z^2/2", 0)]
    [InlineData("piecewise(z<0, z-tanh(z), sqrt(1+z^2)-1)", 0)]
    public void FormulasThatCancel_KeepTheirDigits_OnEveryPath(string formula, double centre)
    {
        Activation activation = Activation.Parse(formula);
        PiecewiseSmoothFunction function = ActivationCompiler.Compile(activation);
        double[] distances = [.. Enumerable.Range(0, 40).SelectMany(i => (double[])[Math.Pow(10, -i / 4.0), -Math.Pow(10, -i / 4.0)])];
        using DisposeScope scope = torch.NewDisposeScope();
        foreach ((torch.ScalarType type, double accuracy) in new[] { (torch.float32, 1e-5), (torch.float64, 1e-12) })
        {
            torch.Tensor z = torch.tensor(distances, dtype: type).Plus(centre);
            double[] points = z.to(torch.float64).data<double>().ToArray();
            void Compare(torch.Tensor actual, Func<double, double> expected) => Assert.All(
                points.Zip(actual.to(torch.float64).data<double>().ToArray()),
                p => Assert.Equal(expected(p.First), p.Second, accuracy * Math.Abs(expected(p.First))));
            Compare(TensorCompiler.Compile(activation).Function(z), function.ValueAt);
            Compare(TensorCompiler.CompileDerivative(activation).Function(z), x => function.PieceAt(x).S1(x));
            torch.Tensor[] orders = TensorCompiler.CompileDerivatives(activation, 2)(z);
            Compare(orders[0], function.ValueAt);
            Compare(orders[1], x => function.PieceAt(x).S1(x));
        }
    }

    /// <summary>Where a polynomial takes the place of the formula, what is beyond it, infinities and NaN included, goes through unharmed, and so do gradients.</summary>
    [Fact]
    public void FormulasThatCancel_AreTheirOwnFarOut()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor z = torch.tensor([-1e30f, 1e30f, float.PositiveInfinity, float.NaN, 0, 2], requires_grad: true);
        torch.Tensor s = TensorCompiler.Compile(Activation.Parse("tanh_shrink")).Function(z);
        Assert.Equal([-1e30f, 1e30f, float.PositiveInfinity, float.NaN, 0, 2 - MathF.Tanh(2)], s.data<float>().ToArray());
        s[torch.TensorIndex.Slice(4, 6)].sum().backward();
        Assert.Equal([0, MathF.Pow(MathF.Tanh(2), 2)], z.grad![torch.TensorIndex.Slice(4, 6)].data<float>().ToArray().Select(g => MathF.Round(g, 5)), (a, b) => Math.Abs(a - b) < 1e-5);
    }

    /// <summary>Formulas as people type them overflowed inside, in single precision from z = 89 on.</summary>
    [Theory]
    [InlineData("z*tanh(log(1+exp(z)))", "mish")]
    [InlineData("exp(z)/(1+exp(z))", "sigmoid")]
    [InlineData("z/(1+exp(-z))", "swish")]
    [InlineData("log(1+exp(z))", "softplus")]
    [InlineData("(exp(z)-exp(-z))/(exp(z)+exp(-z))", "tanh")]
    [InlineData("z/2*(1+erf(z/sqrt(2)))", "gelu")]
    public void TypedForms_AreTheNamedOnes_WithTheirDerivatives(string typed, string named)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor z = torch.cat([torch.linspace(-300, 300, 1001), torch.tensor([-1e8f, 1e8f, -1e-6f, 1e-6f])]);
        torch.Tensor[] one = TensorCompiler.CompileDerivatives(Activation.Parse(typed), 3)(z);
        torch.Tensor[] other = TensorCompiler.CompileDerivatives(Activation.Parse(named), 3)(z);
        Assert.All(one.Zip(other), pair => Assert.True(pair.First.allclose(pair.Second, rtol: 1e-5, atol: 1e-7)));
        Assert.True(TensorCompiler.Compile(Activation.Parse(typed)).Function(z).allclose(other[0], rtol: 1e-6, atol: 1e-37));
    }

    private static IEnumerable<(double Z, double Actual, double Expected)> Values(string name, torch.ScalarType type)
    {
        Activation activation = Activation.Parse(name);
        PiecewiseSmoothFunction function = ActivationCompiler.Compile(activation);
        using DisposeScope scope = torch.NewDisposeScope();

        // The points as the type rounds them, so that both evaluate at the same ones.
        torch.Tensor z = torch.tensor(Grid, dtype: type);
        double[] points = z.to(torch.float64).data<double>().ToArray();
        double[] values = TensorCompiler.Compile(activation).Function(z).to(torch.float64).data<double>().ToArray();
        return [.. points.Zip(values, (x, y) => (x, y, function.ValueAt(x)))];
    }

    /// <summary>The scale by which a value must be accurate that is small because larger ones cancel.</summary>
    private static double Rounding(string name, double z) => name switch
    {
        "gelu_tanh" or "snake" or "tanh_shrink" => Math.Abs(z),
        "bent_identity" or "log(1+z^2)" => 1 + Math.Abs(z),
        "elu" or "celu" or "selu" or "elu(2)" or "shifted_softplus" => 1,
        "piecewise(z<0, exp(z)-1, z)" or "sinh(z/1000)-cosh(z/1000)" => 1,

        // Periods are lost far out.
        "sin" or "cos" => Math.Abs(z),

        // Tails: the relative error is that of the argument of exp.
        "gaussian" or "phi(z)" or "2^(-z^2)" or "sech(z)" or "sigmoid" or "swish" or "mish" or "softplus" or "gelu" => 1e-3 * Math.Abs(z),
        _ => 0,
    };

    /// <summary>By how much the rounding of its argument exceeds that of an exponential far out, relative to its value.</summary>
    private static double Amplification(string name, double z) => name switch
    {
        "phish" => 1 + (z * z / 2),
        "quick_gelu" => 1 + (2 * Math.Abs(z)),
        _ => 1,
    };
}
