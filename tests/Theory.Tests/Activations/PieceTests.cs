using Theory.Activations;
using Theory.Expressions;
using Theory.Parsing;
using static Theory.Expressions.Symbol;

namespace Theory.Tests.Activations;

public class PieceTests
{
    public static TheoryData<string> Formulas =>
    [
        .. ActivationCatalogue.Entries.Select(e => e.Example),
        "z*max(0,z+1)^2",
        "abs(z^2-2)",
        "max(z, z^2, 1/2)",
        "abs(abs(abs(z)-1)-1/2)",
        "min(max(z^3-z,-1/4*z),6)",
        "max(0,tanh(z)-1/2)",
        "sign(z-sqrt(2))*z + step(-z)",
        "abs(z^2-z-1)*max(0,z-pi/4)",
        "piecewise(z<0, exp(z)-1, z)",
        "piecewise(z<-1, -1, z<1/2, z^2, z>2, 3, sin(z))",
        "sqrt(max(z,z^2)^2)",
        "max(abs(z-1), sqrt(2)*abs(z+1)) - min(z, 1)",
        "abs(exp(z)-2)",
        "sign(z^3) + step(2-z)",
        "abs(1/z)",
        "max(z-1, 1-z)",
        "relu(relu(z)-1)^2/(1+z^2)",
        "step(step(z)-1/2)",
    ];

    [Theory]
    [MemberData(nameof(Formulas))]
    public void Pieces_EqualTheDefinitionEverywhere(string formula)
    {
        Activation activation = Activation.Parse(formula);
        Random random = new(11);
        for (int i = 0; i < 400; i++)
        {
            double z = i % 4 == 0 ? (random.NextDouble() * 40) - 20 : (random.NextDouble() * 5) - 2.5;
            Piece piece = activation.Pieces.Single(p => p.FromValue < z && z <= p.ToValue);
            double expected = Evaluator.At(activation.Definition, z);
            Approximately.Equal(expected, Evaluator.At(piece.Expression, z), 1e-12, $"{formula} at {z}", 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(Formulas))]
    public void Pieces_CoverTheLineInOrder(string formula)
    {
        IReadOnlyList<Piece> pieces = Activation.Parse(formula).Pieces;
        Assert.Null(pieces[0].From);
        Assert.Null(pieces[^1].To);
        for (int i = 1; i < pieces.Count; i++)
        {
            Assert.Equal(pieces[i - 1].To, pieces[i].From);
            Assert.True(pieces[i].FromValue < pieces[i].ToValue);
            Assert.NotEqual(pieces[i - 1].Expression, pieces[i].Expression);
        }
    }

    [Theory]
    [MemberData(nameof(Formulas))]
    public void Pieces_AreFreeOfSwitches(string formula) =>
        Assert.All(Activation.Parse(formula).Pieces, p => Assert.False(HasSwitch(p.Expression), $"{p.Expression}"));

    [Theory]
    [InlineData("z*max(0,z+1)^2", "-1", "0", "z*(z+1)^2")]
    [InlineData("abs(z^2-2)", "-sqrt(2);sqrt(2)", "z^2-2", "2-z^2", "z^2-2")]
    [InlineData("hard_tanh", "-1;1", "-1", "z", "1")]
    [InlineData("relu6", "0;6", "0", "z", "6")]
    [InlineData("max(z-1,1-z)", "1", "1-z", "z-1")]
    [InlineData("abs(abs(z)-1)", "-1;0;1", "-z-1", "z+1", "1-z", "z-1")]
    [InlineData("z+0*abs(z)", "", "z")]
    [InlineData("abs(z)^2", "", "z^2")]
    [InlineData("abs(exp(z)-2)", "log(2)", "2-exp(z)", "exp(z)-2")]
    [InlineData("sqrt(max(z,z^2)^2)", "0;1", "z^2", "z", "z^2")]
    [InlineData("sqrt(piecewise(z<1,z,2)^2)", "0;1", "-z", "z", "2")]
    [InlineData("max(0,z)^pi", "0", "0", "z^pi")]
    [InlineData("max(0,z-1e17)", "1e17", "0", "z-1e17")]
    [InlineData("step((z-1)*(z-1-1e-10))", "1;1+1e-10", "1", "0", "1")]
    public void Pieces_HaveExactBreakpoints(string formula, string breakpoints, params string[] pieces)
    {
        Activation activation = Activation.Parse(formula);
        Assert.Equal(breakpoints.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(b => ExpressionParser.Parse(b)), activation.Breakpoints);
        Assert.Equal(pieces.Select(p => Expansion.Expand(ExpressionParser.Parse(p, Z))), activation.Pieces.Select(p => Expansion.Expand(p.Expression)));
    }

    [Fact]
    public void SwitchOfWhatVanishes_IsOnePiece() =>
        Assert.Equal(Expr.Zero, Assert.Single(Activation.Create("zero", ExpressionParser.Parse("step((z+1)^2-z^2-2z-1)", Z)).Pieces).Expression);

    [Theory]
    [InlineData("abs(sin(z))", "no exact form")]
    [InlineData("abs((z+1/3)^60+z-1)", "no exact form")]
    [InlineData("max(gelu(z), swish(z))", "no exact form")]
    [InlineData("abs(sin(z)*z*cos(z)+1)", "no exact form")]
    [InlineData("max(0,z)+max(0,z-1e-30)", "too close")]
    [InlineData("abs(z-1e200)", "breakpoint")]
    [InlineData("log(max(0,z))", "log(0)")]
    [InlineData("1/max(0,z)", "division by zero")]
    public void UnresolvableKinks_AreRefusedWithAReason(string formula, string reason)
    {
        UserInputException error = Assert.Throws<UserInputException>(() => Activation.Parse(formula));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SmoothActivation_WhoseDifferenceCannotBeMultipliedOut_KeepsItsPieces()
    {
        // Neighbouring pieces are compared by multiplying out, which is refused for these.
        Activation activation = Activation.Parse("piecewise(z<0, (1+exp(z)+sin(z)+tanh(z)+erf(z)+z)^40, z)");
        Assert.Equal(2, activation.Pieces.Count);
    }

    private static bool HasSwitch(Expr expr) =>
        expr is Function { Kind: FunctionKind.Abs or FunctionKind.Sign or FunctionKind.Step or FunctionKind.Max or FunctionKind.Min } || expr.Children.Any(HasSwitch);
}
