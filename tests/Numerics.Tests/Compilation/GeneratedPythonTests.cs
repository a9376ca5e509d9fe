using System.Globalization;
using System.Text;
using Theory.Activations;
using Theory.Expectations;
using Theory.Expectations.TwoInputs;
using Theory.Expressions;
using Theory.Numerics.Compilation;
using Theory.Numerics.Evaluation;
using Theory.Printing;
using Theory.Printing.Documents;

namespace Theory.Numerics.Tests.Compilation;

/// <summary>Python that <see cref="FormulaFormat.Python"/> and <see cref="FormulaFormat.SymPy"/> write, run where Python has the packages.</summary>
public class GeneratedPythonTests
{
    /// <summary>All activations go through one process: importing SciPy takes longer than all the arithmetic.</summary>
    [Fact]
    public void NumPyModules_GiveTheValuesOfTheFormulas()
    {
        Python python = Python.With("numpy", "scipy");
        AssertModules(python, FormulaFormat.Python, 1e-12, (module, function, k) =>
            $"print(repr(float({module}.{function}({k}))))",
            "");
    }

    /// <summary>What has no closed form was left to the reader.</summary>
    [Fact]
    public void NumPyModules_IntegrateWhatHasNoClosedForm()
    {
        Python python = Python.With("numpy", "scipy");
        (string Activation, double[] Kernels)[] cases =
            [("tanh", [1e-4, 1, 1000]), ("softsign", [0.1, 30]), ("elish", [0.1, 3]), ("gelu", [0.1, 30]), ("exp(z)*sigmoid(z)", [0.1, 1]), ("tanh(10*z)+abs(z)", [0.1, 30])];
        List<(string Name, string Source)> modules = [];
        List<(string What, double Expected)> values = [];
        StringBuilder script = new();
        foreach ((string text, double[] kernels) in cases)
        {
            Activation activation = Activation.Parse(text);
            ExpectationEvaluator evaluator = new(activation);
            string module = $"integrated{modules.Count}";
            modules.Add((module, FormulaFormat.Python.Write(Derivation.Of(activation))));
            script.Append(CultureInfo.InvariantCulture, $"import {module}\n");
            foreach (double k in kernels)
            {
                ExpectationValues known = evaluator.Evaluate(k);
                foreach (Quantity quantity in Quantity.All.Where(q => Derivation.Of(activation)[q].Formula is null && known[q].IsDefined && Math.Abs(known[q].Value) > 1e-12))
                {
                    values.Add(($"{text}: {quantity} at K = {k}", known[quantity].Value));
                    script.Append(CultureInfo.InvariantCulture, $"print(repr(float({module}.{GeneratedCode.SnakeCase(quantity)}({k:R}))))\n");
                }
            }
        }

        string[] lines = python.Run(script.ToString(), modules);
        Assert.Equal(values.Count, lines.Length);
        Assert.True(values.Count > 50);
        Assert.All(values.Zip(lines), pair => Assert.True(
            Math.Abs((double.Parse(pair.Second, CultureInfo.InvariantCulture) / pair.First.Expected) - 1) < 1e-9, $"{pair.First.What}: {pair.Second}, not {pair.First.Expected}"));
    }

    /// <summary>What has no closed form of two inputs was a comment.</summary>
    [Fact]
    public void NumPyListings_IntegratePairsThatHaveNoClosedForm()
    {
        Python python = Python.With("numpy", "scipy");
        (double Ka, double Kb, double Rho)[] pairs = [(1, 2, 0.5), (0.04, 0.3, -0.97), (30, 7, 0.999), (1, 1, 1), (2, 1, -1), (3, 1, 0)];
        List<double> expected = [];
        StringBuilder script = new();
        foreach (string text in (string[])["sin(z)+tanh(z)", "max(0,z)+tanh(z)", "softsign", "elish", "sign(z)+tanh(z)"])
        {
            Activation activation = Activation.Parse(text);
            string listing = TwoInputListing.Write(TwoInputDerivation.Of(activation), FormulaFormat.Python);
            TwoInputEvaluator evaluator = new(activation);
            foreach ((double ka, double kb, double rho) in pairs)
            {
                script.Append(CultureInfo.InvariantCulture, $"K_a, K_b, rho = {ka:R}, {kb:R}, {rho:R}\n").Append(listing).Append("\nprint(repr(float(ss)))\n");
                TwoInputValues values = evaluator.Evaluate(ka, kb, rho);
                expected.Add(values.KernelProduct.Value);
                if (activation.FirstJump is null)
                {
                    script.Append("print(repr(float(dsds)))\n");
                    expected.Add(values.DerivativeProduct.Value);
                }
            }
        }

        string[] lines = python.Run(script.ToString(), []);
        Assert.Equal(expected.Count, lines.Length);
        Assert.All(expected.Zip(lines), pair => Assert.Equal(pair.First, double.Parse(pair.Second, CultureInfo.InvariantCulture), 1e-9 * Math.Max(1, Math.Abs(pair.First))));
    }

    [Fact]
    public void SymPyModules_AreExact_AndGiveTheValuesOfTheFormulas()
    {
        Python python = Python.With("sympy");
        AssertModules(python, FormulaFormat.SymPy, 1e-13, (module, function, k) =>
            $"exact({module}.{function})\nprint(sympy.N({module}.{function}(sympy.Rational({k})), 30))",
            "import sympy, functools\n\n@functools.cache\ndef exact(function):\n    assert not function(sympy.Symbol('K', positive=True)).atoms(sympy.Float)\n");
    }

    [Fact]
    public void NumPyExpressions_GiveTheValuesOfTheFormulas()
    {
        Python python = Python.With("numpy", "scipy");
        AssertExpressions(python, FormulaFormat.Python, 1e-13, "import numpy as np, scipy.special, scipy.stats", (expression, z) =>
            $"z = {z}\nprint(repr(float({expression})))");
    }

    [Fact]
    public void SymPyExpressions_AreExact_AndGiveTheValuesOfTheFormulas()
    {
        Python python = Python.With("sympy");
        AssertExpressions(python, FormulaFormat.SymPy, 1e-14, "from sympy import *\nt = Symbol('t')", (expression, z) =>
            $"z = Symbol('z')\nassert not sympify({expression}).atoms(Float)\nz = Rational({z})\nprint(N({expression}, 30))");
    }

    [Fact]
    public void NumPyModule_TakesArrays()
    {
        Python python = Python.With("numpy", "scipy");
        string[] lines = python.Run(
            "import relu, numpy as np\nprint(relu.g([1, 2, 3]).tolist())\nprint(relu.chi_parallel(np.array([1, 2, 3])).tolist())",
            [("relu", FormulaFormat.Python.Write(Derivation.Of(Activation.Parse("relu"))))]);
        Assert.Equal(["[0.5, 1.0, 1.5]", "[0.5, 0.5, 0.5]"], lines);
    }

    private static void AssertModules(
        Python python, FormulaFormat format, double relative, Func<string, string, string, string> print, string import)
    {
        List<(string Name, string Source)> modules = [];
        List<(string What, BoundedValue Expected)> values = [];
        StringBuilder script = new(import + "\n");
        foreach (string activation in GeneratedCode.Activations)
        {
            Derivation derivation = Derivation.Of(Activation.Parse(activation));
            string module = $"activation{modules.Count}";
            modules.Add((module, format.Write(derivation)));
            script.Append(CultureInfo.InvariantCulture, $"import {module}\n");
            foreach ((Quantity quantity, double k, BoundedValue expected) in GeneratedCode.Values(derivation))
            {
                values.Add(($"{activation}: {quantity} at K = {k}", expected));
                script.Append(print(module, GeneratedCode.SnakeCase(quantity), k.ToString("R", CultureInfo.InvariantCulture))).Append('\n');
            }

            foreach ((Quantity quantity, double k) in GeneratedCode.Violations(derivation))
            {
                script.Append(CultureInfo.InvariantCulture, $"try:\n    {module}.{GeneratedCode.SnakeCase(quantity)}({k:R})\n    raise AssertionError\nexcept ValueError:\n    pass\n");
            }
        }

        AssertLines(values, python.Run(script.ToString(), modules), relative);
    }

    private static void AssertExpressions(Python python, FormulaFormat format, double relative, string import, Func<string, string, string> print)
    {
        List<(string What, BoundedValue Expected)> values = [];
        StringBuilder script = new(import + "\n");
        foreach (string formula in GeneratedCode.Formulas)
        {
            Expr expr = GeneratedCode.Parse(formula);
            Func<double, double> compiled = ExpressionCompiler.Compile(expr, new Symbol("z"));
            foreach (double z in GeneratedCode.Points)
            {
                values.Add(($"{formula} at z = {z}", new BoundedValue(compiled(z), 0)));
                script.Append(print(format.Print(expr), z.ToString("R", CultureInfo.InvariantCulture))).Append('\n');
            }
        }

        AssertLines(values, python.Run(script.ToString(), []), relative);
    }

    private static void AssertLines(List<(string What, BoundedValue Expected)> values, string[] lines, double relative)
    {
        Assert.Equal(values.Count, lines.Length);
        Assert.All(values.Zip(lines), pair => GeneratedCode.AssertClose(
            pair.First.Expected, double.Parse(pair.Second, CultureInfo.InvariantCulture), relative, pair.First.What));
    }
}
