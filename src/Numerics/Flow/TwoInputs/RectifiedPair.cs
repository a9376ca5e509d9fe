using Theory.Numerics.Compilation;
using Theory.Numerics.Criticality;
using Theory.Numerics.MultiplePrecision;

namespace Theory.Numerics.Flow.TwoInputs;

/// <summary>
/// Kernel matrix, vertex and G1_12 of two inputs before activations s(z) = r z for z > 0 and l z for z &lt; 0, to hundreds of digits.
/// </summary>
/// <remarks>
/// G1_11 vanishes there, and of close inputs G1_12 falls like (1 - rho)^2, while the vertex that it is made of is of the size of K^2 and the second derivatives grow like (1 - rho)^(-1/2):
/// doubles keep none of its digits. All expectations are those of quadrants, closed in the angle (Cho and Saul 2009), so that digits cost little.
/// </remarks>
internal sealed class RectifiedPair
{
    private readonly BigFloat _a;
    private readonly BigFloat _b;
    private readonly BigFloat _c;
    private readonly BigFloat[] _vertex;
    private readonly BigFloat _g12;

    private RectifiedPair(BigFloat a, BigFloat b, BigFloat c, BigFloat[] vertex, BigFloat g12) => (_a, _b, _c, _vertex, _g12) = (a, b, c, vertex, g12);

    /// <summary>G1_12.</summary>
    public double G12 => _g12.ToDouble();

    /// <summary>The first layer, which does not fluctuate; null for parallel and opposite inputs.</summary>
    /// <param name="k11">K_11.</param>
    /// <param name="k22">K_22.</param>
    /// <param name="k12">K_12, where the correlation is not given.</param>
    /// <param name="rho">The correlation, where that is what is given.</param>
    public static RectifiedPair? First(double k11, double k22, double k12, double? rho)
    {
        (BigFloat a, BigFloat c) = (k11, k22);
        BigFloat b = rho is double r ? r * BigFloat.Sqrt(a * c) : k12;
        return ((a * c) - (b * b)).Sign > 0 ? new RectifiedPair(a, b, c, new BigFloat[6], 0) : null;
    }

    /// <summary>The next layer.</summary>
    /// <param name="line">The slopes r and l.</param>
    /// <param name="cb">C_b of the next layer.</param>
    /// <param name="cw">C_W of the next layer.</param>
    /// <param name="ratio">n_l/n_(l-1).</param>
    public RectifiedPair? Next(Homogeneity line, double cb, double cw, double ratio)
    {
        (BigFloat r, BigFloat l) = (RunningErrorEvaluator.ValueOf(line.Right), RunningErrorEvaluator.ValueOf(line.Left));
        BigFloat scale = BigFloat.Sqrt(_a * _c);
        BigFloat squaredArea = (_a * _c) - (_b * _b);
        if (squaredArea.Sign <= 0)
        {
            return null;
        }

        BigFloat area = BigFloat.Sqrt(squaredArea);
        BigFloat angle = _b.Sign >= 0 ? 2 * BigFloat.ArcTangent(area / (scale + _b)) : BigFloat.Pi - (2 * BigFloat.ArcTangent(area / (scale - _b)));
        BigFloat m = ((r * r) + (l * l)) / 2;
        BigFloat d = (r - l) * (r - l) / (2 * BigFloat.Pi);
        BigFloat product = (m * _b) + (d * (area - (_b * angle)));

        // What the neurons of this layer add to the vertex, C_W^2 (<s s s s> - <s s><s s>).
        (BigFloat rho, BigFloat sine) = (_b / scale, area / scale);
        (BigFloat r2, BigFloat l2, BigFloat rl) = (r * r, l * l, r * l);
        BigFloat fourth = (r2 * r2) + (l2 * l2);
        BigFloat cubes = (fourth * ThreeOne(sine, rho, BigFloat.Pi - angle)) - (rl * (r2 + l2) * ThreeOne(sine, -rho, angle));
        BigFloat squares = _a * _c * ((fourth * TwoTwo(sine, rho, BigFloat.Pi - angle)) + (2 * rl * rl * TwoTwo(sine, -rho, angle)));
        BigFloat square = (BigFloat)cw * cw;
        BigFloat single = (1.5 * fourth) - (m * m);
        BigFloat[] source =
        [
            square * _a * _a * single,
            square * _a * ((scale * cubes) - (m * product)),
            square * (squares - (m * m * _a * _c)),
            square * (squares - (product * product)),
            square * _c * ((scale * cubes) - (m * product)),
            square * _c * _c * single,
        ];

        BigFloat diagonal = cw * m;
        BigFloat byA = cw * d * area / (2 * _a);
        BigFloat byB = cw * (m - (d * angle));
        BigFloat byC = cw * d * area / (2 * _c);
        BigFloat[] v = _vertex;
        BigFloat mixed1 = (byA * v[0]) + (byB * v[1]) + (byC * v[2]);
        BigFloat mixed2 = (byA * v[1]) + (byB * v[3]) + (byC * v[4]);
        BigFloat mixed3 = (byA * v[2]) + (byB * v[4]) + (byC * v[5]);
        BigFloat[] carried =
        [
            diagonal * diagonal * v[0],
            diagonal * mixed1,
            diagonal * diagonal * v[2],
            (byA * mixed1) + (byB * mixed2) + (byC * mixed3),
            diagonal * mixed3,
            diagonal * diagonal * v[5],
        ];

        // Second derivatives of area - b angle.
        BigFloat bends = (v[0] * ((_c / (4 * _a * area)) - (area / (2 * _a * _a)))) + (v[5] * ((_a / (4 * _c * area)) - (area / (2 * _c * _c))))
            + (((v[2] / 2) + v[3] - (_b / _a * v[1]) - (_b / _c * v[4])) / area);
        return new RectifiedPair(
            cb + (cw * m * _a), cb + (cw * product), cb + (cw * m * _c),
            [.. source.Zip(carried, (s, j) => s + (ratio * j))],
            ratio * ((byB * _g12) + (cw * d * bends / 2)));
    }

    /// <summary>&lt;z_1^3 z_2&gt; over the quadrant where both are positive, at variances 1.</summary>
    private static BigFloat ThreeOne(BigFloat sine, BigFloat rho, BigFloat angle) => ((sine * (2 + (rho * rho))) + (3 * angle * rho)) / (2 * BigFloat.Pi);

    /// <summary>&lt;z_1^2 z_2^2&gt; there.</summary>
    private static BigFloat TwoTwo(BigFloat sine, BigFloat rho, BigFloat angle) => ((3 * sine * rho) + (angle * (1 + (2 * rho * rho)))) / (2 * BigFloat.Pi);
}
