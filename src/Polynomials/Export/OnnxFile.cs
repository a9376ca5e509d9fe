using System.Buffers.Binary;
using Fractions;
using Google.Protobuf;
using Theory.Expressions;
using Theory.Polynomials.Layered;

namespace Theory.Polynomials.Export;

/// <summary>Networks as ONNX models of the standard operators Gemm, Add, Relu and Mul.</summary>
/// <remarks>One input <c>x</c> of shape [batch, variables] and one output <c>y</c> of shape [batch, outputs], in double or single precision.</remarks>
public static class OnnxFile
{
    private const int IrVersion = 8;
    private const int OperatorSet = 17;
    private const int TypeFloat = 1;
    private const int TypeDouble = 11;

    /// <summary>The model as bytes.</summary>
    /// <param name="network">The network.</param>
    /// <param name="singlePrecision">float32 instead of float64.</param>
    /// <exception cref="UserInputException">A weight does not fit into single precision.</exception>
    public static byte[] Write(LayeredNetwork network, bool singlePrecision = false)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Write(network.P, network.Variables, network.Layers, network.Polynomial.ToString(network.Variables), singlePrecision);
    }

    /// <summary>The model of a network with several outputs as bytes.</summary>
    /// <param name="network">The network.</param>
    /// <param name="singlePrecision">float32 instead of float64.</param>
    /// <exception cref="UserInputException">A weight does not fit into single precision.</exception>
    public static byte[] Write(JointNetwork network, bool singlePrecision = false)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Write(network.P, network.Variables, network.Layers, string.Join(", ", network.Polynomials.Select(q => q.ToString(network.Variables))), singlePrecision);
    }

    private static byte[] Write(int p, IReadOnlyList<string> variables, IReadOnlyList<DenseLayer> layers, string polynomials, bool singlePrecision)
    {
        int type = singlePrecision ? TypeFloat : TypeDouble;
        return Message(model =>
        {
            Varint(model, 1, IrVersion);
            Text(model, 2, "theory");
            Text(model, 6, $"MRePU_{p} network that equals {polynomials}");
            Nested(model, 7, graph => Graph(graph, p, variables, layers, type));
            Nested(model, 8, set => Varint(set, 2, OperatorSet));
        });
    }

    private static void Graph(CodedOutputStream graph, int p, IReadOnlyList<string> variables, IReadOnlyList<DenseLayer> layers, int type)
    {
        string below = "x";
        List<Action<CodedOutputStream>> tensors = [s => Tensor(s, "one", type, [1], [Fraction.One])];
        foreach ((int i, DenseLayer layer) in layers.Index())
        {
            bool output = i == layers.Count - 1;
            string name = $"layer{i + 1}";
            string z = output ? "y" : name + "_z";
            Node(graph, "Gemm", [below, name + "_weights", name + "_biases"], z, transposesB: true);
            tensors.Add(s => Tensor(s, name + "_weights", type, [layer.Outputs, layer.Inputs], layer.Weights.SelectMany(row => row)));
            tensors.Add(s => Tensor(s, name + "_biases", type, [layer.Outputs], layer.Biases));
            if (!output)
            {
                // z max(0, z+1)^p by repeated products: Pow loses digits in some runtimes.
                Node(graph, "Add", [z, "one"], name + "_shifted");
                Node(graph, "Relu", [name + "_shifted"], name + "_s");
                string value = z;
                for (int k = 1; k <= p; k++)
                {
                    Node(graph, "Mul", [value, name + "_s"], $"{name}_{k}");
                    value = $"{name}_{k}";
                }

                below = value;
            }
        }

        Text(graph, 2, "polynomial_network");
        tensors.ForEach(tensor => Nested(graph, 5, tensor));
        Nested(graph, 11, s => Value(s, "x", type, variables.Count));
        Nested(graph, 12, s => Value(s, "y", type, layers[^1].Outputs));
    }

    private static void Node(CodedOutputStream graph, string operation, string[] inputs, string output, bool transposesB = false) => Nested(graph, 1, node =>
    {
        Array.ForEach(inputs, input => Text(node, 1, input));
        Text(node, 2, output);
        Text(node, 3, operation + "_" + output);
        Text(node, 4, operation);
        if (transposesB)
        {
            Nested(node, 5, attribute =>
            {
                const int integer = 2;
                Text(attribute, 1, "transB");
                Varint(attribute, 3, 1);
                Varint(attribute, 20, integer);
            });
        }
    });

    private static void Tensor(CodedOutputStream tensor, string name, int type, int[] dimensions, IEnumerable<Fraction> values)
    {
        Array.ForEach(dimensions, d => Varint(tensor, 1, d));
        Varint(tensor, 2, type);
        Text(tensor, 8, name);
        tensor.WriteTag(9, WireFormat.WireType.LengthDelimited);
        tensor.WriteBytes(ByteString.CopyFrom([.. values.SelectMany(v => Bytes(v.ToNearestDouble(), type))]));
    }

    private static byte[] Bytes(double value, int type)
    {
        byte[] bytes = new byte[type == TypeFloat ? 4 : 8];
        if (type == TypeDouble)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes, double.IsFinite(value) ? value : throw new UserInputException("a weight of the network does not fit into double precision; scale the polynomial, or keep exact weights with --save alone"));
            return bytes;
        }

        float rounded = (float)value;
        BinaryPrimitives.WriteSingleLittleEndian(bytes, float.IsFinite(rounded)
            ? rounded
            : throw new UserInputException($"the weight {value:G3} does not fit into single precision; write the model in double precision"));
        return bytes;
    }

    private static void Value(CodedOutputStream info, string name, int type, int columns)
    {
        Text(info, 1, name);
        Nested(info, 2, valueType => Nested(valueType, 1, tensor =>
        {
            Varint(tensor, 1, type);
            Nested(tensor, 2, shape =>
            {
                Nested(shape, 1, batch => Text(batch, 2, "batch"));
                Nested(shape, 1, dimension => Varint(dimension, 1, columns));
            });
        }));
    }

    private static void Varint(CodedOutputStream stream, int field, long value)
    {
        stream.WriteTag(field, WireFormat.WireType.Varint);
        stream.WriteInt64(value);
    }

    private static void Text(CodedOutputStream stream, int field, string value)
    {
        stream.WriteTag(field, WireFormat.WireType.LengthDelimited);
        stream.WriteString(value);
    }

    private static void Nested(CodedOutputStream stream, int field, Action<CodedOutputStream> content)
    {
        stream.WriteTag(field, WireFormat.WireType.LengthDelimited);
        stream.WriteBytes(ByteString.CopyFrom(Message(content)));
    }

    private static byte[] Message(Action<CodedOutputStream> content)
    {
        using MemoryStream memory = new();
        using (CodedOutputStream stream = new(memory, leaveOpen: true))
        {
            content(stream);
        }

        return memory.ToArray();
    }
}
