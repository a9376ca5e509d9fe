using Theory.Activations;
using Theory.Expressions;
using Theory.Numerics.Compilation;
using Theory.Numerics.Compilation.Vectors;
using Theory.Numerics.Quadrature;
using Theory.Parsing;

namespace Theory.Numerics.Tests.Compilation;

/// <summary>One function in several spellings: 36 of 89 tame formulas were refused as "not a real number", because exponentials overflow inside them.</summary>
public sealed class StableFormTests
{
    private static readonly double[] Grid =
        [0, .. Enumerable.Range(-32, 97).SelectMany(i => (double[])[Math.Pow(10, i / 8.0), -Math.Pow(10, i / 8.0)]).Where(z => Math.Abs(z) <= 1e8)];

    public static TheoryData<string, string> Pairs => new()
    {
        { "z*tanh(log(1+exp(z)))", "mish" },
        { "z*((1+exp(z))^2-1)/((1+exp(z))^2+1)", "mish" },
        { "z*(exp(2*z)+2*exp(z))/(exp(2*z)+2*exp(z)+2)", "mish" },
        { "exp(z)/(1+exp(z))", "sigmoid" },
        { "1/(1+exp(-z))", "sigmoid" },
        { "1-1/(1+exp(z))", "sigmoid" },
        { "exp(-log(1+exp(-z)))", "sigmoid" },
        { "1/2+tanh(z/2)/2", "sigmoid" },
        { "z/(1+exp(-z))", "swish" },
        { "z*exp(z)/(exp(z)+1)", "swish" },
        { "log(1+exp(z))", "softplus" },
        { "-log(1/(1+exp(z)))", "softplus" },
        { "-log(sigmoid(-z))", "softplus" },
        { "log(1+exp(100*z))/100", "softplus(100*z)/100" },
        { "(exp(z)-exp(-z))/(exp(z)+exp(-z))", "tanh" },
        { "(exp(2*z)-1)/(exp(2*z)+1)", "tanh" },
        { "(1-exp(-2*z))/(1+exp(-2*z))", "tanh" },
        { "2/(1+exp(-2*z))-1", "tanh" },
        { "1-2/(1+exp(2*z))", "tanh" },
        { "sinh(z)/cosh(z)", "tanh" },
        { "2/(exp(z)+exp(-z))", "sech(z)" },
        { "2*exp(z)/(exp(2*z)+1)", "sech(z)" },
        { "z/2*(1+erf(z/sqrt(2)))", "gelu" },
        { "z/2*erfc(-z/sqrt(2))", "gelu" },
        { "z*(1-erfc(z/sqrt(2))/2)", "gelu" },
        { "log(exp(z)+exp(-z))-log(2)", "log(cosh(z))" },
        { "log((exp(z)+exp(-z))/2)", "log(cosh(z))" },
        { "log(1/(1+exp(-z)))", "-softplus(-z)" },
        { "log(sigmoid(z))", "-softplus(-z)" },
        { "1/(1+exp(-25*z))", "sigmoid(25*z)" },
        { "z/(1+exp(-100*z))", "z*sigmoid(100*z)" },
        { "z/(1+exp(-1.702*z))", "z*sigmoid(1.702*z)" },
        { "exp(z)/(1+exp(z))^2", "sigmoid(z)*sigmoid(-z)" },
        { "log(1+exp(-(z-3)))", "softplus(3-z)" },
        { "sqrt(exp(2*z)+1)-exp(z)", "exp(-asinh(exp(z)))" },
        { "exp(z)-sqrt(exp(2*z)+1)", "-exp(-asinh(exp(z)))" },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void TypedAndNamedForms_AreOneFunction_WithThreeDerivatives(string typed, string named)
    {
        SmoothPiece one = ActivationCompiler.Compile(Activation.Parse(typed)).Pieces[0];
        SmoothPiece other = ActivationCompiler.Compile(Activation.Parse(named)).Pieces[0];
        (Func<double, double> First, Func<double, double> Second)[] orders = [(one.S, other.S), (one.S1, other.S1), (one.S2, other.S2), (one.S3, other.S3)];
        for (int order = 0; order < orders.Length; order++)
        {
            foreach (double z in Grid)
            {
                (double a, double b) = (orders[order].First(z), orders[order].Second(z));
                double scale = Math.Max(Math.Abs(b), order > 1 && Math.Abs(z) is > 1e-3 and < 3 ? 0.1 : 0);
                Assert.True(Math.Abs(a - b) <= (1e-13 * scale) + 1e-300, $"derivative {order} of {typed} at {z:R}: {a:R}, of {named}: {b:R}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void TypedAndNamedForms_AreOneFunction_InVectors(string typed, string named)
    {
        Expr[] one = StableForm.Derivatives(Activation.Parse(typed).Definition, 1, expanded: true);
        Expr[] other = StableForm.Derivatives(Activation.Parse(named).Definition, 1, expanded: true);
        double[] both = new double[4 * Grid.Length];
        float[] single = new float[4 * Grid.Length];
        VectorProgram program = VectorProgram.Compile([.. one, .. other], Symbol.Z);
        program.Evaluate<double>(Grid, both, Grid.Length);
        program.Evaluate<float>([.. Grid.Select(z => (float)z)], single, Grid.Length);
        for (int i = 0; i < 2 * Grid.Length; i++)
        {
            (double a, double b) = (both[i], both[i + (2 * Grid.Length)]);
            Assert.True(Math.Abs(a - b) <= (1e-13 * Math.Abs(b)) + 1e-300, $"{typed} at {Grid[i % Grid.Length]:R}: {a:R}, {named}: {b:R}");
            (float x, float y) = (single[i], single[i + (2 * Grid.Length)]);
            Assert.True(Math.Abs(x - y) <= (2e-6f * Math.Abs(y)) + 1e-37f, $"{typed} at {Grid[i % Grid.Length]:R} in single precision: {x:R}, {named}: {y:R}");
        }
    }

    /// <summary>Sums that cancel as written, against values to 17 digits.</summary>
    [Theory]
    [InlineData("(z+sqrt(z^2+4))/2", -1e6, 9.9999999999900000e-7)]
    [InlineData("log(z+sqrt(z^2+1))", -1e8, -19.113827924512311)]
    [InlineData("log(z+sqrt(z^2+1))", 1e-9, 1e-9)]
    [InlineData("log(1+z)", 1e-12, 9.9999999999950000e-13)]
    [InlineData("1+erf(z)", -5, 1.5374597944280349e-12)]
    [InlineData("1-cos(z)", 1e-6, 4.9999999999995833e-13)]
    [InlineData("1+tanh(z)", -20, 8.4967085105831780e-18)]
    [InlineData("log(cosh(z))", 1e-5, 4.9999999999166667e-11)]
    [InlineData("log(1+exp(z)+exp(2*z))", -50, 1.9287498479639178e-22)]
    [InlineData("log(1+exp(z)+exp(2*z))", 1e6, 2e6)]
    [InlineData("sqrt(exp(2z)+1)-exp(z)", -3, 0.9514515406443266963)]
    [InlineData("sqrt(exp(2z)+1)-exp(z)", 20, 1.0305768112192789129e-9)]
    [InlineData("2*exp(z)-sqrt(4*exp(2z)+12)", 20, -2 * 3.0917304336578367321e-9)]
    [InlineData("sqrt(cosh(z)^2+2)-cosh(z)", 20, 4.1223072448771156034e-9)]
    public void Cancellation_IsRewritten(string formula, double z, double expected) =>
        Assert.Equal(1, ExpressionCompiler.Compile(StableForm.Of(ExpressionParser.Parse(formula, Symbol.Z)), Symbol.Z)(z) / expected, 3e-15);

    /// <summary>Over a common denominator what cancels does so exactly: z^3/(1 + z^2) has s'' = (6z - 2z^3)/(1 + z^2)^3.</summary>
    [Theory]
    [InlineData(100)]
    [InlineData(1e5)]
    [InlineData(-1e8)]
    public void DerivativesOfQuotients_KeepTheirDigits(double z)
    {
        SmoothPiece piece = ActivationCompiler.Compile(Activation.Parse("z^3/(1+z^2)")).Pieces[0];
        double q = 1 + (z * z);
        Assert.Equal(1, piece.S2(z) / (((6 * z) - (2 * z * z * z)) / (q * q * q)), 1e-14);
        double root = Math.Sqrt(q);
        Assert.Equal(1, ActivationCompiler.Compile(Activation.Parse("z/sqrt(1+z^2)")).Pieces[0].S1(z) * q * root, 1e-14);
    }

    /// <summary>Where doubles overflow on the way, the value is found in extended range: NaN derivatives counted as 0.</summary>
    [Theory]
    [InlineData("z*tanh(exp(z))", 800, 800, 1)]
    [InlineData("exp(exp(z))/(1+exp(exp(z)))", 30, 1, 0)]
    [InlineData("exp(z^2)*erfc(z)", 1e3, 5.6418930145338765e-4, -5.6418873726549667e-7)]
    [InlineData("exp(z)/(exp(z)+exp(z/3-1))", 5000, 1, 0)]
    [InlineData("z/(exp(z)-1)", 2000, 0, 0)]
    public void Overflow_OnTheWay_IsNoFailure(string formula, double z, double value, double slope)
    {
        SmoothPiece piece = ActivationCompiler.Compile(Activation.Parse(formula)).PieceAt(z);
        Assert.Equal(value, piece.S(z), 1e-12 * Math.Abs(value));
        Assert.Equal(slope, piece.S1(z), 1e-9 * Math.Abs(slope));
        Assert.True(double.IsFinite(piece.S2(z)) && double.IsFinite(piece.S3(z)));
    }

    /// <summary>At and near points where a formula is 0/0: a few ulp, with three derivatives, by the series of sin(x)/x and its like.</summary>
    [Theory]
    [InlineData("sin(z)/z", 0)]
    [InlineData("sin(z-1)/(z-1)", 1)]
    [InlineData("2*sin(z/2-1/3)/(z-2/3)", 2.0 / 3)]
    public void RemovablePoints_AreJoined(string formula, double centre)
    {
        bool isHalf = formula[0] == '2';
        SmoothPiece piece = ActivationCompiler.Compile(Activation.Parse(formula)).Pieces[0];
        foreach (double x in (double[])[0, 1e-12, -1e-6, 1e-3, 0.01, -0.1, 0.5])
        {
            double w = isHalf ? x / 2 : x;
            double f = 1 - (w * w / 6 * (1 - (w * w / 20 * (1 - (w * w / 42 * (1 - (w * w / 72 * (1 - (w * w / 110 * (1 - (w * w / 156)))))))))));
            double third = (w / 5) - (Math.Pow(w, 3) / 42) + (Math.Pow(w, 5) / 1080) - (Math.Pow(w, 7) / 55440) + (Math.Pow(w, 9) / 4717440);
            Assert.Equal(1, piece.S(centre + x) / f, 1e-14);
            Assert.Equal(third / (isHalf ? 8 : 1), piece.S3(centre + x), 1e-12);
            Assert.True(double.IsFinite(piece.S1(centre + x)) && double.IsFinite(piece.S2(centre + x)));
        }
    }
}
