using Theory.Networks;

namespace Theory.Numerics.TangentKernel;

/// <summary>One step of the tensors of several inputs from layer l to l + 1.</summary>
/// <remarks>
/// The derivations are those of one input, with an index of the input at every factor (see docs/finite-width.md): a source is a mean of four factors over one
/// neuron of layer l; what is inherited comes from two different neurons and factorises into means of two inputs. A derivative of &lt;s_a s_b&gt; in the kernel
/// has the elements K_aa, K_ab, K_bb with the coefficients &lt;s''_a s_b&gt;/2, &lt;s'_a s'_b&gt;, &lt;s_a s''_b&gt;/2, for a = b added up.
/// </remarks>
internal sealed class InputTangentStep
{
    private readonly InputTangentLayer _now;
    private readonly InputExpectations _mean;
    private readonly Linear _next;
    private readonly double _ratio;
    private readonly int _m;
    private readonly double _cw;
    private readonly double _cw2;
    private readonly double _rates;

    /// <summary>Prepares a step.</summary>
    /// <param name="now">Layer l.</param>
    /// <param name="mean">The expectations there.</param>
    /// <param name="next">The linear layer that leads on.</param>
    /// <param name="ratio">n_l/n_{l-1}.</param>
    public InputTangentStep(InputTangentLayer now, InputExpectations mean, Linear next, double ratio)
    {
        (_now, _mean, _next, _ratio, _m) = (now, mean, next, ratio, mean.Count);
        (_cw, _cw2, _rates) = (next.Cw, next.Cw * next.Cw, next.LambdaW / next.Cw);
    }

    private double[,] Theta => _now.Theta;

    private SourceSums Source => _mean.Sources;

    /// <summary>K_ab of the next layer.</summary>
    public double[,] Kernel() => Matrix((a, b) => _next.Cb + (_cw * _mean[0, 0][a, b]));

    /// <summary>Theta_ab of the next layer.</summary>
    public double[,] TangentKernel() => Matrix((a, b) => _next.LambdaB + Passed(a, b));

    /// <summary>V+ = C_W^2 (&lt;s s s s&gt; - &lt;s s&gt;&lt;s s&gt;) + J V J^T.</summary>
    public Tensor4 V() => Make((a, b, c, d) => (_cw2 * (Source.Values[a, b, c, d] - (_mean[0, 0][a, b] * _mean[0, 0][c, d])))
        + (_ratio * _cw2 * Both(Metric(a, b), Metric(c, d), _now.V)));

    /// <summary>G1+ = J G1 + J2 V/2.</summary>
    public double[,] G1() => Matrix((a, b) => _ratio * _cw * (One(Metric(a, b), _now.G1!) + Curved(a, b, _mean[4, 0], _mean[3, 1], _mean[2, 2], _mean.Curve)));

    /// <summary>B+ = C_W^2 (&lt;s' s' s' s'&gt; Theta Theta + &lt;s' s'&gt;&lt;s' s'&gt; B).</summary>
    public Tensor4 B() => Make((a, c, b, d) => _cw2 * ((Source.FourSlopes[a, b, c, d] * Theta[a, b] * Theta[c, d])
        + (_ratio * _mean[1, 1][a, c] * _mean[1, 1][b, d] * _now.B[a, c, b, d])));

    /// <summary>F+ = C_W^2 (&lt;s' s' s s&gt; Theta + (s s')' (s s')' F).</summary>
    public Tensor4 F() => Make((a, c, b, d) => _cw2 * ((Theta[a, b] * Source.Slopes[a, b, c, d]) + (_ratio * Across(Preactivations(a, c), Preactivations(b, d), (e, f) => _now.F[a, e, b, f]))));

    /// <summary>D+ = C_W Cov(u, s s) + inherited, u = lambda_W s s + C_W Theta s' s'.</summary>
    public Tensor4 D() => Make((a, b, c, d) =>
        (_cw * ((_next.LambdaW * Source.Values[a, b, c, d]) + (_cw * Theta[a, b] * Source.Slopes[a, b, c, d]) - (Passed(a, b) * _mean[0, 0][c, d])))
        + (_ratio * _cw * (Both(Kept(a, b), Metric(c, d), _now.V) + (_cw * _mean[1, 1][a, b] * Right(a, b, Metric(c, d), _now.D)))));

    /// <summary>A+ = Cov(u, u) + inherited.</summary>
    public Tensor4 A() => Make((a, b, c, d) =>
        (_next.LambdaW * _next.LambdaW * Source.Values[a, b, c, d])
        + (_next.LambdaW * _cw * ((Theta[c, d] * Source.Slopes[c, d, a, b]) + (Theta[a, b] * Source.Slopes[a, b, c, d])))
        + (_cw2 * Theta[a, b] * Theta[c, d] * Source.FourSlopes[a, b, c, d]) - (Passed(a, b) * Passed(c, d))
        + (_ratio * (Both(Kept(a, b), Kept(c, d), _now.V)
            + (_cw * _mean[1, 1][c, d] * Right(c, d, Kept(a, b), _now.D)) + (_cw * _mean[1, 1][a, b] * Right(a, b, Kept(c, d), _now.D))
            + (_cw2 * _mean[1, 1][a, b] * _mean[1, 1][c, d] * _now.A[a, b, c, d]))));

    /// <summary>Theta1+, all of it inherited.</summary>
    public double[,] Theta1() => Matrix((a, b) => _ratio * (
        (_next.LambdaW * (One(Metric(a, b), _now.G1!) + Curved(a, b, _mean[4, 0], _mean[3, 1], _mean[2, 2], _mean.Curve)))
        + (_cw * _mean[1, 1][a, b] * _now.Theta1![a, b])
        + (_cw * Theta[a, b] * (One(Slopes(a, b), _now.G1!) + Curved(a, b, _mean[5, 1], _mean[4, 2], _mean[3, 3], _mean.CurveOfSlope)))
        + (_cw * Slopes(a, b).Sum(x => x.Coefficient * (_now.D[a, b, x.E, x.F] + _now.F[a, x.E, b, x.F] + _now.F[a, x.F, b, x.E])))));

    /// <summary>P+.</summary>
    public Tensor4 P() => Make((a, b, c, d) => _cw2 * ((Source.Curvature[a, b, c, d] * Theta[a, b] * Theta[a, c])
        + (_ratio * _mean[1, 1][b, c] * ((_mean[2, 0][a, d] * _now.B[a, a, b, c]) + Along(Preactivations(a, d), e => _now.P![a, b, c, e])))));

    /// <summary>Q+, which holds lambda_W/C_W times F+.</summary>
    public Tensor4 Q(Tensor4 nextF) => Make((a, b, c, d) => (_rates * nextF[a, b, c, d]) + (_cw2 * ((Source.Curvature[a, b, c, d] * Theta[a, b] * Theta[a, c])
        + (_ratio * ((Theta[a, b] * Across(Curvatures(a, b), Preactivations(c, d), (e, f) => _now.F[a, e, c, f]))
            + (_mean[1, 1][a, b] * Along(Preactivations(c, d), f => _now.Q![a, b, c, f])))))));

    /// <summary>R+, which holds lambda_W/C_W times P+.</summary>
    public Tensor4 R(Tensor4 nextP) => Make((a, b, c, d) => (_rates * nextP[a, c, d, b]) + (_cw2 * ((Source.Third[a, b, c, d] * Theta[a, b] * Theta[a, c] * Theta[a, d])
        + (_ratio * _mean[1, 1][c, d] * ((_mean[3, 1][a, b] * Theta[a, b] * _now.B[a, a, c, d]) + (Theta[a, b] * Along(Curvatures(a, b), e => _now.P![a, c, d, e]))
            + (_mean[1, 1][a, b] * _now.R![a, b, c, d]))))));

    /// <summary>S+, which holds lambda_W/C_W times B+.</summary>
    public Tensor4 S(Tensor4 nextB) => Make((a, b, c, d) => (_rates * nextB[a, b, c, d]) + (_cw2 * (Bent(a, b, c, d)
        + (_ratio * _mean[1, 1][c, d] * ((_mean[2, 2][a, b] * Theta[a, b] * _now.B[a, b, c, d]) + (_mean[1, 1][a, b] * _now.S![a, b, c, d]))))));

    /// <summary>T+, which holds lambda_W/C_W times Q+ twice, less (lambda_W/C_W)^2 F+.</summary>
    public Tensor4 T(Tensor4 nextQ, Tensor4 nextF) => Make((a, c, b, d) => (_rates * (nextQ[b, d, a, c] + nextQ[a, c, b, d])) - (_rates * _rates * nextF[a, c, b, d])
        + (_cw2 * (Bent(a, b, c, d) + (_ratio * (
            (Theta[a, c] * Theta[b, d] * Across(Curvatures(a, c), Curvatures(b, d), (e, f) => _now.F[a, e, b, f]))
            + (Theta[a, c] * _mean[1, 1][b, d] * Along(Curvatures(a, c), e => _now.Q![b, d, a, e]))
            + (Theta[b, d] * _mean[1, 1][a, c] * Along(Curvatures(b, d), f => _now.Q![a, c, b, f]))
            + (_mean[1, 1][a, c] * _mean[1, 1][b, d] * _now.T![a, c, b, d]))))));

    /// <summary>U+.</summary>
    public Tensor4 U() => Make((a, d, b, c) => _cw2 * (Bent(a, b, c, d) + (_ratio * _mean[1, 1][a, d] * _mean[1, 1][b, c] * _now.U![a, d, b, c])));

    /// <summary>lambda_W &lt;s s&gt; + C_W Theta &lt;s' s'&gt;: what a neuron passes on of the tangent kernel.</summary>
    private double Passed(int a, int b) => (_next.LambdaW * _mean[0, 0][a, b]) + (_cw * Theta[a, b] * _mean[1, 1][a, b]);

    private double Bent(int a, int b, int c, int d) => Source.Curvatures[a, b, c, d] * Theta[a, b] * Theta[a, c] * Theta[b, d];

    /// <summary>The derivative of &lt;s_a s_b&gt; in the kernel.</summary>
    private Elements Metric(int a, int b) => new(a, b, _mean[2, 0][a, b] / 2, _mean[1, 1][a, b], _mean[2, 0][b, a] / 2);

    /// <summary>The derivative of &lt;s'_a s'_b&gt; in the kernel.</summary>
    private Elements Slopes(int a, int b) => new(a, b, _mean.Slope[a, b] / 2, _mean.SlopeAcross[a, b], _mean.Slope[b, a] / 2);

    /// <summary>The derivative of <see cref="Passed"/> in the kernel.</summary>
    private Elements Kept(int a, int b)
    {
        (Elements s, Elements d, double theta) = (Metric(a, b), Slopes(a, b), _cw * Theta[a, b]);
        return new(a, b, (_next.LambdaW * s.First) + (theta * d.First), (_next.LambdaW * s.Mixed) + (theta * d.Mixed), (_next.LambdaW * s.Second) + (theta * d.Second));
    }

    /// <summary>The gradient of &lt;s'_a s_b&gt; in z: by z_a, by z_b.</summary>
    private Gradient Preactivations(int a, int b) => new(a, b, _mean[2, 0][a, b], _mean[1, 1][a, b]);

    /// <summary>The gradient of &lt;s''_a s'_b&gt; in z.</summary>
    private Gradient Curvatures(int a, int b) => new(a, b, _mean.Slope[a, b], _mean.SlopeAcross[a, b]);

    /// <summary>Half the second derivative of a mean in the kernel, applied to V.</summary>
    private double Curved(int a, int b, double[,] four, double[,] three, double[,] two, double[] single)
    {
        Tensor4 v = _now.V;
        return a == b ? single[a] * v[a, a, a, a] / 2
            : 0.5 * ((four[a, b] * v[a, a, a, a] / 4) + (three[a, b] * v[a, a, a, b]) + (two[a, b] * ((v[a, a, b, b] / 2) + v[a, b, a, b]))
                + (three[b, a] * v[a, b, b, b]) + (four[b, a] * v[b, b, b, b] / 4));
    }

    private static double One(Elements j, double[,] x) => (j.First * x[j.A, j.A]) + (j.Mixed * x[j.A, j.B]) + (j.Second * x[j.B, j.B]);

    private static double Right(int a, int b, Elements j, Tensor4 x) => (j.First * x[a, b, j.A, j.A]) + (j.Mixed * x[a, b, j.A, j.B]) + (j.Second * x[a, b, j.B, j.B]);

    private static double Both(Elements i, Elements j, Tensor4 x) => (i.First * Right(i.A, i.A, j, x)) + (i.Mixed * Right(i.A, i.B, j, x)) + (i.Second * Right(i.B, i.B, j, x));

    private static double Along(Gradient g, Func<int, double> x) => (g.First * x(g.A)) + (g.Second * x(g.B));

    private static double Across(Gradient g, Gradient h, Func<int, int, double> x) =>
        (g.First * ((h.First * x(g.A, h.A)) + (h.Second * x(g.A, h.B)))) + (g.Second * ((h.First * x(g.B, h.A)) + (h.Second * x(g.B, h.B))));

    private double[,] Matrix(Func<int, int, double> value)
    {
        double[,] matrix = new double[_m, _m];
        for (int a = 0; a < _m; a++)
        {
            for (int b = 0; b < _m; b++)
            {
                matrix[a, b] = value(a, b);
            }
        }

        return matrix;
    }

    private Tensor4 Make(Func<int, int, int, int, double> value) => Tensor4.Of(_m, value);

    private readonly record struct Gradient(int A, int B, double First, double Second);

    private readonly record struct Elements(int A, int B, double First, double Mixed, double Second)
    {
        public double Sum(Func<(int E, int F, double Coefficient), double> term) => term((A, A, First)) + term((A, B, Mixed)) + term((B, B, Second));
    }
}
