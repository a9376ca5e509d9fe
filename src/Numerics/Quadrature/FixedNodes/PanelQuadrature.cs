using System.Buffers;
using System.Collections.Concurrent;
using System.Numerics;

namespace Theory.Numerics.Quadrature.FixedNodes;

/// <summary>Averages of an activation with breakpoints, by Gauss-Legendre panels between them that are judged by the decay of the Legendre coefficients.</summary>
internal sealed class PanelQuadrature(DirectPiece[] pieces)
{
    private const int Order = 32;

    /// <summary>In standard deviations: polynomials of low degree are exact to rounding.</summary>
    private const double WidestFraction = 4.75;

    /// <summary>
    /// In z, for pieces that are not polynomials: an exponential that ends close to a breakpoint must be seen. Narrower ones, where those do not suffice, as for poles at a distance of 1.
    /// </summary>
    public static readonly double[] Widths = [3, 0.75, 0.375];

    /// <summary>The nodes of a panel show structure of this part of its width.</summary>
    private const double Shown = 32;

    /// <summary>In one direction; adaptive panels need fewer nodes then.</summary>
    private const int MaximumPanels = 64;

    /// <summary>In standard deviations: the density is 0 from here on.</summary>
    private const double EndOfDensity = 38.6;

    private static readonly LegendreRule Rule = new(Order);

    private readonly ConcurrentDictionary<(int Piece, double Anchor, double Width), NodeTable> _known = new();

    /// <summary>Sums over all pieces.</summary>
    /// <param name="k">The variance.</param>
    /// <param name="reach">The range in standard deviations.</param>
    /// <param name="widest">The width of the widest panel of a piece that is not a polynomial.</param>
    /// <param name="rows">What is wanted, s^2 first.</param>
    /// <param name="sums">Receives them.</param>
    /// <param name="secondMoment">Receives &lt;s^2 t^2&gt;.</param>
    /// <returns>False if panels would be too coarse or too many.</returns>
    public bool TrySum(double k, double reach, double widest, ReadOnlySpan<FixedRow> rows, Span<RowSum> sums, out double secondMoment)
    {
        double sigma = Math.Sqrt(k);
        secondMoment = 0;
        sums.Clear();
        for (int i = 0; i < pieces.Length; i++)
        {
            DirectPiece piece = pieces[i];
            if (piece.IsZero || piece.From >= EndOfDensity * sigma || piece.To <= -EndOfDensity * sigma)
            {
                continue;
            }

            double width = WidthBelow(piece.IsPolynomial ? WidestFraction * sigma : Math.Min(widest, WidestFraction * sigma));
            double radius = reach * sigma;
            if (!piece.IsShown(width / Shown, radius, EndOfDensity * sigma))
            {
                return false;
            }

            bool startsInside = piece.From > -Math.Max(radius, -piece.To) - width;
            bool endsInside = piece.To < Math.Max(radius, piece.From) + width;
            if (startsInside && endsInside)
            {
                int count = (int)Math.Ceiling((piece.To - piece.From) / width);
                if (!TryAdd(i, piece.From, (piece.To - piece.From) / count, count, k, false, rows, sums, ref secondMoment))
                {
                    return false;
                }
            }
            else
            {
                double anchor = startsInside ? piece.From : endsInside ? piece.To : 0;
                int right = endsInside ? 0 : Math.Max(1, (int)Math.Ceiling((radius - anchor) / width));
                int left = startsInside ? 0 : Math.Max(1, (int)Math.Ceiling((radius + anchor) / width));
                if (!TryAdd(i, anchor, width, right, k, true, rows, sums, ref secondMoment) || !TryAdd(i, anchor, -width, left, k, true, rows, sums, ref secondMoment))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>1 or 3/2 times a power of 2, so that a table serves a range of K.</summary>
    private static double WidthBelow(double largest)
    {
        double power = Math.ScaleB(1, Math.ILogB(largest));
        return largest >= 1.5 * power ? 1.5 * power : power;
    }

    /// <summary>Adds panels from an anchor to the right or, with a negative width, to the left.</summary>
    private bool TryAdd(int piece, double anchor, double width, int count, double k, bool isOpen, ReadOnlySpan<FixedRow> rows, Span<RowSum> sums, ref double secondMoment)
    {
        if (count > MaximumPanels)
        {
            return false;
        }

        if (count == 0)
        {
            return true;
        }

        NodeTable table = Table(piece, anchor, width, count);
        int length = count * Order;
        double[] buffer = ArrayPool<double>.Shared.Rent(length);
        Span<double> density = buffer.AsSpan(0, length);
        ReadOnlySpan<double> halfSquare = table.HalfSquare.AsSpan(0, length);
        DensitySums.Density(halfSquare, k, density);
        double scale = 1 / Math.Sqrt(2 * Math.PI * k);
        Span<double> values = stackalloc double[Order];
        Span<double> sizes = stackalloc double[Order];
        for (int r = 0; r < rows.Length; r++)
        {
            FixedRow row = rows[r];
            ReadOnlySpan<double> f = table.Of(row);
            double factor = row.IsSlope ? row.Factor * scale / k : row.Factor * scale;
            RowSum sum = sums[r];
            for (int start = 0; start < length; start += Order)
            {
                ReadOnlySpan<double> p = density.Slice(start, Order);
                if (row.IsSlope)
                {
                    DensitySums.SlopeProducts(p, f.Slice(start, Order), halfSquare.Slice(start, Order), k, values);
                }
                else
                {
                    DensitySums.Products(p, f.Slice(start, Order), values);
                }

                PanelSums part = PanelSums.Of(values, Rule, 0, 0.5 * Math.Abs(width));
                double magnitude = part.Magnitude;
                if (row.Second is not null)
                {
                    // The sum of two products may be smaller than either, and their rounding is not.
                    DensitySums.SlopeProducts(p, table.SizesOf(row).AsSpan(start, Order), halfSquare.Slice(start, Order), k, sizes);
                    magnitude = PanelSums.Of(sizes, Rule, 0, 0.5 * Math.Abs(width)).Magnitude;
                }

                sum += new RowSum(factor * part.Value, Math.Abs(factor) * magnitude, Math.Abs(factor) * part.Error, 0);
            }

            double edge = isOpen ? Math.Abs(values[width > 0 ? Order - 1 : 0]) * Math.Abs(factor) * Math.Sqrt(k) : 0;
            sums[r] = sum with { Edge = Math.Max(sum.Edge, double.IsNaN(edge) ? double.PositiveInfinity : edge) };
        }

        // Roughly: nodes count with the average weight.
        secondMoment += Math.Abs(width) / Order * scale * DensitySums.SecondMoment(density, table.Of(FixedRow.Square), halfSquare, k);
        ArrayPool<double>.Shared.Return(buffer);
        return true;
    }

    /// <summary>Tables grow by doubling; a longer one has the same nodes at its beginning, so that results do not depend on what was asked before.</summary>
    private NodeTable Table(int piece, double anchor, double width, int count)
    {
        if (!_known.TryGetValue((piece, anchor, width), out NodeTable? table) || table.HalfSquare.Length < count * Order)
        {
            int capacity = (int)BitOperations.RoundUpToPowerOf2((uint)count);
            double half = 0.5 * Math.Abs(width);
            double[] nodes = [.. Enumerable.Range(0, capacity).SelectMany(i => Rule.Nodes.Select(x => Math.FusedMultiplyAdd(half, x, anchor + (width * (i + 0.5)))))];
            table = new NodeTable(pieces[piece], nodes, isSymmetric: false);
            _known[(piece, anchor, width)] = table;
        }

        return table;
    }
}
