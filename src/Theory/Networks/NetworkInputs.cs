namespace Theory.Networks;

/// <summary>The inputs x_1 … x_m at which a network is observed.</summary>
public sealed class NetworkInputs : Signal
{
    private readonly double[] _values;

    private NetworkInputs(double[] values, int count)
    {
        _values = values;
        Count = count;
        Dimension = values.Length / count;
    }

    /// <summary>How many inputs, m.</summary>
    public override int Count { get; }

    /// <summary>n_0, the dimension of an input.</summary>
    public override int Dimension { get; }

    /// <inheritdoc/>
    public override double? Square => Count == 1 ? FirstKernel(0, 1)[0] : null;

    /// <summary>The m x n_0 numbers, input by input.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>Inputs from their components.</summary>
    /// <exception cref="UserInputException">There is no input, or no component, or their dimensions differ, or a number is not finite.</exception>
    public static NetworkInputs Of(IReadOnlyList<IReadOnlyList<double>> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count == 0 || inputs[0].Count == 0)
        {
            throw new UserInputException("there is no input; at least one vector with one component is needed");
        }

        for (int a = 0; a < inputs.Count; a++)
        {
            if (inputs[a].Count != inputs[0].Count)
            {
                throw new UserInputException($"input {a + 1} has {inputs[a].Count} components, but input 1 has {inputs[0].Count}; all must have the same number");
            }

            if (!inputs[a].All(double.IsFinite))
            {
                throw new UserInputException($"input {a + 1} has a component that is not finite");
            }
        }

        return new NetworkInputs([.. inputs.SelectMany(x => x)], inputs.Count);
    }

    /// <summary>Points at equal distances on a circle about the origin of the plane, the first one on the first axis.</summary>
    /// <exception cref="UserInputException">The number of points or the radius is not positive.</exception>
    public static NetworkInputs Circle(int count, double radius = 1)
    {
        if (count < 1 || !(radius > 0) || !double.IsFinite(radius))
        {
            throw new UserInputException(FormattableString.Invariant($"a circle needs at least one point and a positive radius, got {count} and {radius}"));
        }

        return Of([.. Enumerable.Range(0, count).Select(a => (double[])[radius * Math.Cos(2 * Math.PI * a / count), radius * Math.Sin(2 * Math.PI * a / count)])]);
    }

    /// <summary>
    /// Two inputs a small distance apart, of which three are made: x, x turned by an angle, and x stretched by one plus that angle. The
    /// first two tell chi_perp, the first and the last chi_par.
    /// </summary>
    /// <param name="radius">|x|.</param>
    /// <param name="separation">The angle and the relative stretch; small, and not so small that differences are lost: 1e-3 in double precision.</param>
    /// <exception cref="UserInputException">A number is not positive.</exception>
    public static NetworkInputs Close(double radius, double separation)
    {
        if (!(radius > 0) || !double.IsFinite(radius) || !(separation > 0) || separation > 1)
        {
            throw new UserInputException(FormattableString.Invariant(
                $"close inputs need a positive radius and a separation in (0, 1], got {radius} and {separation}"));
        }

        return Of([
            [radius, 0],
            [radius * Math.Cos(separation), radius * Math.Sin(separation)],
            [radius * (1 + separation), 0],
        ]);
    }

    /// <inheritdoc/>
    public override double[] FirstKernel(double cb, double cw)
    {
        double[] metric = new double[Count * Count];
        for (int a = 0; a < Count; a++)
        {
            for (int b = 0; b < Count; b++)
            {
                double product = 0;
                for (int k = 0; k < Dimension; k++)
                {
                    product += _values[(a * Dimension) + k] * _values[(b * Dimension) + k];
                }

                metric[(a * Count) + b] = cb + (cw * product / Dimension);
            }
        }

        return metric;
    }

    /// <inheritdoc/>
    public override double[] InputValues(Linear first) => [.. _values];
}
