using TorchSharp;

namespace Theory.Validation.Training;

/// <summary>A piecewise polynomial activation: in one pass on the CPU, by tensor operations elsewhere.</summary>
internal sealed class PolynomialActivation(PiecewisePolynomial polynomial, ITrainableActivation elsewhere) : ITrainableActivation
{
    public string Name => elsewhere.Name;

    public torch.Tensor Value(torch.Tensor z)
    {
        if (z.device_type != DeviceType.CPU)
        {
            return elsewhere.Value(z);
        }

        var (s, _) = Evaluate(z, withSlope: false);
        return s;
    }

    public (torch.Tensor Value, torch.Tensor Derivative) ValueAndDerivative(torch.Tensor z)
    {
        if (z.device_type != DeviceType.CPU)
        {
            return elsewhere.ValueAndDerivative(z);
        }

        var (s, slope) = Evaluate(z, withSlope: true);
        return (s, slope!);
    }

    private (torch.Tensor Value, torch.Tensor? Slope) Evaluate(torch.Tensor z, bool withSlope)
    {
        using var input = z.contiguous();
        var value = torch.empty_like(input);
        var slope = withSlope ? torch.empty_like(input) : null;
        ElementBlocks.ForEach(input.numel(), (start, count) =>
        {
            if (input.dtype == torch.ScalarType.Float32)
            {
                polynomial.Evaluate<float>(
                    ElementBlocks.Of<float>(input, start, count),
                    ElementBlocks.Of<float>(value, start, count),
                    slope is null ? [] : ElementBlocks.Of<float>(slope, start, count));
            }
            else
            {
                polynomial.Evaluate<double>(
                    ElementBlocks.Of<double>(input, start, count),
                    ElementBlocks.Of<double>(value, start, count),
                    slope is null ? [] : ElementBlocks.Of<double>(slope, start, count));
            }
        });
        return (value, slope);
    }
}
