using System.Runtime.Intrinsics;

namespace Theory.Numerics.Quadrature;

/// <summary>The integrands of expectations of an activation s, from s and its derivatives evaluated once a node.</summary>
/// <remarks>Which they are follows from the quantities, see <see cref="QuantityRows"/>; see <see cref="JumpTerms"/> for what breakpoints add.</remarks>
internal readonly struct ActivationIntegrand : IPanelIntegrand
{
    private const int Width = 4;
    private const int Blocks = PanelRule.Order / Width;

    private readonly PiecewiseSmoothFunction _function;
    private readonly PanelNodes _nodes;
    private readonly Anchor[] _anchors;
    private readonly QuadratureRow[] _rows;
    private readonly int _requested;
    private readonly int _derivatives;

    /// <summary>Prepares the integrands.</summary>
    /// <param name="function">The activation.</param>
    /// <param name="k">The variance, positive and finite.</param>
    /// <param name="rows">The integrands.</param>
    /// <param name="requested">One bit for each integrand that has to converge; the others are summed on panels that suit these.</param>
    public ActivationIntegrand(PiecewiseSmoothFunction function, double k, QuadratureRow[] rows, int requested)
    {
        _function = function;
        _nodes = new PanelNodes(k);
        _rows = rows;
        _requested = requested;
        _derivatives = 1;
        foreach (QuadratureRow row in rows)
        {
            _derivatives = Math.Max(_derivatives, row.Polynomial.Order);
        }

        double sigma = _nodes.Sigma;
        Breakpoint[] junctions = function.Junctions;
        int features = 0;
        foreach (Feature feature in function.Features)
        {
            features += IsNarrow(feature, sigma) ? 1 : 0;
        }

        int fixedAnchors = junctions.Length + (function.HasOrigin ? 1 : 0);
        _anchors = new Anchor[fixedAnchors + features];
        for (int i = 0; i < junctions.Length; i++)
        {
            _anchors[i] = new Anchor(
                junctions[i].Position / sigma, junctions[i].Left.OwnScale() / sigma, junctions[i].Right.OwnScale() / sigma, true);
        }

        if (function.HasOrigin)
        {
            double scale = function.AtOrigin.OwnScale() / sigma;
            _anchors[junctions.Length] = new Anchor(0, scale, scale, false);
        }

        int next = fixedAnchors;
        foreach (Feature feature in function.Features)
        {
            if (IsNarrow(feature, sigma))
            {
                _anchors[next++] = new Anchor(feature.Position / sigma, feature.LeftScale / sigma, feature.RightScale / sigma, false, true);
            }
        }
    }

    /// <inheritdoc/>
    public int Count => _rows.Length;

    /// <inheritdoc/>
    public ReadOnlySpan<Anchor> Anchors => _anchors;

    /// <inheritdoc/>
    public bool MayBeginLate => _function.Features.Length > 0;

    /// <inheritdoc/>
    public bool IsRequested(int index) => (_requested >> index & 1) != 0;

    /// <inheritdoc/>
    public bool IsSummed(int index) => true;

    /// <inheritdoc/>
    public bool Cancels(int index) => _rows[index].Polynomial.Terms.Length > 1;

    /// <inheritdoc/>
    public bool Fill(in Panel panel, Span<double> values, Span<double> sizes)
    {
        const int n = PanelRule.Order;
        Span<double> buffer = stackalloc double[7 * n];
        Span<double> t = buffer[..n];
        Span<double> z = buffer.Slice(n, n);
        Span<double> root = buffer.Slice(2 * n, n);
        Span<double> s = buffer.Slice(3 * n, n);
        Span<double> s1 = buffer.Slice(4 * n, n);
        Span<double> s2 = buffer.Slice(5 * n, n);
        Span<double> s3 = buffer.Slice(6 * n, n);

        SmoothPiece piece = _function.Pieces[panel.Piece];
        _nodes.Place(panel, piece.From, piece.To, t, z, root);
        Apply(piece.S, z, s);
        Apply(piece.S1, z, s1);
        if (_derivatives >= 2)
        {
            Apply(piece.S2, z, s2);
        }

        if (_derivatives >= 3)
        {
            Apply(piece.S3, z, s3);
        }

        Combine(buffer, values, sizes);
        return (panel.LeftAnchor < 0 || Foretold(panel.LeftAnchor, false, s, s1, s2, s3))
            && (panel.RightAnchor < 0 || Foretold(panel.RightAnchor, true, s, s1, s2, s3));
    }

    /// <inheritdoc/>
    public bool TryBoundRounding(in Panel panel, bool anywhere, Span<double> bounds)
    {
        SmoothPiece piece = _function.Pieces[panel.Piece];
        if (piece.Rounding is not RoundingBounds rounding || !(anywhere || piece.CancelsAtPoints))
        {
            return false;
        }

        const int n = PanelRule.Order;
        Span<double> nodes = stackalloc double[3 * n];
        Span<double> t = nodes[..n], z = nodes.Slice(n, n), root = nodes.Slice(2 * n, n);
        _nodes.Place(panel, piece.From, piece.To, t, z, root);
        Span<double> errors = stackalloc double[4];
        Span<double> sizes = stackalloc double[4];
        bounds.Clear();
        for (int i = 0; i < n; i++)
        {
            rounding(z[i], errors);
            for (int order = 0; order <= _derivatives; order++)
            {
                sizes[order] = Math.Abs(Derivative(piece, order)(z[i]));
            }

            double weight = panel.HalfWidth * PanelRule.Weights[i] * root[i] * root[i];
            for (int r = 0; r < _rows.Length; r++)
            {
                double change = 0;
                foreach (DerivativePolynomial.Term term in _rows[r].Polynomial.Terms)
                {
                    change += Math.Abs(term.Coefficient) * Change(term.Factors, sizes, errors);
                }

                bounds[r] += change == 0 ? 0 : change * weight * Math.Abs(_rows[r].Hermite == 0 ? 1 : Hermite(_rows[r].Hermite, Vector256.Create(t[i]), Vector256.Create(1 / _nodes.Sigma)).ToScalar());
            }
        }

        return true;
    }

    private static Func<double, double> Derivative(SmoothPiece piece, int order) => order switch { 0 => piece.S, 1 => piece.S1, 2 => piece.S2, _ => piece.S3 };

    /// <summary>How far a product may be moved by errors of its factors.</summary>
    private static double Change(ReadOnlySpan<int> factors, ReadOnlySpan<double> sizes, ReadOnlySpan<double> errors)
    {
        double product = 1, change = 0;
        foreach (int factor in factors)
        {
            change = (change * (sizes[factor] + errors[factor])) + (product * errors[factor]);
            product *= sizes[factor];
        }

        return change;
    }

    // Others are seen by the nodes of any panel.
    private static bool IsNarrow(Feature feature, double sigma) => feature.Scale < 0.25 * sigma || Math.Abs(feature.Position) > 8 * sigma;

    private static void Apply(Func<double, double> f, ReadOnlySpan<double> z, Span<double> values)
    {
        for (int i = 0; i < z.Length; i++)
        {
            values[i] = f(z[i]);
        }
    }

    private void Combine(ReadOnlySpan<double> buffer, Span<double> values, Span<double> sizes)
    {
        const int n = PanelRule.Order;
        Vector256<double> inverseSigma = Vector256.Create(1 / _nodes.Sigma);

        // Two halves of the factors, each with its root of the density: products overflow or underflow only where the result does.
        Span<Vector256<double>> weighted = stackalloc Vector256<double>[4 * Blocks];
        for (int order = 0; order <= _derivatives; order++)
        {
            for (int i = 0; i < Blocks; i++)
            {
                weighted[(order * Blocks) + i] = Load(buffer, ((3 + order) * n) + (i * Width)) * Load(buffer, (2 * n) + (i * Width));
            }
        }

        for (int r = 0; r < _rows.Length; r++)
        {
            QuadratureRow row = _rows[r];
            DerivativePolynomial.Term[] terms = row.Polynomial.Terms;
            for (int i = 0; i < Blocks; i++)
            {
                Vector256<double> sum = default;
                Vector256<double> size = default;
                for (int m = 0; m < terms.Length; m++)
                {
                    int[] factors = terms[m].Factors;
                    Vector256<double> even = weighted[(factors[0] * Blocks) + i];
                    Vector256<double> odd = factors.Length == 1 ? Load(buffer, (2 * n) + (i * Width)) : weighted[(factors[1] * Blocks) + i];
                    for (int f = 2; f < factors.Length; f++)
                    {
                        Vector256<double> factor = Load(buffer, ((3 + factors[f]) * n) + (i * Width));
                        (even, odd) = f % 2 == 0 ? (even * factor, odd) : (even, odd * factor);
                    }

                    Vector256<double> product = even * odd * terms[m].Coefficient;
                    sum += product;
                    size += Vector256.Abs(product);
                }

                Vector256<double> weight = row.Hermite == 0 ? Vector256<double>.One : Hermite(row.Hermite, Load(buffer, i * Width), inverseSigma);
                Store(sum * weight, values, (r * n) + (i * Width));
                Store(size * Vector256.Abs(weight), sizes, (r * n) + (i * Width));
            }
        }
    }

    // He_m(t)/sqrt(K)^m.
    private static Vector256<double> Hermite(int m, Vector256<double> t, Vector256<double> inverseSigma)
    {
        Vector256<double> z = t * inverseSigma;
        Vector256<double> previous = Vector256<double>.One;
        Vector256<double> current = z;
        for (int k = 1; k < m; k++)
        {
            (previous, current) = (current, (z * current) - (previous * (k * inverseSigma * inverseSigma)));
        }

        return current;
    }

    private bool Foretold(
        int anchor, bool rightEnd, ReadOnlySpan<double> s, ReadOnlySpan<double> s1, ReadOnlySpan<double> s2, ReadOnlySpan<double> s3)
    {
        LocalValues limit = !_anchors[anchor].IsBreakpoint ? _function.AtOrigin
            : rightEnd ? _function.Junctions[anchor].Left
            : _function.Junctions[anchor].Right;
        return PanelNodes.Foretell(s, limit.S, rightEnd)
            && PanelNodes.Foretell(s1, limit.S1, rightEnd)
            && (_derivatives < 2 || PanelNodes.Foretell(s2, limit.S2, rightEnd))
            && (_derivatives < 3 || PanelNodes.Foretell(s3, limit.S3, rightEnd));
    }

    private static Vector256<double> Load(ReadOnlySpan<double> row, int i) => Vector256.Create(row.Slice(i, Vector256<double>.Count));

    private static void Store(Vector256<double> value, Span<double> row, int i) => value.CopyTo(row.Slice(i, Vector256<double>.Count));
}
