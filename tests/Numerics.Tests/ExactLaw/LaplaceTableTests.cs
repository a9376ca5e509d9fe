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
    [InlineData("mrepu:2", 100)]
    [InlineData("mrepu:3", 100)]
    [InlineData("repu:2", 100)]
    [InlineData("relu", 100)]
    [InlineData("z+z^3", 100)]
    [InlineData("leaky_relu(0.1)", 100)]
    [InlineData("sin(pi*z)/pi", 0.001)]
    [InlineData("z*cos(z)", 0.001)]
    public void LargeArguments_AgreeWithPanelsOfTheNormalLaw(string name, double variance)
    {
        PiecewiseSmoothFunction s = new ExpectationEvaluator(Activation.Parse(name)).Function;
        Contour contour = new(Width, ComplexGamma.Band(0.5 * Width, LawAccuracy.Fine.BandTolerance), LawAccuracy.Fine);
        FarTable far = new(s, contour.Delta, LawAccuracy.Fine.TransformTolerance);
        double[] variances = [0.9 * variance, variance, 3 * variance];
        SharedNeuron neuron = new(s, variances, 1);
        LaplaceTable near = new(neuron, contour);
        bool[] all = [true, true, true];
        int compared = 0;
        for (int start = -12; start < 30; start++)
        {
            for (int r = 0; r < variances.Length; r++)
            {
                foreach (FarTable.Moments panel in far.From(start, variances[r]) ?? [])
                {
                    LaplacePanel expected = near.At(panel.From, panel.To, all, all);
                    double difference = panel.At(variances[r]).Zip(expected.Values[r]!, (a, b) => Complex.Abs(a - b)).Max();
                    Assert.InRange(difference, 0, 3e-15);
                    compared++;
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

    /// <summary>Of a periodic s, zeros that z of the variance does not reach cost nothing: all zeros below 16 took a thousand times as long.</summary>
    [Fact]
    public void LargeArguments_OfPeriodicActivations_LookAtTheOneZeroThatIsLeft() =>
        Assert.InRange(Evaluations("sin(pi*z)/pi", 0.001), 1, 2 * Evaluations("tanh(z)", 0.001));

    private static int Evaluations(string formula, double variance)
    {
        PiecewiseSmoothFunction s = new ExpectationEvaluator(Activation.Parse(formula)).Function;
        int evaluations = 0;
        PiecewiseSmoothFunction counting = PiecewiseSmoothFunction.Smooth(
            z =>
            {
                evaluations++;
                return s.ValueAt(z);
            },
            _ => 0,
            _ => 0,
            _ => 0);
        FarTable far = new(counting, 0.1, 1e-15);
        Assert.NotEmpty(Enumerable.Range(10, 30).Select(start => far.From(start, variance)).ToArray()[^1]!);
        return evaluations;
    }

    [Theory]
    [InlineData("tanh")]
    [InlineData("sin(z)")]
    public void LargeArguments_OfBoundedActivations_AreLeftToPanels(string name)
    {
        PiecewiseSmoothFunction s = new ExpectationEvaluator(Activation.Parse(name)).Function;
        FarTable far = new(s, 0.1, 1e-15);
        Assert.False(name == "sin(z)" && far.From(20, 1) is not null);
        Assert.Null(far.From(0, 1));
    }
}
