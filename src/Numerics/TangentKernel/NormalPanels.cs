namespace Theory.Numerics.TangentKernel;

/// <summary>Gauss-Legendre panels between given points for means over a standard normal.</summary>
internal static class NormalPanels
{
    /// <summary>Beyond 9.5 standard deviations the density is below 1e-19.</summary>
    public const double Reach = 9.5;

    private const double Longest = 2;

    /// <summary>Adds nodes, and weights with the density.</summary>
    /// <param name="points">Where a function may not be smooth, in any order; sorted when this returns.</param>
    /// <param name="reach">Where the first panel starts and the last ends.</param>
    /// <param name="rule">The rule on a panel.</param>
    /// <param name="nodes">What they are added to.</param>
    public static void Nodes(List<double> points, double reach, LegendreNodes rule, List<(double Position, double Weight)> nodes)
    {
        points.Sort();
        double from = -reach;
        foreach (double point in points)
        {
            if (point > from && point < reach)
            {
                Between(from, point, rule, nodes);
                from = point;
            }
        }

        Between(from, reach, rule, nodes);
    }

    private static void Between(double from, double to, LegendreNodes rule, List<(double Position, double Weight)> nodes)
    {
        int parts = (int)Math.Ceiling((to - from) / Longest);
        for (int i = 0; i < parts; i++)
        {
            double left = from + ((to - from) * i / parts);
            double right = i == parts - 1 ? to : from + ((to - from) * (i + 1) / parts);
            (double middle, double half) = (0.5 * (left + right), 0.5 * (right - left));
            for (int k = 0; k < rule.Nodes.Length; k++)
            {
                double x = middle + (half * rule.Nodes[k]);
                nodes.Add((x, half * rule.Weights[k] * SpecialFunctions.NormalPdf(x)));
            }
        }
    }
}
