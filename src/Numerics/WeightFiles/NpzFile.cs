using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Theory.Numerics.WeightFiles;

/// <summary>Files of NumPy: an archive of arrays, each with a short header. Arrays of objects, which NumPy stores by pickle, are left out.</summary>
/// <remarks>What the archive says of its sizes is not believed: no more is read than the header of an array asks for, and that is bounded.</remarks>
internal static partial class NpzFile
{
    private const int LargestHeader = 1 << 16;
    private const int LargestEntries = 100_000;

    private static readonly byte[] Magic = [0x93, .. "NUMPY"u8];

    /// <summary>The arrays of real numbers, in the order of the archive.</summary>
    /// <exception cref="UserInputException">The file is damaged or too large.</exception>
    public static IReadOnlyList<StoredTensor> Read(string path)
    {
        List<StoredTensor> tensors = [];
        long total = 0;
        try
        {
            using ZipArchive archive = new(InputFile.OpenSeekable(path), ZipArchiveMode.Read);
            Require.That(archive.Entries.Count <= LargestEntries, $"'{path}' has more than {LargestEntries} entries");
            string? twice = archive.Entries.GroupBy(e => e.FullName).FirstOrDefault(g => g.Count() > 1)?.Key;
            Require.That(twice is null, $"'{path}' has the entry '{twice}' twice");
            foreach (ZipArchiveEntry entry in archive.Entries.Where(e => e.FullName.EndsWith(".npy", StringComparison.Ordinal)))
            {
                using Stream stream = entry.Open();
                if (ReadArray(path, entry.FullName[..^4], stream, ref total) is StoredTensor tensor)
                {
                    tensors.Add(tensor);
                }
            }
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            throw new UserInputException($"'{path}' is no archive of NumPy arrays, or a damaged one: {error.Message}");
        }

        return tensors;
    }

    private static StoredTensor? ReadArray(string path, string name, Stream stream, ref long total)
    {
        byte[] start = new byte[10];
        stream.ReadExactly(start);
        Require.That(start.AsSpan(0, 6).SequenceEqual(Magic), $"'{path}': '{name}' is no NumPy array");
        long length = BinaryPrimitives.ReadUInt16LittleEndian(start.AsSpan(8));
        if (start[6] > 1)
        {
            byte[] rest = new byte[2];
            stream.ReadExactly(rest);
            length += (long)BinaryPrimitives.ReadUInt16LittleEndian(rest) << 16;
        }

        Require.That(length <= LargestHeader, $"'{path}': the header of '{name}' would have {length} bytes");
        byte[] bytes = new byte[(int)length];
        stream.ReadExactly(bytes);
        string description = Encoding.Latin1.GetString(bytes);
        Match header = Header().Match(description);
        Require.That(header.Success && Keys().Count(description) == 3, $"'{path}': the header of '{name}' cannot be read");
        string type = header.Groups["type"].Value switch { "<f8" => "F64", "<f4" => "F32", "<f2" => "F16", _ => "" };
        if (type.Length == 0)
        {
            return null;
        }

        long[] shape = [.. header.Groups["shape"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(s => long.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out long size) ? size : throw new UserInputException($"'{path}': '{name}' has the size '{s}'"))];
        int count = StoredTensor.Count(path, name, shape, ref total);
        byte[] data = new byte[count * NumberFormat.Size(type)];
        stream.ReadExactly(data);
        double[] values = NumberFormat.Read(path, name, type, data);
        bool columns = header.Groups["fortran"].Value == "True" && shape.Length == 2;
        Require.That(header.Groups["fortran"].Value == "False" || shape.Length <= 2, $"'{path}': '{name}' is stored by columns, which is read for two dimensions only");
        return new StoredTensor(name, [.. shape.Select(s => (int)s)], columns ? Transposed(values, (int)shape[0], (int)shape[1]) : values);
    }

    private static double[] Transposed(double[] columns, int rows, int width) => [.. Enumerable.Range(0, rows * width).Select(i => columns[(i % width * rows) + (i / width)])];

    [GeneratedRegex(@"'descr':\s*'(?<type>[^']*)'.*'fortran_order':\s*(?<fortran>True|False).*'shape':\s*\((?<shape>[^)]*)\)", RegexOptions.Singleline)]
    private static partial Regex Header();

    [GeneratedRegex(@"'(descr|fortran_order|shape)'\s*:")]
    private static partial Regex Keys();
}
