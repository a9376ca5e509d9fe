using Fractions;
using Theory.Activations;
using Theory.Expectations;
using Theory.Expressions;
using Theory.Numerics.Compilation;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;
using Theory.Recursions;

namespace Theory.Numerics.Tests.Recursions;

/// <summary>Recursions specialised to an activation, iterated, against the kernel flow and against finite differences of it.</summary>
public class SpecialisedRecursionTests
{
    private const double Cb = 0.0625;
    private const double Cw = 1.25;
    private const int Width = 50;

    [Theory]
    [InlineData("relu", 0.5)]
    [InlineData("leaky_relu(0.2)", 0.5)]
    [InlineData("mrepu:2", 0.01)]
    [InlineData("mrepu:3", 0.003)]
    [InlineData("sin", 1)]
    [InlineData("hard_tanh", 0.7)]
    [InlineData("elu", 0.4)]
    [InlineData("z*exp(-z^2/3)", 0.8)]
    public void Iteration_IsTheKernelFlow(string activation, double k1)
    {
        Derivation derivation = Derivation.Of(Activation.Parse(activation));
        double cb = activation.StartsWith("mrepu", StringComparison.Ordinal) ? 0 : Cb;
        (double k, double v, double g1) = (k1, 0, 0);
        foreach (FlowLayer layer in new PlainLaw(k1, cb, Cw, Width, 4).Flow(new ExpectationEvaluator(derivation.Activation)))
        {
            Close(layer.K, k, 1e-12);
            Close(layer.Vertex, v, 1e-10);
            Close(layer.Metric, k + (g1 / Width), 1e-10);
            double Next(Recursion recursion) => Value(recursion.Specialise(derivation), k, name => name switch
            {
                "V" => v,
                "G1" => g1,
                "C_b" => cb,
                "C_W" => Cw,
                _ => Width,
            });
            Close(layer.ChiParallel, Value(RecursionCatalogue.Parallel.Specialise(derivation), k, name => name == "C_W" ? Cw : 1), 1e-11);
            Close(layer.H, Perturbed(1) - Perturbed(0), 1e-9);
            Close(layer.ChiPerp, Perturbed(0), 1e-11);

            double Perturbed(double dk) => Value(RecursionCatalogue.Perpendicular.Specialise(derivation), k, name => name switch { "C_W" => Cw, "dK" => dk, _ => 1 });

            (k, v, g1) = (Next(RecursionCatalogue.Kernel), Next(RecursionCatalogue.Vertex), Next(RecursionCatalogue.Metric));
        }
    }

    [Theory]
    [InlineData("relu")]
    [InlineData("mrepu:2")]
    [InlineData("gelu")]
    [InlineData("sin")]
    [InlineData("hard_tanh")]
    public void TwoInputs_AreThoseOfTheEvaluator(string activation)
    {
        Derivation derivation = Derivation.Of(Activation.Parse(activation));
        (double ka, double kb, double c) = (0.5, 0.75, -0.25);
        TwoInputValues expected = new TwoInputEvaluator(derivation.Activation).Evaluate(ka, kb, c / Math.Sqrt(ka * kb), EvaluationMethod.Quadrature);
        double Next(Recursion recursion) => Value(recursion.Specialise(derivation), 1, name => name switch
        {
            "K_11" => ka,
            "K_12" => c,
            "K_22" => kb,
            "C_b" => Cb,
            "C_W" => Cw,
            "Theta_12" => 3,
            "lambda_b" => 0.5,
            _ => 2,
        });
        Close(Cb + (Cw * expected.KernelProduct.Value), Next(RecursionCatalogue.KernelOfTwoInputs), 1e-10);
        Close(0.5 + (2 * expected.KernelProduct.Value) + (Cw * 3 * expected.DerivativeProduct.Value), Next(RecursionCatalogue.TangentKernelOfTwoInputs), 1e-10);
    }

    /// <summary>n_l and n_{l-1} are told apart: the vertex after a layer of another width, from the definition.</summary>
    [Fact]
    public void Widths_EnterAsTheirRatio()
    {
        RecursionForm vertex = RecursionCatalogue.Vertex.Specialise(Derivation.Of(Activation.Parse("relu")));
        Assert.Equal(5 + (3.0 * 7 / 2), Value(vertex, 1, name => name switch { "V" => 7, "C_W" => 2, "n_l" => 30, _ => 20 }), 1e-14);
    }

    /// <summary>A parameter left free stays a symbol, and gives the recursion of the number put in for it.</summary>
    [Fact]
    public void FreeParameter_CommutesWithSpecialisation()
    {
        RecursionForm free = RecursionCatalogue.Vertex.Specialise(Derivation.Of(Activation.Parse("leaky_relu(a)")));
        RecursionForm bound = RecursionCatalogue.Vertex.Specialise(Derivation.Of(Activation.Parse("leaky_relu(0.25)")));
        double Value(RecursionForm form) => SpecialisedRecursionTests.Value(form, 1.5, name => name switch { "V" => 2, "a" => 0.25, _ => 3 });
        Close(Value(bound), Value(free), 1e-14);
    }

    internal static double Value(RecursionForm form, double k, Func<string, double> valueOf)
    {
        Expr formula = form.Arguments.Where(s => !s.Equals(Symbol.K))
            .Aggregate(form.Formula, (f, s) => f.Substitute(s, Fraction.FromDouble(valueOf(s.Name))));
        return ExpressionCompiler.Compile(formula, Symbol.K)(k);
    }

    private static void Close(double expected, double actual, double relative) => Assert.Equal(expected, actual, relative * Math.Abs(expected));
}
