namespace Theory.Numerics.Quadrature;

/// <summary>One integrand in scaled numbers: where s is beyond the range of doubles and s times the density is not, as for &lt;exp(z)&gt; at K = 1000.</summary>
/// <remarks>A hundred times slower than <see cref="ActivationIntegrand"/>, for what fails there.</remarks>
internal readonly struct ScaledIntegrand : IPanelIntegrand
{
    private const double InverseRootOfTwoPi = 0.39894228040143267794;

    private readonly PiecewiseSmoothFunction _function;
    private readonly QuadratureRow _row;
    private readonly PanelNodes _nodes;
    private readonly Anchor[] _anchors;

    /// <summary>Prepares the integrand of an activation whose pieces all have scaled values.</summary>
    public ScaledIntegrand(PiecewiseSmoothFunction function, double k, QuadratureRow row, ReadOnlySpan<Anchor> anchors)
    {
        (_function, _row, _nodes) = (function, row, new PanelNodes(k));

        // The values at breakpoints and at the origin foretell nothing here; features keep their panels.
        _anchors = [.. anchors];
    }

    /// <inheritdoc/>
    public int Count => 1;

    /// <inheritdoc/>
    public ReadOnlySpan<Anchor> Anchors => _anchors;

    /// <inheritdoc/>
    public bool MayBeginLate => true;

    /// <inheritdoc/>
    public bool IsRequested(int index) => true;

    /// <inheritdoc/>
    public bool IsSummed(int index) => true;

    /// <inheritdoc/>
    public bool Cancels(int index) => _row.Polynomial.Terms.Length > 1;

    /// <inheritdoc/>
    public bool TryBoundRounding(in Panel panel, bool anywhere, Span<double> bounds) => false;

    /// <inheritdoc/>
    public bool Fill(in Panel panel, Span<double> values, Span<double> sizes)
    {
        Span<double> t = stackalloc double[PanelRule.Order];
        Span<double> z = stackalloc double[PanelRule.Order];
        Span<double> root = stackalloc double[PanelRule.Order];
        SmoothPiece piece = _function.Pieces[panel.Piece];
        _nodes.Place(panel, piece.From, piece.To, t, z, root);
        for (int i = 0; i < z.Length; i++)
        {
            (values[i], sizes[i]) = At(piece, t[i], z[i]);
        }

        return true;
    }

    /// <summary>The integrand at a node, and the sum of the absolute values of its terms.</summary>
    public (double Value, double Size) At(SmoothPiece piece, double t, double z)
    {
        ScaledNumber density = ScaledNumber.Exp(-0.5 * t * t) * ScaledNumber.Of(InverseRootOfTwoPi * Hermite(_row.Hermite, t, 1 / _nodes.Sigma));
        double sum = 0;
        double size = 0;
        foreach (DerivativePolynomial.Term term in _row.Polynomial.Terms)
        {
            ScaledNumber product = density * ScaledNumber.Of(term.Coefficient);
            foreach (int order in term.Factors)
            {
                product *= piece.Scaled!(order, z);
            }

            double value = product.ToDouble();
            sum += value;
            size += Math.Abs(value);
        }

        return (sum, size);
    }

    /// <summary>|d log s / d log z|, the largest where the integrand counts: by so many units an ulp of z or K moves each factor.</summary>
    public double Degree()
    {
        const double far = 53.5;
        const double step = 0.25;
        double largest = 0;
        double degree = 0;
        for (double t = -far; t <= far; t += step)
        {
            largest = Math.Max(largest, Magnitude(t));
        }

        for (double t = -far; t <= far; t += step)
        {
            double z = _nodes.Sigma * t;
            SmoothPiece piece = _function.PieceAt(z);
            if (Magnitude(t) > 1e-18 * largest && piece.Scaled!(0, z) is { Mantissa: not 0 } s)
            {
                ScaledNumber slope = piece.Scaled!(1, z);
                double ratio = Math.Abs(z * new ScaledNumber(slope.Mantissa / s.Mantissa, slope.Exponent - s.Exponent).ToDouble());
                degree = double.IsFinite(ratio) ? Math.Max(degree, ratio) : degree;
            }
        }

        return degree;
    }

    private double Magnitude(double t) => At(_function.PieceAt(_nodes.Sigma * t), t, _nodes.Sigma * t).Size;

    // He_m(t)/sqrt(K)^m.
    private static double Hermite(int m, double t, double inverseSigma)
    {
        double z = t * inverseSigma;
        (double previous, double current) = (1, m == 0 ? 1 : z);
        for (int k = 1; k < m; k++)
        {
            (previous, current) = (current, (z * current) - (previous * (k * inverseSigma * inverseSigma)));
        }

        return current;
    }
}
