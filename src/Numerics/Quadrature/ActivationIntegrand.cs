using System.Runtime.Intrinsics;

namespace Theory.Numerics.Quadrature;

/// <summary>The integrands of all expectations of an activation s, from s, s', s'', s''' evaluated once a node.</summary>
/// <remarks>
/// The definitions &lt;s^2 (z^2-K)&gt;/(2K^2) and their like cancel: at small K all digits are lost. Each derivative with respect to K is
/// computed in one of two other forms. Integrating by parts once gives the Stein form, which is well conditioned at large K, where z is
/// large against the activation's own scale; twice gives the curvature form, which is so at small K. See <see cref="JumpTerms"/> for
/// what breakpoints add to either.
/// </remarks>
internal readonly struct ActivationIntegrand : IPanelIntegrand
{
    /// <summary>s.</summary>
    public const int Mean = 0;

    /// <summary>s^2.</summary>
    public const int Square = 1;

    /// <summary>z s s'/K: the Stein form of g'.</summary>
    public const int SlopeStein = 2;

    /// <summary>s'^2 + s s'': the curvature form of g'.</summary>
    public const int SlopeCurvature = 3;

    /// <summary>z (3 s' s'' + s s''')/(2K): the Stein form of g''.</summary>
    public const int CurvatureStein = 4;

    /// <summary>s'^2.</summary>
    public const int DerivativeSquare = 5;

    /// <summary>z s' s''/(2K): the Stein form of h.</summary>
    public const int HStein = 6;

    /// <summary>(s''^2 + s' s''')/2: the curvature form of h.</summary>
    public const int HCurvature = 7;

    /// <summary>s^4.</summary>
    public const int Fourth = 8;

    /// <summary>s^6.</summary>
    public const int Sixth = 9;

    /// <summary>The number of integrands.</summary>
    public const int Rows = 10;

    private const int ThirdDerivatives = 1 << CurvatureStein | 1 << HCurvature;
    private const int SecondDerivatives = 1 << SlopeCurvature | 1 << HStein;

    private readonly PiecewiseSmoothFunction _function;
    private readonly PanelNodes _nodes;
    private readonly Anchor[] _anchors;
    private readonly int _requested;
    private readonly int _derivatives;

    /// <summary>Prepares the integrands.</summary>
    /// <param name="function">The activation.</param>
    /// <param name="k">The variance, positive and finite.</param>
    /// <param name="requested">One bit for each integrand that has to converge.</param>
    public ActivationIntegrand(PiecewiseSmoothFunction function, double k, int requested)
    {
        _function = function;
        _nodes = new PanelNodes(k);
        _requested = requested;
        _derivatives = (requested & ThirdDerivatives) != 0 ? 3 : (requested & SecondDerivatives) != 0 ? 2 : 1;
        double sigma = _nodes.Sigma;
        Breakpoint[] junctions = function.Junctions;
        _anchors = new Anchor[junctions.Length + (function.HasOrigin ? 1 : 0)];
        for (int i = 0; i < junctions.Length; i++)
        {
            _anchors[i] = new Anchor(
                junctions[i].Position / sigma, junctions[i].Left.OwnScale() / sigma, junctions[i].Right.OwnScale() / sigma, true);
        }

        if (function.HasOrigin)
        {
            double scale = function.AtOrigin.OwnScale() / sigma;
            _anchors[^1] = new Anchor(0, scale, scale, false);
        }
    }

    /// <inheritdoc/>
    public int Count => Rows;

    /// <inheritdoc/>
    public ReadOnlySpan<Anchor> Anchors => _anchors;

    /// <inheritdoc/>
    public bool IsRequested(int index) => (_requested >> index & 1) != 0;

    /// <inheritdoc/>
    /// <remarks>The Stein forms of g' and h tell how steep the activation and its derivative are, and with it how far rounding reaches.</remarks>
    public bool IsSummed(int index) => IsRequested(index) || index is Square or SlopeStein || (index is DerivativeSquare or HStein && _derivatives >= 2);

    /// <inheritdoc/>
    public bool Fill(in Panel panel, Span<double> values)
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

        Combine(buffer, values);
        return (panel.LeftAnchor < 0 || Foretold(panel.LeftAnchor, false, s, s1, s2, s3))
            && (panel.RightAnchor < 0 || Foretold(panel.RightAnchor, true, s, s1, s2, s3));
    }

    private static void Apply(Func<double, double> f, ReadOnlySpan<double> z, Span<double> values)
    {
        for (int i = 0; i < z.Length; i++)
        {
            values[i] = f(z[i]);
        }
    }

    private void Combine(ReadOnlySpan<double> buffer, Span<double> values)
    {
        const int n = PanelRule.Order;
        Vector256<double> inverseSigma = Vector256.Create(1 / _nodes.Sigma);
        Vector256<double> half = Vector256.Create(0.5);
        Vector256<double> three = Vector256.Create(3.0);
        for (int i = 0; i < n; i += Vector256<double>.Count)
        {
            Vector256<double> t = Load(buffer, i) * inverseSigma;
            Vector256<double> root = Load(buffer, 2 * n + i);
            Vector256<double> s = Load(buffer, 3 * n + i);
            Vector256<double> s1 = Load(buffer, 4 * n + i);
            Vector256<double> s2 = Load(buffer, 5 * n + i);
            Vector256<double> s3 = Load(buffer, 6 * n + i);

            // Each factor takes its root of the density before it meets another, so that products overflow only where the result does.
            Vector256<double> w = s * root;
            Vector256<double> w1 = s1 * root;
            Vector256<double> w2 = s2 * root;
            Vector256<double> w3 = s3 * root;
            Vector256<double> wSquare = w * s;
            Vector256<double> fourth = wSquare * wSquare;
            Store(w * root, values, Mean * n + i);
            Store(w * w, values, Square * n + i);
            Store(t * w * w1, values, SlopeStein * n + i);
            Store(w1 * w1 + w * w2, values, SlopeCurvature * n + i);
            Store(half * t * (three * w1 * w2 + w * w3), values, CurvatureStein * n + i);
            Store(w1 * w1, values, DerivativeSquare * n + i);
            Store(half * t * w1 * w2, values, HStein * n + i);
            Store(half * (w2 * w2 + w1 * w3), values, HCurvature * n + i);
            Store(fourth, values, Fourth * n + i);
            Store(fourth * (s * s), values, Sixth * n + i);
        }
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
