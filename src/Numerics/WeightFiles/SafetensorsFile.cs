using System.Buffers.Binary;
using System.Text.Json;

namespace Theory.Numerics.WeightFiles;

/// <summary>Files of the format safetensors: the length of a header, the header as JSON, and the numbers.</summary>
/// <remarks>Files come from anywhere: every size is compared with that of the file before memory is taken, and nothing in them is run.</remarks>
internal static class SafetensorsFile
{
    private const long LargestHeader = 16 << 20;

    /// <summary>The tensors of real numbers, in the order of the header.</summary>
    /// <exception cref="UserInputException">The file is damaged or too large.</exception>
    public static IReadOnlyList<StoredTensor> Read(string path)
    {
        using FileStream file = InputFile.OpenSeekable(path);
        Span<byte> length = stackalloc byte[8];
        Require.That(file.Length >= 8, $"'{path}' is no safetensors file: it has {file.Length} bytes");
        file.ReadExactly(length);
        ulong header = BinaryPrimitives.ReadUInt64LittleEndian(length);
        Require.That(header <= LargestHeader && (long)header <= file.Length - 8, $"'{path}' is no safetensors file: its header would have {header} bytes");
        byte[] text = new byte[(int)header];
        file.ReadExactly(text);
        long data = 8 + (long)header;
        List<StoredTensor> tensors = [];
        long total = 0;
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
            foreach (JsonProperty entry in document.RootElement.EnumerateObject().Where(e => e.Name != "__metadata__"))
            {
                string type = entry.Value.GetProperty("dtype").GetString() ?? "";
                long[] shape = [.. entry.Value.GetProperty("shape").EnumerateArray().Select(s => s.GetInt64())];
                long[] offsets = [.. entry.Value.GetProperty("data_offsets").EnumerateArray().Select(s => s.GetInt64())];
                if (NumberFormat.Size(type) is not (> 0 and var size))
                {
                    continue;
                }

                int count = StoredTensor.Count(path, entry.Name, shape, ref total);
                Require.That(
                    offsets.Length == 2 && offsets[0] >= 0 && offsets[1] - offsets[0] == (long)count * size && offsets[1] <= file.Length - data,
                    $"'{path}': the tensor '{entry.Name}' of {count} numbers does not lie where the header says");
                byte[] bytes = new byte[count * size];
                file.Position = data + offsets[0];
                file.ReadExactly(bytes);
                tensors.Add(new StoredTensor(entry.Name, [.. shape.Select(s => (int)s)], NumberFormat.Read(path, entry.Name, type, bytes)));
            }
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new UserInputException($"'{path}' is no safetensors file: its header cannot be read");
        }

        return tensors;
    }
}
