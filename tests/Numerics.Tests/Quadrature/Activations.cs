using Theory.Numerics.Quadrature;
using static Theory.Numerics.SpecialFunctions;

namespace Theory.Numerics.Tests.Quadrature;

/// <summary>The activations of the reference table, written by hand with derivatives that do not cancel.</summary>
internal static class Activations
{
    private const double Infinity = double.PositiveInfinity;

    public static PiecewiseSmoothFunction Linear { get; } = Polynomial(0, 1);

    public static PiecewiseSmoothFunction Step { get; } = Split(0, [0.0], [1.0]);

    public static PiecewiseSmoothFunction Relu { get; } = Split(0, [0.0], [0, 1.0]);

    public static PiecewiseSmoothFunction Tanh { get; } = PiecewiseSmoothFunction.Smooth(
        Math.Tanh,
        z => Square(Sech(z)),
        z => -2 * Math.Tanh(z) * Square(Sech(z)),
        z => Square(Sech(z)) * (6 * Square(Math.Tanh(z)) - 2));

    public static PiecewiseSmoothFunction Sigmoid { get; } = PiecewiseSmoothFunction.Smooth(
        SpecialFunctions.Sigmoid, SigmoidSlope, SigmoidCurvature, SigmoidThird);

    public static PiecewiseSmoothFunction Softplus { get; } = PiecewiseSmoothFunction.Smooth(
        SpecialFunctions.Softplus, SpecialFunctions.Sigmoid, SigmoidSlope, SigmoidCurvature);

    public static PiecewiseSmoothFunction Swish { get; } = PiecewiseSmoothFunction.Smooth(
        z => z * SpecialFunctions.Sigmoid(z),
        z => SpecialFunctions.Sigmoid(z) + z * SigmoidSlope(z),
        z => 2 * SigmoidSlope(z) + z * SigmoidCurvature(z),
        z => 3 * SigmoidCurvature(z) + z * SigmoidThird(z));

    public static PiecewiseSmoothFunction Gelu { get; } = PiecewiseSmoothFunction.Smooth(
        z => z * NormalCdf(z),
        z => NormalCdf(z) + z * NormalPdf(z),
        z => (2 - z * z) * NormalPdf(z),
        z => z * (z * z - 4) * NormalPdf(z));

    public static PiecewiseSmoothFunction Sin { get; } =
        PiecewiseSmoothFunction.Smooth(Math.Sin, Math.Cos, z => -Math.Sin(z), z => -Math.Cos(z));

    public static PiecewiseSmoothFunction Cos { get; } =
        PiecewiseSmoothFunction.Smooth(Math.Cos, z => -Math.Sin(z), z => -Math.Cos(z), Math.Sin);

    public static PiecewiseSmoothFunction Error { get; } = PiecewiseSmoothFunction.Smooth(
        Erf, ErfSlope, z => -2 * z * ErfSlope(z), z => (4 * z * z - 2) * ErfSlope(z));

    public static PiecewiseSmoothFunction Exponential { get; } =
        PiecewiseSmoothFunction.Smooth(Math.Exp, Math.Exp, Math.Exp, Math.Exp);

    /// <summary>max(0, z)^p.</summary>
    public static PiecewiseSmoothFunction Repu(int p) => Split(0, [0.0], [.. Enumerable.Repeat(0.0, p), 1]);

    /// <summary>z max(0, z+1)^p.</summary>
    /// <remarks>Written in u = z + 1, as (u - 1) u^p, so that it vanishes at the breakpoint as it should.</remarks>
    public static PiecewiseSmoothFunction Mrepu(int p) => new(
        new SmoothPiece(-Infinity, -1, _ => 0, _ => 0, _ => 0, _ => 0),
        new SmoothPiece(
            -1,
            Infinity,
            z => z * Math.Pow(z + 1, p),
            z => Power(z + 1, p + 1, p, 1),
            z => Power(z + 1, p + 1, p, 2),
            z => Power(z + 1, p + 1, p, 3)));

    public static PiecewiseSmoothFunction LeakyRelu(double slope) => Split(0, [0, slope], [0, 1.0]);

    public static PiecewiseSmoothFunction Named(string name) => name switch
    {
        "linear" => Linear,
        "relu" => Relu,
        "leaky_relu_0.01" => LeakyRelu(0.01),
        "perceptron" => Step,
        "sigmoid" => Sigmoid,
        "tanh" => Tanh,
        "sin" => Sin,
        "cos" => Cos,
        "erf" => Error,
        "gelu" => Gelu,
        "swish" => Swish,
        "softplus" => Softplus,
        _ when name.StartsWith("repu_", StringComparison.Ordinal) => Repu(name[^1] - '0'),
        _ when name.StartsWith("mrepu_", StringComparison.Ordinal) => Mrepu(name[^1] - '0'),
        _ => throw new ArgumentException($"No activation is called {name}.", nameof(name)),
    };

    /// <summary>A polynomial on the whole line, coefficients from the constant up.</summary>
    public static PiecewiseSmoothFunction Polynomial(params double[] coefficients) => new(Piece(-Infinity, Infinity, coefficients));

    /// <summary>One polynomial left of a breakpoint, another right of it.</summary>
    public static PiecewiseSmoothFunction Split(double at, double[] left, double[] right) =>
        new(Piece(-Infinity, at, left), Piece(at, Infinity, right));

    public static SmoothPiece Piece(double from, double to, double[] coefficients) => new(
        from, to, Horner(coefficients, 0), Horner(coefficients, 1), Horner(coefficients, 2), Horner(coefficients, 3));

    private static Func<double, double> Horner(double[] coefficients, int derivative)
    {
        double[] c = coefficients;
        for (int i = 0; i < derivative; i++)
        {
            c = [.. c.Skip(1).Select((a, k) => a * (k + 1))];
        }

        return z =>
        {
            double sum = 0;
            for (int k = c.Length - 1; k >= 0; k--)
            {
                sum = sum * z + c[k];
            }

            return sum;
        };
    }

    // The derivative of u^n - u^m, m < n.
    private static double Power(double u, int n, int m, int derivative)
    {
        double first = 1;
        double second = 1;
        for (int i = 0; i < derivative; i++)
        {
            first *= n - i;
            second *= m - i;
        }

        return (first == 0 ? 0 : first * Math.Pow(u, n - derivative)) - (second == 0 ? 0 : second * Math.Pow(u, m - derivative));
    }

    private static double Square(double x) => x * x;

    private static double ErfSlope(double z) => 2 / Math.Sqrt(Math.PI) * Math.Exp(-z * z);

    private static double SigmoidSlope(double z) => SpecialFunctions.Sigmoid(z) * SpecialFunctions.Sigmoid(-z);

    // 1 - 2 sigmoid(z) = -tanh(z/2).
    private static double SigmoidCurvature(double z) => -SigmoidSlope(z) * Math.Tanh(z / 2);

    private static double SigmoidThird(double z)
    {
        double slope = SigmoidSlope(z);
        return slope * (Square(Math.Tanh(z / 2)) - 2 * slope);
    }
}
