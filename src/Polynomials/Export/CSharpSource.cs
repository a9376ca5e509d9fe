using System.Globalization;
using System.Text;
using Fractions;
using Theory.Expressions;
using Theory.Polynomials.Layered;

namespace Theory.Polynomials.Export;

/// <summary>Networks as C# source.</summary>
public static class CSharpSource
{
    /// <summary>The namespace and class that are written.</summary>
    public const string TypeName = "Theory.Generated.PolynomialNetwork";

    /// <summary>A class with one method <c>Evaluate</c> of the inputs, in double precision, and nothing to reference.</summary>
    public static string Write(LayeredNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Write(network.P, network.Variables, network.Layers, network.Polynomial.ToString(network.Variables));
    }

    /// <summary>The same for several outputs, which <c>Evaluate</c> returns as an array.</summary>
    public static string Write(JointNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Write(network.P, network.Variables, network.Layers, string.Join(", ", network.Polynomials.Select(q => q.ToString(network.Variables))));
    }

    private static string Write(int p, IReadOnlyList<string> variables, IReadOnlyList<DenseLayer> layers, string polynomials)
    {
        bool several = layers[^1].Outputs > 1;
        StringBuilder text = new();
        string[] inputs = [.. variables.Select(v => v + "_")];
        text.Append("namespace Theory.Generated\n{\n");
        text.Append("    /// <summary>A network of MRePU units that equals ").Append(polynomials).Append(".</summary>\n");
        text.Append("    public static class PolynomialNetwork\n    {\n        /// <summary>The output.</summary>\n");
        text.Append("        public static double").Append(several ? "[]" : "").Append(" Evaluate(").AppendJoin(", ", inputs.Select(i => "double " + i)).Append(")\n        {\n");
        string[] below = inputs;
        foreach ((int layer, DenseLayer dense) in layers.Index())
        {
            bool output = layer == layers.Count - 1;
            string[] names = [.. Enumerable.Range(0, dense.Outputs).Select(i => $"h{layer + 1}_{i + 1}")];
            for (int i = 0; i < dense.Outputs; i++)
            {
                string sum = Sum(dense.Weights[i], dense.Biases[i], below);
                text.Append("            ").Append(output && several ? $"double {names[i]} = {sum};" : output ? $"return {sum};" : $"double {names[i]} = Activation({sum});").Append('\n');
            }

            below = names;
        }

        if (several)
        {
            text.Append("            return new double[] { ").AppendJoin(", ", below).Append(" };\n");
        }

        text.Append("        }\n\n        private static double Activation(double z)\n        {\n            double s = z > -1.0 ? z + 1.0 : z <= -1.0 ? 0.0 : z;\n            return z");
        text.Append(string.Concat(Enumerable.Repeat(" * s", p))).Append(";\n        }\n    }\n}\n");
        return text.ToString();
    }

    private static string Sum(Fraction[] weights, Fraction bias, string[] names)
    {
        string[] terms = [.. weights.Index().Where(t => !t.Item.IsZero).Select(t => $"({Literal(t.Item)} * {names[t.Index]})")];
        return bias.IsZero && terms.Length > 0 ? string.Join(" + ", terms) : string.Join(" + ", terms.Prepend(Literal(bias)));
    }

    private static string Literal(Fraction value)
    {
        double rounded = value.ToNearestDouble();
        return double.IsFinite(rounded)
            ? rounded.ToString("E16", CultureInfo.InvariantCulture)
            : throw new UserInputException("a weight of the network does not fit into double precision; scale the polynomial, or keep exact weights with --save alone");
    }
}
