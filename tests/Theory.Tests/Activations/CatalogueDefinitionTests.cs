using MathNet.Numerics;
using Theory.Activations;

namespace Theory.Tests.Activations;

/// <summary>Every entry against a definition written once more, in C#.</summary>
public class CatalogueDefinitionTests
{
    private static readonly Dictionary<string, Func<double, double>> Definitions = new()
    {
        ["linear"] = z => z,
        ["perceptron"] = z => z > 0 ? 1 : 0,
        ["sign"] = z => Math.Sign(z),
        ["relu"] = z => z > 0 ? z : 0,
        ["leaky_relu"] = z => z > 0 ? z : 0.01 * z,
        ["prelu"] = z => z > 0 ? z : 0.25 * z,
        ["squared_relu"] = z => z > 0 ? z * z : 0,
        ["star_relu"] = z => (z > 0 ? 0.8944 * z * z : 0) - 0.4472,
        ["repu"] = z => z > 0 ? z * z : 0,
        ["mrepu"] = z => z > -1 ? z * (z + 1) * (z + 1) : 0,
        ["imrepu"] = z => z > -1 ? z - (z * z * z / 3) : -2.0 / 3,
        ["symmetric_imrepu"] = z => Math.Clamp(z, -1, 1) - (Math.Pow(Math.Clamp(z, -1, 1), 3) / 3),
        ["abs"] = Math.Abs,
        ["relu6"] = z => Math.Clamp(z, 0, 6),
        ["threshold"] = z => z > 0.1 ? z : 20,
        ["thresholded_relu"] = z => z > 1 ? z : 0,
        ["hard_tanh"] = z => Math.Clamp(z, -1, 1),
        ["hard_sigmoid"] = z => Math.Clamp(z + 3, 0, 6) / 6,
        ["hard_swish"] = z => z * Math.Clamp(z + 3, 0, 6) / 6,
        ["hard_shrink"] = z => Math.Abs(z) > 0.5 ? z : 0,
        ["soft_shrink"] = z => Math.Sign(z) * Math.Max(Math.Abs(z) - 0.5, 0),
        ["tanh_shrink"] = z => z - Math.Tanh(z),
        ["sparse_plus"] = z => z <= -1 ? 0 : z >= 1 ? z : (z + 1) * (z + 1) / 4,
        ["sparse_sigmoid"] = z => Math.Clamp((z + 1) / 2, 0, 1),
        ["smelu"] = z => z <= -1 ? 0 : z >= 1 ? z : (z + 1) * (z + 1) / 4,
        ["elu"] = z => z > 0 ? z : Math.Exp(z) - 1,
        ["celu"] = z => Math.Max(0, z) + Math.Min(0, Math.Exp(z) - 1),
        ["selu"] = z => 1.0507009873554805 * (z > 0 ? z : 1.6732632423543772 * (Math.Exp(z) - 1)),
        ["elish"] = z => (z >= 0 ? z : Math.Exp(z) - 1) / (1 + Math.Exp(-z)),
        ["hard_elish"] = z => (z >= 0 ? z : Math.Exp(z) - 1) * Math.Clamp((z + 1) / 2, 0, 1),
        ["isru"] = z => z / Math.Sqrt(1 + (z * z)),
        ["isrlu"] = z => z >= 0 ? z : z / Math.Sqrt(1 + (z * z)),
        ["sin"] = Math.Sin,
        ["cos"] = Math.Cos,
        ["gcu"] = z => z * Math.Cos(z),
        ["snake"] = z => z + Math.Pow(Math.Sin(z), 2),
        ["erf"] = SpecialFunctions.Erf,
        ["gelu"] = z => z / 2 * SpecialFunctions.Erfc(-z / Math.Sqrt(2)),
        ["gelu_tanh"] = z => 0.5 * z * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (z + (0.044715 * z * z * z)))),
        ["quick_gelu"] = z => z / (1 + Math.Exp(-1.702 * z)),
        ["gaussian"] = z => Math.Exp(-z * z),
        ["sigmoid"] = z => 1 / (1 + Math.Exp(-z)),
        ["log_sigmoid"] = z => -Math.Log(1 + Math.Exp(-z)),
        ["cloglog"] = z => 1 - Math.Exp(-Math.Exp(z)),
        ["loglog"] = z => Math.Exp(-Math.Exp(-z)),
        ["tanh"] = Math.Tanh,
        ["lecun_tanh"] = z => 1.7159 * Math.Tanh(2 * z / 3),
        ["arctan"] = Math.Atan,
        ["swish"] = z => z / (1 + Math.Exp(-z)),
        ["dsilu"] = z => (1 + Math.Exp(-z) + (z * Math.Exp(-z))) / Math.Pow(1 + Math.Exp(-z), 2),
        ["softplus"] = z => Math.Log(1 + Math.Exp(z)),
        ["shifted_softplus"] = z => Math.Log(0.5 + (0.5 * Math.Exp(z))),
        ["squareplus"] = z => (z + Math.Sqrt((z * z) + 4)) / 2,
        ["mish"] = z => z * Math.Tanh(Math.Log(1 + Math.Exp(z))),
        ["lisht"] = z => z * Math.Tanh(z),
        ["serf"] = z => z * SpecialFunctions.Erf(Math.Log(1 + Math.Exp(z))),
        ["phish"] = z => z * Math.Tanh(z / 2 * SpecialFunctions.Erfc(-z / Math.Sqrt(2))),
        ["logish"] = z => z * Math.Log(1 + (1 / (1 + Math.Exp(-z)))),
        ["smish"] = z => z * Math.Tanh(Math.Log(1 + (1 / (1 + Math.Exp(-z))))),
        ["tanh_exp"] = z => z * Math.Tanh(Math.Exp(z)),
        ["softsign"] = z => z / (1 + Math.Abs(z)),
        ["bent_identity"] = z => z + ((Math.Sqrt((z * z) + 1) - 1) / 2),
        ["exponential"] = Math.Exp,
        ["square"] = z => z * z,
    };

    public static TheoryData<string> Names => [.. ActivationCatalogue.Entries.Select(e => e.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Definition_EqualsAnIndependentOne(string name)
    {
        CatalogueEntry entry = ActivationCatalogue.Find(name)!;
        Activation activation = Activation.Parse(entry.Example);
        foreach (double z in Enumerable.Range(-80, 161).Select(i => (i / 10.0) + 0.0123))
        {
            double expected = Definitions[name](z);
            Approximately.Equal(expected, Evaluator.At(activation.Definition, z), 1e-11, $"{name} at {z}", 1e-13);
            Approximately.Equal(expected, Evaluator.At(activation.Pieces.Single(p => p.FromValue < z && z <= p.ToValue).Expression, z), 1e-11, $"a piece of {name} at {z}", 1e-13);
        }
    }

    [Fact]
    public void Definitions_CoverTheCatalogue() =>
        Assert.Equal(ActivationCatalogue.Entries.Select(e => e.Name).Order(), Definitions.Keys.Order());

    /// <summary>One-sided derivatives at the breakpoints, from the independent definitions alone.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Smoothness_IsThatOfTheIndependentDefinition(string name)
    {
        Activation activation = Activation.Parse(ActivationCatalogue.Find(name)!.Example);
        double[] breakpoints = [.. activation.Pieces.Skip(1).Select(p => p.FromValue)];
        int? measured = null;
        for (int order = 0; order <= 3 && measured is null; order++)
        {
            if (breakpoints.Any(b => Math.Abs(Derivative(Definitions[name], b, order, 1) - Derivative(Definitions[name], b, order, -1)) > 1e-2))
            {
                measured = order - 1;
            }
        }

        Assert.Equal(measured, activation.Smoothness);
    }

    /// <summary>The derivative from one side: that of the polynomial through points beside the breakpoint.</summary>
    private static double Derivative(Func<double, double> f, double b, int order, int side)
    {
        const int Degree = 8;
        const double Width = 0.4;
        double[] x = [.. Enumerable.Range(1, Degree + 1).Select(i => Width * (1 - Math.Cos(i * Math.PI / (Degree + 2))) / 2)];
        double[] coefficients = Fit.Polynomial(x, [.. x.Select(t => f(b + (side * t)))], Degree);
        return coefficients[order] * SpecialFunctions.Factorial(order) * (order % 2 == 0 ? 1 : side);
    }
}
