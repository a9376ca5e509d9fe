using Theory.Expressions;

namespace Theory.Expectations.TwoInputs;

/// <summary>
/// Moments E[x^m y^n exp(a x^2 + b x + a' y^2 + b' y); x beyond l, y beyond u] of two correlated Gaussian variables, for all m and n.
/// </summary>
/// <remarks>
/// Tilting absorbs the exponential into covariance and means (mu_x, mu_y). Stein's lemma then lowers the powers,
/// E[x F] = mu_x E[F] + A E[dF/dx] + C E[dF/dy], where the derivative of an indicator leaves a line integral: a density times a truncated
/// moment of the conditional Gaussian. What remains are Phi2, Phi and phi at the standardised breakpoints.
/// </remarks>
internal sealed class QuadrantMoments
{
    private readonly BivariateGaussian _gaussian;
    private readonly Expr _prefactor;
    private readonly Side _a;
    private readonly Side _b;
    private readonly CornerFunctions _corner;
    private readonly DerivationBudget _budget;
    private readonly Dictionary<(int, int), BivariateForm> _known = [];

    /// <summary>Prepares the moments of one exponential factor and one pair of half-lines; a side without a breakpoint is the whole line.</summary>
    /// <param name="gaussian">The Gaussian, which the quadratic exponents have tilted already.</param>
    /// <param name="a">Its linear exponent b.</param>
    /// <param name="b">Its linear exponent b'.</param>
    /// <param name="halfA">Where x is.</param>
    /// <param name="halfB">Where y is.</param>
    /// <param name="budget">Ends what takes too long.</param>
    public QuadrantMoments(BivariateGaussian gaussian, GaussianTerm a, GaussianTerm b, HalfLine? halfA, HalfLine? halfB, DerivationBudget budget)
    {
        _gaussian = gaussian;
        _budget = budget;
        Expr meanA = Expansion.Expand((_gaussian.VarianceA * a.Linear) + (_gaussian.Covariance * b.Linear));
        Expr meanB = Expansion.Expand((_gaussian.Covariance * a.Linear) + (_gaussian.VarianceB * b.Linear));
        _a = new Side(halfA, meanA, _gaussian.DeviationA);
        _b = new Side(halfB, meanB, _gaussian.DeviationB);
        _corner = new CornerFunctions(_gaussian, _a, _b);
        _prefactor = _gaussian.Norm * Function.Of(FunctionKind.Exp, Expansion.Expand(((a.Linear * meanA) + (b.Linear * meanB)) / 2));
    }

    /// <summary>The moment of orders m and n.</summary>
    public BivariateForm Of(int m, int n) => Centred(m, n).Times(_prefactor);

    /// <summary>E[delta(x - l) y^n exp(a' y^2 + b' y); y beyond u]: what a jump at l contributes to products of derivatives.</summary>
    public BivariateForm Slice(int n) => Line(_a, _b, n, exchanged: false).Times(_prefactor);

    /// <summary>The joint density at (l, u).</summary>
    public BivariateForm Corner() =>
        BivariateForm.Of(_corner.Density, 1 / (_gaussian.DeviationA * _gaussian.DeviationB * _gaussian.Rest)).Times(_prefactor);

    private BivariateForm Centred(int m, int n)
    {
        if (_known.TryGetValue((m, n), out BivariateForm? known))
        {
            return known;
        }

        BivariateForm form = new();
        if (m == 0 && n == 0)
        {
            form.Add(_corner.Probability, Expr.One);
        }
        else if (m > 0)
        {
            Lower(form, m, n, _a, _b, _gaussian.VarianceA, exchanged: false);
        }
        else
        {
            Lower(form, n, m, _b, _a, _gaussian.VarianceB, exchanged: true);
        }

        _budget.Spend(form.Size);
        return _known[(m, n)] = form;
    }

    /// <summary>E[x^m y^n] from lower orders, x being the variable of <paramref name="first"/>.</summary>
    private void Lower(BivariateForm form, int m, int n, Side first, Side second, Expr variance, bool exchanged)
    {
        BivariateForm At(int i, int j) => exchanged ? Centred(j, i) : Centred(i, j);
        Expr covariance = _gaussian.Covariance;
        if (!first.Mean.IsZero)
        {
            form.AddScaled(At(m - 1, n), first.Mean);
        }

        if (m > 1)
        {
            form.AddScaled(At(m - 2, n), (m - 1) * variance);
        }

        if (n > 0)
        {
            form.AddScaled(At(m - 1, n - 1), n * covariance);
        }

        if (first.Half is HalfLine half)
        {
            form.AddScaled(Line(first, second, n, exchanged), half.Sign * half.Point.Pow(m - 1) * variance);
        }

        if (second.Half is HalfLine other)
        {
            form.AddScaled(Line(second, first, m - 1, !exchanged), other.Sign * other.Point.Pow(n) * covariance);
        }
    }

    /// <summary>
    /// E[delta(x - l) y^n; y beyond u]: the density of x at l times the truncated moment of y given x = l, which has mean
    /// mu_y + (C/A)(l - mu_x) and variance B (1 - rho^2).
    /// </summary>
    private BivariateForm Line(Side at, Side along, int n, bool exchanged)
    {
        HalfLine half = at.Half!;
        Expr slope = _gaussian.Correlation * along.Deviation / at.Deviation;
        Expr mean = BivariateForm.Simplify(along.Mean + (slope * (half.Point - at.Mean)));
        Expr variance = Expansion.Expand((along.Deviation * _gaussian.Rest).Pow(2));

        // Y_n = p_n Phi(k) + q_n phi(k) sqrt(variance), both by Y_n = mean Y_(n-1) + (n-1) variance Y_(n-2) + boundary.
        (Expr P, Expr Q) previous = (Expr.Zero, Expr.Zero);
        (Expr P, Expr Q) current = (Expr.One, Expr.Zero);
        for (int i = 1; i <= n; i++)
        {
            Expr boundary = along.Half is HalfLine edge ? edge.Sign * edge.Point.Pow(i - 1) : Expr.Zero;
            (previous, current) = (current, (
                BivariateForm.Simplify((mean * current.P) + ((i - 1) * variance * previous.P)),
                BivariateForm.Simplify((mean * current.Q) + ((i - 1) * variance * previous.Q) + boundary)));
            _budget.Spend(current.P.Size + current.Q.Size);
        }

        BivariateForm line = new();
        line.Add(_corner.LineProbability(exchanged), current.P / at.Deviation);
        if (!current.Q.IsZero)
        {
            line.Add(_corner.Density, current.Q * along.Deviation * _gaussian.Rest / at.Deviation);
        }

        return line;
    }

    /// <summary>One variable: its half-line, mean and standard deviation.</summary>
    internal sealed record Side(HalfLine? Half, Expr Mean, Expr Deviation)
    {
        /// <summary>(mu - l)/sqrt(A): the mean as seen from the breakpoint.</summary>
        public Expr Distance { get; } = Half is null ? Expr.Zero : BivariateForm.Simplify((Mean - Half.Point) / Deviation);
    }
}
