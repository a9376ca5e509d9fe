using System.Text.RegularExpressions;
using Theory.Activations;
using Theory.Networks;

namespace Theory.Numerics.WeightFiles;

/// <summary>Files that hold the weights of a network of dense layers, one after another.</summary>
public static partial class WeightFile
{
    /// <summary>Reads the layers of a network from a safetensors, npz or PyTorch file.</summary>
    /// <remarks>
    /// Matrices are taken in the order of their names, numbers by value, and as [outputs, inputs], or as [inputs, outputs] where they are called kernel or fit together only so. A bias
    /// is the vector whose name begins like that of the matrix.
    /// </remarks>
    /// <exception cref="UserInputException">There is no such file, it is of another kind, or its matrices do not follow one another.</exception>
    public static IReadOnlyList<DenseWeights> Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        Require.That(File.Exists(path), $"there is no file '{path}'");
        string kind = Path.GetExtension(path).ToLowerInvariant();
        IReadOnlyList<StoredTensor> tensors = kind switch
        {
            ".safetensors" => SafetensorsFile.Read(path),
            ".npz" => NpzFile.Read(path),
            ".pt" or ".pth" or ".bin" => TorchFile.Read(path),
            ".pkl" => throw new UserInputException($"'{path}' is a pickle, which would be run to be read; save the weights by torch.save(model.state_dict(), 'model.pt'), safetensors or numpy.savez"),
            _ => throw new UserInputException($"'{path}' is of no kind that is read; use .onnx, .safetensors, .npz or .pt"),
        };
        // What has no numbers, as a buffer that was never filled, says nothing.
        return Layers(path, [.. tensors.Where(t => t.Values.Length > 0)]);
    }

    /// <summary>Reads a network: from ONNX as its graph says, else its matrices with one activation between them, or in the places that a text gives them.</summary>
    /// <param name="path">The file.</param>
    /// <param name="activation">The activation between layers; ReLU unless given. An ONNX file has its own.</param>
    /// <param name="architecture">The network, where it is not a plain one; an ONNX file says it itself.</param>
    /// <exception cref="UserInputException">As for <see cref="Read"/>; or the file has what is not audited, or an option does not go with it.</exception>
    public static StoredNetwork ReadNetwork(string path, Activation? activation = null, Architecture? architecture = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (Path.GetExtension(path).Equals(".onnx", StringComparison.OrdinalIgnoreCase))
        {
            Require.That(File.Exists(path), $"there is no file '{path}'");
            Require.That(activation is null && architecture is null, $"'{path}' says itself which layers and activations it has; leave out --activation and --network");
            return OnnxNetwork.Read(path);
        }

        IReadOnlyList<DenseWeights> layers = Read(path);
        if (architecture is not null)
        {
            Require.That(activation is null, $"--network says which activations there are; leave out --activation");
            return StatedNetwork.Of(path, layers, architecture);
        }

        Activation between = activation ?? Activation.Parse("relu");
        List<StoredNode> nodes = [new InputNode()];
        foreach (DenseWeights layer in layers)
        {
            if (nodes.Count > 1)
            {
                nodes.Add(new ActivationNode(nodes.Count - 1, between));
            }

            nodes.Add(new DenseNode(nodes.Count - 1, layer));
        }

        return new StoredNetwork(nodes);
    }

    internal static IReadOnlyList<DenseWeights> Layers(string path, IReadOnlyList<StoredTensor> tensors)
    {
        StoredTensor[] matrices = [.. tensors.Where(t => t.Shape.Count == 2).OrderBy(t => SortKey(t.Name), StringComparer.Ordinal)];
        Require.That(matrices.Length > 0, $"'{path}' holds no matrix of real numbers");
        StoredTensor? other = tensors.FirstOrDefault(t => t.Shape.Count > 2);
        Require.That(other is null, $"'{path}' holds '{other?.Name}' of {other?.Shape.Count} dimensions; only networks of dense layers are audited");
        bool byInputs = matrices.All(m => m.Name.Contains("kernel", StringComparison.OrdinalIgnoreCase));
        foreach (bool transposed in (bool[])[byInputs, !byInputs])
        {
            if (matrices.Zip(matrices.Skip(1)).All(p => Outputs(p.First, transposed) == Inputs(p.Second, transposed)))
            {
                DenseWeights[] layers = [.. matrices.Select(m => Layer(m, tensors, transposed))];
                RequireNoOthers(path, tensors, layers);
                return layers;
            }
        }

        (StoredTensor a, StoredTensor b) = matrices.Zip(matrices.Skip(1)).First(p => Outputs(p.First, byInputs) != Inputs(p.Second, byInputs));
        throw new UserInputException(
            $"'{path}': '{a.Name}' has {Outputs(a, byInputs)} outputs, but '{b.Name}' takes {Inputs(b, byInputs)} inputs; only networks whose dense layers follow one another are audited");
    }

    /// <summary>A norm has vectors of its own: what leaves it out says something about another network. One number may be the slope of an activation, or a counter.</summary>
    private static void RequireNoOthers(string path, IReadOnlyList<StoredTensor> tensors, IEnumerable<DenseWeights> layers)
    {
        HashSet<double[]> biases = [.. layers.Select(l => l.Biases).OfType<double[]>()];
        StoredTensor? other = tensors.FirstOrDefault(t => t.Shape.Count == 1 && t.Shape[0] > 1 && !biases.Contains(t.Values));
        Require.That(
            other is null,
            $"'{path}' holds the vector '{other?.Name}' of {other?.Values.Length} numbers, which is the bias of no matrix, as of a norm; only networks of dense layers are audited");
    }

    private static int Inputs(StoredTensor m, bool transposed) => m.Shape[transposed ? 0 : 1];

    private static int Outputs(StoredTensor m, bool transposed) => m.Shape[transposed ? 1 : 0];

    private static DenseWeights Layer(StoredTensor m, IReadOnlyList<StoredTensor> tensors, bool transposed)
    {
        (int inputs, int outputs) = (Inputs(m, transposed), Outputs(m, transposed));
        double[] weights = transposed ? [.. Enumerable.Range(0, inputs * outputs).Select(i => m.Values[(i % inputs * outputs) + (i / inputs)])] : m.Values;
        string stem = Stem(m.Name);
        double[]? biases = tensors.FirstOrDefault(t => t.Shape.Count == 1 && t.Shape[0] == outputs && Stem(t.Name) == stem)?.Values;
        return new DenseWeights(m.Name, inputs, outputs, weights, biases);
    }

    /// <summary>A name without the word for what it holds: layers.0.weight and layers.0.bias are both of layers.0, w1 and b1 of 1.</summary>
    private static string Stem(string name) => Word().Replace(name, "");

    /// <summary>Numbers of equal length, so that 10 comes after 2.</summary>
    private static string SortKey(string name) => Digits().Replace(name, m => m.Value.PadLeft(12, '0'));

    [GeneratedRegex("(?i)(weights?|kernel|bias(es)?|coefs?|intercepts?|^w|^b)")]
    private static partial Regex Word();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();
}
