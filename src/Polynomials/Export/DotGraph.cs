using System.Text;
using Fractions;
using Theory.Polynomials.Layered;
using Theory.Polynomials.Networks;

namespace Theory.Polynomials.Export;

/// <summary>Networks in the language of Graphviz.</summary>
public static class DotGraph
{
    /// <summary>Inputs as boxes, units as circles with their bias, linear nodes as ellipses with what they stand for; weights on the edges.</summary>
    public static string Write(PolynomialNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        StringBuilder text = new();
        text.Append("// MRePU_").Append(network.P).Append(": ").Append(network.Polynomial.ToString(network.Variables)).Append('\n');
        text.Append("digraph network {\n  rankdir=LR;\n  node [fontname=\"sans-serif\"];\n  edge [fontname=\"sans-serif\", fontsize=9];\n");
        foreach (NetworkNode node in network.Order)
        {
            (string shape, string label) = node.Kind switch
            {
                NodeKind.Input => ("box", node.Label),
                NodeKind.Unit => ("circle", $"ρ\\n{node.Bias}"),
                _ => ("ellipse", node.Bias.IsZero ? node.Label : $"{node.Label}\\n{node.Bias}"),
            };
            text.Append("  n").Append(node.Id).Append(" [shape=").Append(shape).Append(", label=\"").Append(label.Replace("\"", "'", StringComparison.Ordinal)).Append("\"];\n");
        }

        foreach (NetworkEdge edge in network.Graph.Edges.OrderBy(e => e.Target.Id).ThenBy(e => e.Source.Id))
        {
            text.Append("  n").Append(edge.Source.Id).Append(" -> n").Append(edge.Target.Id).Append(" [label=\"").Append(edge.Weight).Append("\"];\n");
        }

        return text.Append("}\n").ToString();
    }

    /// <summary>A network with several outputs, layer by layer: inputs as boxes, units as circles with their bias, outputs as ellipses with their polynomials.</summary>
    public static string Write(JointNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        StringBuilder text = new();
        text.Append("// MRePU_").Append(network.P).Append(": ").AppendJoin("; ", network.Polynomials.Select(q => q.ToString(network.Variables))).Append('\n');
        text.Append("digraph network {\n  rankdir=LR;\n  node [fontname=\"sans-serif\"];\n  edge [fontname=\"sans-serif\", fontsize=9];\n");
        foreach ((int i, string variable) in network.Variables.Index())
        {
            text.Append("  n0_").Append(i).Append(" [shape=box, label=\"").Append(variable).Append("\"];\n");
        }

        foreach ((int l, DenseLayer layer) in network.Layers.Index())
        {
            for (int i = 0; i < layer.Outputs; i++)
            {
                string label = l < network.HiddenLayers ? $"ρ\\n{layer.Biases[i]}"
                    : layer.Biases[i].IsZero ? network.Polynomials[i].ToString(network.Variables) : $"{network.Polynomials[i].ToString(network.Variables)}\\n{layer.Biases[i]}";
                text.Append("  n").Append(l + 1).Append('_').Append(i).Append(l < network.HiddenLayers ? " [shape=circle" : " [shape=ellipse").Append(", label=\"").Append(label).Append("\"];\n");
                foreach ((int j, Fraction weight) in layer.Weights[i].Index().Where(w => !w.Item.IsZero))
                {
                    text.Append("  n").Append(l).Append('_').Append(j).Append(" -> n").Append(l + 1).Append('_').Append(i).Append(" [label=\"").Append(weight).Append("\"];\n");
                }
            }
        }

        return text.Append("}\n").ToString();
    }
}
