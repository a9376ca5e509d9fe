using Theory.Expectations;
using Theory.Numerics.Evaluation;

namespace Theory.Numerics.Recommendations;

/// <summary>Follows the kernel from K(1) through the hidden layers and finds the C_W that keep it within a band.</summary>
internal sealed class KernelIteration(ExpectationEvaluator evaluator, RecommendationOptions options)
{
    /// <summary>Bisections of C_W: to some six digits of the width of the interval.</summary>
    private const int Bisections = 24;

    /// <summary>C_W is sought up to this factor from the recommended one.</summary>
    private const double Reach = 1e3;

    /// <summary>The kernel of all hidden layers, and where it leaves [K(1)/band, K(1) band].</summary>
    public KernelTrajectory Follow(double first, double cb, double cw)
    {
        List<double> kernels = [first];
        int? escape = null;
        bool grows = false;
        double k = first;
        for (int layer = 2; layer < options.Depth; layer++)
        {
            double next = cb + (cw * evaluator.Evaluate(Quantity.Kernel, k).Value);
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

    /// <summary>The interval of C_W around one that stays within the band; null when that one leaves it, or when there is no such layer.</summary>
    public (double From, double To)? Interval(double first, double cb, double inside) =>
        options.HiddenSteps == 0 || Leaves(first, cb, inside) ? null : (End(first, cb, inside, -1), End(first, cb, inside, 1));

    /// <summary>Whether the kernel leaves the band; ends where it does.</summary>
    private bool Leaves(double first, double cb, double cw)
    {
        double k = first;
        for (int layer = 2; layer < options.Depth; layer++)
        {
            double next = cb + (cw * evaluator.Evaluate(Quantity.Kernel, k).Value);
            if (!(next <= first * options.Band && next >= first / options.Band))
            {
                return true;
            }

            // At a fixed point nothing more happens.
            if (next == k)
            {
                return false;
            }

            k = next;
        }

        return false;
    }

    /// <summary>The last C_W that stays within the band on the way from one that does to one that does not.</summary>
    private double End(double first, double cb, double inside, int direction)
    {
        double outside;
        double step = 1e-3;
        do
        {
            outside = inside * Math.Exp(direction * step);
            step *= 4;
            if (step > 4 * Math.Log(Reach))
            {
                return outside;
            }
        }
        while (!Leaves(first, cb, outside));

        for (int n = 0; n < Bisections; n++)
        {
            double middle = 0.5 * (inside + outside);
            (inside, outside) = Leaves(first, cb, middle) ? (inside, middle) : (middle, outside);
        }

        return inside;
    }
}
