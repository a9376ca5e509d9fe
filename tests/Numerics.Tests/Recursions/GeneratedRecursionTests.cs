using System.Globalization;
using System.Text;
using Theory.Activations;
using Theory.Expectations;
using Theory.Expressions;
using Theory.Numerics.Tests.Compilation;
using Theory.Printing;
using Theory.Recursions;

namespace Theory.Numerics.Tests.Recursions;

/// <summary>Programs that <see cref="RecursionDocument"/> writes, compiled and run.</summary>
public class GeneratedRecursionTests
{
    private static readonly string[] Activations = ["relu", "mrepu:2", "gelu", "erf", "leaky_relu(a)"];

    public static TheoryData<string> Names => [.. Activations, "abstract"];

    [Theory]
    [MemberData(nameof(Names))]
    public void CSharp_GivesTheValuesOfTheFormulas(string activation)
    {
        IReadOnlyList<RecursionForm> forms = Forms(activation);
        Type type = CSharpCompiler.Compile(RecursionDocument.Write(FormulaFormat.CSharp, forms), "Recursions");
        foreach (RecursionForm form in forms)
        {
            string name = char.ToUpperInvariant(form.Recursion.Key[0]) + form.Recursion.Key[1..];
            object[] arguments = [.. form.Arguments.Select(a => (object)ValueOf(a))];
            Assert.Equal(Expected(form), (double)type.GetMethod(name)!.Invoke(null, arguments)!, 1e-12 * Math.Abs(Expected(form)));
        }
    }

    [Fact]
    public void NumPy_GivesTheValuesOfTheFormulas() =>
        AssertPython(FormulaFormat.Python, Python.With("numpy", "scipy"), call => $"print(repr(float({call})))");

    [Fact]
    public void SymPy_GivesTheValuesOfTheFormulas() =>
        AssertPython(FormulaFormat.SymPy, Python.With("sympy"), call => $"print(sympy.N({call}, 20))");

    private static void AssertPython(FormulaFormat format, Python python, Func<string, string> print)
    {
        StringBuilder script = new("import sys\n" + (format == FormulaFormat.SymPy ? "import sympy\n" : ""));
        List<(string Name, string Source)> modules = [];
        List<double> expected = [];
        foreach (string activation in Names.Select(n => n.Data))
        {
            string module = $"recursions{modules.Count}";
            modules.Add((module, RecursionDocument.Write(format, Forms(activation))));
            script.Append(CultureInfo.InvariantCulture, $"import {module}\n");
            foreach (RecursionForm form in Forms(activation))
            {
                string name = string.Concat(form.Recursion.Key.Select(c => char.IsUpper(c) ? $"_{char.ToLowerInvariant(c)}" : $"{c}"));
                string arguments = string.Join(", ", form.Arguments.Select(a => ValueOf(a).ToString("R", CultureInfo.InvariantCulture)));
                script.Append(print($"{module}.{name}({arguments})")).Append('\n');
                expected.Add(Expected(form));
            }
        }

        string[] lines = python.Run(script.ToString(), modules);
        Assert.Equal(expected.Count, lines.Length);
        Assert.All(expected.Zip(lines), pair => Assert.Equal(pair.First, double.Parse(pair.Second, CultureInfo.InvariantCulture), 1e-12 * Math.Abs(pair.First)));
    }

    private static IReadOnlyList<RecursionForm> Forms(string activation) => activation == "abstract"
        ? [.. RecursionCatalogue.All.Select(r => r.Abstract)]
        : [.. RecursionCatalogue.All.Select(r => r.Specialise(Derivation.Of(Activation.Parse(activation))))];

    private static double Expected(RecursionForm form) => SpecialisedRecursionTests.Value(
        form, ValueOf(Symbol.K), name => ValueOf(form.Arguments.First(a => a.Name == name)));

    /// <summary>A different number for each symbol, exact in few digits, K_12 within what K_11 and K_22 allow.</summary>
    private static double ValueOf(Symbol symbol) => symbol.Name == "K_12" ? 0.1875 : (symbol.Name.Sum(c => (int)c) % 61 / 64.0) + 0.25;
}
