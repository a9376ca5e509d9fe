using Theory.Activations;

namespace Theory.Cli.Tests.Commands;

/// <summary>Every activation of the catalogue, and formulas of other kinds, through the commands that take one: an answer or a reason, never a fault.</summary>
/// <remarks>Every run takes the expansion of each activation, and another command for every third in turn; THEORY_LONG_TESTS=1 all. `series hard_tanh`, whose mean has no term, ended with an internal fault.</remarks>
public sealed class CatalogueCommandsTests
{
    private static readonly string[] Commands =
    [
        "series", "series --order 5", "derive", "derive --quantity g2,m6,s_d2s", "classify", "kernel", "kernel --rho 0.3 --ka 2 --kb 0.7", "flow --depth 4 --k1 1", "flow --depth 3 --width 20 --k1 0.01",
        "fixed-points --cw 1.3 --cb 0.1", "law --width 5 --depth 3 --quick", "law --width 40 --depth 2 --quick --k1 50", "evaluate --K 1e-6,1,1e4", "recommend", "recursions", "advise --width 30 --depth 4", "compare", "shape --depth 6", "shape --depth 6 --method tat",
    ];

    private static readonly string[] Formulas =
    [
        "max(tanh(z), z/2)", "step(tanh(z)-z/2)", "hard_tanh(z^3+z)", "clip(swish(z), -0.1, 6)", "1/2", "sign(z)-1", "z^2-1", "sin(z)/z", "exp(-abs(z))", "z*max(0,z)", "cos(3*z)+z", "piecewise(z<-1, 0, z<1, z^3, 2)",
        "abs(z)^(-3/4)", "log(abs(z))", "1/z", "exp(z^2/4)",
    ];

    public static TheoryData<string, string> Cases =>
    [
        .. ActivationCatalogue.Entries.Select(e => e.Example).Concat(Formulas)
            .SelectMany((activation, i) => Commands.Where((_, j) => LongTests.AreWanted || j == 0 || (i % 3 == 0 && j == 1 + (i / 3 % (Commands.Length - 1)))).Select(c => (activation, c))),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Commands_AnswerOrSayWhyNot(string activation, string command)
    {
        string[] words = command.Split(' ');
        CommandResult result = CommandLine.Run([words[0], activation, .. words[1..]]);
        Assert.InRange(result.Code, 0, 2);
        Assert.DoesNotContain("fault", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", result.Output, StringComparison.Ordinal);
        Assert.True(result.Code == 0 || result.Error.Trim().Split('\n').Length == 1, result.Error);
    }
}
