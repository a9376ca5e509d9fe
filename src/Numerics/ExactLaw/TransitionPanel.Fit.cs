using System.Buffers;

namespace Theory.Numerics.ExactLaw;

/// <content>Whether interpolation between the rows is accurate.</content>
internal sealed partial class TransitionPanel
{
    /// <summary>The last Chebyshev coefficients of all that is interpolated, over what they may be: up to 1 the panel is fine.</summary>
    /// <param name="tolerance">What those of numbers of order 1 may be.</param>
    public double Misfit(double tolerance) => Largest(tolerance, LastCoefficients(_rows.Length));

    /// <summary>For nodes at equal distances: differences of the highest orders, over what the last Chebyshev coefficients of these nodes may be at most where a panel that holds them is fine.</summary>
    /// <param name="tolerance">What coefficients of numbers of order 1 may be.</param>
    public double Roughness(double tolerance) => Largest(10 * Math.Sqrt(_rows.Length) * tolerance, HighestDifferences(_rows.Length));

    /// <summary>Where the misfit is that of a part of the laws that does not move with their centres: the panel with that part interpolated where it is, if this makes it fine.</summary>
    /// <param name="tolerance">What the last coefficients of numbers of order 1 may be.</param>
    /// <returns>The panel, and whether there is hope for shorter cells where it is not fine.</returns>
    public (TransitionPanel? Panel, bool IsPromising) WithStationaryPart(double tolerance)
    {
        double[][] functionals = LastCoefficients(_rows.Length);
        if (LargestOfNumbers(tolerance, functionals) > 1)
        {
            return (null, false);
        }

        var (densities, weights) = (new double[_rows.Length][], new TransitionWeights[_rows.Length]);
        Parallel.For(0, _rows.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            densities[i] = Density(_rows[i]);
            weights[i] = new TransitionPanel([_nodes[i]], [_rows[i]], _contour).At(_nodes[i]);
        });
        double h = _contour.Spacing;
        double[] centres = [.. _rows.Select(r => r.LogCentre)];
        double allowed = tolerance * h;
        bool IsRough(Func<int, double> value) => functionals.Any(f => Math.Abs(f.Select((c, i) => c * value(i)).Sum()) > allowed);

        // From the right, how far laws that move with their centres are smooth; from the left, those that do not.
        int length = DensityLength;
        double step = _grid.Period / length;
        int moving = (int)(Highest / step);
        while (moving * step > Lowest && !IsRough(i => densities[i][((moving % length) + length) % length] * (h / _grid.Period)))
        {
            moving--;
        }

        int staying = weights.Min(w => w.First);
        int end = weights.Max(w => w.First + w.Weights.Length);
        while (staying < end && !IsRough(i => weights[i].At(staying)))
        {
            staying++;
        }

        foreach (double[] density in densities)
        {
            ArrayPool<double>.Shared.Return(density);
        }

        (double from, double to) = (centres.Max() + (moving * step), staying * h);
        return to - from > StationaryPart.Margin * h
            ? (new TransitionPanel(this, new StationaryPart(weights, (int)(0.5 * (from + to) / h))), true)
            : (null, from - to < centres.Max() - centres.Min());
    }

    /// <summary>By order, the weights of the nodes in a Chebyshev coefficient.</summary>
    private static double[][] LastCoefficients(int p) =>
        [.. Enumerable.Range(p - 3, 3).Select(order => (double[])[.. Enumerable.Range(0, p).Select(i => 2.0 / p * Math.Cos(Math.PI * order * (p - 0.5 - i) / p))])];

    /// <summary>The weights of the nodes in differences of the order p - 3, whose squares sum to 1.</summary>
    private static double[][] HighestDifferences(int p)
    {
        int order = p - 3;
        double[] binomial = [.. Enumerable.Range(0, order + 1).Select(i => (i % 2 == 0 ? 1 : -1) * MathNet.Numerics.SpecialFunctions.Binomial(order, i))];
        double norm = Math.Sqrt(binomial.Sum(b => b * b));
        return [.. Enumerable.Range(0, 3).Select(first => (double[])[.. Enumerable.Range(0, p).Select(i => i >= first && i - first <= order ? binomial[i - first] / norm : 0)])];
    }

    /// <summary>Of the numbers of each row.</summary>
    private double LargestOfNumbers(double tolerance, double[][] functionals)
    {
        double largest = 0;
        foreach (double[] functional in functionals)
        {
            double Coefficient(Func<TransitionRow, double> value) => Math.Abs(_rows.Zip(functional, (r, c) => c * value(r)).Sum());
            largest = Math.Max(largest, Coefficient(r => r.LogMean) / (tolerance * (1 + (0.1 * Math.Abs(_rows[0].LogMean)))));
            largest = Math.Max(largest, Coefficient(r => r.LogCentre) / (tolerance * (1 + (0.1 * Math.Abs(_rows[0].LogCentre)))));
            for (int c = 0; c < 3; c++)
            {
                largest = Math.Max(largest, Coefficient(r => r.Cumulants[c]) / (tolerance * _rows.Max(r => Math.Abs(r.Cumulants[c]))));
            }
        }

        return largest;
    }

    private double Largest(double tolerance, double[][] functionals)
    {
        // Rounding grows with the number of terms.
        tolerance *= 1 + (_contour.Width / 500.0);
        double largest = LargestOfNumbers(tolerance, functionals);
        foreach (double[] functional in functionals)
        {
            for (int k = 0; k < _grid.Count; k++)
            {
                (double real, double imaginary) = (0, 0);
                for (int i = 0; i < _rows.Length; i++)
                {
                    real += functional[i] * _rows[i].Real[k];
                    imaginary += functional[i] * _rows[i].Imaginary[k];
                }

                // On the ray rounding errors grow with the frequency.
                double w = k * _grid.Step;
                double rounding = 4e-15 * Math.Sqrt(w) * Math.Exp(_contour.Delta * w);
                largest = Math.Max(largest, _grid.Window[k] * Math.Max(Math.Abs(real), Math.Abs(imaginary)) / (tolerance + rounding));
            }
        }

        return largest;
    }
}
