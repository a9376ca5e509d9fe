using System.Collections;
using System.Globalization;
using System.IO.Compression;
using Razorvine.Pickle;
using Razorvine.Pickle.Objects;

namespace Theory.Numerics.WeightFiles;

/// <summary>Files of torch.save since PyTorch 1.6 that hold tensors: an archive of their numbers, and a pickle that says which tensor is where.</summary>
/// <remarks>
/// The pickle is read, not run: of what it names only tensors, their storages and ordered dictionaries come to life, and as types of this program; a model saved as a whole is refused.
/// Sizes are bounded before memory is taken, and nothing but the bytes of a storage is believed of its length.
/// </remarks>
internal static class TorchFile
{
    private const int LargestPickle = 16 << 20;
    private const int LargestEntries = 100_000;
    private const int DeepestNesting = 8;
    private const string Description = "data.pkl";

    static TorchFile()
    {
        Unpickler.registerConstructor("torch._utils", "_rebuild_tensor_v2", new Constructor(TorchTensor.Of));
        Unpickler.registerConstructor("torch._utils", "_rebuild_parameter", new Constructor(arguments => arguments[0]));
        Unpickler.registerConstructor("collections", "OrderedDict", new Constructor(_ => new StateDictionary()));
        foreach ((string name, string type) in ((string, string)[])[("Double", "F64"), ("Float", "F32"), ("Half", "F16"), ("BFloat16", "BF16"), ("Long", ""), ("Int", ""), ("Short", ""), ("Char", ""), ("Byte", ""), ("Bool", "")])
        {
            Unpickler.registerConstructor("torch", name + "Storage", new StorageKind(type));
        }
    }

    /// <summary>The tensors of real numbers by their keys, those of nested dictionaries with both keys and a dot between.</summary>
    /// <exception cref="UserInputException">The file is damaged or too large, of an older format, or holds more than tensors.</exception>
    public static IReadOnlyList<StoredTensor> Read(string path)
    {
        try
        {
            using ZipArchive archive = new(InputFile.OpenSeekable(path), ZipArchiveMode.Read);
            Require.That(archive.Entries.Count <= LargestEntries, $"'{path}' has more than {LargestEntries} entries");
            ZipArchiveEntry[] descriptions = [.. archive.Entries.Where(e => e.FullName.EndsWith("/" + Description, StringComparison.Ordinal))];
            Require.That(descriptions.Length == 1, $"'{path}' holds no tensors of torch.save: it has {descriptions.Length} descriptions, not one");
            string folder = descriptions[0].FullName[..^Description.Length];
            Require.That(
                archive.GetEntry(folder + "byteorder") is not { } order || System.Text.Encoding.ASCII.GetString(Bytes(path, order, 16)) == "little",
                $"'{path}' was saved by a machine that stores numbers the other way round; save it again by one that does not");
            using StorageUnpickler unpickler = new();
            object root = unpickler.loads(Bytes(path, descriptions[0], LargestPickle));
            Reader reader = new(path, archive, folder);
            reader.Add("", root, 0);
            return reader.Tensors;
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            throw new UserInputException($"'{path}' is no archive of torch.save, or a damaged one, or older than PyTorch 1.6: {error.Message}");
        }
        catch (Exception error) when (error is PickleException or InvalidCastException or IndexOutOfRangeException or ArgumentException or NullReferenceException or OverflowException or FormatException
            or KeyNotFoundException or InvalidOperationException or NotSupportedException or IOException)
        {
            throw new UserInputException($"'{path}': the description of its tensors cannot be read; save state_dict() alone, or use safetensors");
        }
    }

    private static byte[] Bytes(string path, ZipArchiveEntry entry, int limit)
    {
        using Stream stream = entry.Open();
        using MemoryStream all = new();
        byte[] part = new byte[1 << 16];
        while (stream.Read(part) is > 0 and var count)
        {
            Require.That(all.Length + count <= limit, $"'{path}': '{entry.FullName}' has more than {limit} bytes");
            all.Write(part, 0, count);
        }

        return all.ToArray();
    }

    /// <summary>Collects the tensors of nested dictionaries.</summary>
    private sealed class Reader(string path, ZipArchive archive, string folder)
    {
        private readonly List<StoredTensor> _tensors = [];
        private int _seen;
        private long _total;

        public IReadOnlyList<StoredTensor> Tensors => _tensors;

        public void Add(string name, object value, int depth)
        {
            Require.That(++_seen <= LargestEntries, $"'{path}' has more than {LargestEntries} entries");
            if (value is TorchTensor tensor)
            {
                Add(name, tensor);
            }
            else if (value is IDictionary dictionary and not ClassDict)
            {
                Require.That(depth < DeepestNesting, $"'{path}' has dictionaries within dictionaries, more than {DeepestNesting} deep");
                foreach (DictionaryEntry entry in dictionary)
                {
                    string key = Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? "";
                    Add(name.Length == 0 ? key : name + "." + key, entry.Value!, depth + 1);
                }
            }
            else
            {
                // Objects of classes come as dictionaries of their fields.
                Require.That(
                    name.Length > 0 && value is null or bool or int or long or double or string,
                    $"'{path}' holds more than tensors{(name.Length > 0 ? $", at '{name}'" : "")}: a model saved as a whole would have to be run; save its state_dict()");
            }
        }

        private void Add(string name, TorchTensor tensor)
        {
            string type = tensor.Storage.Kind.Type;
            if (type.Length == 0)
            {
                return;
            }

            int count = StoredTensor.Count(path, name, tensor.Shape, ref _total);
            int size = NumberFormat.Size(type);
            long last = count == 0 ? 0 : tensor.Offset + tensor.Shape.Zip(tensor.Strides, (n, stride) => checked((n - 1) * stride)).Sum();
            Require.That(
                tensor.Offset >= 0 && tensor.Strides.All(s => s >= 0) && last < Math.Max(1, tensor.Storage.Count) && tensor.Storage.Count is >= 0 and <= StoredTensor.LargestCount,
                $"'{path}': the tensor '{name}' of {count} numbers does not lie where the file says");
            ZipArchiveEntry entry = archive.GetEntry(folder + "data/" + tensor.Storage.Key) ?? throw new UserInputException($"'{path}': the numbers of '{name}' are missing");
            byte[] bytes = new byte[(int)tensor.Storage.Count * size];
            using Stream stream = entry.Open();
            stream.ReadExactly(bytes);
            double[] all = NumberFormat.Read(path, name, type, bytes);
            double[] values = new double[count];
            long[] index = new long[tensor.Shape.Length];
            long at = tensor.Offset;
            for (int i = 0; i < count; i++)
            {
                values[i] = all[at];
                for (int d = index.Length - 1; d >= 0; d--)
                {
                    at += tensor.Strides[d];
                    if (++index[d] < tensor.Shape[d])
                    {
                        break;
                    }

                    at -= tensor.Strides[d] * tensor.Shape[d];
                    index[d] = 0;
                }
            }

            _tensors.Add(new StoredTensor(name, [.. tensor.Shape.Select(n => (int)n)], values));
        }
    }

    /// <summary>A type of numbers; "" for whole ones, which are no weights.</summary>
    private sealed record StorageKind(string Type) : IObjectConstructor
    {
        public object construct(object[] args) => throw new PickleException("a storage is not made here");
    }

    /// <summary>The numbers of an entry of the archive.</summary>
    private sealed record TorchStorage(StorageKind Kind, string Key, long Count);

    /// <summary>A view of a storage.</summary>
    private sealed record TorchTensor(TorchStorage Storage, long Offset, long[] Shape, long[] Strides)
    {
        public static TorchTensor Of(object[] arguments)
        {
            TorchTensor tensor = new((TorchStorage)arguments[0], Number(arguments[1]), Numbers(arguments[2]), Numbers(arguments[3]));
            return tensor.Shape.Length == tensor.Strides.Length ? tensor : throw new PickleException("as many strides as sizes");
        }

        private static long[] Numbers(object tuple) => [.. ((object[])tuple).Select(Number)];
    }

    private static long Number(object value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);

    private sealed class Constructor(Func<object[], object> make) : IObjectConstructor
    {
        public object construct(object[] args) => make(args);
    }

    /// <summary>A dictionary to which a pickle may attach something. The unpickler fills hash tables; names order what they hold.</summary>
    private sealed class StateDictionary : Hashtable
    {
        /// <summary>What state_dict() notes of versions.</summary>
        public Hashtable? Attached { get; private set; }

        // Called by name.
        public void __setstate__(Hashtable state) => Attached = state;
    }

    private sealed class StorageUnpickler : Unpickler
    {
        protected override object persistentLoad(object pid) =>
            pid is object[] and ["storage", StorageKind kind, string key, string, var count] ? new TorchStorage(kind, key, Number(count)) : throw new PickleException("what is no storage");
    }
}
