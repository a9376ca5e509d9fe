using System.Numerics;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Kernels;

/// <summary>s(z) = z max(0, z - b)^p, MRePU at b = -1: moments of the quadrant above the breakpoints.</summary>
internal sealed class ModifiedRectifiedPowerKernel : ElementwiseKernel
{
    /// <summary>The largest power.</summary>
    public const int MaximumPower = 8;

    private readonly int _p;
    private readonly double _breakpoint;

    /// <summary>Creates the kernel.</summary>
    /// <param name="p">The power, from 2 to <see cref="MaximumPower"/>.</param>
    /// <param name="breakpoint">b, below 0.</param>
    public ModifiedRectifiedPowerKernel(int p, double breakpoint)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(p, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(p, MaximumPower);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(breakpoint, 0);
        (_p, _breakpoint) = (p, breakpoint);
    }

    /// <inheritdoc/>
    protected override double Error => 1e-13;

    private protected override VarianceSlopes Slopes => new(_p + 1, _p + 1, false);

    private protected override (double Value, double Derivative) Evaluate(double ka, double kb, Correlation correlation)
    {
        if (ka == 0 || kb == 0)
        {
            // s(0) = 0, and s'(0) = (-b)^p, which meets E[s'].
            return (0, ka == kb ? SlopeAtZero * SlopeAtZero : SlopeAtZero * MeanSlope(Math.Max(ka, kb)));
        }

        int n = _p + 1;
        Span<double> moments = stackalloc double[n * n];
        QuadrantMoments.Compute(_breakpoint, ka, kb, correlation, _p, moments);
        double c = correlation.Rho * Math.Sqrt(ka) * Math.Sqrt(kb);
        double pp = moments[(_p * n) + _p];
        double pq = moments[(_p * n) + _p - 1];
        double qp = moments[((_p - 1) * n) + _p];
        double qq = moments[((_p - 1) * n) + _p - 1];
        double pr = moments[(_p * n) + _p - 2];
        double rp = moments[((_p - 2) * n) + _p];

        // Stein's lemma twice, with u = z - b: every term is proportional to a covariance, so that nothing cancels at small K.
        // E[z_b u_a^i u_b^j] = K_b j E[u_a^i u_b^(j-1)] + c i E[u_a^(i-1) u_b^j]
        double zqp = (kb * _p * qq) + (c * (_p - 1) * rp);
        double zpq = (kb * (_p - 1) * pr) + (c * _p * qq);
        double value = (ka * _p * zqp) + (c * (pp + (_p * zpq)));

        // s' = (p + 1) u^p + p b u^(p-1)
        double outer = _p + 1;
        double inner = _p * _breakpoint;
        return (value, (outer * outer * pp) + (outer * inner * (pq + qp)) + (inner * inner * qq));
    }

    private protected override void Evaluate(PairBatch pairs, int start, Span<double> values, Span<double> derivatives)
    {
        int lanes = Vector<double>.Count;
        Span<double> a = stackalloc double[lanes];
        Span<double> b = stackalloc double[lanes];
        Span<Vector<double>> moments = stackalloc Vector<double>[(_p + 1) * (_p + 1)];
        int i = 0;
        for (; i <= values.Length - lanes; i += lanes)
        {
            bool isRegular = true;
            for (int lane = 0; lane < lanes; lane++)
            {
                int p = start + i + lane;
                (a[lane], b[lane]) = (pairs.Deviations[pairs.First[p]], pairs.Deviations[pairs.Second[p]]);
                isRegular &= a[lane] > 0 && b[lane] > 0 && Math.Abs(pairs.Correlations[p]) < 1;
            }

            Vector<double> rho = new(pairs.Correlations.AsSpan(start + i, lanes));
            if (isRegular && VectorMoments.TryCompute(_breakpoint, new Vector<double>(a), new Vector<double>(b), rho, _p, moments))
            {
                Combine(new Vector<double>(a), new Vector<double>(b), rho, moments, values[i..], derivatives[i..]);
            }
            else
            {
                base.Evaluate(pairs, start + i, values.Slice(i, lanes), derivatives.Slice(i, lanes));
            }
        }

        base.Evaluate(pairs, start + i, values[i..], derivatives[i..]);
    }

    // The same sums as for one pair.
    private void Combine(Vector<double> sigmaA, Vector<double> sigmaB, Vector<double> rho, ReadOnlySpan<Vector<double>> moments, Span<double> values, Span<double> derivatives)
    {
        int n = _p + 1;
        Vector<double> ka = sigmaA * sigmaA;
        Vector<double> kb = sigmaB * sigmaB;
        Vector<double> c = rho * sigmaA * sigmaB;
        Vector<double> pp = moments[(_p * n) + _p];
        Vector<double> pq = moments[(_p * n) + _p - 1];
        Vector<double> qp = moments[((_p - 1) * n) + _p];
        Vector<double> qq = moments[((_p - 1) * n) + _p - 1];
        Vector<double> pr = moments[(_p * n) + _p - 2];
        Vector<double> rp = moments[((_p - 2) * n) + _p];
        Vector<double> zqp = (kb * qq * _p) + (c * rp * (_p - 1));
        Vector<double> zpq = (kb * pr * (_p - 1)) + (c * qq * _p);
        double outer = _p + 1;
        double inner = _p * _breakpoint;
        ((ka * zqp * _p) + (c * (pp + (zpq * _p)))).CopyTo(values);
        ((pp * (outer * outer)) + ((pq + qp) * (outer * inner)) + (qq * (inner * inner))).CopyTo(derivatives);
    }

    private double SlopeAtZero => Math.Pow(-_breakpoint, _p);

    private double MeanSlope(double k)
    {
        Span<double> moments = stackalloc double[_p + 1];
        QuadrantMoments.HalfLine(-_breakpoint, Math.Sqrt(k), moments);
        return ((_p + 1) * moments[_p]) + (_p * _breakpoint * moments[_p - 1]);
    }
}
