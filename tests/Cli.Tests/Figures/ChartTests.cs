using Theory.Activations;
using Theory.Cli.Charts;
using Theory.Cli.Figures;
using Theory.Experiments.Figures;
using Theory.Numerics.Evaluation;
using Theory.Numerics.PhaseDiagrams;
using Theory.Polynomials;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Layered;
using Theory.Polynomials.Parsing;

namespace Theory.Cli.Tests.Figures;

/// <summary>What figures show, and do not leave out.</summary>
public sealed class ChartTests
{
    [Theory]
    [InlineData("gelu", "GELU")]
    [InlineData("mrepu:2", "MRePU₂")]
    [InlineData("leaky_relu(0.1)", "Leaky ReLU (0.1)")]
    [InlineData("hard_tanh", "hard tanh")]
    [InlineData("sin(2z)", "sin(2z)")]
    [InlineData("z*Phi(z)^2-sqrt(pi)", "z·Φ(z)²−√(π)")]
    public void Names_AreTypeset(string name, string expected) =>
        Assert.Equal(expected.Replace(" ", "", StringComparison.Ordinal), Typography.NameOf(name).Replace(" ", "", StringComparison.Ordinal));

    /// <summary>They were left out of the logarithmic axis without a word.</summary>
    [Fact]
    public void NegativeSusceptibilities_AreDrawnByTheirMagnitude()
    {
        ExpectationEvaluator evaluator = new(Activation.Parse("gaussian"));
        ExpectationValues[] points = [.. new[] { 0.01, 1, 10 }.Select(k => evaluator.Evaluate(k))];
        Assert.Contains(points, p => p[Expectations.Quantity.ChiParallel].Value < 0);
        Figure figure = ExpectationFigures.AgainstKernel(evaluator.Activation, 1, points);
        LineSeries negative = Assert.Single(figure.Series.OfType<LineSeries>(), s => s.Dotted);
        Assert.Contains(negative.Y, y => y > 0);
    }

    [Fact]
    public void PhasesAndContours_AreNamedOnTheMap()
    {
        Figure figure = PhaseFigure.Of(PhaseDiagram.Compute(new ExpectationEvaluator(Activation.Parse("tanh")), 60, (0.1, 4), (0, 0.3), TestContext.Current.CancellationToken));
        IReadOnlyList<string> words = Assert.Single(figure.Series.OfType<TextSeries>()).Texts;
        Assert.Contains("order", words);
        Assert.Contains("chaos", words);
        Assert.Contains("10", words);
    }

    [Fact]
    public void NetworksOfManyConnections_AreDrawnAsBands()
    {
        static Figure Drawn(string text)
        {
            var polynomial = PolynomialText.Parse(text);
            return NetworkFigures.Drawing(LayeredNetwork.From(ExactNetworks.Create(polynomial.Polynomial, polynomial.Variables, 2, InputDomain.Cube(polynomial.Variables.Count, -1, 1))));
        }

        Assert.Empty(Drawn("x^2").Series.OfType<BandSeries>());
        Assert.NotEmpty(Drawn("x^9*y - x*y^4 + 3").Series.OfType<BandSeries>());
    }

    [Fact]
    public void ApproximatedFunctions_AreDrawnWithTheirError()
    {
        using TemporaryFolder folder = new();
        CommandLine.Run("approximate", "gelu(x)*y", "--degree", "5", "--out", folder.At("two")).Succeeded();
        CommandLine.Run("approximate", "tanh(x)", "--degree", "5", "--out", folder.At("one")).Succeeded();
        Assert.True(File.Exists(folder.At("two", "network-error.svg")));
        Assert.True(File.Exists(folder.At("one", "function.svg")));
    }

    [Fact]
    public void Residuals_StandBelow_BetweenTheSameEdges()
    {
        Figure figure = new("above", new FigureAxis("x"), new FigureAxis("y"), [new LineSeries("line", [0, 1], [0, 12345])])
        {
            Residuals = new Figure("", new FigureAxis("x"), new FigureAxis("left"), [new MarkerSeries("", [0, 1], [0.5, -0.5])]),
        };
        (byte[] png, byte[] svg) = FigureWriter.Draw(figure);
        Assert.True(png.Length > 1000);
        string text = System.Text.Encoding.UTF8.GetString(svg);
        Assert.Contains("aria-label=\"left\"", text, StringComparison.Ordinal);
        Assert.Contains("viewBox=\"0 0 800 690\"", text, StringComparison.Ordinal);
    }
}
