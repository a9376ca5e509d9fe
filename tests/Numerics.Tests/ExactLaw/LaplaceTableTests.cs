using System.Numerics;
using Theory.Activations;
using Theory.Numerics.Evaluation;
using Theory.Numerics.ExactLaw;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Tests.ExactLaw;

public sealed class LaplaceTableTests
{
    private const int Width = 10;

    /// <summary>E[exp(-t s(z)^2); s != 0] by panels of z under the normal density, and by integrals that know of no variance: near zeros of s of any order, at extrema, on half-lines where it vanishes.</summary>
    [Theory]
    [InlineData("mrepu:2")]
    [InlineData("mrepu:3")]
    [InlineData("repu:2")]
    [InlineData("relu")]
    [InlineData("z+z^3")]
    [InlineData("leaky_relu(0.1)")]
    public void LargeArguments_AgreeWithPanelsOfTheNormalLaw(string name)
    {
        PiecewiseSmoothFunction s = new ExpectationEvaluator(Activation.Parse(name)).Function;
        Contour contour = new(Width, ComplexGamma.Band(0.5 * Width, LawAccuracy.Fine.BandTolerance), LawAccuracy.Fine);
        FarTable far = new(s, contour.Delta, LawAccuracy.Fine.TransformTolerance);
        double[] variances = [90, 100, 2e4];
        SharedNeuron neuron = new(s, variances, 1);
        LaplaceTable near = new(neuron, contour);
        bool[] all = [true, true, true];
        int compared = 0;
        for (int start = -12; start < 24; start++)
        {
            foreach (FarTable.Moments panel in far.From(start) ?? [])
            {
                LaplacePanel expected = near.At(panel.From, panel.To, all, all);
                for (int r = 0; r < variances.Length; r++)
                {
                    if (far.Covers(start, variances[r]) && panel.Unit <= 0.5 * Math.Sqrt(variances[r]))
                    {
                        double difference = panel.At(variances[r]).Zip(expected.Values[r]!, (a, b) => Complex.Abs(a - b)).Max();
                        Assert.InRange(difference, 0, 3e-15);
                        compared++;
                    }
                }
            }
        }

        Assert.InRange(compared, 20, int.MaxValue);
    }

    /// <summary>Squares that fall from 1 to less than doubles hold within one standard deviation, at t where some of them have phases beyond any sine.</summary>
    [Theory]
    [InlineData("gelu")]
    [InlineData("swish")]
    [InlineData("exp(z)")]
    public void Transforms_OfWideSquares_AreFinite(string name)
    {
        PiecewiseSmoothFunction s = new ExpectationEvaluator(Activation.Parse(name)).Function;
        Contour contour = new(2, ComplexGamma.Band(1, LawAccuracy.Fine.BandTolerance), LawAccuracy.Fine);
        LaplaceTable table = new(new SharedNeuron(s, [30, 900], 10), contour);
        for (int from = -20; from < 600; from += 31)
        {
            LaplacePanel panel = table.At(from, from + 1, [true, true], [true, true]);
            Assert.All(panel.Values, v => Assert.All(v!, c => Assert.InRange(Complex.Abs(c), 0, 1 + 1e-12)));
        }
    }

    [Theory]
    [InlineData("tanh")]
    [InlineData("sin(z)")]
    public void LargeArguments_OfBoundedActivations_AreLeftToPanels(string name)
    {
        PiecewiseSmoothFunction s = new ExpectationEvaluator(Activation.Parse(name)).Function;
        FarTable far = new(s, 0.1, 1e-15);
        Assert.False(name == "sin(z)" && far.Covers(20, 1));
        Assert.False(far.Covers(0, 1));
    }
}
