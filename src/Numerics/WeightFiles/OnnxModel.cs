using Google.Protobuf;

namespace Theory.Numerics.WeightFiles;

/// <summary>What an ONNX file says: nodes, stored tensors, inputs and outputs, by the numbers of the fields of onnx.proto.</summary>
/// <remarks>Files come from anywhere: lengths are those of bytes that were read, sizes are compared with them, and nothing in them is run.</remarks>
internal sealed class OnnxModel
{
    private const long LargestFile = 1L << 30;
    private const int TypeFloat = 1;
    private const int TypeInt64 = 7;
    private const int TypeHalf = 10;
    private const int TypeDouble = 11;
    private const int TypeBrainFloat = 16;

    private readonly string _path;
    private long _total;

    private OnnxModel(string path) => _path = path;

    /// <summary>The operations, in the order of the file.</summary>
    public List<OnnxNode> Nodes { get; } = [];

    /// <summary>Stored tensors of real or whole numbers by name.</summary>
    public Dictionary<string, StoredTensor> Tensors { get; } = new(StringComparer.Ordinal);

    /// <summary>The names of inputs that are not stored.</summary>
    public List<string> Inputs { get; } = [];

    /// <summary>The names of outputs.</summary>
    public List<string> Outputs { get; } = [];

    /// <summary>Reads a file.</summary>
    /// <exception cref="UserInputException">It is damaged or too large.</exception>
    public static OnnxModel Read(string path)
    {
        OnnxModel model = new(path);
        Require.That(new FileInfo(path).Length <= LargestFile, $"'{path}' has more than {LargestFile} bytes; audit a smaller network");
        try
        {
            Each(File.ReadAllBytes(path), (field, message) =>
            {
                if (field == 7)
                {
                    Each(message.Bytes, model.ReadGraph);
                }
            });
        }
        catch (Exception error) when (error is InvalidProtocolBufferException or ArgumentException or OverflowException)
        {
            throw new UserInputException($"'{path}' is no ONNX file, or a damaged one");
        }

        Require.That(model.Nodes.Count > 0, $"'{path}' is no ONNX file, or has no graph");
        model.Inputs.RemoveAll(model.Tensors.ContainsKey);
        return model;
    }

    private void ReadGraph(int field, Field value)
    {
        switch (field)
        {
            case 1:
                Nodes.Add(ReadNode(value.Bytes));
                break;
            case 5:
                ReadTensor(value.Bytes, null);
                break;
            case 11:
                Each(value.Bytes, (f, v) => { if (f == 1) { Inputs.Add(v.Text); } });
                break;
            case 12:
                Each(value.Bytes, (f, v) => { if (f == 1) { Outputs.Add(v.Text); } });
                break;
        }
    }

    private OnnxNode ReadNode(byte[] bytes)
    {
        List<string> inputs = [];
        List<string> outputs = [];
        string operation = "";
        Dictionary<string, double> numbers = new(StringComparer.Ordinal);
        Dictionary<string, string> words = new(StringComparer.Ordinal);
        byte[]? constant = null;
        Each(bytes, (field, value) =>
        {
            switch (field)
            {
                case 1:
                    inputs.Add(value.Text);
                    break;
                case 2:
                    outputs.Add(value.Text);
                    break;
                case 4:
                    operation = value.Text;
                    break;
                case 5:
                    string name = "";
                    Each(value.Bytes, (f, v) =>
                    {
                        switch (f)
                        {
                            case 1:
                                name = v.Text;
                                break;
                            case 2:
                                numbers[name] = BitConverter.Int32BitsToSingle((int)v.Number);
                                break;
                            case 3:
                                numbers[name] = (long)v.Number;
                                break;
                            case 4:
                                words[name] = v.Text;
                                break;
                            case 5:
                                constant = v.Bytes;
                                break;
                            case 8:
                                // Of a list, as perm, the first.
                                numbers.TryAdd(name, v.Varints().FirstOrDefault());
                                break;
                        }
                    });
                    break;
            }
        });
        if (operation == "Constant" && constant is not null && outputs.Count == 1)
        {
            ReadTensor(constant, outputs[0]);
        }

        return new OnnxNode(operation, inputs, outputs, numbers, words);
    }

    private void ReadTensor(byte[] bytes, string? called)
    {
        List<long> shape = [];
        string name = called ?? "";
        int type = 0;
        byte[]? raw = null;
        bool isOutside = false;
        List<double> values = [];
        Each(bytes, (field, value) =>
        {
            switch (field)
            {
                case 1:
                    shape.AddRange(value.Varints());
                    break;
                case 2:
                    type = (int)value.Number;
                    break;
                case 4:
                    values.AddRange(value.Fixed(4).Select(b => (double)BitConverter.Int32BitsToSingle((int)b)));
                    break;
                case 7:
                    values.AddRange(value.Varints().Select(v => (double)v));
                    break;
                case 8:
                    name = called ?? value.Text;
                    break;
                case 9:
                    raw = value.Bytes;
                    break;
                case 10:
                    values.AddRange(value.Fixed(8).Select(b => BitConverter.Int64BitsToDouble((long)b)));
                    break;
                case 14:
                    isOutside |= value.Number == 1;
                    break;
            }
        });
        Require.That(!isOutside, $"'{_path}': the tensor '{name}' lies in another file; save the model in one file");
        string kind = type switch { TypeFloat => "F32", TypeDouble => "F64", TypeHalf => "F16", TypeBrainFloat => "BF16", TypeInt64 => "I64", _ => "" };
        if (kind.Length == 0)
        {
            return;
        }

        int count = StoredTensor.Count(_path, name, shape, ref _total);
        double[] all = raw is null ? [.. values]
            : kind == "I64" ? [.. Enumerable.Range(0, raw.Length / 8).Select(i => (double)BitConverter.ToInt64(raw, 8 * i))]
            : NumberFormat.Read(_path, name, kind, raw);
        Require.That(all.Length == count, $"'{_path}': the tensor '{name}' has {all.Length} numbers, but its shape has {count}");
        Require.That(Array.TrueForAll(all, double.IsFinite), $"'{_path}': the tensor '{name}' has a number that is not finite");
        Tensors[name] = new StoredTensor(name, [.. shape.Select(s => (int)s)], all);
    }

    /// <summary>The fields of a message, one after another.</summary>
    private static void Each(byte[] message, Action<int, Field> read)
    {
        CodedInputStream stream = new(message);
        while (stream.ReadTag() is not 0 and uint tag)
        {
            int field = WireFormat.GetTagFieldNumber(tag);
            switch (WireFormat.GetTagWireType(tag))
            {
                case WireFormat.WireType.Varint:
                    read(field, new Field(stream.ReadUInt64(), []));
                    break;
                case WireFormat.WireType.Fixed32:
                    read(field, new Field(stream.ReadFixed32(), []));
                    break;
                case WireFormat.WireType.Fixed64:
                    read(field, new Field(stream.ReadFixed64(), []));
                    break;
                case WireFormat.WireType.LengthDelimited:
                    read(field, new Field(0, stream.ReadBytes().ToByteArray()));
                    break;
                default:
                    throw new ArgumentException("a group");
            }
        }
    }

    /// <summary>A number, or bytes.</summary>
    private readonly record struct Field(ulong Number, byte[] Bytes)
    {
        public string Text => System.Text.Encoding.UTF8.GetString(Bytes);

        /// <summary>Whole numbers, packed or a single one.</summary>
        public IEnumerable<long> Varints()
        {
            if (Bytes.Length == 0)
            {
                return [(long)Number];
            }

            List<long> all = [];
            CodedInputStream stream = new(Bytes);
            while (!stream.IsAtEnd)
            {
                all.Add((long)stream.ReadUInt64());
            }

            return all;
        }

        /// <summary>Words of four or eight bytes, packed or a single one.</summary>
        public IEnumerable<ulong> Fixed(int size)
        {
            byte[] bytes = Bytes;
            ulong number = Number;
            return bytes.Length == 0 ? [number]
                : Enumerable.Range(0, bytes.Length / size).Select(i => size == 4 ? BitConverter.ToUInt32(bytes, 4 * i) : BitConverter.ToUInt64(bytes, 8 * i));
        }
    }
}
