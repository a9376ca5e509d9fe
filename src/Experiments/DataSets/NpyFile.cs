using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Theory.Experiments.DataSets;

/// <summary>An array of NumPy's NPY format, of numbers in one or two or more dimensions; the first one counts items.</summary>
/// <remarks>Read here and not by a package, because files are anybody's: objects, which NumPy would unpickle, are refused, and sizes are checked before they are believed.</remarks>
/// <param name="Dimensions">The size of each dimension.</param>
/// <param name="IsInteger">Whether the numbers are integers.</param>
/// <param name="At">A number of an item, in C order.</param>
internal sealed partial record NpyFile(IReadOnlyList<int> Dimensions, bool IsInteger, Func<int, int, double> At)
{
    private const int LargestHeader = 1 << 16;

    /// <summary>The numbers of an item.</summary>
    public int ItemLength => Dimensions.Skip(1).Aggregate(1, (a, b) => a * b);

    /// <summary>Reads a file.</summary>
    /// <exception cref="UserInputException">It is not one, it is not complete, or it has other than numbers.</exception>
    public static NpyFile Read(string path)
    {
        using Stream stream = BoundedStream.Open(path);
        byte[] head = BoundedStream.Exactly(stream, path, 8);
        if (!(head[0] == 0x93 && head.AsSpan(1, 5).SequenceEqual("NUMPY"u8)))
        {
            throw new UserInputException($"'{path}' is not an NPY file");
        }

        bool isLong = head[6] >= 2;
        byte[] size = BoundedStream.Exactly(stream, path, isLong ? 4 : 2);
        uint length = isLong ? BinaryPrimitives.ReadUInt32LittleEndian(size) : BinaryPrimitives.ReadUInt16LittleEndian(size);
        Require.That(length <= LargestHeader, $"'{path}' is not an NPY file: its header has {length} bytes");
        string header = Encoding.Latin1.GetString(BoundedStream.Exactly(stream, path, length));
        Match type = Description().Match(header);
        Match order = Order().Match(header);
        Match shape = Shape().Match(header);
        if (!type.Success || !order.Success || !shape.Success || type.NextMatch().Success || order.NextMatch().Success || shape.NextMatch().Success)
        {
            throw new UserInputException($"'{path}' is not an NPY file of numbers: its header is {header.Trim()}");
        }

        int[] dimensions = [.. shape.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(d => int.TryParse(d, NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n : -1)];
        (char kind, int bytes) = (type.Groups[2].Value[0], int.Parse(type.Groups[3].Value, CultureInfo.InvariantCulture));
        double count = dimensions.Aggregate(1.0, (a, b) => a * b);
        bool isKnown = (kind, bytes) is ('f', 4 or 8) or ('i' or 'u', 1 or 2 or 4 or 8) or ('b', 1);
        if (!isKnown || type.Groups[1].Value == ">" && bytes > 1)
        {
            throw new UserInputException($"'{path}' has the type {type.Value}; little-endian floats and integers are read");
        }

        if (dimensions.Length == 0 || dimensions.Any(d => d <= 0) || count * bytes > BoundedStream.Largest)
        {
            throw new UserInputException($"'{path}' says that its shape is ({shape.Groups[1].Value}); it must have positive dimensions of at most {BoundedStream.Largest >> 30} GiB");
        }

        byte[] data = BoundedStream.Last(stream, path, (long)count * bytes);
        int item = (int)(count / dimensions[0]);
        bool byColumn = order.Groups[1].Value == "True" && dimensions.Length > 1;
        Require.That(!byColumn || dimensions.Length == 2, $"'{path}' is in Fortran's order with more than two dimensions; save numpy.ascontiguousarray of it");
        int rows = dimensions[0];
        return new NpyFile(dimensions, kind != 'f', (i, j) => Number(data.AsSpan(bytes * (byColumn ? (j * rows) + i : (i * item) + j)), kind, bytes));
    }

    private static double Number(ReadOnlySpan<byte> at, char kind, int bytes) => (kind, bytes) switch
    {
        ('f', 4) => BinaryPrimitives.ReadSingleLittleEndian(at),
        ('f', _) => BinaryPrimitives.ReadDoubleLittleEndian(at),
        ('i', 1) => (sbyte)at[0],
        ('i', 2) => BinaryPrimitives.ReadInt16LittleEndian(at),
        ('i', 4) => BinaryPrimitives.ReadInt32LittleEndian(at),
        ('i', _) => BinaryPrimitives.ReadInt64LittleEndian(at),
        (_, 1) => at[0],
        (_, 2) => BinaryPrimitives.ReadUInt16LittleEndian(at),
        (_, 4) => BinaryPrimitives.ReadUInt32LittleEndian(at),
        _ => BinaryPrimitives.ReadUInt64LittleEndian(at),
    };

    [GeneratedRegex(@"'descr'\s*:\s*'([<>|=]?)([a-zA-Z])(\d{1,2})'")]
    private static partial Regex Description();

    [GeneratedRegex(@"'fortran_order'\s*:\s*(True|False)")]
    private static partial Regex Order();

    [GeneratedRegex(@"'shape'\s*:\s*\(([\d,\s]*)\)")]
    private static partial Regex Shape();
}
