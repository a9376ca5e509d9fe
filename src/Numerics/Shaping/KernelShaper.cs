using System.Globalization;
using MathNet.Numerics.RootFinding;
using Theory.Activations;
using Theory.Expectations;
using Theory.Expressions;
using Theory.Networks;
using Theory.Numerics.Compilation;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Shaping;

/// <summary>Moves and scales an activation at its input and output so that a deep network of it, initialised with C_W = 1 and C_b = 0, keeps kernels and correlations.</summary>
/// <remarks>
/// Output shift and scale follow from two of the four conditions; the other two are solved for input scale and shift from every cell of a grid on whose corners both change
/// sign, and each solution is measured again by the expectations of its formula.
/// </remarks>
public static class KernelShaper
{
    /// <summary>The slope that the networks of DKS have unless another is wanted.</summary>
    public const double UsualSlope = 1.5;

    /// <summary>The curvature that networks of TAT have.</summary>
    public const double UsualCurvature = 0.3;

    /// <summary>The correlation of unrelated inputs after a network of leaky ReLUs by TAT.</summary>
    public const double UsualCorrelation = 0.9;

    private const double SmallestScale = 1e-4;
    private const double LargestScale = 10;
    private const double LargestShift = 10;

    /// <summary>How many scales a shift lies from a kink at most, where kinks have a grid of their own.</summary>
    private const double KinkReach = 6;
    private const int Scales = 80;
    private const int Shifts = 101;

    /// <summary>What is called solved.</summary>
    private const double Solved = 1e-11;

    /// <summary>All ways that are found.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="method">What is wanted.</param>
    /// <param name="network">The network, whose activations are all taken to be this one.</param>
    /// <param name="target">The network's largest slope (above 1), curvature (above 0) or, for leaky ReLUs by TAT, correlation of unrelated inputs (between 0 and 1); the usual one unless given.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <exception cref="UserInputException">The target is out of its range, the network has other layers, or the activation has kinks that the method does not allow.</exception>
    public static ShapingResult Solve(Activation activation, ShapingMethod method, Architecture network, double? target = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(activation);
        ArgumentNullException.ThrowIfNull(network);
        bool rectifier = IsRectifier(activation);
        double wanted = target ?? (method == ShapingMethod.Dks ? UsualSlope : rectifier ? UsualCorrelation : UsualCurvature);
        Require.That(
            method == ShapingMethod.Dks ? wanted is > 1 and < 1e6 : rectifier ? wanted is > 0 and < 1 : wanted is > 0 and < 1e6,
            $"{(method == ShapingMethod.Dks ? "the slope of a network must lie above 1" : rectifier ? "the correlation of unrelated inputs must lie between 0 and 1" : "the curvature of a network must lie above 0")}, got {wanted}");
        if (rectifier)
        {
            return Rectifier(activation, method, network, wanted);
        }

        if (method == ShapingMethod.Tat && activation.Pieces.Count > 1 && activation.Smoothness is null or 0)
        {
            throw new UserInputException($"'{activation.Name}' has kinks, so that <s''^2> is infinite and TAT has no solution; use dks, or a leaky ReLU, whose slope TAT chooses");
        }

        double local = LocalTarget(method, network, wanted);
        PiecewiseSmoothFunction s = ActivationCompiler.Compile(activation);
        Equations equations = new(s, method, local);
        int[] signs = method == ShapingMethod.Dks ? [0] : [1, -1];
        ShapedActivation[] solutions = [.. signs.SelectMany(sign => equations.Roots(sign, cancellation).Select(r => equations.Shaped(activation, r.Scale, r.Shift, sign)))
            .OfType<ShapedActivation>()
            .OrderBy(a => Math.Round(a.OutputScale, 6)).ThenByDescending(a => a.InputShift)];
        string range = string.Create(CultureInfo.InvariantCulture, $"searched with input scales from {SmallestScale} to {LargestScale} and input shifts from {-LargestShift} to {LargestShift} on a grid of {Scales} x {Shifts}");
        return new(activation, method, network, wanted, local, solutions, solutions.Length == 0 ? $"no solution found; {range}" : range);
    }

    /// <summary>The slope zeta or curvature tau of one activation for which the network has the wanted one.</summary>
    private static double LocalTarget(ShapingMethod method, Architecture network, double wanted)
    {
        double Composed(double x) => CorrelationComposition.Largest(network, method == ShapingMethod.Dks ? 1 : 0, method == ShapingMethod.Dks ? c => c * x : c => c + x);
        Require.That(Composed(2) > (method == ShapingMethod.Dks ? 1 : 0), $"the network has no activation that could be shaped: write one, as in linear; tanh; linear");
        if (method == ShapingMethod.Tat)
        {
            return wanted / Composed(1);
        }

        double upper = 2;
        while (Composed(upper) < wanted)
        {
            upper *= 2;
        }

        return Brent.FindRoot(x => Math.Log(Composed(x) / wanted), 1, upper, 1e-16, 200);
    }

    /// <summary>The slope on the negative side alone has what is wanted, at any input scale and no input shift.</summary>
    private static ShapingResult Rectifier(Activation activation, ShapingMethod method, Architecture network, double wanted)
    {
        double slope, local;
        if (method == ShapingMethod.Dks)
        {
            // zeta = 1/(1 - (1-a)^2/(pi (1+a^2))): g is a line, and the mean takes (1-a)^2/(2 pi) from <s^2> = (1+a^2)/2.
            local = LocalTarget(method, network, wanted);
            double ratio = Math.PI * (1 - (1 / local));
            Require.That(ratio <= 1, $"no leaky ReLU has chi_perp = {Short(local)} with mean 0: ReLU has the largest, {Short(Math.PI / (Math.PI - 1))}; take a deeper network or a smaller slope than {wanted}");
            double root = Math.Sqrt(ratio * (2 - ratio));
            slope = ratio == 1 ? 0 : (1 - root) / (1 - ratio);
        }
        else
        {
            double Correlation(double a) => CorrelationComposition.Largest(network, 0, c => RectifierCorrelation(c, a));
            Require.That(
                Correlation(0) >= wanted,
                $"unrelated inputs have at most the correlation {Short(Correlation(0))} after this network, with ReLU; ask for less than that, or take a deeper network");
            slope = local = Brent.FindRoot(a => Correlation(a) - wanted, 0, 1, 1e-16, 200);
        }

        double mean = method == ShapingMethod.Dks ? (1 - slope) / Math.Sqrt(2 * Math.PI) : 0;
        double shift = method == ShapingMethod.Dks ? -mean : 0;
        double scale = 1 / Math.Sqrt(((1 + (slope * slope)) / 2) - (mean * mean));
        ShapedActivation shaped = Measured(Named(z => $"(max(0, {z}) + {Exact(slope)}*min(0, {z}))", 1, 0, shift, scale), 1, 0, shift, scale, method, method == ShapingMethod.Dks ? local : 1)
            with
        { NegativeSlope = slope };
        return new(activation, method, network, wanted, local, [shaped], "the slope on the negative side is the only one: the correlation map falls as it rises");
    }

    /// <summary>rho of the next layer for max(0,z) + a min(0,z): arc-cosine kernel of degree 1 (Cho and Saul 2009).</summary>
    private static double RectifierCorrelation(double c, double a)
    {
        double angle = Math.Acos(Math.Clamp(c, -1, 1));
        return (((1 - a) * (1 - a) * (Math.Sin(angle) + ((Math.PI - angle) * c)) / Math.PI) + (2 * a * c)) / (1 + (a * a));
    }

    private static bool IsRectifier(Activation s) =>
        s.Pieces.Count == 2 && s.Pieces[1].From!.IsZero && s.Pieces.All(p => p.Expression.Derivative(Symbol.Z) is var d && !d.Contains(Symbol.Z))
        && s.Pieces.All(p => p.Expression.Substitute(Symbol.Z, Expr.Zero).IsZero) && s.Pieces[0].Expression.Derivative(Symbol.Z) is var left
        && !left.Equals(s.Pieces[1].Expression.Derivative(Symbol.Z));

    /// <summary>A number as formulas have it, which reads back as the same double.</summary>
    private static string Exact(double value) => value.ToString("R", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal);

    private static string Short(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    /// <summary>The formula, with the activation as it is called.</summary>
    private static Activation Named(Func<string, string> call, double scale, double shift, double outputShift, double outputScale)
    {
        string Signed(double x) => x == 0 ? "" : $" {(x < 0 ? '-' : '+')} {Exact(Math.Abs(x))}";
        string input = $"{(scale == 1 ? "z" : Exact(scale) + "*z")}{Signed(shift)}";
        return Activation.Parse(outputShift == 0 ? $"{Exact(outputScale)}*{call(input)}" : $"{Exact(outputScale)}*({call(input)}{Signed(outputShift)})");
    }

    private static ShapedActivation Measured(
        Activation formula, double scale, double shift, double outputShift, double outputScale, ShapingMethod method, double chiPerp, double? curvature = null)
    {
        ExpectationEvaluator evaluator = new(formula);
        double Of(Quantity q) => evaluator.Evaluate(q, 1, EvaluationMethod.Quadrature).OrThrow().Value;
        double mean = Of(Quantity.Mean), kernel = Of(Quantity.Kernel), par = Of(Quantity.ChiParallel), perp = Of(Quantity.ChiPerp);
        double? bend = evaluator.Evaluate(Quantity.SquaredCurvature, 1, EvaluationMethod.Quadrature) is { IsDefined: true } value ? value.Value : null;
        double[] deviations = [kernel - 1, par - 1, perp - chiPerp, method == ShapingMethod.Dks ? mean : 0, curvature is double wanted ? (bend ?? double.NaN) - wanted : 0];
        double second = evaluator.Evaluate(Quantity.KernelSecondDerivative, 1, EvaluationMethod.Quadrature) is { IsDefined: true } g2 ? g2.Value : double.NaN;
        return new(formula, scale, shift, outputShift, outputScale, mean, kernel, par, perp, bend, second, Of(Quantity.FourthMoment) - (kernel * kernel), deviations.Max(Math.Abs));
    }

    /// <summary>Two equations for input scale and shift.</summary>
    private sealed class Equations(PiecewiseSmoothFunction s, ShapingMethod method, double local)
    {
        /// <summary>chi_par - 1 and chi_perp - zeta, or tau's; relative to what is wanted. Not finite where there is nothing.</summary>
        /// <param name="x">The logarithm of the input scale.</param>
        /// <param name="beta">The input shift.</param>
        /// <param name="sign">Which root the output shift has by TAT.</param>
        /// <param name="coarse">Where signs are all that is wanted.</param>
        private (double First, double Second) At(double x, double beta, int sign, bool coarse = false)
        {
            ShiftedMoments m = ShiftedMoments.Of(s, Math.Exp(x), beta, coarse);
            if (method == ShapingMethod.Dks)
            {
                // Divided by zeta - 1: both are of that order where the activation is nearly a line.
                return (((m.Overlap / m.Variance) - 1) / (local - 1), ((m.Slopes / m.Variance) - local) / (local - 1));
            }

            double excess = OutputMean(m, sign);
            return ((((m.Overlap + (excess * m.Bend)) / m.Slopes) - 1) / local, (m.Curvatures / m.Slopes / local) - 1);
        }

        /// <summary>&lt;s&gt; + output shift for chi_perp = 1 and g = 1: its square is alpha^2 &lt;s'^2&gt; - Var s, at least 0 (Poincare).</summary>
        private static double OutputMean(in ShiftedMoments m, int sign) => sign * Math.Sqrt(Math.Max(0, m.Slopes - m.Variance));

        /// <summary>All solutions: on a grid of scales and shifts, and, where a kink lies within reach of the scale, on one around each kink.</summary>
        public IReadOnlyList<(double Scale, double Shift)> Roots(int sign, CancellationToken cancellation)
        {
            List<(double X, double Beta)> found = [];
            Scan((_, t) => LargestShift * t);
            foreach (double kink in s.Breakpoints)
            {
                Scan((alpha, t) => kink + (KinkReach * alpha * t));
            }

            return [.. found.Select(f => (Math.Exp(f.X), f.Beta))];

            // t runs from -1 to 1.
            void Scan(Func<double, double, double> shift)
            {
                (double low, double high) = (Math.Log(SmallestScale), Math.Log(LargestScale));
                double X(double i) => low + ((high - low) * i / (Scales - 1));
                double Beta(double i, double j) => shift(Math.Exp(X(i)), (2 * j / (Shifts - 1)) - 1);
                (double First, double Second)[][] values = new (double, double)[Shifts][];
                Parallel.For(0, Shifts, new ParallelOptions { CancellationToken = cancellation }, j =>
                    values[j] = [.. Enumerable.Range(0, Scales).Select(i => At(X(i), Beta(i, j), sign, coarse: true))]);
                for (int j = 0; j + 1 < Shifts; j++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    for (int i = 0; i + 1 < Scales; i++)
                    {
                        (double First, double Second)[] corners = [values[j][i], values[j][i + 1], values[j + 1][i], values[j + 1][i + 1]];
                        if (Changes(corners, c => c.First) && Changes(corners, c => c.Second)
                            && Newton(X(i + 0.5), Beta(i + 0.5, j + 0.5), sign) is { } root
                            && root.X >= low && root.X <= high && Math.Abs(root.Beta) <= LargestShift
                            && !found.Exists(f => Math.Abs(f.X - root.X) < 1e-6 && Math.Abs(f.Beta - root.Beta) < 1e-6 * (1 + Math.Abs(root.Beta))))
                        {
                            found.Add(root);
                        }
                    }
                }
            }
        }

        /// <summary>The activation with output shift and scale, measured; null where it cannot be or is not what was wanted.</summary>
        public ShapedActivation? Shaped(Activation original, double alpha, double beta, int sign)
        {
            ShiftedMoments m = ShiftedMoments.Of(s, alpha, beta);
            double shift = OutputMean(m, sign) - m.Mean - s.ValueAt(beta);
            double scale = 1 / Math.Sqrt(method == ShapingMethod.Dks ? m.Variance : m.Slopes);
            Activation formula = Named(input => ActivationCall.Of(original, input), alpha, beta, shift, scale);
            ShapedActivation shaped = Measured(formula, alpha, beta, shift, scale, method, method == ShapingMethod.Dks ? local : 1, method == ShapingMethod.Tat ? local : null);
            return shaped.Residual <= Solved * Math.Max(1, local) ? shaped : null;
        }

        private static bool Changes((double First, double Second)[] corners, Func<(double First, double Second), double> part) =>
            Array.TrueForAll(corners, c => double.IsFinite(part(c))) && corners.Min(part) <= 0 && corners.Max(part) >= 0;

        private (double X, double Beta)? Newton(double x, double beta, int sign)
        {
            const double Step = 1e-5;
            const int Steps = 60;
            double best = double.PositiveInfinity;
            (double X, double Beta) at = (x, beta);
            for (int i = 0; i < Steps; i++)
            {
                (double f, double g) = At(x, beta, sign);
                double size = Math.Abs(f) + Math.Abs(g);
                if (!double.IsFinite(size))
                {
                    return null;
                }

                if (size < best)
                {
                    (best, at) = (size, (x, beta));
                }
                else if (best < 1e-9)
                {
                    break;
                }

                ((double fx, double gx), (double fb, double gb)) = (Slope(d => At(x + d, beta, sign)), Slope(d => At(x, beta + d, sign)));
                double determinant = (fx * gb) - (fb * gx);
                (double dx, double db) = (((f * gb) - (g * fb)) / determinant, ((fx * g) - (gx * f)) / determinant);
                double damping = Math.Min(1, 0.5 / Math.Max(Math.Abs(dx), Math.Abs(db)));
                (x, beta) = (x - (damping * dx), beta - (damping * db));
                if (!double.IsFinite(x) || !double.IsFinite(beta) || Math.Abs(beta) > 2 * LargestShift || x > Math.Log(2 * LargestScale) || x < Math.Log(SmallestScale / 2))
                {
                    return null;
                }
            }

            return best < 1e-7 ? at : null;

            static (double First, double Second) Slope(Func<double, (double First, double Second)> f)
            {
                ((double a, double b), (double c, double d)) = (f(-Step), f(Step));
                return ((c - a) / (2 * Step), (d - b) / (2 * Step));
            }
        }
    }
}
