using Theory.Activations;
using Theory.Numerics.Evaluation;
using Theory.Numerics.ExactLaw;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Tests.ExactLaw;

public sealed class TransitionOperatorTests
{
    private const int Width = 10;

    /// <summary>
    /// Ten neurons of MRePU at a wide metric: most of the law moves with its cube, but networks without a positive neuron stay. Rows in between are those of their own metrics, although only as many are computed as a panel has nodes.
    /// </summary>
    [Fact]
    public void Rows_WithAPartThatStays_AreThoseOfTheirMetrics()
    {
        PiecewiseSmoothFunction s = new ExpectationEvaluator(Activation.Parse("mrepu:2")).Function;
        Contour contour = new(Width, ComplexGamma.Band(0.5 * Width, LawAccuracy.Quick.BandTolerance), LawAccuracy.Quick);
        int affordable = contour.Grid(200).Count * (LawAccuracy.Quick.Nodes + 1);
        TransitionOperator step = new(s, 0, 1, contour, new RowBudget(affordable));
        double h = contour.Spacing;
        int first = (int)Math.Ceiling(12 / h);
        int count = (int)Math.Floor(16 / h) - first;
        TransitionWeights[] rows = step.FromGrid(h, first, count, TestContext.Current.CancellationToken);
        TransitionOperator alone = new(s, 0, 1, contour, new RowBudget(long.MaxValue));
        foreach (int i in (int[])[1, count / 2, count - 2])
        {
            TransitionWeights expected = alone.From(Math.Exp((first + i) * h));
            int from = Math.Min(rows[i].First, expected.First);
            int to = Math.Max(rows[i].First + rows[i].Weights.Length, expected.First + expected.Weights.Length);
            Assert.InRange(expected.Weights.Take(20).Sum(), 0, 1e-3);
            Assert.InRange(Enumerable.Range(from, to - from).Max(k => Math.Abs(rows[i].At(k) - expected.At(k))), 0, 1e-8);
        }
    }

    /// <summary>Far above a bias the laws of all metrics are one, moved: those are the laws that each metric's own row gives, with the bias.</summary>
    [Theory]
    [InlineData("mrepu:2", 0.01)]
    [InlineData("gelu", 3)]
    public void Rows_FarAboveABias_AreThoseOfTheirMetrics(string activation, double cb)
    {
        const int Wide = 80;
        PiecewiseSmoothFunction s = new ExpectationEvaluator(Activation.Parse(activation)).Function;
        Contour contour = new(Wide, ComplexGamma.Band(0.5 * Wide, LawAccuracy.Quick.BandTolerance), LawAccuracy.Quick);
        TransitionOperator step = new(s, cb, 1, contour, new RowBudget(long.MaxValue));
        TransitionOperator alone = new(s, cb, 1, contour, new RowBudget(long.MaxValue));
        double h = contour.Spacing;
        int first = (int)Math.Ceiling(86 / h);
        TransitionWeights[] rows = step.FromGrid(h, first, 40, TestContext.Current.CancellationToken);
        Assert.True(ReferenceEquals(rows[0].Weights, rows[39].Weights));
        foreach (int i in (int[])[0, 39])
        {
            TransitionWeights expected = alone.From(Math.Exp((first + i) * h));
            int from = Math.Min(rows[i].First, expected.First);
            int to = Math.Max(rows[i].First + rows[i].Weights.Length, expected.First + expected.Weights.Length);
            Assert.InRange(Enumerable.Range(from, to - from).Max(k => Math.Abs(rows[i].At(k) - expected.At(k))), 0, 1e-9);
            Assert.Equal(expected.LogMean, rows[i].LogMean, 1e-11);
        }
    }
}
