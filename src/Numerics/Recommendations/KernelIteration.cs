using Theory.Expectations;
using Theory.Numerics.Evaluation;

namespace Theory.Numerics.Recommendations;

/// <summary>Follows the kernel through the layers and finds the C_W that keep it within a band.</summary>
internal sealed class KernelIteration(ExpectationEvaluator evaluator, RecommendationOptions options)
{
    private static readonly Quantity[] KernelOnly = [Quantity.Kernel];

    /// <summary>Bisections of C_W: to the last digits.</summary>
    private const int Bisections = 60;

    /// <summary>C_W is sought up to this factor from the balanced one.</summary>
    private const double Reach = 1e3;

    /// <summary>g(K); NaN where it diverges, overflows or vanishes.</summary>
    public double G(double k) => evaluator.Evaluate(Quantity.Kernel, k).Value;

    /// <summary>The kernel of all layers, and where it leaves [K(1)/band, K(1) band].</summary>
    public KernelTrajectory Follow(double cb, double cw)
    {
        double first = options.FirstKernel(cb, cw);
        List<double> kernels = [first];
        int? escape = null;
        bool grows = false;
        double k = first;
        for (int layer = 2; layer <= options.Depth; layer++)
        {
            double next = cb + (cw * G(k));
            bool exists = next > 0 && double.IsFinite(next);
            if (escape is null && !(exists && next <= first * options.Band && next >= first / options.Band))
            {
                // What does not exist has grown too large, unless it underflowed.
                (escape, grows) = (layer, exists ? next > first : next != 0);
            }

            if (!exists)
            {
                break;
            }

            kernels.Add(next);
            k = next;
        }

        return new KernelTrajectory(cw, kernels, escape, grows);
    }

    /// <summary>The interval of C_W around one that stays within the band; null when that one leaves it.</summary>
    public (double From, double To)? Interval(double cb, double inside)
    {
        if (Follow(cb, inside).Escape is not null)
        {
            return null;
        }

        return (End(cb, inside, 1 / Reach), End(cb, inside, Reach));
    }

    /// <summary>The last C_W that stays within the band on the way from one that does to one that does not.</summary>
    private double End(double cb, double inside, double factor)
    {
        double outside = inside;
        double step = factor > 1 ? 1e-6 : -1e-6;
        do
        {
            outside = inside * Math.Exp(step);
            step *= 2;
            if (Math.Abs(step) > 2 * Math.Abs(Math.Log(factor)))
            {
                return inside * factor;
            }
        }
        while (Follow(cb, outside).Escape is null);

        for (int n = 0; n < Bisections && Math.Abs(outside - inside) > 1e-15 * inside; n++)
        {
            double middle = 0.5 * (inside + outside);
            (inside, outside) = Follow(cb, middle).Escape is null ? (middle, outside) : (inside, middle);
        }

        return inside;
    }
}
