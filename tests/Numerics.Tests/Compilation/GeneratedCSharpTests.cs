using System.Reflection;
using Theory.Activations;
using Theory.Expectations;
using Theory.Expressions;
using Theory.Numerics.Compilation;
using Theory.Printing;
using Theory.Printing.Documents;

namespace Theory.Numerics.Tests.Compilation;

/// <summary>C# that <see cref="FormulaFormat.CSharp"/> writes, compiled and run.</summary>
public class GeneratedCSharpTests
{
    public static TheoryData<string> Activations => [.. GeneratedCode.Activations];

    [Theory]
    [MemberData(nameof(Activations))]
    public void GeneratedClass_GivesTheValuesOfTheFormulas(string activation)
    {
        Derivation derivation = Derivation.Of(Activation.Parse(activation));
        Type closedForms = CSharpCompiler.Compile(FormulaFormat.CSharp.Write(derivation), "ClosedForms");
        Assert.Equal(
            Quantity.All.Where(q => derivation[q].Formula is not null).Select(GeneratedCode.PascalCase),
            closedForms.GetMethods(BindingFlags.Public | BindingFlags.Static).Select(m => m.Name));
        foreach ((Quantity quantity, double k, BoundedValue expected) in GeneratedCode.Values(derivation))
        {
            GeneratedCode.AssertClose(expected, Method(closedForms, quantity)(k), 1e-13, $"{activation}: {quantity} at K = {k}");
        }

        foreach ((Quantity quantity, double k) in GeneratedCode.Violations(derivation))
        {
            ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => Method(closedForms, quantity)(k));
            Assert.Contains($"{derivation[quantity].Condition} only", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Expressions_GiveTheValuesOfTheFormulas()
    {
        IEnumerable<string> methods = GeneratedCode.Formulas.Select((f, i) =>
            $"    public static double F{i}(double z) => {FormulaFormat.CSharp.Print(GeneratedCode.Parse(f))};");
        Type type = CSharpCompiler.Compile($$"""
            using System;
            using Theory.Numerics;
            public static class Expressions
            {
            {{string.Join('\n', methods)}}
            }
            """, "Expressions");
        Assert.All(GeneratedCode.Formulas.Select((f, i) => (Formula: f, Method: $"F{i}")), item =>
        {
            Func<double, double> generated = type.GetMethod(item.Method)!.CreateDelegate<Func<double, double>>();
            Func<double, double> compiled = ExpressionCompiler.Compile(GeneratedCode.Parse(item.Formula), new Symbol("z"));
            Assert.All(GeneratedCode.Points, z =>
                GeneratedCode.AssertClose(new BoundedValue(compiled(z), 0), generated(z), 1e-14, $"{item.Formula} at z = {z}"));
        });
    }

    /// <summary>A line break in the formula would have ended the comment that names it.</summary>
    [Theory]
    [InlineData("max(0,\nz)")]
    [InlineData("max(0,\u2028z)")]
    [InlineData("max(0,\u0085z)")]
    public void FormulaWithLineBreaks_StaysInItsComment(string formula)
    {
        Activation activation = Activation.Create(formula, Activation.Parse("relu").Definition);
        CSharpCompiler.Compile(FormulaFormat.CSharp.Write(Derivation.Of(activation)), "ClosedForms");
    }

    private static Func<double, double> Method(Type type, Quantity quantity) =>
        type.GetMethod(GeneratedCode.PascalCase(quantity))!.CreateDelegate<Func<double, double>>();
}
