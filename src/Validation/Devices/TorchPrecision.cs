using TorchSharp;

namespace Theory.Validation.Devices;

/// <summary>The floating-point type of a network's weights and preactivations: <c>float32</c> or <c>float64</c>.</summary>
public sealed record TorchPrecision
{
    private TorchPrecision(string name, torch.ScalarType scalarType, int bytes)
    {
        Name = name;
        ScalarType = scalarType;
        Bytes = bytes;
    }

    /// <summary>Single precision. The default, as networks are usually trained in it.</summary>
    public static TorchPrecision Float32 { get; } = new("float32", torch.ScalarType.Float32, 4);

    /// <summary>Double precision.</summary>
    public static TorchPrecision Float64 { get; } = new("float64", torch.ScalarType.Float64, 8);

    /// <summary>The name as it is written on the command line.</summary>
    public string Name { get; }

    /// <summary>Torch's type.</summary>
    public torch.ScalarType ScalarType { get; }

    /// <summary>The size of one number.</summary>
    public int Bytes { get; }

    /// <summary>Reads a type's name, in any case.</summary>
    /// <exception cref="UserInputException">It is not one of the two names.</exception>
    public static TorchPrecision Parse(string text) =>
        text.Trim().ToLowerInvariant() switch
        {
            "float32" => Float32,
            "float64" => Float64,
            _ => throw new UserInputException($"dtype '{text}' is not known; use float32 or float64"),
        };

    /// <inheritdoc/>
    public override string ToString() => Name;
}
