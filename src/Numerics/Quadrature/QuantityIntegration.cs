using Theory.Expectations;

namespace Theory.Numerics.Quadrature;

/// <summary>Integrates several quantities on shared panels; those that fail are taken out, and the others go on without them.</summary>
internal readonly struct QuantityIntegration(PiecewiseSmoothFunction function, double k, IReadOnlyList<Quantity> quantities, CancellationToken cancellation)
{
    private const double Epsilon = 2.220446049250313e-16;

    /// <summary>Bits for the rows that are requested.</summary>
    private const int MostRows = 31;

    /// <summary>Computes them, as many at a time as there are bits for their rows.</summary>
    public void Run(Span<Estimate> estimates)
    {
        for (int from = 0; from < quantities.Count;)
        {
            int to = from + 1;
            int rows = QuantityRows.Of(quantities[from]).Forms.Length;
            while (to < quantities.Count && (rows += QuantityRows.Of(quantities[to]).Forms.Length) <= MostRows)
            {
                to++;
            }

            Run(from, to, estimates);
            from = to;
        }
    }

    private void Run(int from, int to, Span<Estimate> estimates)
    {
        var open = new List<(QuantityRows Rows, QuadratureRow Row, int Differentiations, int Quantity)>(3 * (to - from));
        for (int q = from; q < to; q++)
        {
            QuantityRows rows = QuantityRows.Of(quantities[q]);
            if (Undefined(quantities[q]) is string reason)
            {
                estimates[q] = Estimate.Undefined(reason);
                continue;
            }

            if (function.Outgrows(quantities[q].Integrand))
            {
                estimates[q] = Estimate.None(FailureMessage.Outgrown(rows.Name, k));
                continue;
            }

            if (function.Diverges(quantities[q].Integrand.Degree, k) == true)
            {
                estimates[q] = Estimate.None(FailureMessage.Diverging(rows.Name, k));
                continue;
            }

            foreach ((QuadratureRow row, int differentiations) in rows.Forms)
            {
                open.Add((rows, row, differentiations, q));
            }
        }

        while (open.Count > 0)
        {
            (QuadratureRow[] rows, int requested) = Plan(open);
            var integrator = new AdaptiveIntegrator<ActivationIntegrand>(new ActivationIntegrand(function, k, rows, requested), cancellation);
            Span<PanelSums> totals = new PanelSums[rows.Length];
            if (integrator.Integrate(totals) is not IntegrationFailure failure)
            {
                Read(open, rows, totals, estimates);
                return;
            }

            for (int row = 0; row < rows.Length; row++)
            {
                if (failure.Includes(row))
                {
                    Exclude(open, rows[row], failure, estimates);
                }
            }
        }
    }

    private string? Undefined(Quantity quantity)
    {
        if (quantity.Integrand.Order == 0)
        {
            return null;
        }

        foreach (Breakpoint at in function.Junctions)
        {
            foreach ((_, DerivativeMonomial product) in quantity.Integrand.Terms)
            {
                if (at.On(product) == DeltaEffect.Undefined)
                {
                    return at.Reason(product);
                }
            }
        }

        return null;
    }

    /// <summary>The rows of the open forms, each once, and those that tell how steep the activation is.</summary>
    private static (QuadratureRow[] Rows, int Requested) Plan(List<(QuantityRows Rows, QuadratureRow Row, int Differentiations, int Quantity)> open)
    {
        var rows = new List<QuadratureRow>(open.Count + 4);
        int highest = 1;
        foreach ((QuantityRows quantity, QuadratureRow row, _, _) in open)
        {
            // For products of s and s' the steepness of these two is what counts, however often they are differentiated in K.
            highest = Math.Max(highest, quantity.Quantity.Integrand.Order >= 2 ? 3 : Math.Min(2, row.Polynomial.Order));
            if (!rows.Contains(row))
            {
                rows.Add(row);
            }
        }

        int requested = (int)((1L << rows.Count) - 1);
        for (int order = 0; order < highest; order++)
        {
            (QuadratureRow square, QuadratureRow slope) = QuadratureRow.Steepness[order];
            foreach (QuadratureRow row in (ReadOnlySpan<QuadratureRow>)[square, slope])
            {
                if (!rows.Contains(row))
                {
                    rows.Add(row);
                }
            }
        }

        return ([.. rows], requested);
    }

    /// <summary>
    /// Takes out the forms that use a failed row. Where the integrand overflows or is not a number, another form of the quantity may do; where it does not converge it is
    /// singular, and so is the other.
    /// </summary>
    private void Exclude(
        List<(QuantityRows Rows, QuadratureRow Row, int Differentiations, int Quantity)> open, QuadratureRow failed, IntegrationFailure failure, Span<Estimate> estimates)
    {
        foreach ((QuantityRows rows, _, _, int quantity) in open.FindAll(f => ReferenceEquals(f.Row, failed)))
        {
            open.RemoveAll(f => f.Quantity == quantity && (ReferenceEquals(f.Row, failed) || failure.Kind == IntegrationFailureKind.NotConverged));
            if (!open.Exists(f => f.Quantity == quantity))
            {
                estimates[quantity] = (failure.Kind == IntegrationFailureKind.NotConverged ? null : Scaled(rows)) ?? Estimate.None(FailureMessage.Of(function, rows, k, failure));
            }
        }
    }

    /// <summary>What is too large for doubles on the way to a value that is not; null where it is no value in scaled numbers either.</summary>
    private Estimate? Scaled(QuantityRows rows)
    {
        if (function.Pieces.Any(p => p.Scaled is null))
        {
            return null;
        }

        Estimate? best = null;
        JumpTerms jumps = new(function, k);
        Span<PanelSums> totals = stackalloc PanelSums[1];
        foreach ((QuadratureRow row, int differentiations) in rows.Forms)
        {
            ScaledIntegrand integrand = new(function, k, row, new ActivationIntegrand(function, k, [row], 1).Anchors);
            if (new AdaptiveIntegrator<ScaledIntegrand>(integrand).Integrate(totals) is not null)
            {
                continue;
            }

            PanelSums sums = jumps.AddTo(rows, differentiations, totals[0]);
            double rounding = Epsilon * (rows.Rounding + (rows.Quantity.Integrand.Degree * integrand.Degree())) * sums.Magnitude;
            double error = sums.Error + rounding + Underflow(row, sums);
            if (double.IsFinite(sums.Value) && double.IsFinite(error) && !(best?.AbsoluteError <= error))
            {
                best = new Estimate(sums.Value, error, sums.Magnitude);
            }
        }

        return best;
    }

    private void Read(
        List<(QuantityRows Rows, QuadratureRow Row, int Differentiations, int Quantity)> open, QuadratureRow[] all, ReadOnlySpan<PanelSums> totals, Span<Estimate> estimates)
    {
        double degree = Degree(all, totals);
        JumpTerms jumps = new(function, k);
        for (int i = 0; i < open.Count; i++)
        {
            (QuantityRows rows, QuadratureRow row, int differentiations, int quantity) = open[i];
            PanelSums sums = jumps.AddTo(rows, differentiations, totals[Array.IndexOf(all, row)]);
            double rounding = Epsilon * (rows.Rounding + (rows.Quantity.Integrand.Degree * degree)) * sums.Magnitude;
            Estimate estimate = double.IsFinite(sums.Value) ? new Estimate(sums.Value, sums.Error + rounding + Underflow(row, sums), sums.Magnitude) : Estimate.None(FailureMessage.AtBreakpoint(rows, k));
            bool isFirst = i == 0 || open[i - 1].Quantity != quantity;
            if (isFirst || (estimate.IsDefined && !(estimates[quantity].AbsoluteError <= estimate.AbsoluteError)))
            {
                estimates[quantity] = estimate;
            }
        }
    }

    // What each node may have lost below the smallest double, over the whole range, with the weight of the row. A sum of zeros is 0 where nothing begins far out.
    private double Underflow(QuadratureRow row, PanelSums sums)
    {
        const double range = 54;
        double far = 15 * Math.Sqrt(k);
        return sums.Magnitude == 0 && function.Features.Length == 0 && Array.TrueForAll(function.Junctions, b => Math.Abs(b.Position) < far)
            ? 0
            : double.Epsilon * 1e6 * (1 + Math.Pow(range / Math.Sqrt(k), row.Hermite));
    }

    // d log|s| / d log|z|, averaged: an ulp of z or K moves s^n by n times as many; that of s', where it is known, is larger for steps far
    // from 0. If s^2 overflows, s is steeper than all that it is known for, and the limit of the double is log(1e308).
    private double Degree(QuadratureRow[] rows, ReadOnlySpan<PanelSums> totals)
    {
        double degree = 0;
        for (int order = 0; order < QuadratureRow.Steepness.Length; order++)
        {
            int square = Array.IndexOf(rows, QuadratureRow.Steepness[order].Square);
            int slope = Array.IndexOf(rows, QuadratureRow.Steepness[order].Slope);
            if (square >= 0 && slope >= 0)
            {
                // For s' the row of slopes belongs to h, which has a factor 1/2.
                degree = Math.Max(degree, Ratio((order == 0 ? 1 : 2) * k * totals[slope].Magnitude, totals[square].Magnitude));
            }
        }

        return degree;

        static double Ratio(double slope, double square) => square == 0 ? 0 : double.IsFinite(slope / square) ? slope / square : 709;
    }
}
