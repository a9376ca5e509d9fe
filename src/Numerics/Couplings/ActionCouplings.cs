using System.Globalization;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace Theory.Numerics.Couplings;

/// <summary>
/// The couplings of S = 1/2 sum_i g^{ab} z_{i;a} z_{i;b} - 1/8 sum_ij v^{(ab)(cd)} z_{i;a} z_{i;b} z_{j;c} z_{j;d} for m neurons on several
/// inputs, from metric and four-point vertex and back, to the order 1/n.
/// </summary>
/// <remarks>
/// v = V/n with raised indices, g^{ab} = G^{ab} + (1/n) G^{ac} G^{bd} G^{ef} (m/2 V_(cd)(ef) + V_(ce)(df)). Both directions neglect
/// (V/(n G^2))^2, so that there and back is the identity up to that.
/// </remarks>
public sealed class ActionCouplings
{
    /// <summary>More inputs are refused: v has d^4 elements.</summary>
    public const int MaximumInputs = 32;

    private const double SymmetryTolerance = 1e-9;

    private ActionCouplings(double[,] quadratic, double[,,,] quartic)
    {
        Quadratic = quadratic;
        Quartic = quartic;
    }

    /// <summary>g^{ab}.</summary>
    public double[,] Quadratic { get; }

    /// <summary>v^{(ab)(cd)}.</summary>
    public double[,,,] Quartic { get; }

    /// <summary>The couplings as given.</summary>
    /// <exception cref="UserInputException">g is not symmetric and positive definite, or v lacks its symmetries.</exception>
    public static ActionCouplings Of(double[,] quadratic, double[,,,] quartic)
    {
        Inverse(quadratic, "g");
        RequireSymmetry(quartic, quadratic.GetLength(0), "v");
        return new ActionCouplings(quadratic, quartic);
    }

    /// <summary>The couplings of a layer.</summary>
    /// <param name="metric">G_ab, to order 1/n; symmetric and positive definite.</param>
    /// <param name="vertex">V_(ab)(cd), without the 1/n; symmetric in a and b, in c and d, and under exchange of the pairs.</param>
    /// <param name="width">n, positive.</param>
    /// <param name="neurons">m, at least 1.</param>
    /// <exception cref="UserInputException">An argument is out of its domain.</exception>
    public static ActionCouplings FromMetric(double[,] metric, double[,,,] vertex, double width, int neurons = 1)
    {
        double[,] inverse = Inverse(metric, "G");
        RequireSymmetry(vertex, metric.GetLength(0), "V");
        RequireSize(width, neurons);
        double[,,,] raised = Contract(vertex, inverse, 1 / width);
        return new ActionCouplings(Corrected(inverse, raised, metric, neurons), raised);
    }

    /// <summary>Metric and vertex of the distribution exp(-S), to first order in v.</summary>
    /// <param name="width">n, positive.</param>
    /// <param name="neurons">m, at least 1.</param>
    /// <exception cref="UserInputException">An argument is out of its domain.</exception>
    public (double[,] Metric, double[,,,] Vertex) ToMetric(double width, int neurons = 1)
    {
        RequireSize(width, neurons);
        double[,] propagator = Inverse(Quadratic, "g");
        double[,] metric = Corrected(propagator, Contract(Quartic, propagator, 1), Quadratic, neurons);
        return (metric, Contract(Quartic, propagator, width));
    }

    /// <summary>S at given preactivations z[i, a] of the neurons i on the inputs a.</summary>
    public double Action(double[,] preactivations)
    {
        ArgumentNullException.ThrowIfNull(preactivations);
        int d = Quadratic.GetLength(0);
        ArgumentOutOfRangeException.ThrowIfNotEqual(preactivations.GetLength(1), d);

        // Both terms depend on z only through sum_i z_{i;a} z_{i;b}.
        double[,] square = new double[d, d];
        for (int i = 0; i < preactivations.GetLength(0); i++)
        {
            ForEach(d, (a, b) => square[a, b] += preactivations[i, a] * preactivations[i, b]);
        }

        double action = 0;
        ForEach(d, (a, b) =>
        {
            action += Quadratic[a, b] * square[a, b] / 2;
            ForEach(d, (c, e) => action -= Quartic[a, b, c, e] * square[a, b] * square[c, e] / 8);
        });
        return action;
    }

    /// <summary>x^{ab} + (m/2 t^{(ab)(cd)} + t^{(ac)(bd)}) y_cd: the loop closes over all neurons, or over the one the legs belong to.</summary>
    private static double[,] Corrected(double[,] x, double[,,,] t, double[,] y, int neurons)
    {
        int d = x.GetLength(0);
        double[,] result = (double[,])x.Clone();
        ForEach(d, (a, b) => ForEach(d, (c, e) => result[a, b] += ((neurons * t[a, b, c, e] / 2.0) + t[a, c, b, e]) * y[c, e]));
        return result;
    }

    /// <summary>Multiplies every index of a tensor with a matrix, one after the other.</summary>
    private static double[,,,] Contract(double[,,,] tensor, double[,] matrix, double factor)
    {
        int d = matrix.GetLength(0);
        double[,,,] current = tensor;
        for (int index = 0; index < 4; index++)
        {
            // The contracted index moves to the end: after four rounds they are in order again.
            double[,,,] next = new double[d, d, d, d];
            double scale = index == 0 ? factor : 1;
            ForEach(d, (a, b) => ForEach(d, (c, e) =>
            {
                for (int p = 0; p < d; p++)
                {
                    next[a, b, c, e] += scale * current[p, a, b, c] * matrix[p, e];
                }
            }));
            current = next;
        }

        return current;
    }

    private static void ForEach(int d, Action<int, int> action)
    {
        for (int a = 0; a < d; a++)
        {
            for (int b = 0; b < d; b++)
            {
                action(a, b);
            }
        }
    }

    private static double[,] Inverse(double[,] matrix, string name)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        int d = matrix.GetLength(0);
        if (d is 0 or > MaximumInputs || matrix.GetLength(1) != d)
        {
            throw new UserInputException($"{name} must be a square matrix of 1 to {MaximumInputs} inputs, got {d} by {matrix.GetLength(1)}");
        }

        double scale = matrix.Cast<double>().Max(Math.Abs);
        if (!double.IsFinite(matrix.Cast<double>().Sum()))
        {
            throw new UserInputException($"{name} contains a number that is not finite");
        }

        ForEach(d, (a, b) =>
        {
            if (Math.Abs(matrix[a, b] - matrix[b, a]) > SymmetryTolerance * scale)
            {
                throw new UserInputException(string.Create(CultureInfo.InvariantCulture,
                    $"{name} must be symmetric, but {name}[{a + 1},{b + 1}] = {matrix[a, b]} and {name}[{b + 1},{a + 1}] = {matrix[b, a]}"));
            }
        });
        try
        {
            return DenseMatrix.OfArray(matrix).Cholesky().Solve(Matrix<double>.Build.DenseIdentity(d)).ToArray();
        }
        catch (ArgumentException)
        {
            throw new UserInputException($"{name} must be positive definite; two inputs that are equal or proportional leave it singular: drop one of them");
        }
    }

    private static void RequireSymmetry(double[,,,] tensor, int d, string name)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (Enumerable.Range(0, 4).Any(k => tensor.GetLength(k) != d))
        {
            throw new UserInputException($"{name} must have {d} by {d} by {d} by {d} elements, as there are {d} inputs");
        }

        if (!double.IsFinite(tensor.Cast<double>().Sum()))
        {
            throw new UserInputException($"{name} contains a number that is not finite");
        }

        double tolerance = SymmetryTolerance * tensor.Cast<double>().Max(Math.Abs);
        ForEach(d, (a, b) => ForEach(d, (c, e) =>
        {
            double value = tensor[a, b, c, e];
            if (Math.Abs(value - tensor[b, a, c, e]) > tolerance || Math.Abs(value - tensor[c, e, a, b]) > tolerance)
            {
                throw new UserInputException(
                    $"{name} must not change when the inputs of a pair, or the pairs, are exchanged; see {name}_({a + 1}{b + 1})({c + 1}{e + 1})");
            }
        }));
    }

    private static void RequireSize(double width, int neurons)
    {
        if (!(width > 0) || !double.IsFinite(width))
        {
            throw new UserInputException(string.Create(CultureInfo.InvariantCulture, $"the width must be a positive number, got {width}"));
        }

        if (neurons < 1)
        {
            throw new UserInputException(string.Create(CultureInfo.InvariantCulture, $"the number of neurons must be at least 1, got {neurons}"));
        }
    }
}
