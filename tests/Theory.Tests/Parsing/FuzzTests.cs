using System.Text;
using Theory.Activations;
using Theory.Expectations;
using Theory.Expectations.TwoInputs;

namespace Theory.Tests.Parsing;

public class FuzzTests
{
    /// <summary>
    /// What reading and deriving may allocate, in bytes. Everything here works on immutable trees and long integers, so that memory counts the operations,
    /// the same ones on an idle machine and on a busy one.
    /// </summary>
    private const long Patience = 1L << 30;

    /// <summary>A derivation stops after so much work whatever the formula, a hundredth of the ordinary; what it has done by then counts towards the operations.</summary>
    private const long Budget = Derivation.OrdinaryWork / 100;

    private static readonly string[] Fragments =
    [
        "z", "z", "z", "0", "1", "2", "3", "0.1", "1e3", "12345", "1e-300", "pi", "e", "+", "-", "*", "/", "^", "(", ")", "(", ")", ",", "<", ">", "<=", "=", ":", " ",
        "max(", "min(", "abs(", "step(", "sign(", "exp(", "log(", "sqrt(", "sin(", "tanh(", "erf(", "Phi(", "sigmoid(", "softplus(", "piecewise(z<0,", "relu(",
        "swish(", "gelu(", "leaky_relu", "mrepu:", "repu(", "p=", "_2", "^2", "^3", "^(1/2)", "^99", "9^9", "√", "φ", "\0", "é", "…", "z+1", "z-1", "(z^2-2)",
        "|", "|z|", "²", "⁻¹", " if ", " else ", " not ", " and ", " or ", "==", "?", "%", "&", ".", "where(z>0,", "clip(z,", "floor(", "mod(", "np.", "nn.ReLU()", "lambda x:", "x", "->",
        ".pow(", "sin ", "log1p(", "atanh(", "alpha=", "'tanh'", "True", "elu(", "softmax(", "threshold(",
    ];

    private static readonly string[] Seeds =
    [
        "relu", "mrepu:2", "repu(p=3)", "leaky_relu(a=1/3)", "z*max(0,z+1)^2", "abs(z^2-2)", "max(-1,min(1,z))", "piecewise(z<0, exp(z)-1, z)", "z*Phi(z)",
        "abs(abs(abs(z)-1)-1/2)", "sqrt(z^2+1)-1", "max(z^3-z, z^2/4, -1)", "step(z-sqrt(2))*z^4 + sign(z)", "relu(z)-relu(-z)/10", "swish(gelu(z))",
        "lambda x: np.where(x > 0, x, 0.1*x)", "floor(clip(2*z, -2, 2))/2", "F.gelu(x, approximate='tanh')", "||z|-1|", "x if x > 0 else np.expm1(x)", "sin^2 z cos z",
        "log(1+exp(z))", "abs(sin(z)*cos(z)+1)", "(z+1)^12/(z^2+1)", "max(0,tanh(z)-1/2)", "abs(z^6 - 3z^2 + 1/7)",
    ];

    /// <summary>Formulas of two inputs take longer than all others together.</summary>
    private const int TwoInputsEvery = 20;

    [Fact]
    public void RandomFragments_AreReadOrRefused_Quickly() => Run(LongTests.AreWanted ? 50_000 : 20_000, 1, random =>
    {
        StringBuilder text = new();
        for (int n = random.Next(1, 14); n > 0; n--)
        {
            text.Append(Fragments[random.Next(Fragments.Length)]);
        }

        return text.ToString();
    });

    [Fact]
    public void MutatedFormulas_AreReadOrRefused_Quickly() => Run(LongTests.AreWanted ? 40_000 : 15_000, 2, random =>
    {
        StringBuilder text = new(Seeds[random.Next(Seeds.Length)]);
        for (int n = random.Next(1, 4); n > 0; n--)
        {
            int at = random.Next(text.Length + 1);
            switch (random.Next(4))
            {
                case 0:
                    text.Insert(at, Fragments[random.Next(Fragments.Length)]);
                    break;
                case 1 when at < text.Length:
                    text.Remove(at, 1);
                    break;
                case 2 when at < text.Length:
                    text[at] = (char)random.Next(32, 127);
                    break;
                default:
                    string other = Seeds[random.Next(Seeds.Length)];
                    text.Insert(at, other[random.Next(other.Length)..]);
                    break;
            }
        }

        return text.ToString();
    });

    [Fact]
    public void WellFormedFormulas_AreReadOrRefused_Quickly() => Run(LongTests.AreWanted ? 1_000 : 400, 3, random => Formula(random, 4));

    public static TheoryData<string> Hostile =>
    [
        string.Concat(Enumerable.Repeat("swish(", 90)) + "z" + new string(')', 90),
        string.Concat(Enumerable.Repeat("abs(1-", 40)) + "abs(z)" + new string(')', 40),
        string.Concat(Enumerable.Repeat("piecewise(", 90)) + "z<0,1,2" + string.Concat(Enumerable.Repeat(")<0,1,2", 89)) + ")",
        string.Concat(Enumerable.Repeat("max(z,", 90)) + "1" + string.Concat(Enumerable.Repeat(")*z", 90)),
        string.Join('+', Enumerable.Range(1, 900).Select(i => $"abs(z-{i})")),
        string.Join('+', Enumerable.Range(1, 300).Select(i => $"max(0,z-{i}/7)^9")),
        string.Join('*', Enumerable.Range(1, 50).Select(i => $"abs(z-{i})")),
        string.Join('+', Enumerable.Range(1, 120).Select(i => $"abs(z^2-{i})")),
        "(z+pi+sqrt(2)+sqrt(3)+e)^30",
        "max(0,z+pi+sqrt(2)+sqrt(3)+e)^12",
        "(z+1)^300",
        "max(0,z+1/3)^200",
        "max(0,z+1/3)^75",
        "abs((z+1/3)^60+z-1)",
        "abs(83160z^300+z^7+83160)",
        "max(0,z+1e-30)+z^3",
        "(1+sqrt(2))^(10^9)*z",
        "(1+1e3000*sqrt(2))^9999*z",
        "((((((1+sqrt(2))^100+1)^100+1)^100+1)^100+z)^2)",
        "(2^0.5+3^0.5+5^0.5+7^0.5+11^0.5+13^0.5+17^0.5+19^0.5)^200*z",
        "abs(z-1e400)",
        "abs(z-1e300)^9",
        "1/(3^6000+1)*1/(7^6000+1)+z/(5^6000+1)",
        string.Join('+', Enumerable.Range(2, 600).Select(i => $"z/(9^3000+{i})")),
        string.Join('+', Enumerable.Range(2, 600).Select(i => $"z/(9^9000+{i})")),
        string.Join('+', Enumerable.Range(2, 600).Select(i => $"{i}^(63/64)*z")),
        string.Join('*', Enumerable.Range(2, 600).Select(i => $"{i}^(1/{2 + (i % 60)})")) + "*z",
        new string('a', 9_999),
        new string('a', 1_000_000),
        string.Concat(Enumerable.Repeat("sin ", 2_000)) + "z",
        string.Concat(Enumerable.Repeat("|", 4_000)) + "z",
        string.Concat(Enumerable.Repeat("|z", 4_000)),
        string.Concat(Enumerable.Repeat("z if z>0 else ", 600)) + "z",
        string.Concat(Enumerable.Repeat("z>0?z:", 900)) + "z",
        string.Concat(Enumerable.Repeat("not ", 2_000)) + "z>0",
        "(" + string.Join(" or ", Enumerable.Repeat("z>1", 900)) + ")*z",
        string.Join('<', Enumerable.Repeat("z", 4_000)),
        "z" + string.Concat(Enumerable.Repeat(".pow(2)", 1_000)),
        "z" + string.Concat(Enumerable.Repeat(".elu()", 1_000)),
        "floor(100*tanh(floor(40*tanh(z))))",
        "mod(clip(1e300*z, -1e300, 1e300), 1e-300)",
        "mrepu:" + new string('9', 5_000),
        "relu(" + new string('(', 4_000),
        "leaky_relu" + new string('(', 4_000),
        new string('_', 5_000) + "2",
    ];

    [Theory]
    [MemberData(nameof(Hostile), DisableDiscoveryEnumeration = true)]
    public void HostileFormulas_AreReadOrRefused_Quickly(string text) => AssertQuick(text, alsoTwoInputs: true);

    private static string Formula(Random random, int depth)
    {
        if (depth == 0 || random.Next(8) == 0)
        {
            return random.Next(3) == 0 ? $"{random.Next(-9, 10)}/{random.Next(1, 6)}" : "z";
        }

        string Part() => Formula(random, depth - 1);
        return random.Next(10) switch
        {
            0 or 1 => $"({Part()} + {Part()})",
            2 or 3 => $"({Part()})*({Part()})",
            4 => $"max({Part()}, {Part()})",
            5 => $"abs({Part()})",
            6 => $"({Part()})^{random.Next(2, 5)}",
            7 => $"min({Part()}, {Part()})",
            8 => $"piecewise({Part()} < {Part()}, {Part()}, {Part()})",
            _ => $"({Part()} - sqrt({random.Next(2, 9)}))",
        };
    }

    private static void Run(int count, int seed, Func<Random, string> create)
    {
        Random random = new(seed);
        for (int i = 0; i < count; i++)
        {
            string text = create(random);
            AssertQuick(text, alsoTwoInputs: i % TwoInputsEvery == 0);
        }
    }

    private static void AssertQuick(string text, bool alsoTwoInputs)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            Activation activation = Activation.Parse(text);
            Derivation.Of(activation, Budget);
            if (alsoTwoInputs)
            {
                TwoInputDerivation.Of(activation, Budget);
            }
        }
        catch (UserInputException error)
        {
            Assert.False(string.IsNullOrWhiteSpace(error.Message));
            Assert.True(error.Position is null || error.Excerpt is not null);
        }
        catch (Exception error)
        {
            Assert.Fail($"{Shown(text)} threw {error}");
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < Patience, $"{Shown(text)} took {allocated >> 20} MiB");
    }

    private static string Shown(string text) => text.Length < 200 ? $"'{text}'" : $"'{text[..200]}…' ({text.Length} characters)";
}
