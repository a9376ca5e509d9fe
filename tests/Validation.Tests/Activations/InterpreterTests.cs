using Theory.Activations;
using Theory.Expressions;
using Theory.Hunt;
using Theory.Numerics.Compilation;
using Theory.Numerics.Compilation.Vectors;
using Theory.Validation.Activations;
using Theory.Validation.NativeLibraries;
using TorchSharp;

namespace Theory.Validation.Tests.Activations;

/// <summary>One instruction list, four interpreters: scalars, vectors, tensors and values with an error bound give the same, within that bound.</summary>
/// <remarks>
/// Derivatives of ELU lacked the rule of expm1 on some of the ways that a formula took, and in single precision ELU was off by 1.3 % at -1e-6 and 0 at -1e-9
/// on one of them.
/// </remarks>
[Collection(Alone.Name)]
public sealed class InterpreterTests
{
    private const int Orders = 3;
    private const int RandomActivations = 60;

    /// <summary>Single precision has 24 bits, double 53.</summary>
    private const double SingleUnit = 1 << 29;

    /// <summary>From 1e-12 to 1e3 on both sides, three a decade, none of them round.</summary>
    private static readonly double[] Grid = [.. from i in Enumerable.Range(0, 46) from sign in new[] { -1.0, 1.0 } select sign * 1.03 * Math.Pow(10, (i / 3.0) - 12)];

    public static TheoryData<string> Catalogue => [.. ActivationCatalogue.Entries.Select(e => e.Example), "elu(2)", "repu:5", "mrepu:4", "z*max(0,z+1)^2"];

    public InterpreterTests() => TorchRuntime.EnsureLoaded();

    [Theory]
    [MemberData(nameof(Catalogue))]
    public void ActivationsOfTheCatalogue_AreTheSame_InAllOfThem(string activation) => AssertNone(Differences(Activation.Parse(activation), single: true));

    [Fact]
    public void RandomActivations_AreTheSame_InAllOfThem()
    {
        RandomFormulas formulas = new(new System.Random(20261128));
        int tried = 0;
        while (tried < RandomActivations)
        {
            string text = formulas.Next();
            if (Read(text) is Activation activation)
            {
                AssertNone(Differences(activation, single: false));
                tried++;
            }
        }
    }

    /// <summary>The bound is what decides: a value beside it by more is seen.</summary>
    [Fact]
    public void AFormulaOfItsOwn_WithoutTheStableForm_IsSeen()
    {
        Expr raw = Function.Of(FunctionKind.Exp, Symbol.Z) - 1;
        double z = 1.03e-9;
        BoundedValue bounded = RunningErrorEvaluator.Evaluate(raw, Symbol.Z, z);
        Assert.False(Agree(Math.Exp(z) - 1, bounded, 1));
        Assert.True(Agree(Math.Exp(z) - 1, bounded, 1e9));
    }

    private static void AssertNone(IEnumerable<string> differences)
    {
        string first = string.Join(Environment.NewLine, differences.Take(5));
        Assert.True(first.Length == 0, first);
    }

    private static Activation? Read(string text)
    {
        try
        {
            return Activation.Parse(text);
        }
        catch (UserInputException)
        {
            // A constant, or kinks without an exact place.
            return null;
        }
    }

    /// <param name="activation">The activation.</param>
    /// <param name="single">Whether in single precision too; decimal fractions as in 1.662*(z - 2.998) become integers whose powers leave its range.</param>
    private static IEnumerable<string> Differences(Activation activation, bool single) =>
        from piece in activation.Pieces
        where piece.Expression.HasDerivative(Symbol.Z)
        from formula in StableForm.Derivatives(piece.Expression, Orders)
        where TensorProgram.Has(formula)
        let z = Grid.Where(z => z > piece.FromValue && z < piece.ToValue).ToArray()
        from difference in InDouble(formula, piece, z).Concat(single ? InSingle(formula, piece, [.. z.Where(z => Math.Abs(z) < 1).Select(z => (float)z)]) : [])
        select $"{activation.Name}, {formula} {difference}";

    private static IEnumerable<string> InDouble(Expr formula, Piece piece, double[] z)
    {
        Func<double, double> scalar = ExpressionCompiler.Compile(formula, Symbol.Z);
        double[] vector = new double[z.Length];
        VectorProgram.Compile([formula], Symbol.Z).Evaluate(z, vector);
        using DisposeScope scope = torch.NewDisposeScope();
        double[] tensor = new TensorProgram([formula], piece).Evaluate(torch.tensor(z))[0].data<double>().ToArray();
        bool hasTail = HasTail(formula);
        for (int i = 0; i < z.Length; i++)
        {
            BoundedValue other = RunningErrorEvaluator.Evaluate(formula, Symbol.Z, z[i]);

            // torch's erfc takes a rounded argument, of which its tail makes z^2 times as much.
            double tail = hasTail ? z[i] * z[i] : 0;
            foreach ((string interpreter, double value, double more) in new[] { ("scalar", scalar(z[i]), 0), ("vector", vector[i], 0), ("tensor", tensor[i], tail) })
            {
                if (!Agree(value, other, 1, more))
                {
                    yield return $"at {z[i]:R}: {interpreter} {value:R}, not {other.Value:R} within {other.Error:G3}";
                }
            }
        }
    }

    private static IEnumerable<string> InSingle(Expr formula, Piece piece, float[] z)
    {
        float[] vector = new float[z.Length];
        VectorProgram.Compile([formula], Symbol.Z).Evaluate<float>(z, vector, z.Length);
        using DisposeScope scope = torch.NewDisposeScope();
        float[] tensor = new TensorProgram([formula], piece).Evaluate(torch.tensor(z))[0].data<float>().ToArray();
        for (int i = 0; i < z.Length; i++)
        {
            BoundedValue other = RunningErrorEvaluator.Evaluate(formula, Symbol.Z, z[i]);
            foreach ((string interpreter, double value) in new[] { ("vector", vector[i]), ("tensor", tensor[i]) })
            {
                if (!Agree(value, other, SingleUnit))
                {
                    yield return $"at {z[i]:R}: {interpreter} in single precision {value:R}, not {other.Value:R} within {other.Error * SingleUnit:G3}";
                }
            }
        }
    }

    private static bool HasTail(Expr expr) =>
        expr is Function { Kind: FunctionKind.Erfc or FunctionKind.NormalCdf } || expr.Children.Any(HasTail);

    /// <summary>Whether a value is another interpreter's: each has at most the error of the bound, in its own units of rounding, and a function may end in another last digit.</summary>
    /// <param name="value">The value.</param>
    /// <param name="other">The other interpreter's.</param>
    /// <param name="unit">The rounding of its type in that of doubles.</param>
    /// <param name="more">What its functions may err more, in roundings.</param>
    private static bool Agree(double value, BoundedValue other, double unit, double more = 0) =>
        value.Equals(other.Value) || !double.IsFinite(other.Error)
        || Math.Abs(value - other.Value) <= unit * ((4 * other.Error) + ((8 + more) * Math.Abs(other.Value) / (1L << 53))) + (unit == 1 ? 1e-300 : 1e-36);
}
