using Fractions;
using Theory.Activations;
using Theory.Expressions;

namespace Theory.Tests.Activations;

/// <summary>MRePU about its inflection: the shape of the paper's unit, at the point where its kernel is stable.</summary>
public sealed class InflectedMRePUTests
{
    public static TheoryData<int> Orders => [.. Enumerable.Range(1, 6)];

    /// <summary>s(z) = (rho(w* + a z) - rho(w*)) / (a rho'(w*)) with w* = -2/(p+1) and a = (p-1)/(p+1), for rho = MRePU.</summary>
    [Theory]
    [MemberData(nameof(Orders))]
    public void AffineMap_OfMRePU_IsTheInflectedUnit(int p)
    {
        if (p == 1)
        {
            // (z + 1)_+ - 1: the inflection of order 1 lies at the kink of w (w + 1)_+, where no scale is left.
            Assert.Equal(-1, At("imrepu:1", new Fraction(-7, 2)));
            Assert.Equal(3, At("imrepu:1", 3));
            return;
        }

        Fraction w = new(-2, p + 1), a = new(p - 1, p + 1);
        Fraction slope = -Fraction.Pow(a, p - 1);
        foreach (Fraction z in (Fraction[])[new(-3), new(-1), new(-1, 2), 0, new(1, 3), 2])
        {
            Fraction about = At($"mrepu:{p},-1,{w}", a * z);
            Assert.Equal(about / (a * slope), At($"imrepu:{p}", z));
        }
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void SymmetricUnit_HasTheDerivativeOfItsDefinition_AndIsConstantOutside(int p)
    {
        string name = $"symmetric_imrepu:{p}";
        Activation s = Activation.Parse(name);
        Assert.Equal(0, At(name, 0));
        Assert.Equal(At(name, 1), At(name, 5));
        Assert.Equal(-At(name, 1), At(name, -5));
        Expr inside = Assert.Single(s.Pieces, piece => piece.From is not null && piece.To is not null).Expression;
        foreach (Fraction z in (Fraction[])[new(-1, 2), 0, new(2, 3)])
        {
            Assert.Equal(Fraction.Pow(1 - (z * z), p - 1), ((Number)inside.Derivative(Symbol.Z).Substitute(Symbol.Z, new Number(z))).Value);
        }
    }

    [Theory]
    [InlineData("mrepu:2,-1,-2/3", "(z-2/3)*max(0,z+1/3)^2 + 2/27")]
    [InlineData("mrepu:2,-1,0", "z*max(0,z+1)^2")]
    [InlineData("inflected_mrepu:3", "(max(0,z+1)^3*(1-z)-1)/2")]
    [InlineData("symmetric_imrepu:1", "max(-1,min(1,z))")]
    public void ShortForms_AreTheFormulas(string name, string formula)
    {
        foreach (Fraction z in (Fraction[])[new(-3), new(-1), new(-1, 2), 0, new(1, 3), 2])
        {
            Assert.Equal(At(formula, z), At(name, z));
        }
    }

    [Theory]
    [InlineData("symmetric_imrepu", "needs its parameter p; write for example symmetric_imrepu:2")]
    [InlineData("symmetric_imrepu:p", "must be a number from 1 to 50, not p")]
    [InlineData("symmetric_imrepu:51", "must be a number from 1 to 50, not 51")]
    [InlineData("imrepu:0", "must be a positive integer, not 0")]
    public void BadOrders_AreRefused(string name, string message) =>
        Assert.Contains(message, Assert.Throws<UserInputException>(() => Activation.Parse(name)).Message, StringComparison.Ordinal);

    private static Fraction At(string name, Fraction z)
    {
        Piece piece = Activation.Parse(name).Pieces.First(p => p.To is not Number { Value: var to } || z <= to);
        return ((Number)piece.Expression.Substitute(Symbol.Z, new Number(z))).Value;
    }
}
