namespace Theory.Numerics.Quadrature;

/// <summary>The rule of every panel of the adaptive quadrature.</summary>
internal static class PanelRule
{
    /// <summary>Nodes a panel; a multiple of the vector length 4.</summary>
    public const int Order = 20;

    public static readonly LegendreRule Rule = new(Order);
    public static readonly double[] Nodes = Rule.Nodes;
    public static readonly double[] Weights = Rule.Weights;

    /// <inheritdoc cref="LegendreRule.Last"/>
    public static readonly double[] Last = Rule.Last;

    /// <inheritdoc cref="LegendreRule.LastButOne"/>
    public static readonly double[] LastButOne = Rule.LastButOne;

    /// <inheritdoc cref="LegendreRule.LeftEnd"/>
    public static readonly double[] LeftEnd = Rule.LeftEnd;
}
