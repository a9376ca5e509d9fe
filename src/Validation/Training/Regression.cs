using TorchSharp;

namespace Theory.Validation.Training;

/// <summary>Inputs and targets that all networks of an ensemble learn, on the host.</summary>
/// <param name="Inputs">Samples by rows, n_0 numbers each.</param>
/// <param name="Targets">Samples by rows, n_L numbers each.</param>
public sealed record Regression(IReadOnlyList<IReadOnlyList<double>> Inputs, IReadOnlyList<IReadOnlyList<double>> Targets)
{
    /// <summary>The number of samples.</summary>
    public int Samples => Inputs.Count;

    /// <summary>Rows as a tensor.</summary>
    public static torch.Tensor ToTensor(IReadOnlyList<IReadOnlyList<double>> rows, torch.ScalarType type, torch.Device device)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var host = torch.tensor(rows.SelectMany(r => r).ToArray(), dtype: torch.float64);
        return host.reshape(rows.Count, rows[0].Count).to(type, device, copy: true).MoveToOuterDisposeScope();
    }

    /// <summary>Checks that the samples fit an architecture.</summary>
    /// <exception cref="UserInputException">There are none, their dimensions do not fit, or a number is not finite.</exception>
    public void Validate(NetworkArchitecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        Require.That(Samples > 0 && Targets.Count == Samples, $"{Samples} inputs and {Targets.Count} targets; there must be as many of both, and one at least");
        Require.That(Inputs.All(r => r.Count == architecture.Sizes[0]), $"every input must have {architecture.Sizes[0]} numbers");
        Require.That(Targets.All(r => r.Count == architecture.Sizes[^1]), $"every target must have {architecture.Sizes[^1]} numbers");
        Require.That(Inputs.Concat(Targets).All(r => r.All(double.IsFinite)), $"inputs and targets must be finite");
    }
}
