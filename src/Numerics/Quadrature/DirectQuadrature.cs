using System.Buffers;
using System.Numerics.Tensors;
using Theory.Activations;
using Theory.Algebra;
using Theory.Expressions;
using Theory.Numerics.Batches;

namespace Theory.Numerics.Quadrature;

/// <summary>
/// Gaussian expectations from fixed nodes, evaluated in vector instructions: a microsecond or two where <see cref="GaussianQuadrature"/>, which
/// adapts its panels, takes tens. It judges its own error and gives no answer where that is not at rounding level.
/// </summary>
/// <remarks>
/// Activations without breakpoints are analytic: the trapezoidal rule in t = z/sqrt(K) then converges geometrically, and its step is halved until three
/// rules, shifted against each other, agree. Others are integrated by 20-node Gauss-Legendre panels between their breakpoints, judged by the decay of the Legendre coefficients.
/// It computes &lt;s&gt;, &lt;s^2&gt;, &lt;s^4&gt;, &lt;s'^2&gt;, and K-derivatives by d&lt;f&gt;/dK = &lt;f (t^2 - 1)&gt;/(2K).
/// </remarks>
internal sealed class DirectQuadrature
{
    private const int Mean = 0;
    private const int Square = 1;
    private const int SquareSlope = 2;
    private const int DerivativeSquare = 3;
    private const int DerivativeSquareSlope = 4;
    private const int Fourth = 5;
    private const int Rows = 6;
    private const int RuleCount = 3;

    /// <summary>A larger relative error is left to the adaptive quadrature.</summary>
    private const double LargestError = 2e-13;

    private const double Epsilon = 2.220446049250313e-16;

    /// <summary>In standard deviations.</summary>
    private const double PanelWidth = 1.5;

    /// <summary>
    /// In z: activations vary on the scale 1 or more finely, and what happens between the nodes of both rules, such as the bend of GELU at
    /// large K, would not be seen.
    /// </summary>
    private const double CoarsestStep = 0.25;

    /// <summary>In z, for pieces that are not polynomials: an exponential that ends close to a breakpoint must be seen.</summary>
    private const double WidestPanel = 3;

    private const int PanelsAtATime = Nodes.Capacity / PanelRule.Order;

    /// <summary>What it can compute.</summary>
    public const GaussianQuantities Supported = GaussianQuantities.Mean | GaussianQuantities.Kernel | GaussianQuantities.KernelFirstDerivative
        | GaussianQuantities.ChiPerp | GaussianQuantities.H | GaussianQuantities.M4;

    private const GaussianQuantities OfDerivative = GaussianQuantities.ChiPerp | GaussianQuantities.H;

    /// <summary>Beyond 9 standard deviations the density is below 1e-18, beyond 13 below 1e-37: enough for s^4 of high degree.</summary>
    private static readonly double[] Reaches = [9, 13];

    private readonly DirectPiece[] _pieces;
    private readonly bool _isContinuous;
    private readonly bool _isPolynomial;

    /// <summary>Prepares an activation.</summary>
    public DirectQuadrature(Activation activation)
    {
        _pieces = [.. activation.Pieces.Select(p => new DirectPiece(p))];
        _isContinuous = activation.FirstJump is null;
        _isPolynomial = activation.Pieces.All(p => UnivariatePolynomial.TryFrom(p.Expression, Symbol.Z) is not null);
    }

    /// <summary>Computes the expectations; null where the nodes do not suffice for all of them.</summary>
    public GaussianExpectations? TryEvaluate(double K, GaussianQuantities quantities)
    {
        if ((quantities & ~Supported) != 0 || (!_isContinuous && (quantities & OfDerivative) != 0))
        {
            return null;
        }

        Span<PanelSums> sums = stackalloc PanelSums[Rows];
        foreach (double reach in Reaches)
        {
            using Nodes nodes = new(K, RowsFor(quantities));
            if ((_pieces.Length == 1 ? Trapezoidal(nodes, reach, sums) : Panels(nodes, reach, sums)) && Accept(K, nodes, sums) is GaussianExpectations result)
            {
                return result;
            }
        }

        return null;
    }

    /// <summary>Halves the step until three rules, shifted against each other, agree; their spread is the error charged.</summary>
    private bool Trapezoidal(Nodes nodes, double reach, Span<PanelSums> sums)
    {
        Span<double> values = stackalloc double[Rows * RuleCount];
        Span<double> magnitude = stackalloc double[Rows];
        double sigma = Math.Sqrt(nodes.K);
        int coarsest = 0;
        while (TrapezoidalNodes.StepOf(coarsest) * sigma > CoarsestStep)
        {
            coarsest++;
        }

        for (int level = coarsest; level <= TrapezoidalNodes.FinestLevel; level++)
        {
            values.Clear();
            magnitude.Clear();
            AddRules(nodes, TrapezoidalNodes.Of(reach, level), values, magnitude);
            bool agrees = true;
            for (int row = 0; row < Rows; row++)
            {
                (double a, double b, double c) = (values[row], values[row + Rows], values[row + (2 * Rows)]);
                double spread = Math.Max(Math.Max(a, b), c) - Math.Min(Math.Min(a, b), c);
                sums[row] = new PanelSums((a + b + c) / 3, magnitude[row] / 3, spread, 0);
                agrees &= spread <= 64 * Epsilon * sums[row].Magnitude;
            }

            if (agrees)
            {
                return true;
            }

            if (!double.IsFinite(sums[Square].Value))
            {
                return false;
            }
        }

        return false;
    }

    private void AddRules(Nodes nodes, TrapezoidalNodes rules, Span<double> values, Span<double> magnitude)
    {
        for (int start = 0; start < rules.Nodes.Length; start += Nodes.Capacity)
        {
            int count = Math.Min(Nodes.Capacity, rules.Nodes.Length - start);
            nodes.Evaluate(_pieces[0], rules.Nodes.AsSpan(start, count), rules.Density.AsSpan(start, count), rules.Step / RuleCount);
            if (start == 0)
            {
                nodes.NoteEdge(0);
            }

            if (rules.First > start && rules.First <= start + count)
            {
                nodes.NoteEdge(rules.First - start - 1);
            }

            for (int row = 0; row < Rows; row++)
            {
                if (!nodes.Has(row))
                {
                    continue;
                }

                magnitude[row] += rules.Step * TensorPrimitives.SumOfMagnitudes(nodes.Values(row));
                for (int rule = 0; rule < RuleCount; rule++)
                {
                    // The first rule has a node more than the others.
                    int from = Math.Clamp((rule * (rules.First - 1)) + Math.Min(rule, 1) - start, 0, count);
                    int to = Math.Clamp(((rule + 1) * (rules.First - 1)) + 1 - start, 0, count);
                    values[row + (rule * Rows)] += rules.Step * TensorPrimitives.Sum(nodes.Values(row)[from..to]);
                }
            }
        }
    }

    private bool Panels(Nodes nodes, double reach, Span<PanelSums> sums)
    {
        double sigma = Math.Sqrt(nodes.K);
        sums.Clear();
        if (!_isPolynomial && PanelWidth * sigma > WidestPanel)
        {
            return false;
        }

        Span<double> t = stackalloc double[Nodes.Capacity];
        Span<double> density = stackalloc double[Nodes.Capacity];
        foreach (DirectPiece piece in _pieces)
        {
            (double start, double end) = (Math.Max(piece.From / sigma, -reach), Math.Min(piece.To / sigma, reach));
            int count = piece.IsZero || end <= start ? 0 : (int)Math.Ceiling((end - start) / PanelWidth);
            for (int from = 0; from < count; from += PanelsAtATime)
            {
                int to = Math.Min(count, from + PanelsAtATime);
                int length = (to - from) * PanelRule.Order;
                for (int i = from; i < to; i++)
                {
                    Panel panel = PanelOf(i);
                    Span<double> target = t.Slice((i - from) * PanelRule.Order, PanelRule.Order);
                    TensorPrimitives.Multiply(PanelRule.Nodes, panel.HalfWidth, target);
                    TensorPrimitives.Add(target, panel.Centre, target);
                }

                Density(t[..length], density[..length]);
                nodes.Evaluate(piece, t[..length], density[..length], (end - start) / (count * PanelRule.Order));
                if (from == 0 && start == -reach)
                {
                    nodes.NoteEdge(0);
                }

                if (to == count && end == reach)
                {
                    nodes.NoteEdge(length - 1);
                }

                for (int row = 0; row < Rows; row++)
                {
                    for (int i = from; i < to && nodes.Has(row); i++)
                    {
                        PanelSums part = PanelSums.Of(nodes.Values(row).Slice((i - from) * PanelRule.Order, PanelRule.Order), PanelOf(i));
                        sums[row] = new PanelSums(sums[row].Value + part.Value, sums[row].Magnitude + part.Magnitude, sums[row].Error + part.Error, 0);
                    }
                }
            }

            Panel PanelOf(int i) => new(start + ((end - start) * i / count), start + ((end - start) * (i + 1) / count), 0, -1, -1, 0);
        }

        return true;
    }

    private static void Density(ReadOnlySpan<double> t, Span<double> density)
    {
        TensorPrimitives.Multiply(t, t, density);
        TensorPrimitives.Multiply(density, -0.5, density);
        TensorPrimitives.Exp(density, density);
        TensorPrimitives.Multiply(density, 0.39894228040143267794, density);
    }

    private static GaussianExpectations? Accept(double K, Nodes nodes, ReadOnlySpan<PanelSums> sums)
    {
        // d log|s| / d log|z|, averaged, is at most <s^2 (t^2 + 1)>/2<s^2>: an ulp of z or K moves s^n by n times as many.
        double degree = sums[Square].Magnitude > 0 ? ((nodes.SecondMoment / sums[Square].Magnitude) + 1) / 2 : 0;
        Estimate[] estimates = new Estimate[Rows];
        for (int row = 0; row < Rows; row++)
        {
            int power = row == Mean ? 1 : row == Fourth ? 4 : 2;
            PanelSums sum = sums[row];
            double error = sum.Error + (Epsilon * (32 + (power * degree)) * sum.Magnitude);
            bool isWanted = nodes.IsWanted(row);
            if (isWanted && !(error <= LargestError * Math.Abs(sum.Value) && nodes.Edge(row) <= Epsilon * sum.Magnitude) && sum.Magnitude != 0)
            {
                return null;
            }

            estimates[row] = isWanted ? new Estimate(sum.Value, error, sum.Magnitude) : Estimate.Undefined("It was not requested.");
        }

        Estimate notRequested = Estimate.Undefined("It was not requested.");
        return new GaussianExpectations(
            K, estimates[Mean], estimates[Square], estimates[SquareSlope], notRequested, estimates[DerivativeSquare], estimates[DerivativeSquareSlope], estimates[Fourth], notRequested);
    }

    private static int RowsFor(GaussianQuantities quantities)
    {
        int Bit(GaussianQuantities quantity, int row) => (quantities & quantity) != 0 ? 1 << row : 0;
        return Bit(GaussianQuantities.Mean, Mean) | Bit(GaussianQuantities.Kernel, Square) | Bit(GaussianQuantities.KernelFirstDerivative, SquareSlope)
            | Bit(GaussianQuantities.ChiPerp, DerivativeSquare) | Bit(GaussianQuantities.H, DerivativeSquareSlope) | Bit(GaussianQuantities.M4, Fourth);
    }

    /// <summary>The integrands at a set of nodes.</summary>
    private sealed class Nodes(double k, int rows) : IDisposable
    {
        /// <summary>Nodes at a time.</summary>
        public const int Capacity = VectorProgram.BlockSize;

        private const int Z = Rows;
        private const int S = Rows + 1;
        private const int Derivative = Rows + 2;
        private const int Slope = Rows + 3;

        private readonly double _sigma = Math.Sqrt(k);
        private readonly double[] _values = ArrayPool<double>.Shared.Rent((Rows + 4) * Capacity);
        private readonly double[] _edge = new double[Rows];
        private int _count;

        public double K => k;

        public bool IsWanted(int row) => (rows & (1 << row)) != 0;

        /// <summary>The magnitude of s^2 is needed for the judgement of rounding errors.</summary>
        public bool Has(int row) => row == Square || IsWanted(row);

        /// <summary>&lt;s^2 t^2&gt;, roughly: nodes count with the average weight, and rules of all steps add up.</summary>
        public double SecondMoment { get; private set; }

        public ReadOnlySpan<double> Values(int row) => _values.AsSpan(row * Capacity, _count);

        /// <summary>The contribution per unit of t at the ends of the range.</summary>
        public double Edge(int row) => _edge[row];

        public void Evaluate(DirectPiece piece, ReadOnlySpan<double> t, ReadOnlySpan<double> density, double weight)
        {
            _count = t.Length;
            bool needsDerivative = IsWanted(DerivativeSquare) || IsWanted(DerivativeSquareSlope);
            Span<double> s = Row(S);
            Span<double> derivative = Row(Derivative);
            Span<double> slope = Row(Slope);
            TensorPrimitives.Multiply(t, _sigma, Row(Z));
            if (needsDerivative)
            {
                piece.FunctionAndDerivative.Evaluate(Row(Z), s, derivative);
            }
            else
            {
                piece.Function.Evaluate(Row(Z), s);
            }

            Span<double> square = Row(Square);
            TensorPrimitives.Multiply(s, s, square);
            if (IsWanted(Fourth))
            {
                TensorPrimitives.Multiply(square, square, Row(Fourth));
                TensorPrimitives.Multiply(Row(Fourth), density, Row(Fourth));
            }

            TensorPrimitives.Multiply(square, density, square);
            TensorPrimitives.Multiply(t, t, slope);
            SecondMoment += weight * TensorPrimitives.Dot<double>(square, slope);
            if (IsWanted(SquareSlope) || IsWanted(DerivativeSquareSlope))
            {
                // (t^2 - 1)/(2K).
                TensorPrimitives.Subtract(slope, 1, slope);
                TensorPrimitives.Multiply(slope, 1 / (2 * k), slope);
                TensorPrimitives.Multiply(square, slope, Row(SquareSlope));
            }

            if (IsWanted(Mean))
            {
                TensorPrimitives.Multiply(s, density, Row(Mean));
            }

            if (needsDerivative)
            {
                TensorPrimitives.Multiply(derivative, derivative, derivative);
                TensorPrimitives.Multiply(derivative, density, Row(DerivativeSquare));
                TensorPrimitives.Multiply(Row(DerivativeSquare), slope, Row(DerivativeSquareSlope));
                TensorPrimitives.Multiply(Row(DerivativeSquareSlope), 0.5, Row(DerivativeSquareSlope));
            }
        }

        public void Dispose() => ArrayPool<double>.Shared.Return(_values);

        /// <summary>Notes what a node at an end of the range contributes per unit of t.</summary>
        public void NoteEdge(int node)
        {
            for (int row = 0; row < Rows; row++)
            {
                double edge = Has(row) ? Math.Abs(Values(row)[node]) : 0;
                _edge[row] = double.IsFinite(edge) ? Math.Max(_edge[row], edge) : double.PositiveInfinity;
            }
        }

        private Span<double> Row(int row) => _values.AsSpan(row * Capacity, _count);
    }
}
