using System.Buffers.Binary;
using System.Globalization;

namespace Theory.Experiments.DataSets;

/// <summary>An array in the IDX format of MNIST: two zero bytes, the type, the number of dimensions, the dimensions, the numbers, all big-endian.</summary>
/// <param name="Dimensions">The size of each dimension, the number of items first.</param>
/// <param name="IsBytes">Whether the numbers are unsigned bytes.</param>
/// <param name="At">A number of an item.</param>
internal sealed record IdxFile(IReadOnlyList<int> Dimensions, bool IsBytes, Func<int, int, double> At)
{
    private const int MostDimensions = 8;

    /// <summary>The numbers of an item.</summary>
    public int ItemLength => Dimensions.Skip(1).Aggregate(1, (a, b) => a * b);

    /// <summary>Reads a file, compressed or not.</summary>
    /// <exception cref="UserInputException">It is not one, or it is not complete.</exception>
    public static IdxFile Read(string path)
    {
        using Stream stream = BoundedStream.Open(path);
        byte[] head = BoundedStream.Exactly(stream, path, 4);
        int bytes = head[2] switch { 0x08 or 0x09 => 1, 0x0B => 2, 0x0C or 0x0D => 4, 0x0E => 8, _ => 0 };
        if (head[0] != 0 || head[1] != 0 || bytes == 0 || head[3] is 0 or > MostDimensions)
        {
            throw new UserInputException($"'{path}' is not an IDX file: it begins with {Convert.ToHexStringLower(head)}");
        }

        byte[] sizes = BoundedStream.Exactly(stream, path, 4 * head[3]);
        int[] dimensions = [.. Enumerable.Range(0, head[3]).Select(i => BinaryPrimitives.ReadInt32BigEndian(sizes.AsSpan(4 * i)))];
        double count = dimensions.Aggregate(1.0, (a, b) => a * b);
        if (dimensions.Any(d => d <= 0) || count * bytes > BoundedStream.Largest)
        {
            throw new UserInputException(string.Create(
                CultureInfo.InvariantCulture, $"'{path}' says that its dimensions are {string.Join(" x ", dimensions)}; they must be positive and of at most {BoundedStream.Largest >> 30} GiB"));
        }

        byte[] data = BoundedStream.Last(stream, path, (long)count * bytes);
        int item = (int)(count / dimensions[0]);
        byte type = head[2];
        return new IdxFile(dimensions, type == 0x08, (i, j) => Number(data.AsSpan(bytes * ((i * item) + j)), type));
    }

    private static double Number(ReadOnlySpan<byte> at, byte type) => type switch
    {
        0x08 => at[0],
        0x09 => (sbyte)at[0],
        0x0B => BinaryPrimitives.ReadInt16BigEndian(at),
        0x0C => BinaryPrimitives.ReadInt32BigEndian(at),
        0x0D => BinaryPrimitives.ReadSingleBigEndian(at),
        _ => BinaryPrimitives.ReadDoubleBigEndian(at),
    };
}
