using Fractions;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Layered;
using Theory.Polynomials.Networks;
using Theory.Polynomials.Parsing;
using Theory.Polynomials.Planning;
using Theory.Polynomials.Stability;

namespace Theory.Polynomials.Tests.Stability;

public sealed class ErrorTests
{
    private static readonly InputDomain Interval = InputDomain.Cube(1, -1, 1);

    [Theory]
    [InlineData("x^3 - x", 2, -1, 1)]
    [InlineData("3x^4*y - x*y^2 + 7", 2, -1, 1)]
    [InlineData("(x-1)^20", 1, 0, 2)]
    [InlineData("x^9*y^3 - y", 3, -2, 1)]
    [InlineData("1000x^5 - 999x", 4, -1, 1)]
    public void MeasuredErrors_StayBelowTheProvenBound_ForEveryStrategy(string text, int p, int lower, int upper)
    {
        PolynomialText polynomial = PolynomialText.Parse(text);
        InputDomain box = InputDomain.Cube(polynomial.Variables.Count, lower, upper);
        foreach (Strategy strategy in Enum.GetValues<Strategy>())
        {
            LayeredNetwork network = LayeredNetwork.From(ExactNetworks.Create(polynomial.Polynomial, polynomial.Variables, p, box, strategy));
            ForwardError error = ForwardError.Measure(network, box, 100);
            ErrorBound bound = ErrorBound.Of(network, box);
            Assert.True(error.Double <= bound.Double, $"{strategy}: {error.Double:E2} > {bound.Double:E2}");
            Assert.True(error.Single <= bound.Single, $"{strategy}: {error.Single:E2} > {bound.Single:E2}");
        }
    }

    /// <summary>cos(64 arccos x) + cos(61 arccos x)/3: the degrees at which monomials have lost every digit.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Degree64_InChebyshevPolynomials_KeepsTwelveDigits_WhereMonomialsLoseThem(int p)
    {
        Polynomial polynomial = ChebyshevBasis.Polynomial(64) + ChebyshevBasis.Polynomial(61).Scale(new Fraction(1, 3));
        double Error(PolynomialNetwork network) => ForwardError.Measure(LayeredNetwork.From(network), Interval, 60).Double;
        NetworkBuilder stable = new() { P = p, Variables = ["x"], Domain = Interval };
        Assert.InRange(Error(ChebyshevPlan.Build(polynomial, stable, alwaysElements: false, 2)), 0, 1e-12);
        NetworkBuilder builder = new() { P = p, Variables = ["x"], Domain = Interval };
        Assert.True(Error(MonomialPlan.Build(polynomial, builder, new LayerSchedule(p + 1, 2, false, true))) > 1e-4);
        if (p > 1)
        {
            NetworkBuilder shallow = new() { P = p, Variables = ["x"], Domain = Interval };
            Assert.True(Error(MonomialPlan.Build(polynomial, shallow, new LayerSchedule(p + 1, p + 1, false, true))) > 1e6);
        }
    }

    [Fact]
    public void Network_InDoublePrecision_EqualsItsExactEvaluation()
    {
        PolynomialText polynomial = PolynomialText.Parse("x^5 - x*y + 2");
        LayeredNetwork network = LayeredNetwork.From(ExactNetworks.Create(polynomial.Polynomial, polynomial.Variables, 2, InputDomain.Cube(2, -1, 1)));
        CompiledNetwork<double> compiled = new(network);
        Assert.Equal(network.Evaluate(new Fraction(1, 4), new Fraction(-3, 8)).ToDouble(), compiled.Evaluate(0.25, -0.375), 1e-13);
    }
}
