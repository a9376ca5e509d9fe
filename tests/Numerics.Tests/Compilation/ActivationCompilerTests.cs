using Theory.Activations;
using Theory.Numerics.Compilation;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Tests.Compilation;

public sealed class ActivationCompilerTests
{
    public static TheoryData<string> Names =>
    [
        .. ActivationCatalogue.Entries.Select(e => e.Example),
        "repu:3", "mrepu:4", "leaky_relu(0.2)", "elu(2)", "z*max(0,z+1)^2", "piecewise(z<0, exp(z)-1, z)", "z^3/(1+z^2)",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void CompiledDerivatives_EqualCentralDifferences(string name)
    {
        PiecewiseSmoothFunction s = ActivationCompiler.Compile(Activation.Parse(name));
        const double Step = 1e-3;
        foreach (double z in Enumerable.Range(-60, 121).Select(i => (i / 10.0) + 0.0137).Where(z => s.Breakpoints.All(b => Math.Abs(b - z) > 3 * Step)))
        {
            SmoothPiece piece = s.PieceAt(z);
            foreach ((Func<double, double> f, Func<double, double> derivative, int order) in new[] { (piece.S, piece.S1, 1), (piece.S1, piece.S2, 2), (piece.S2, piece.S3, 3) })
            {
                // Five points: the truncation is of order 1e-12, rounding is 1e-13 of f.
                double difference = (8 * (f(z + Step) - f(z - Step)) - (f(z + (2 * Step)) - f(z - (2 * Step)))) / (12 * Step);
                double scale = 1 + Math.Abs(f(z)) + Math.Abs(derivative(z));
                Assert.True(Math.Abs(derivative(z) - difference) <= 1e-8 * scale, $"derivative {order} at {z}: {derivative(z)}, not {difference}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void CompiledPieces_EqualTheInterpretedDefinition(string name)
    {
        Activation activation = Activation.Parse(name);
        PiecewiseSmoothFunction s = ActivationCompiler.Compile(activation);
        foreach (double z in Enumerable.Range(-100, 201).Select(i => (i / 10.0) + 0.0137))
        {
            double expected = Interpreter.Evaluate(activation.Definition, z);
            Assert.True(Math.Abs(s.ValueAt(z) - expected) <= 1e-13 * (1 + Math.Abs(expected)), $"at {z}: {s.ValueAt(z)}, not {expected}");
        }
    }

    [Theory]
    [InlineData("log(z)")]
    [InlineData("sqrt(z)")]
    [InlineData("arcsin(z)")]
    [InlineData("z^(1/3)")]
    [InlineData("piecewise(z<45, z, log(30-z))")]
    public void ActivationsThatAreNotRealEverywhere_AreErrors_ThatSayWhere(string formula)
    {
        UserInputException error = Assert.Throws<UserInputException>(() => ActivationCompiler.Compile(Activation.Parse(formula)));
        Assert.Contains("not a real number at z = ", error.Message, StringComparison.Ordinal);
    }
}
