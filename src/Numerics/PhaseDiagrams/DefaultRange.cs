using Theory.Numerics.Criticality;

namespace Theory.Numerics.PhaseDiagrams;

/// <summary>Ranges of C_W and C_b that show what an activation has to show.</summary>
internal static class DefaultRange
{
    /// <summary>C_W reaches from this to that multiple of the critical one.</summary>
    private const double Least = 0.02;
    private const double Saturating = 4;
    private const double Growing = 1.25;

    /// <summary>The boundary crosses this multiple of the critical C_W at the upper end of C_b, or leaves the diagram at the side.</summary>
    private const double Centre = 0.6;

    /// <summary>Kernels up to this multiple of the scale on which the activation changes are shown.</summary>
    private const double FarOut = 5;

    /// <summary>Completes the ranges that are not given.</summary>
    public static PhaseRange For(
        KernelMap map, Classification classification, (double From, double To)? cw, (double From, double To)? cb, int grid)
    {
        double one = Math.Min(0, map.Table.To - 1);
        double reference = classification.CriticalPoints is [{ Cw: var critical }, ..] ? critical : Math.Exp(one) / map.Table.At(one).G;

        // Where s saturates, K - C_W g(K) has no largest value and nothing diverges.
        bool saturates = map.Samples[^1] is var last && last.K * last.Slope / last.G < 0.5;
        (double From, double To) w = cw ?? (Rounded(Least * reference), Rounded((saturates ? Saturating : Growing) * reference));
        return new PhaseRange(w.From, w.To, cb?.From ?? 0, cb?.To ?? Rounded(Height(map, classification, w, reference)), grid);
    }

    /// <summary>As high as the boundary of chaos or divergence where the activation changes its behaviour, and twice as high as its critical points.</summary>
    private static double Height(KernelMap map, Classification classification, (double From, double To) cw, double reference)
    {
        double scale = Scale(map, reference);
        double critical = 2 * classification.CriticalPoints.Select(p => p.Cb).DefaultIfEmpty(0).Max();
        double edge = map.Samples.Where(s => s.K <= FarOut * scale).Select(EdgeOfChaos.At).OfType<EdgePoint>()
            .Where(p => p.Cw <= cw.To && p.Cw >= cw.From).Select(p => p.Cb).DefaultIfEmpty(0).Max();
        double fold = map.LargestGap(Math.Clamp(Centre * reference, cw.From, cw.To));
        double height = Math.Max(critical, edge) is > 0 and var h ? h : fold > 0 && fold < FarOut * scale ? fold : scale;
        return height;
    }

    /// <summary>The least K at which C_W g(K) differs from K by half, at the C_W that keeps small kernels; 1 where there is none, as for ReLU.</summary>
    private static double Scale(KernelMap map, double reference)
    {
        KernelSample change = map.Samples.FirstOrDefault(s => Math.Abs(Math.Log(reference * s.G / s.K)) > Math.Log(1.5));
        return change.K > map.Samples[0].K ? change.K : 1;
    }

    /// <summary>Two significant digits.</summary>
    private static double Rounded(double value)
    {
        double scale = Math.Pow(10, Math.Floor(Math.Log10(value)) - 1);
        return scale < 1 ? Math.Round(value / scale) / Math.Round(1 / scale) : Math.Round(value / scale) * scale;
    }
}
