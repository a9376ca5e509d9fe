using Theory.Activations;
using Theory.Expectations;
using Theory.Numerics.Evaluation;
using Theory.Numerics.PhaseDiagrams;

namespace Theory.Numerics.Tests.PhaseDiagrams;

public sealed class PhaseDiagramTests
{
    [Fact]
    public void BoundaryOfErf_IsItsClosedForm()
    {
        // <s'^2> = (4/pi)/sqrt(1 + 4K), g = (2/pi) arcsin(2K/(1 + 2K)).
        PhaseDiagram diagram = Compute("erf", 21, (0.1, 3), (0, 1));
        ContourPoint[] boundary = [.. diagram.Boundary.Segments.Single()];
        Assert.InRange(boundary.Length, 100, 2000);
        foreach (ContourPoint p in boundary)
        {
            double cw = Math.PI / 4 * Math.Sqrt(1 + (4 * p.K));
            double cb = p.K - (cw * 2 / Math.PI * Math.Asin(2 * p.K / (1 + (2 * p.K))));
            Assert.Equal(cw, p.Cw, 1e-12);
            Assert.Equal(cb, p.Cb, 2e-9 * p.K);
        }

        // It starts at the critical point and leaves the diagram at the top.
        Assert.Equal((Math.PI / 4, 0), (boundary[0].Cw, boundary[0].Cb), (a, b) => Math.Abs(a.Item1 - b.Item1) < 1e-9 && a.Item2 == b.Item2);
        Assert.InRange(boundary[^1].Cb, 0.97, 1);
    }

    [Theory]
    [InlineData("erf")]
    [InlineData("tanh")]
    [InlineData("sin")]
    [InlineData("mrepu:2")]
    public void Cells_AreWhereTheIterationOfTheKernelEnds(string activation)
    {
        PhaseDiagram diagram = Compute(activation, 7, (0.3, 2.7), (0.001, 0.7));
        ExpectationEvaluator evaluator = new(Activation.Parse(activation));
        for (int i = 0; i < 7; i++)
        {
            for (int j = 0; j < 7; j++)
            {
                double? limit = Limit(evaluator, diagram.Cw[i], diagram.Cb[j]);
                PhaseCell cell = diagram.Cells[i][j];
                if (limit is not double k)
                {
                    Assert.Equal(Phase.Diverging, cell.Phase);
                    continue;
                }

                ExpectationValues values = evaluator.Evaluate(k, quantities: [Quantity.ChiPerp]);
                double perp = diagram.Cw[i] * values[Quantity.ChiPerp].Value;
                Assert.Equal(1, cell.K / k, 1e-8);
                Assert.Equal(perp, cell.ChiPerp, 1e-8 * perp);
                Assert.Equal(perp < 1 ? Phase.Ordered : Phase.Chaotic, cell.Phase);
            }
        }
    }

    [Fact]
    public void BoundaryOfTanh_StartsAtCwOne_AndPassesTheKnownPoint()
    {
        // Schoenholz et al. 2017, Xiao et al. 2018: criticality at C_b = 0.05 needs C_W = 1.76.
        ContourPoint[] boundary = [.. Compute("tanh", 3, (0.2, 4), (0, 0.3)).Boundary.Segments.Single()];
        Assert.Equal((1, 0), (boundary[0].Cw, boundary[0].Cb), (a, b) => Math.Abs(a.Item1 - b.Item1) < 1e-9 && a.Item2 == b.Item2);
        int above = Array.FindIndex(boundary, p => p.Cb > 0.05);
        double fraction = (0.05 - boundary[above - 1].Cb) / (boundary[above].Cb - boundary[above - 1].Cb);
        Assert.Equal(1.76, boundary[above - 1].Cw + (fraction * (boundary[above].Cw - boundary[above - 1].Cw)), 0.002);
    }

    [Fact]
    public void ReLU_IsOrderedBelowCwTwo_AndDivergesAbove()
    {
        PhaseDiagram diagram = Compute("relu", 40, (0.1, 4), (0, 1));
        for (int i = 0; i < 40; i++)
        {
            double cw = diagram.Cw[i];
            Assert.All(diagram.Cells[i].Skip(1), c => Assert.Equal(cw < 2 ? Phase.Ordered : Phase.Diverging, c.Phase));
            Assert.All(diagram.Cells[i].Zip(diagram.Cb).Skip(1).Where(_ => cw < 2), c => Assert.Equal(1, c.First.K * (1 - (cw / 2)) / c.Second, 1e-7));
            Assert.All(diagram.Cells[i].Where(_ => cw < 2), c => Assert.Equal(cw / 2, c.ChiPerp, 1e-9));
        }

        Assert.Equal(2, diagram.DivergenceBoundary[0].Cw, 1e-8);
        Assert.Equal((2.0, 0.0), diagram.CriticalPoints.Select(p => (p.Cw, p.Cb)).Single());
    }

    /// <summary>At C_W = 2 exactly the kernel grows by C_b a layer; rounding once made a critical initialisation of that.</summary>
    [Fact]
    public void ReLU_AtTheCriticalCw_IsCriticalWithoutBiasOnly()
    {
        PhaseDiagram diagram = Compute("relu", 5, (1.9, 2.1), (0, 0.001));
        Assert.Equal(2, diagram.Cw[2]);
        Assert.Equal(Phase.Critical, diagram.Cells[2][0].Phase);
        Assert.All(diagram.Cells[2].Skip(1), c => Assert.Equal(Phase.Diverging, c.Phase));
        Assert.All(diagram.Cells.Take(2).SelectMany(c => c), c => Assert.Equal(Phase.Ordered, c.Phase));
        Assert.All(diagram.Cells.Skip(3).SelectMany(c => c), c => Assert.Equal(Phase.Diverging, c.Phase));
    }

    [Fact]
    public void MRePU_DivergesBeyondTheFold_WhereItsTwoFixedPointsMeet()
    {
        // max over K of K - C_W g(K) is where C_W g'(K) = 1.
        ExpectationEvaluator evaluator = new(Activation.Parse("mrepu:2"));
        PhaseDiagram diagram = Compute("mrepu:2", 5, (0.3, 1.2), (0, 0.02));
        (double cw, double cb) = diagram.DivergenceBoundary[200];
        double k = MathNet.Numerics.RootFinding.Brent.FindRoot(
            x => (cw * evaluator.Evaluate(x)[Quantity.ChiParallel].Value) - 1, 1e-6, 1, 1e-14);
        Assert.Equal(k - (cw * evaluator.Evaluate(k)[Quantity.Kernel].Value), cb, 1e-4 * cb);
    }

    [Fact]
    public void Contours_HaveTheirChiPerp_AtTheLowestFixedPoint()
    {
        PhaseDiagram diagram = Compute("tanh", 3, (0.2, 4), (0, 0.3));
        Assert.Equal([-30.0, -10, 1, 3, 10, 30], diagram.Contours.Select(c => Math.Round(c.Depth, 9)).Order());
        ExpectationEvaluator evaluator = new(Activation.Parse("tanh"));
        foreach (PhaseContour contour in diagram.Contours)
        {
            ContourPoint p = contour.Segments[0][contour.Segments[0].Count / 2];
            double k = Limit(evaluator, p.Cw, p.Cb)!.Value;
            Assert.Equal(1, p.K / k, 1e-6);
            Assert.Equal(contour.ChiPerp, p.Cw * evaluator.Evaluate(k)[Quantity.ChiPerp].Value, 1e-6);
        }
    }

    [Theory]
    [InlineData("gaussian")]
    [InlineData("cos")]
    [InlineData("exp(-z^2)*cos(3*z)")]
    public void FallingKernels_NeverOscillate(string activation)
    {
        // g sqrt(K) rises with K, so that chi_par >= -1/2 at every fixed point.
        IEnumerable<PhaseCell> cells = Compute(activation, 20, (0.1, 50), (0, 2)).Cells.SelectMany(c => c);
        Assert.Contains(cells, c => c.ChiParallel < -0.05);
        Assert.All(cells, c => Assert.InRange(c.ChiParallel, -0.5, 1));
    }

    [Fact]
    public void Cells_AreTheSame_WhateverElseIsComputedBesideThem()
    {
        PhaseDiagram large = Compute("tanh", 31, (0.2, 4), (0, 0.3));
        PhaseDiagram again = Compute("tanh", 31, (0.2, 4), (0, 0.3));
        PhaseDiagram corners = Compute("tanh", 2, (0.2, 4), (0, 0.3));
        Assert.All(large.Cells.Zip(again.Cells), c => Assert.Equal(c.First, c.Second));
        Assert.Equal(large.Cells[0][30], corners.Cells[0][1]);
        Assert.Equal(large.Cells[30][30], corners.Cells[1][1]);
        Assert.Equal(large.Boundary.Segments.SelectMany(s => s), corners.Boundary.Segments.SelectMany(s => s));
    }

    [Theory]
    [InlineData("tanh")]
    [InlineData("relu")]
    [InlineData("mrepu:3")]
    [InlineData("gelu")]
    [InlineData("repu:3")]
    [InlineData("tanh(100*z)")]
    public void DefaultRanges_ShowTheCriticalPoint_AndMoreThanOnePhase(string activation)
    {
        PhaseDiagram diagram = Compute(activation, 60, null, null);
        Assert.True(diagram.Cells.SelectMany(c => c).Select(c => c.Phase).Distinct().Count() > 1);
        Assert.Equal(activation != "repu:3", diagram.CriticalPoints.Count > 0);
    }

    [Theory]
    [InlineData("sign", 10, 0.5, 2, "jumps at z = 0")]
    [InlineData("tanh", 1, 0.5, 2, "the grid must be between")]
    [InlineData("tanh", 10, 2, 0.5, "the range of C_W")]
    [InlineData("tanh", 10, 0, 1, "the range of C_W")]
    public void UnusableInput_IsAnError(string activation, int grid, double from, double to, string message) => Assert.Contains(
        message, Assert.Throws<UserInputException>(() => Compute(activation, grid, (from, to), (0, 1))).Message, StringComparison.Ordinal);

    /// <summary>Where the kernel ends from below; null when it grows beyond every bound.</summary>
    private static double? Limit(ExpectationEvaluator evaluator, double cw, double cb)
    {
        double k = cb;
        for (int layer = 0; layer < 4000; layer++)
        {
            double next = cb + (cw * evaluator.Evaluate(k, quantities: [Quantity.Kernel])[Quantity.Kernel].Value);
            if (next > 1e8)
            {
                return null;
            }

            if (Math.Abs(next - k) <= 1e-15 * k)
            {
                break;
            }

            k = next;
        }

        return k;
    }

    /// <summary>60 % of the plane of this bounded function was called diverging, because its formula overflows inside.</summary>
    [Theory]
    [InlineData("1/(1+exp(-25*z))")]
    [InlineData("(1-exp(-2*z))/(1+exp(-2*z))")]
    public void BoundedActivations_NeverDiverge(string activation) => Assert.DoesNotContain(
        PhaseDiagram.Compute(new ExpectationEvaluator(Activation.Parse(activation)), 6, (0.5, 20), (0, 10)).Cells.SelectMany(c => c), c => c.Phase == Phase.Diverging);

    private static PhaseDiagram Compute(string activation, int grid, (double, double)? cw, (double, double)? cb) =>
        PhaseDiagram.Compute(new ExpectationEvaluator(Activation.Parse(activation)), grid, cw, cb, TestContext.Current.CancellationToken);
}
