using System.Globalization;
using Theory.Activations;

namespace Theory.Numerics.WeightFiles;

/// <summary>The network of dense layers, activations and skips that an ONNX graph describes.</summary>
/// <remarks>
/// What is done neuron by neuron between two layers of weights becomes one formula in z, so that GELU is found whether it is one operation or six. A sum of two signals is a skip;
/// a sum with stored numbers, one for each neuron, behind weights is their bias.
/// </remarks>
internal sealed class OnnxNetwork
{
    private const int LongestFormula = 2000;

    /// <summary>The defaults of Selu in the standard.</summary>
    private const double SeluAlpha = 1.67326319217681884765625;
    private const double SeluGamma = 1.05070102214813232421875;

    private readonly string _path;
    private readonly OnnxModel _model;
    private readonly List<StoredNode> _nodes = [new InputNode()];
    private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Activation> _activations = new(StringComparer.Ordinal);

    private OnnxNetwork(string path, OnnxModel model) => (_path, _model) = (path, model);

    /// <summary>Reads a file.</summary>
    /// <exception cref="UserInputException">It is damaged, or has operations that are not audited.</exception>
    public static StoredNetwork Read(string path) => new OnnxNetwork(path, OnnxModel.Read(path)).Build();

    private StoredNetwork Build()
    {
        Require.That(_model.Inputs.Count == 1, $"'{_path}' takes {_model.Inputs.Count} inputs; networks of one input are audited");
        Require.That(_model.Outputs.Count >= 1, $"'{_path}' has no output");
        _values[_model.Inputs[0]] = new Value(0, "z");
        foreach (OnnxNode node in _model.Nodes)
        {
            if (node.Outputs.Count > 0 && node.Operation != "Constant" && ValueOf(node) is Value value)
            {
                _values[node.Outputs[0]] = value;
            }
        }

        Require.That(_values.TryGetValue(_model.Outputs[0], out Value? output), $"'{_path}': its output '{_model.Outputs[0]}' does not depend on its input");

        // What follows the last weights, as a softmax, is no part of the network that is looked at.
        int last = output!.Node;
        Require.That(_nodes.OfType<DenseNode>().Any(), $"'{_path}' holds no dense layers (Gemm, or MatMul and Add)");
        return new StoredNetwork([.. _nodes.Take(last + 1)]);
    }

    private Value? ValueOf(OnnxNode node)
    {
        string[] signals = [.. node.Inputs.Where(_values.ContainsKey)];
        if (signals.Length == 0)
        {
            Store(node);
            return null;
        }

        Value first = _values[signals[0]];
        return node.Operation switch
        {
            "Gemm" => Gemm(node, first),
            "MatMul" => Dense(first, Matrix(node.Inputs[1], transposed: true), null),
            "Add" or "Sub" or "Mul" or "Div" => Binary(node, signals),
            "Identity" or "Dropout" or "Flatten" or "Reshape" or "Squeeze" or "Unsqueeze" or "Cast" => first,
            "Softmax" or "LogSoftmax" or "ArgMax" => first with { Ended = node.Operation },
            "Relu" => Wrap(first, "max(0, {0})"),
            "LeakyRelu" => Wrap(first, $"max(0, {{0}}) + {Number(node.Number("alpha", 0.01))}*min(0, {{0}})"),
            "Tanh" => Wrap(first, "tanh({0})"),
            "Sigmoid" => Wrap(first, "sigmoid({0})"),
            "Erf" => Wrap(first, "erf({0})"),
            "Exp" => Wrap(first, "exp({0})"),
            "Softplus" => Wrap(first, "softplus({0})"),
            "Abs" => Wrap(first, "abs({0})"),
            "Neg" => Wrap(first, "-({0})"),
            "Sin" => Wrap(first, "sin({0})"),
            "Cos" => Wrap(first, "cos({0})"),
            "Sqrt" => Wrap(first, "sqrt({0})"),
            "Softsign" => Wrap(first, "({0})/(1 + abs({0}))"),
            "Elu" => Wrap(first, $"piecewise({{0}} < 0, {Number(node.Number("alpha", 1))}*(exp({{0}}) - 1), {{0}})"),
            "Gelu" => Wrap(first, node.Words.TryGetValue("approximate", out string? how) && how == "tanh"
                ? "{0}/2*(1 + tanh(sqrt(2/pi)*({0} + 0.044715*({0})^3)))" : "{0}/2*(1 + erf({0}/sqrt(2)))"),
            "Selu" => Wrap(first, $"piecewise({{0}} < 0, {Number(node.Number("gamma", SeluGamma) * node.Number("alpha", SeluAlpha))}*(exp({{0}}) - 1), {Number(node.Number("gamma", SeluGamma))}*{{0}})"),
            "Celu" => Wrap(first, $"piecewise({{0}} < 0, {Number(node.Number("alpha", 1))}*(exp({{0}}/{Number(node.Number("alpha", 1))}) - 1), {{0}})"),
            "HardSigmoid" => Wrap(first, $"max(0, min(1, {Number(node.Number("alpha", 0.2))}*{{0}} + {Number(node.Number("beta", 0.5))}))"),
            "HardSwish" => Wrap(first, "{0}*max(0, min(1, {0}/6 + 1/2))"),
            "Mish" => Wrap(first, "{0}*tanh(softplus({0}))"),
            "Clip" => Clip(node, first),
            "PRelu" => Scalar(node.Inputs[1]) is double slope ? Wrap(first, $"max(0, {{0}}) + {Number(slope)}*min(0, {{0}})")
                : throw new UserInputException($"'{_path}': a PRelu with a slope for each neuron is not audited; one slope for all is"),
            "Pow" when Scalar(node.Inputs[1]) is double power => Wrap(first, $"({{0}})^{Number(power)}"),
            _ => throw new UserInputException($"'{_path}': the operation {node.Operation} is not audited; dense layers, activations and skips are"),
        };
    }

    /// <summary>What is made of stored numbers alone: a matrix the other way round, as exporters write that do not fold constants.</summary>
    private void Store(OnnxNode node)
    {
        if (node.Inputs.Count == 1 && node.Outputs.Count == 1 && _model.Tensors.TryGetValue(node.Inputs[0], out StoredTensor? tensor)
            && (node.Operation == "Identity" || (node.Operation == "Transpose" && tensor.Shape.Count == 2)))
        {
            bool same = node.Operation == "Identity" || node.Number("perm", 1) == 0;
            (_, int outputs, int inputs, double[] weights) = same ? ("", 0, 0, tensor.Values) : Matrix(tensor.Name, transposed: true);
            _model.Tensors[node.Outputs[0]] = same ? tensor with { Name = node.Outputs[0] } : new StoredTensor(node.Outputs[0], [outputs, inputs], weights);
        }
    }

    /// <summary>Bounds are attributes until version 11 of the operations, then stored numbers, each of which may be left out.</summary>
    private Value Clip(OnnxNode node, Value input)
    {
        double? Bound(int i, string name) => i < node.Inputs.Count && node.Inputs[i].Length > 0
            ? Scalar(node.Inputs[i]) ?? throw new UserInputException($"'{_path}': a Clip whose bounds are computed is not audited")
            : node.Numbers.TryGetValue(name, out double value) && Math.Abs(value) < float.MaxValue ? value : null;
        string formula = Bound(2, "max") is double max ? $"min({Number(max)}, {{0}})" : "{0}";
        return Wrap(input, Bound(1, "min") is double min ? $"max({Number(min)}, {formula})" : formula);
    }

    private Value Gemm(OnnxNode node, Value input)
    {
        Require.That(node.Number("alpha", 1) == 1 && node.Number("beta", 1) == 1 && node.Number("transA", 0) == 0, $"'{_path}': Gemm with alpha, beta or transA is not audited");
        return Dense(input, Matrix(node.Inputs[1], transposed: node.Number("transB", 0) == 0), node.Inputs.Count > 2 && node.Inputs[2].Length > 0 ? Vector(node.Inputs[2]) : null);
    }

    private Value Dense(Value input, (string Name, int Outputs, int Inputs, double[] Weights) matrix, double[]? biases)
    {
        Require.That(biases is null || biases.Length == matrix.Outputs, $"'{_path}': '{matrix.Name}' has {matrix.Outputs} outputs, but {biases?.Length} biases");
        Require.That(matrix.Weights.Length > 0, $"'{_path}': '{matrix.Name}' has no weights");
        int from = Materialised(input);
        int? width = WidthOf(from);
        Require.That(width is null || width == matrix.Inputs, $"'{_path}': '{matrix.Name}' takes {matrix.Inputs} inputs, but is given {width}");
        return new Value(Added(new DenseNode(from, new DenseWeights(matrix.Name, matrix.Inputs, matrix.Outputs, matrix.Weights, biases))), "z");
    }

    private Value Binary(OnnxNode node, string[] signals)
    {
        string symbol = node.Operation switch { "Add" => "+", "Sub" => "-", "Mul" => "*", _ => "/" };
        if (signals.Length == 1)
        {
            bool isFirst = node.Inputs[0] == signals[0];
            string other = node.Inputs[isFirst ? 1 : 0];
            Value signal = _values[signals[0]];
            if (Scalar(other) is double number)
            {
                return Wrap(signal, isFirst ? $"({{0}}){symbol}({Number(number)})" : $"({Number(number)}){symbol}({{0}})");
            }

            Require.That(
                node.Operation == "Add" && signal.Formula == "z" && _nodes[signal.Node] is DenseNode { Weights.Biases: null },
                $"'{_path}': {node.Operation} of the stored tensor '{other}' is no bias behind weights, and is not audited");
            DenseNode dense = (DenseNode)_nodes[signal.Node];
            double[] biases = Vector(other);
            Require.That(biases.Length == dense.Weights.Outputs, $"'{_path}': '{dense.Weights.Name}' has {dense.Weights.Outputs} outputs, but {biases.Length} biases");
            _nodes[signal.Node] = dense with { Weights = dense.Weights with { Biases = biases } };
            return signal;
        }

        (Value a, Value b) = (_values[node.Inputs[0]], _values[node.Inputs[1]]);
        if (a.Node == b.Node)
        {
            return Checked(new Value(a.Node, $"({a.Formula}){symbol}({b.Formula})") { Ended = a.Ended ?? b.Ended });
        }

        Require.That(node.Operation is "Add" or "Sub", $"'{_path}': {node.Operation} of two signals is not audited; sums are");
        (int first, int second) = (Materialised(a), Materialised(b));
        Require.That(WidthOf(first) is not int m || WidthOf(second) is not int n || m == n, $"'{_path}': a skip adds {WidthOf(first)} to {WidthOf(second)} neurons");
        return new Value(Added(new SumNode(first, second, 1, node.Operation == "Add" ? 1 : -1)), "z");
    }

    /// <summary>The node of a value, with an activation for what was done neuron by neuron.</summary>
    private int Materialised(Value value)
    {
        Require.That(value.Ended is null, $"'{_path}': a {value.Ended} before other layers is not audited; only one behind the last weights is left out");
        if (value.Formula == "z")
        {
            return value.Node;
        }

        try
        {
            if (!_activations.TryGetValue(value.Formula, out Activation? activation))
            {
                _activations[value.Formula] = activation = NamedActivation.Of(value.Formula);
            }

            return Added(new ActivationNode(value.Node, activation));
        }
        catch (UserInputException error)
        {
            throw new UserInputException($"'{_path}': the activation {value.Formula} cannot be used: {error.Message}");
        }
    }

    private int Added(StoredNode node)
    {
        _nodes.Add(node);
        return _nodes.Count - 1;
    }

    private Value Wrap(Value value, string format) => Checked(value with { Formula = format.Replace("{0}", value.Formula == "z" ? "z" : $"({value.Formula})", StringComparison.Ordinal) });

    private Value Checked(Value value) => value.Formula.Length <= LongestFormula ? value
        : throw new UserInputException($"'{_path}': what is done between two layers is longer than {LongestFormula} characters as a formula");

    private int? WidthOf(int node) => _nodes[node] switch
    {
        DenseNode dense => dense.Weights.Outputs,
        ActivationNode s => WidthOf(s.From),
        SumNode sum => WidthOf(sum.First) ?? WidthOf(sum.Second),
        _ => null,
    };

    private StoredTensor Tensor(string name) => _model.Tensors.TryGetValue(name, out StoredTensor? tensor) ? tensor
        : throw new UserInputException($"'{_path}': '{name}' is computed or no tensor of real numbers; weights must be stored");

    private (string Name, int Outputs, int Inputs, double[] Weights) Matrix(string name, bool transposed)
    {
        StoredTensor tensor = Tensor(name);
        Require.That(tensor.Shape.Count == 2, $"'{_path}': '{name}' has {tensor.Shape.Count} dimensions; only networks of dense layers are audited");
        (int rows, int columns) = (tensor.Shape[0], tensor.Shape[1]);
        return transposed
            ? (name, columns, rows, [.. Enumerable.Range(0, rows * columns).Select(i => tensor.Values[(i % rows * columns) + (i / rows)])])
            : (name, rows, columns, tensor.Values);
    }

    private double[] Vector(string name) => Tensor(name) is var tensor && tensor.Shape.Count(s => s != 1) <= 1 ? tensor.Values
        : throw new UserInputException($"'{_path}': '{name}' is no vector of biases");

    private double? Scalar(string name) => _model.Tensors.TryGetValue(name, out StoredTensor? tensor) && tensor.Values.Length == 1 ? tensor.Values[0] : null;

    /// <summary>Single precision numbers as short as they were meant.</summary>
    private static string Number(double value) => ((double)(float)value == value ? ((float)value).ToString("R", CultureInfo.InvariantCulture) : value.ToString("R", CultureInfo.InvariantCulture))
        is var text && text.Contains('E', StringComparison.Ordinal) ? ((decimal)value).ToString(CultureInfo.InvariantCulture) : text;

    /// <summary>A function of the values of a node.</summary>
    private sealed record Value(int Node, string Formula)
    {
        /// <summary>The operation over all neurons, as Softmax, after which no weights may come; null where there was none.</summary>
        public string? Ended { get; init; }
    }
}
