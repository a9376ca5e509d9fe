using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using TorchSharp;

namespace Theory.Validation.Training;

/// <summary>The numbers of one step of Adam, and the step itself in vector registers.</summary>
/// <remarks>m &lt;- β1 m + (1-β1) g, v &lt;- β2 v + (1-β2) g², θ &lt;- θ - rate m / (scale √v + ε): reads and writes each number once.</remarks>
internal sealed class AdamStep
{
    public AdamStep(AdamOptions options, int step)
    {
        Beta1 = options.Beta1;
        Beta2 = options.Beta2;
        Epsilon = options.Epsilon;
        Rate = options.LearningRate / (1 - Math.Pow(Beta1, step));
        SecondScale = 1 / Math.Sqrt(1 - Math.Pow(Beta2, step));
    }

    public double Beta1 { get; }

    public double Beta2 { get; }

    public double Epsilon { get; }

    /// <summary>The learning rate over 1 - β1^t.</summary>
    public double Rate { get; }

    /// <summary>1 / √(1 - β2^t).</summary>
    public double SecondScale { get; }

    /// <summary>Updates a parameter and its moments: one pass over the memory on the CPU, tensor operations elsewhere.</summary>
    public void Update(torch.Tensor parameter, torch.Tensor gradient, torch.Tensor first, torch.Tensor second)
    {
        if (parameter.device_type == DeviceType.CPU)
        {
            using var scope = torch.NewDisposeScope();
            using var contiguous = gradient.contiguous();
            Apply(parameter, contiguous, first, second);
        }
        else
        {
            Adam.UpdateByTensors(this, parameter, gradient, first, second);
        }
    }

    /// <summary>Updates contiguous tensors on the CPU.</summary>
    public void Apply(torch.Tensor parameter, torch.Tensor gradient, torch.Tensor first, torch.Tensor second) =>
        ElementBlocks.ForEach(parameter.numel(), (start, count) =>
        {
            if (parameter.dtype == torch.ScalarType.Float32)
            {
                Apply(Of<float>(parameter), Of<float>(gradient), Of<float>(first), Of<float>(second));
            }
            else
            {
                Apply(Of<double>(parameter), Of<double>(gradient), Of<double>(first), Of<double>(second));
            }

            Span<T> Of<T>(torch.Tensor tensor)
                where T : unmanaged => ElementBlocks.Of<T>(tensor, start, count);
        });

    private void Apply<T>(Span<T> parameter, Span<T> gradient, Span<T> first, Span<T> second)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var p = MemoryMarshal.Cast<T, Vector512<T>>(parameter);
        var g = MemoryMarshal.Cast<T, Vector512<T>>(gradient);
        var m = MemoryMarshal.Cast<T, Vector512<T>>(first);
        var v = MemoryMarshal.Cast<T, Vector512<T>>(second);
        T beta1 = T.CreateChecked(Beta1), rest1 = T.CreateChecked(1 - Beta1);
        T beta2 = T.CreateChecked(Beta2), rest2 = T.CreateChecked(1 - Beta2);
        T rate = T.CreateChecked(Rate), scale = T.CreateChecked(SecondScale), epsilon = T.CreateChecked(Epsilon);
        var epsilons = Vector512.Create(epsilon);
        for (int i = 0; i < p.Length; i++)
        {
            m[i] = (m[i] * beta1) + (g[i] * rest1);
            v[i] = (v[i] * beta2) + (g[i] * g[i] * rest2);
            p[i] -= m[i] * rate / ((Vector512.Sqrt(v[i]) * scale) + epsilons);
        }

        for (int i = p.Length * Vector512<T>.Count; i < parameter.Length; i++)
        {
            first[i] = (first[i] * beta1) + (gradient[i] * rest1);
            second[i] = (second[i] * beta2) + (gradient[i] * gradient[i] * rest2);
            parameter[i] -= first[i] * rate / ((T.Sqrt(second[i]) * scale) + epsilon);
        }
    }
}
