using System.Buffers.Binary;

namespace Theory.Numerics.WeightFiles;

/// <summary>How files store real numbers: little-endian, of two, four or eight bytes.</summary>
internal static class NumberFormat
{
    /// <summary>The number of bytes of a type by the name that safetensors gives it; 0 for one that holds no real numbers.</summary>
    public static int Size(string type) => type switch { "F64" => 8, "F32" => 4, "F16" or "BF16" => 2, _ => 0 };

    /// <summary>The numbers in bytes.</summary>
    /// <exception cref="UserInputException">One is not finite.</exception>
    public static double[] Read(string file, string name, string type, ReadOnlySpan<byte> bytes)
    {
        int size = Size(type);
        double[] values = new double[bytes.Length / size];
        for (int i = 0; i < values.Length; i++)
        {
            ReadOnlySpan<byte> at = bytes.Slice(i * size, size);
            double value = type switch
            {
                "F64" => BinaryPrimitives.ReadDoubleLittleEndian(at),
                "F32" => BinaryPrimitives.ReadSingleLittleEndian(at),
                "F16" => (double)BinaryPrimitives.ReadHalfLittleEndian(at),
                _ => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(at) << 16),
            };
            values[i] = double.IsFinite(value) ? value : throw new UserInputException($"'{file}': the tensor '{name}' has a number that is not finite");
        }

        return values;
    }
}
