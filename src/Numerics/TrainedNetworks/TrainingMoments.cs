namespace Theory.Numerics.TrainedNetworks;

/// <summary>The moments of outputs and kernel fluctuations in the course of training to order 1/n, and what drives them.</summary>
/// <remarks>
/// <para>
/// Errors e_a = z_a - y_a at the training points (z_a at a test point, z_0 = 1 in front of all) start as normal numbers and follow, at infinite width,
/// e(t) = G(t) e(0). With h = H - Theta, all of order n^(-1/2), and dH_abc, whose correlations with z are of order 1/n,
/// </para>
/// <code>
/// e_d'    = -H_db e_b,     h_db' = -(dH_dbc + dH_bdc) e_c,     dH_abc' = -(ddI_abcf + ddII_abcf + ddII_acbf) e_f
/// N_de    = n (E[e_d e_e] - G S G^T),     F_db,pq = n E[h_db e_p e_q]
/// N_de'   = -Theta_db N_be - F_db,be + (d and e exchanged)
/// F_db,pq' = -Theta_pr F_db,rq - n E[h_db h_pr] E[e_r e_q] + (p and q exchanged) - n E[(dH_dbc + dH_bdc) e_c e_p e_q]
/// </code>
/// <para>
/// closed, as the last expectation follows from normal numbers: with J the integral of G, dH(t) = dH - (ddI + …) J e(0). N_d0 is the correction of the mean.
/// The same moments of a step of gradient descent, e = (1 - eta H) e + eta^2/2 dH e e - eta^3/6 ddI e e e and so on, obey a recursion that is exact to order 1/n.
/// </para>
/// </remarks>
internal sealed class TrainingMoments
{
    private readonly OutputTensors _x;
    private readonly int _m;
    private readonly int _n;
    private readonly int _q;
    private readonly double[,] _start;
    private readonly double[] _startMean;
    private readonly double[,] _rates;
    private readonly double[,,,] _second;

    /// <summary>Prepares the moments.</summary>
    /// <param name="tensors">The training points first, then at most one test point.</param>
    /// <param name="targets">One for each training point.</param>
    public TrainingMoments(OutputTensors tensors, IReadOnlyList<double> targets)
    {
        (_x, _m, _n) = (tensors, targets.Count, tensors.Points);
        _q = _n + 1;
        _startMean = [1, .. targets.Select(y => -y), .. new double[_n - _m]];
        _start = new double[_q, _q];
        _rates = new double[_q, _q];
        for (int p = 0; p < _q; p++)
        {
            for (int r = 0; r < _q; r++)
            {
                _start[p, r] = (_startMean[p] * _startMean[r]) + (p > 0 && r > 0 ? _x.K[p - 1, r - 1] : 0);
                _rates[p, r] = p > 0 && r > 0 && r <= _m ? _x.Theta[p - 1, r - 1] : 0;
            }
        }

        _second = OutputTensors.Of(_n, (a, b, c, f) => _x.Third[a, b, c, f] + _x.Second[a, b, c, f] + _x.Second[a, c, b, f]);
        Length = (_q * _q) + (_n * _m * _q * _q);
    }

    /// <summary>How many numbers N and F are.</summary>
    public int Length { get; }

    /// <summary>The rates -e'/e, (n + 1) x (n + 1).</summary>
    public double[,] Rates => _rates;

    /// <summary>N and F of the initialisation.</summary>
    public double[] Initial()
    {
        double[] state = new double[Length];
        for (int d = 0; d < _n; d++)
        {
            for (int e = 0; e < _n; e++)
            {
                state[N(d + 1, e + 1)] = _x.G1[d, e];
            }

            for (int b = 0; b < _m; b++)
            {
                for (int p = 0; p < _q; p++)
                {
                    for (int r = 0; r < _q; r++)
                    {
                        state[F(d, b, p, r)] = (_x.Theta1[d, b] * _start[p, r]) + (p > 0 && r > 0 ? _x.WithSquares[d, b, p - 1, r - 1] : 0);
                    }
                }
            }
        }

        return state;
    }

    /// <summary>Mean and variance of a point, at infinite width and the coefficients of 1/n.</summary>
    /// <param name="point">The point, from 0.</param>
    /// <param name="target">What was taken off the output there.</param>
    /// <param name="state">N and F.</param>
    /// <param name="g">G.</param>
    public (double Mean, double Variance, double MeanCorrection, double VarianceCorrection) Of(int point, double target, double[] state, double[,] g)
    {
        int p = point + 1;
        double mean = Times(g, _startMean)[p];
        double[,] square = Between(g, g);
        return (mean + target, Math.Max(0, square[p, p] - (mean * mean)), state[N(p, 0)], state[N(p, p)] - (2 * mean * state[N(p, 0)]));
    }

    /// <summary>The time derivatives of N and F in gradient flow.</summary>
    /// <param name="state">N and F.</param>
    /// <param name="g">G.</param>
    /// <param name="j">J.</param>
    /// <param name="change">Their derivatives.</param>
    public void Flow(double[] state, double[,] g, double[,] j, double[] change)
    {
        Sources sources = new(this, g, j, null);
        for (int d = 0; d < _q; d++)
        {
            for (int e = 0; e < _q; e++)
            {
                double sum = 0;
                for (int b = 1; b <= _m; b++)
                {
                    sum += (_rates[d, b] * state[N(b, e)]) + (_rates[e, b] * state[N(d, b)]);
                    sum += (d > 0 ? state[F(d - 1, b - 1, b, e)] : 0) + (e > 0 ? state[F(e - 1, b - 1, b, d)] : 0);
                }

                change[N(d, e)] = -sum;
            }
        }

        for (int d = 0; d < _n; d++)
        {
            for (int b = 0; b < _m; b++)
            {
                double[,] driven = sources.OfKernel(d, b);
                for (int p = 0; p < _q; p++)
                {
                    for (int r = 0; r < _q; r++)
                    {
                        double sum = driven[p, r];
                        for (int k = 1; k <= _m; k++)
                        {
                            sum += (_rates[p, k] * state[F(d, b, k, r)]) + (_rates[r, k] * state[F(d, b, p, k)]);
                        }

                        change[F(d, b, p, r)] = -sum;
                    }
                }
            }
        }
    }

    /// <summary>N and F after one more step of gradient descent.</summary>
    /// <param name="state">N and F before.</param>
    /// <param name="g">G = R^k before, R = 1 - eta Theta.</param>
    /// <param name="j">J = eta (1 + R + … + R^(k-1)).</param>
    /// <param name="step">eta.</param>
    /// <param name="propagator">R.</param>
    public double[] Step(double[] state, double[,] g, double[,] j, double step, double[,] propagator)
    {
        Sources sources = new(this, g, j, propagator);
        double[] after = new double[Length];
        double[,] driven = new double[_q, _q];
        for (int d = 0; d < _n; d++)
        {
            double[] own = sources.OfOutput(d, step);
            for (int e = 0; e < _q; e++)
            {
                double sum = own[e];
                for (int b = 1; b <= _m; b++)
                {
                    for (int r = 0; r < _q; r++)
                    {
                        sum -= step * propagator[e, r] * state[F(d, b - 1, b, r)];
                    }
                }

                driven[d + 1, e] = sum;
            }
        }

        double[,] before = new double[_q, _q];
        Copy(state, 0, before);
        double[,] outputs = Sandwich(propagator, before);
        for (int d = 0; d < _q; d++)
        {
            for (int e = 0; e < _q; e++)
            {
                after[N(d, e)] = outputs[d, e] + driven[d, e] + driven[e, d] + (d > 0 && e > 0 ? step * step * sources.OfBoth(d - 1, e - 1) : 0);
            }
        }

        for (int d = 0; d < _n; d++)
        {
            for (int b = 0; b < _m; b++)
            {
                Copy(state, F(d, b, 0, 0), before);
                double[,] kept = Sandwich(propagator, before);
                double[,] change = sources.OfKernel(d, b);
                double[,] curved = sources.OfKernelAtSecondOrder(d, b);
                for (int p = 0; p < _q; p++)
                {
                    for (int r = 0; r < _q; r++)
                    {
                        after[F(d, b, p, r)] = kept[p, r] - (step * change[p, r]) + (step * step * curved[p, r]);
                    }
                }
            }
        }

        return after;
    }

    private int N(int d, int e) => (d * _q) + e;

    private int F(int d, int b, int p, int r) => (_q * _q) + (((((d * _m) + b) * _q) + p) * _q) + r;

    private void Copy(double[] state, int from, double[,] matrix)
    {
        for (int p = 0; p < _q; p++)
        {
            for (int r = 0; r < _q; r++)
            {
                matrix[p, r] = state[from + (p * _q) + r];
            }
        }
    }

    private double[] Times(double[,] a, double[] x)
    {
        double[] y = new double[_q];
        for (int p = 0; p < _q; p++)
        {
            for (int r = 0; r < _q; r++)
            {
                y[p] += a[p, r] * x[r];
            }
        }

        return y;
    }

    private double[,] Product(double[,] a, double[,] b, bool transposed)
    {
        double[,] c = new double[_q, _q];
        for (int p = 0; p < _q; p++)
        {
            for (int r = 0; r < _q; r++)
            {
                double sum = 0;
                for (int k = 0; k < _q; k++)
                {
                    sum += a[p, k] * (transposed ? b[r, k] : b[k, r]);
                }

                c[p, r] = sum;
            }
        }

        return c;
    }

    /// <summary>A X A^T.</summary>
    private double[,] Sandwich(double[,] a, double[,] x) => Product(Product(a, x, false), a, true);

    /// <summary>E[(A e)(B e)] at the start.</summary>
    private double[,] Between(double[,] a, double[,] b) => Product(Product(a, _start, false), b, true);

    /// <summary>Expectations of normal numbers at one time: e = G e(0), its integral J e(0), and e after one more step, P G e(0).</summary>
    private sealed class Sources
    {
        private readonly TrainingMoments _of;
        private readonly double[,] _g;
        private readonly double[,] _next;
        private readonly double[,] _now;
        private readonly double[,] _nowNext;
        private readonly double[,] _nextNext;
        private readonly double[,] _pastNow;
        private readonly double[,] _pastNext;
        private readonly double[] _mean;
        private readonly double[] _meanNext;
        private readonly double[] _meanPast;

        public Sources(TrainingMoments of, double[,] g, double[,] j, double[,]? propagator)
        {
            (_of, _g) = (of, g);
            _next = propagator is null ? g : of.Product(propagator, g, false);
            _now = of.Between(g, g);
            _nowNext = of.Between(g, _next);
            _nextNext = of.Between(_next, _next);
            _pastNow = of.Between(j, g);
            _pastNext = of.Between(j, _next);
            (_mean, _meanNext, _meanPast) = (of.Times(g, of._startMean), of.Times(_next, of._startMean), of.Times(j, of._startMean));
        }

        /// <summary>n E[h_db h_pr] E[e_r e_q] + (p and q exchanged) + n E[(dH_dbc + dH_bdc) e_c e_p e_q], without the sign.</summary>
        public double[,] OfKernel(int d, int b)
        {
            int q = _of._q;
            double[,] result = new double[q, q];
            for (int p = 1; p < q; p++)
            {
                for (int k = 1; k <= _of._m; k++)
                {
                    double covariance = _of._x.Covariance[d, b, p - 1, k - 1];
                    for (int r = 0; r < q; r++)
                    {
                        double term = covariance * _nowNext[k, r];
                        result[p, r] += term;
                        result[r, p] += term;
                    }
                }
            }

            AddDifferential(d, b, result);
            AddDifferential(b, d, result);
            return result;
        }

        /// <summary>(ddI_dbcf/2 + ddI_bdcf/2 + ddII_dbcf) E[e_c e_f e_p e_q].</summary>
        public double[,] OfKernelAtSecondOrder(int d, int b)
        {
            (int q, int m, OutputTensors x) = (_of._q, _of._m, _of._x);
            double[,] result = new double[q, q];
            for (int c = 1; c <= m; c++)
            {
                for (int f = 1; f <= m; f++)
                {
                    double z = ((x.Third[d, b, c - 1, f - 1] + x.Third[b, d, c - 1, f - 1]) / 2) + x.Second[d, b, c - 1, f - 1];
                    for (int p = 0; p < q; p++)
                    {
                        for (int r = 0; r < q; r++)
                        {
                            result[p, r] += z * ((_now[c, f] * _nextNext[p, r]) + (_nowNext[c, p] * _nowNext[f, r]) + (_nowNext[c, r] * _nowNext[f, p])
                                - (2 * _mean[c] * _mean[f] * _meanNext[p] * _meanNext[r]));
                        }
                    }
                }
            }

            return result;
        }

        /// <summary>eta^2/2 n E[dH_dbc e_b e_c e_e] - eta^3/6 ddI_dbcf E[e_b e_c e_f e_e], e_e one step on.</summary>
        public double[] OfOutput(int d, double step)
        {
            (int q, int m, int n, OutputTensors x) = (_of._q, _of._m, _of._n, _of._x);
            double[] result = new double[q];
            for (int b = 1; b <= m; b++)
            {
                for (int c = 1; c <= m; c++)
                {
                    for (int e = 0; e < q; e++)
                    {
                        double sum = 0;
                        for (int r = 1; r <= n; r++)
                        {
                            sum += x.First[d, b - 1, c - 1, r - 1] * ((_g[b, r] * _nowNext[c, e]) + (_g[c, r] * _nowNext[b, e]) + (_next[e, r] * _now[b, c]));
                        }

                        double third = 0;
                        for (int f = 1; f <= m; f++)
                        {
                            sum -= _of._second[d, b - 1, c - 1, f - 1] * ((_pastNow[f, b] * _nowNext[c, e]) + (_pastNow[f, c] * _nowNext[b, e]) + (_pastNext[f, e] * _now[b, c])
                                - (2 * _meanPast[f] * _mean[b] * _mean[c] * _meanNext[e]));
                            third += x.Third[d, b - 1, c - 1, f - 1] * ((_now[b, c] * _nowNext[f, e]) + (_now[b, f] * _nowNext[c, e]) + (_now[c, f] * _nowNext[b, e])
                                - (2 * _mean[b] * _mean[c] * _mean[f] * _meanNext[e]));
                        }

                        result[e] += (step * step / 2 * sum) - (step * step * step / 6 * third);
                    }
                }
            }

            return result;
        }

        /// <summary>n E[h_db h_er] E[e_b e_r].</summary>
        public double OfBoth(int d, int e)
        {
            double sum = 0;
            for (int b = 1; b <= _of._m; b++)
            {
                for (int r = 1; r <= _of._m; r++)
                {
                    sum += _of._x.Covariance[d, b - 1, e, r - 1] * _now[b, r];
                }
            }

            return sum;
        }

        /// <summary>n E[dH_abc e_c e_p e_q], summed over c.</summary>
        private void AddDifferential(int a, int b, double[,] result)
        {
            (int q, int m, int n, OutputTensors x) = (_of._q, _of._m, _of._n, _of._x);
            double all = 0;
            double means = 0;
            double[] with = new double[q];
            for (int c = 1; c <= m; c++)
            {
                Array.Clear(with);
                for (int r = 1; r <= n; r++)
                {
                    double first = x.First[a, b, c - 1, r - 1];
                    all += first * _g[c, r];
                    for (int p = 1; p < q; p++)
                    {
                        with[p] += first * _next[p, r];
                    }
                }

                for (int f = 1; f <= m; f++)
                {
                    double second = _of._second[a, b, c - 1, f - 1];
                    all -= second * _pastNow[f, c];
                    means += second * _meanPast[f] * _mean[c];
                    for (int p = 0; p < q; p++)
                    {
                        with[p] -= second * _pastNext[f, p];
                    }
                }

                for (int p = 0; p < q; p++)
                {
                    for (int r = 0; r < q; r++)
                    {
                        result[p, r] += (with[p] * _nowNext[c, r]) + (with[r] * _nowNext[c, p]);
                    }
                }
            }

            for (int p = 0; p < q; p++)
            {
                for (int r = 0; r < q; r++)
                {
                    result[p, r] += (all * _nextNext[p, r]) + (2 * means * _meanNext[p] * _meanNext[r]);
                }
            }
        }
    }
}
