using System.Buffers;
using System.Collections.Concurrent;
using System.Numerics;

namespace Theory.Numerics.Quadrature.FixedNodes;

/// <summary>Averages of an activation without breakpoints: analytic, so that the trapezoidal rule converges geometrically.</summary>
internal sealed class TrapezoidalQuadrature(DirectPiece piece)
{
    /// <summary>
    /// In z: activations vary on the scale 1 or more finely, and what happens between the nodes of both rules, such as the bend of GELU at
    /// large K, would not be seen.
    /// </summary>
    private const double CoarsestStep = 0.25;

    /// <summary>In standard deviations: exact to rounding for polynomials.</summary>
    private const double CoarsestFraction = 0.5;

    /// <summary>On each side; adaptive panels need fewer nodes then.</summary>
    private const int MaximumSteps = 4096;

    /// <summary>The nodes of both rules, of which there are three a step, show structure of this part of the step.</summary>
    private const double Shown = 8;

    /// <summary>In standard deviations: the density is 0 from here on.</summary>
    private const double EndOfDensity = 38.6;

    /// <summary>Bounds the error in units of the difference of the rules, up to the thirteenth multiple of the frequency of the nodes.</summary>
    private const double Safety = 16;

    private const double Agreement = 32 * 2.220446049250313e-16;

    private readonly ConcurrentDictionary<double, TrapezoidalRules> _known = new();

    /// <summary>Shortens the step until two rules agree; their difference is the error charged.</summary>
    /// <param name="k">The variance.</param>
    /// <param name="reach">The range in standard deviations.</param>
    /// <param name="rows">What is wanted, s^2 first.</param>
    /// <param name="sums">Receives them.</param>
    /// <param name="secondMoment">Receives &lt;s^2 t^2&gt;.</param>
    /// <returns>False if they never agree.</returns>
    public bool TrySum(double k, double reach, ReadOnlySpan<FixedRow> rows, Span<RowSum> sums, out double secondMoment)
    {
        double sigma = Math.Sqrt(k);
        double step = StepBelow(Math.Min(CoarsestStep, CoarsestFraction * sigma));
        secondMoment = double.NaN;
        for (; reach * sigma <= MaximumSteps * step; step = StepBelow(0.8 * step))
        {
            if (!piece.IsShown(step / Shown, reach * sigma, EndOfDensity * sigma))
            {
                continue;
            }

            if (Agree(k, step, (int)Math.Ceiling(reach * sigma / step), rows, sums, out secondMoment))
            {
                return true;
            }

            // Rules that are not a number do not agree at any step.
            if (!double.IsFinite(sums[0].Value))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>1 or 3/2 times a power of 2, so that a table serves a range of K.</summary>
    private static double StepBelow(double largest)
    {
        double power = Math.ScaleB(1, Math.ILogB(largest));
        return largest >= 1.5 * power ? 1.5 * power : power;
    }

    private bool Agree(double k, double step, int steps, ReadOnlySpan<FixedRow> rows, Span<RowSum> sums, out double secondMoment)
    {
        steps = (steps + DensitySums.Width - 1) & -DensitySums.Width;
        TrapezoidalRules rules = Rules(step, steps);
        double[] buffer = ArrayPool<double>.Shared.Rent(3 * steps);
        Span<double> centred = buffer.AsSpan(0, steps);
        Span<double> shifted = buffer.AsSpan(steps, 2 * steps);
        DensitySums.Density(rules.Centred.HalfSquare, k, centred);
        DensitySums.Density(rules.Shifted.HalfSquare, k, shifted);
        double weight = step / Math.Sqrt(2 * Math.PI * k);
        bool agree = true;
        for (int r = 0; r < rows.Length; r++)
        {
            FixedRow row = rows[r];
            RowSum a = Sum(rules.Centred, centred, row, k, weight, step);
            RowSum b = Sum(rules.Shifted, shifted, row, k, weight / 2, step);
            double difference = Math.Abs(a.Value - b.Value);
            double magnitude = (a.Magnitude + b.Magnitude) / 2;
            sums[r] = new RowSum((a.Value + b.Value) / 2, magnitude, Safety * difference, Math.Max(a.Edge, b.Edge));
            agree &= difference <= Agreement * magnitude;
        }

        secondMoment = weight * DensitySums.SecondMoment(centred, rules.Centred.Of(FixedRow.Square), rules.Centred.HalfSquare, k);
        ArrayPool<double>.Shared.Return(buffer);
        return agree;
    }

    private static RowSum Sum(NodeTable table, ReadOnlySpan<double> density, FixedRow row, double k, double weight, double step)
    {
        double[] f = table.Of(row);
        int last = density.Length - 1;
        double[] sizes = row.Cancels ? table.SizesOf(row) : f;
        double edge = density[last] * sizes[last] / Math.Sqrt(2 * Math.PI);
        double scale = row.Factor * weight;
        if (row.IsMean || row.IsSigned)
        {
            return new RowSum(scale * DensitySums.Sum(density, f), Math.Abs(scale) * DensitySums.Sum(density, sizes), 0, Math.Abs(row.Factor) * edge);
        }

        if (row.KernelDerivatives == 2)
        {
            (double curvature, double size) = DensitySums.CurvatureSum(density, f, table.HalfSquare, k);
            double square = -2 * table.HalfSquare[last] / k;
            return new RowSum(scale / k / k * curvature, Math.Abs(scale / k / k) * size, 0, Math.Abs(row.Factor / k / k) * edge * square * square);
        }

        if (row.IsSlope)
        {
            (double value, double magnitude) = DensitySums.SlopeSum(density, f, table.HalfSquare, k);
            magnitude = row.Cancels ? DensitySums.SlopeSum(density, sizes, table.HalfSquare, k).Magnitude : magnitude;
            return new RowSum(scale / k * value, Math.Abs(scale / k) * magnitude, 0, Math.Abs(row.Factor / k) * edge * (-2 * table.HalfSquare[last] / k));
        }

        double sum = DensitySums.Sum(density, f);
        return new RowSum(scale * sum, Math.Abs(scale) * sum, 0, Math.Abs(row.Factor) * edge);
    }

    /// <summary>Tables grow by doubling; a longer one has the same nodes at its beginning, so that results do not depend on what was asked before.</summary>
    private TrapezoidalRules Rules(double step, int steps)
    {
        if (!_known.TryGetValue(step, out TrapezoidalRules? rules) || rules.Capacity < steps)
        {
            rules = new TrapezoidalRules(piece, step, (int)BitOperations.RoundUpToPowerOf2((uint)steps));
            _known[step] = rules;
        }

        return rules;
    }
}
