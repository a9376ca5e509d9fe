namespace Theory.Numerics.Architectures;

/// <summary>Ratios of widths, 1 where one of them is not known.</summary>
internal static class WidthRatio
{
    public static double Of(int? width, int? before) => width is int n && before is int m ? (double)n / m : 1;
}
