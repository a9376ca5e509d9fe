using Theory.Expectations;
using Theory.Numerics.Compilation.Vectors;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.TangentKernel;

/// <summary>The expectations at one layer that the tensors of several inputs need.</summary>
internal sealed class InputExpectations
{
    /// <summary>What the two-input sums may be wrong by, relative to the size of what is summed, before a finer rule is taken.</summary>
    private const double PairTolerance = 1e-12;

    /// <summary>Rounding of a kernel and of sums, relative to their size.</summary>
    private const double Rounding = 1e-14;

    /// <summary>A difference of two rules that falls no longer is rounding if it is no larger; before, the rules may be too coarse to converge yet.</summary>
    private const double LargestRounding = 1e-7;

    /// <summary>Up to so many inputs every four of them have a grid of their own, five grids at most.</summary>
    private const int MostOnGrids = 5;

    /// <summary>The error up to which grids are taken; beyond, the activation is too steep for their step.</summary>
    private const double GridTolerance = 1e-5;

    /// <summary>The error of quasi-Monte Carlo in standard errors, of which 16 shifts give one of hundreds of numbers a chance to be too small.</summary>
    private const double StandardErrors = 4;

    /// <summary>For one input on the diagonal, in the places of <see cref="PairExpectations.Needed"/>.</summary>
    private static readonly Quantity[] OneInput =
    [
        Quantity.Kernel, Quantity.ChiPerp, Quantity.ActivationCurvature, Quantity.SquaredCurvature, Quantity.SlopeThirdDerivative, Quantity.H,
        Quantity.KernelSecondDerivative, Quantity.ChiPerpSecondDerivative,
    ];

    /// <summary>Those of four factors, where sums over two inputs take derivatives by parts, which has no limit at one.</summary>
    private static readonly Quantity[] OneInputByParts = [Quantity.ActivationSlopesCurvature, Quantity.SlopesCurvatures, Quantity.SlopesThirdDerivative];

    private readonly Dictionary<(int, int), double[,]> _derivatives = PairExpectations.Needed.ToDictionary(n => (n.I, n.J), _ => (double[,])null!);

    /// <summary>Computes them.</summary>
    /// <param name="evaluator">The activation.</param>
    /// <param name="kernel">K_ab.</param>
    /// <param name="cancellation">Ends the computation.</param>
    public InputExpectations(ExpectationEvaluator evaluator, double[,] kernel, CancellationToken cancellation)
    {
        DerivativeTable table = Table = evaluator.Derivatives;
        Count = kernel.GetLength(0);
        foreach ((int i, int j) in PairExpectations.Needed)
        {
            _derivatives[(i, j)] = new double[Count, Count];
            if (i != j)
            {
                _derivatives[(j, i)] = new double[Count, Count];
            }
        }

        (Slope, SlopeAcross, Curve, CurveOfSlope) = (new double[Count, Count], new double[Count, Count], new double[Count], new double[Count]);
        Sources = new SourceSums(Count, Math.Min(table.Order, 3));
        if (Count > 2 && !(Count <= MostOnGrids && table.Breakpoints.Length == 0 && Grids(kernel, cancellation)))
        {
            Sample(kernel, cancellation);
        }

        for (int a = 0; a < Count; a++)
        {
            for (int b = a + 1; b < Count; b++)
            {
                cancellation.ThrowIfCancellationRequested();
                Pair(a, b, kernel);
            }
        }

        if (Count == 1)
        {
            Copy(Summed(new PairLaw(kernel[0, 0], kernel[0, 0], kernel[0, 0])).Sources, 0, 0);
        }

        Quantity[] diagonal = table.Order > 2 ? OneInput : [.. OneInput, .. OneInputByParts];
        for (int a = 0; a < Count; a++)
        {
            Diagonal(a, diagonal, evaluator.Evaluate(kernel[a, a], quantities: diagonal, cancellation: cancellation));
        }
    }

    /// <summary>The activation.</summary>
    public DerivativeTable Table { get; }

    /// <summary>The number of inputs.</summary>
    public int Count { get; }

    /// <summary>The expectations of four inputs.</summary>
    public SourceSums Sources { get; }

    /// <summary>The largest error of a source relative to the largest number of its kind.</summary>
    public double Error { get; private set; }

    /// <summary>What an input has instead of a kernel or a susceptibility that leads on; null where all have them.</summary>
    public NoValue? End { get; private set; }

    /// <summary>What an input has instead of another of the expectations, which diverges or could not be computed; null where all have them or do not exist at any K.</summary>
    public NoValue? Missing { get; private set; }

    /// <summary>&lt;s'''_a s'_b&gt;, in sums with <see cref="SlopeAcross"/>: 0 for a = b, where only d&lt;s'^2&gt;/dK is known to exist.</summary>
    public double[,] Slope { get; }

    /// <summary>&lt;s''_a s''_b&gt;, in sums with <see cref="Slope"/>: d&lt;s'^2&gt;/dK for a = b.</summary>
    public double[,] SlopeAcross { get; }

    /// <summary>d^2&lt;s^2&gt;/dK^2 at each input.</summary>
    public double[] Curve { get; }

    /// <summary>d^2&lt;s'^2&gt;/dK^2 at each input.</summary>
    public double[] CurveOfSlope { get; }

    /// <summary>&lt;s^(i)_a s^(j)_b&gt; at all pairs.</summary>
    public double[,] this[int i, int j] => _derivatives[(i, j)];

    private void Diagonal(int a, Quantity[] quantities, ExpectationValues values)
    {
        End ??= values[Quantity.Kernel].Missing ?? values[Quantity.ChiPerp].Missing;
        Missing ??= quantities.Select(q => values[q].Missing).FirstOrDefault(m => m is { Kind: not NoValueKind.Undefined });
        this[0, 0][a, a] = values[Quantity.Kernel].Value;
        this[1, 1][a, a] = values[Quantity.ChiPerp].Value;
        this[2, 0][a, a] = this[0, 2][a, a] = values[Quantity.ActivationCurvature].Value;
        this[2, 2][a, a] = values[Quantity.SquaredCurvature].Value;
        this[3, 1][a, a] = this[1, 3][a, a] = values[Quantity.SlopeThirdDerivative].Value;
        (Slope[a, a], SlopeAcross[a, a]) = (0, 2 * values[Quantity.H].Value);
        (Curve[a], CurveOfSlope[a]) = (values[Quantity.KernelSecondDerivative].Value, values[Quantity.ChiPerpSecondDerivative].Value);
        if (quantities.Length > OneInput.Length)
        {
            Sources.Curvature[a, a, a, a] = values[Quantity.ActivationSlopesCurvature].Value;
            Sources.Curvatures[a, a, a, a] = values[Quantity.SlopesCurvatures].Value;
            Sources.Third[a, a, a, a] = values[Quantity.SlopesThirdDerivative].Value;
        }
    }

    private void Pair(int a, int b, double[,] kernel)
    {
        PairExpectations pair = Summed(new PairLaw(kernel[a, a], kernel[b, b], kernel[a, b]));
        foreach (((int i, int j), (double value, _)) in pair.Derivatives)
        {
            this[i, j][a, b] = value;
            this[j, i][b, a] = value;
        }

        (Slope[a, b], Slope[b, a]) = (this[3, 1][a, b], this[3, 1][b, a]);
        SlopeAcross[a, b] = SlopeAcross[b, a] = this[2, 2][a, b];
        Copy(pair.Sources, a, b);
    }

    /// <summary>Puts in what is known of some of the inputs; of two it is exact, also where it was estimated with those of more.</summary>
    private void Copy(Tensor4[] some, params int[] inputs)
    {
        int d = inputs.Length;
        for (int kind = 0; kind < Sources.All.Length; kind++)
        {
            for (int i = 0; i < d * d * d * d; i++)
            {
                (int p, int q, int r, int s) = (i / d / d / d, i / d / d % d, i / d % d, i % d);
                Sources.All[kind][inputs[p], inputs[q], inputs[r], inputs[s]] = some[kind][p, q, r, s];
            }
        }
    }

    /// <summary>The sums of two inputs by the first rule that the next one confirms.</summary>
    private PairExpectations Summed(PairLaw pair)
    {
        PairExpectations sums = new(Table, pair, 0);
        double before = double.NaN;
        for (int level = 1; ; level++)
        {
            PairExpectations next = new(Table, pair, level);

            // Both rules converge geometrically, and the finer one has sqrt(2) times as many nodes a direction: its error is the difference to that power.
            // Only where derivatives have no bound, they converge like a power of the number of nodes.
            double worst = next.Derivatives.Select(n => Math.Abs(n.Value.Value - sums.Derivatives[n.Key].Value) / n.Value.Magnitude)
                .Concat(sums.Sources.Zip(next.Sources, Difference)).Where(double.IsFinite).DefaultIfEmpty(0).Max();

            // Where it falls no longer, a finer rule gains nothing.
            double reached = Table.IsUnbounded ? 4 * worst : Math.Pow(worst, 1.4);
            bool isRounding = worst <= LargestRounding && worst >= before / 4;
            if (reached <= PairTolerance || isRounding || level == PlaneNodes.Levels(Table.Breakpoints) - 1)
            {
                // Rules that do not agree in the end have not begun to converge so.
                Error = Math.Max(Error, Math.Max(reached <= PairTolerance ? reached : worst, Conditioning(pair)));
                return next;
            }

            (sums, before) = (next, worst);
        }
    }

    /// <summary>What rounding of the kernel changes: where s' or s'' jumps, means vary like sqrt(1 - rho^2), those of two delta functions like its inverse.</summary>
    private double Conditioning(PairLaw pair)
    {
        double once = pair.Width > Math.Sqrt(Rounding) ? Rounding / pair.Width : Math.Sqrt(Rounding);
        return Table.Order switch
        {
            1 when pair.Width * pair.Width > KinkTerms.SmallestDeterminant => Rounding / pair.Width / pair.Width,
            1 or 2 => once,
            _ => Rounding,
        };
    }

    /// <summary>The sources of every three or four inputs from a grid; false where the grid is too coarse for the activation.</summary>
    private bool Grids(double[,] kernel, CancellationToken cancellation)
    {
        double error = 0;
        foreach (int[] inputs in Subsets(Math.Min(Count, 4)))
        {
            cancellation.ThrowIfCancellationRequested();
            int d = inputs.Length;
            double[,] covariance = new double[d, d];
            for (int i = 0; i < d * d; i++)
            {
                covariance[i / d, i % d] = kernel[inputs[i / d], inputs[i % d]];
            }

            (double[] z, double[] u, double[] weights, bool[] isCoarse) = new GridNodes(new Whitening(covariance)).Points();
            int order = Math.Min(Table.Order, 3);
            double[][] rows = Table.Of(z, order);
            (SourceSums fine, SourceSums coarse) = (new(d, order), new(d, order));
            double scale = Math.Pow(2, new Whitening(covariance).Rank);
            for (int p = 0; p < weights.Length; p++)
            {
                ReadOnlySpan<double> At(int k) => rows[k].AsSpan(p * d, d);
                fine.Add(weights[p], At(0), At(1), At(2), At(3), u.AsSpan(p * d, d));
                if (isCoarse[p])
                {
                    coarse.Add(scale * weights[p], At(0), At(1), At(2), At(3), u.AsSpan(p * d, d));
                }
            }

            double difference = fine.All.Zip(coarse.All, Difference).Max();
            error = Math.Max(error, Math.Max(difference * difference, 1e-9));
            if (!(error <= GridTolerance))
            {
                return false;
            }

            Copy(fine.All, inputs);
        }

        Error = Math.Max(Error, error);
        return true;
    }

    private IEnumerable<int[]> Subsets(int size) => Enumerable.Range(0, 1 << Count)
        .Where(bits => System.Numerics.BitOperations.PopCount((uint)bits) == size)
        .Select(bits => Enumerable.Range(0, Count).Where(a => (bits >> a & 1) != 0).ToArray());

    /// <summary>All sources by quasi-Monte Carlo; those of two inputs are then replaced.</summary>
    private void Sample(double[,] kernel, CancellationToken cancellation)
    {
        Whitening whitening = new(kernel);
        LatticeNodes lattice = new(whitening);
        double[,] precision = whitening.Precision();
        int order = Math.Min(Table.Order, 3);
        int points = (int)Math.Clamp((1 << 28) / Math.Pow(Count, 4) / 8, 2048, 16384);
        SourceSums[] shifts = new SourceSums[LatticeNodes.Shifts];
        for (int r = 0; r < shifts.Length; r++)
        {
            cancellation.ThrowIfCancellationRequested();
            (double[] z, double[] u) = lattice.Of(r, points);
            double[][] rows = Table.Of(z, 3);
            SourceSums sums = new(Count, order, precision);
            for (int p = 0; p < points; p++)
            {
                ReadOnlySpan<double> At(int k) => rows[k].AsSpan(p * Count, Count);
                sums.Add(1.0 / points, At(0), At(1), At(2), At(3), u.AsSpan(p * Count, Count));
            }

            if (order < 3)
            {
                AddDeltas(sums, kernel, z, cancellation);
            }

            sums.Complete();
            shifts[r] = sums;
        }

        // Rounding of the kernel moves K^-1 by so much.
        double parts = order > 1 ? 0 : Enumerable.Range(0, Count).Max(a => precision[a, a] * kernel[a, a]);
        Error = Math.Max(Error, double.IsFinite(parts) ? Rounding * parts : 0);
        for (int kind = 0; kind < Sources.All.Length; kind++)
        {
            double largest = 0;
            double error = 0;
            Span<double> mean = Sources.All[kind].Row(0);
            for (int pair = 0; pair < Count * Count; pair++)
            {
                mean = Sources.All[kind].Row(pair);
                for (int i = 0; i < mean.Length; i++)
                {
                    double sum = 0;
                    double square = 0;
                    foreach (SourceSums shift in shifts)
                    {
                        double x = shift.All[kind].Row(pair)[i];
                        sum += x;
                        square += x * x;
                    }

                    mean[i] = sum / shifts.Length;
                    if (!double.IsFinite(mean[i]))
                    {
                        continue;
                    }

                    largest = Math.Max(largest, Math.Abs(mean[i]));
                    if (Distinct(pair / Count, pair % Count, i / Count, i % Count) > 2)
                    {
                        error = Math.Max(error, Math.Max(0, (square / shifts.Length) - (mean[i] * mean[i])));
                    }
                }
            }

            Error = Math.Max(Error, largest == 0 ? 0 : StandardErrors * Math.Sqrt(error / (shifts.Length - 1)) / largest);
        }
    }

    /// <summary>The delta functions of every input at every breakpoint, from the same points moved along the covariance until the input is there.</summary>
    private void AddDeltas(SourceSums sums, double[,] kernel, double[] z, CancellationToken cancellation)
    {
        double[] moved = new double[z.Length];
        for (int a = 0; a < Count; a++)
        {
            for (int i = 0; i < Table.Breakpoints.Length; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                double at = Table.Breakpoints[i];
                double deviation = Math.Sqrt(kernel[a, a]);
                double weight = SpecialFunctions.NormalPdf(at / deviation) / deviation * Count / z.Length;
                if (weight == 0 || Table.Jump(i, Table.Order) == 0)
                {
                    continue;
                }

                for (int p = 0; p < z.Length; p += Count)
                {
                    double shift = (at - z[p + a]) / kernel[a, a];
                    for (int b = 0; b < Count; b++)
                    {
                        moved[p + b] = b == a ? at : z[p + b] + (kernel[a, b] * shift);
                    }
                }

                double[][] rows = Table.Of(moved, 1);
                for (int p = 0; p < z.Length; p += Count)
                {
                    sums.AddDelta(a, weight, Table.Left[i], Table.Right[i], rows[0].AsSpan(p, Count), rows[1].AsSpan(p, Count));
                }
            }
        }
    }

    private static int Distinct(int a, int b, int c, int d) => new HashSet<int> { a, b, c, d }.Count;

    private static double Difference(Tensor4 a, Tensor4 b)
    {
        (double difference, double size) = (0, 0);
        for (int i = 0; i < a.Values.Length; i++)
        {
            if (!double.IsFinite(b.Values[i]))
            {
                continue;
            }

            difference = Math.Max(difference, Math.Abs(a.Values[i] - b.Values[i]));
            size = Math.Max(size, Math.Abs(b.Values[i]));
        }

        return size == 0 ? 0 : difference / size;
    }
}
