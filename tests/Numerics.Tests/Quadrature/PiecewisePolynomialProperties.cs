using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Theory.Expectations;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Tests.Quadrature;

/// <summary>Laws that hold for every activation, tried on random polynomials on both sides of random breakpoints, jumps included.</summary>
public class PiecewisePolynomialProperties
{
    private const double Tolerance = 1e-7;

    [Property(MaxTest = 60, Arbitrary = [typeof(Cases)])]
    public bool ChiParallel_IsDerivativeOfKernel(Case c) => Agrees(
        c.At(c.K)[Quantity.ChiParallel],
        FiniteDifference.Derivative(k => c.At(k)[Quantity.Kernel].Value, c.K),
        c.At(c.K)[Quantity.Kernel].Magnitude / c.K);

    [Property(MaxTest = 60, Arbitrary = [typeof(Cases)])]
    public bool KernelSecondDerivative_IsDerivativeOfChiParallel(Case c) => Agrees(
        c.At(c.K)[Quantity.KernelSecondDerivative],
        FiniteDifference.Derivative(k => c.At(k)[Quantity.ChiParallel].Value, c.K),
        c.At(c.K)[Quantity.ChiParallel].Magnitude / c.K);

    [Property(MaxTest = 60, Arbitrary = [typeof(Cases)])]
    public bool H_IsHalfTheDerivativeOfChiPerp_OrBothAreUndefined(Case c)
    {
        GaussianExpectations result = c.At(c.K);
        return !c.Function.IsContinuous
            ? !result[Quantity.H].IsDefined && !result[Quantity.ChiPerp].IsDefined && double.IsNaN(result[Quantity.H].Value)
            : Agrees(
                result[Quantity.H],
                0.5 * FiniteDifference.Derivative(k => c.At(k)[Quantity.ChiPerp].Value, c.K),
                result[Quantity.ChiPerp].Magnitude / c.K);
    }

    [Property(MaxTest = 60, Arbitrary = [typeof(Cases)])]
    public bool Moments_AgreeWithTheExpectationOfThePower(Case c)
    {
        GaussianExpectations result = c.At(c.K);
        return Same(result[Quantity.Mean], 1) && Same(result[Quantity.Kernel], 2) && Same(result[Quantity.FourthMoment], 4) && Same(result[Quantity.SixthMoment], 6);

        bool Same(Estimate moment, int power)
        {
            Estimate other = GaussianQuadrature.Expectation(z => Math.Pow(c.Value(z), power), c.Function.Breakpoints, c.K);
            return Math.Abs(moment.Value - other.Value) <= moment.AbsoluteError + other.AbsoluteError + 1e-14 * moment.Magnitude;
        }
    }

    [Property(MaxTest = 60, Arbitrary = [typeof(Cases)])]
    public bool Expectations_ScaleWithTheAmplitude(Case c)
    {
        // Doubling s changes no rounding at all: <s^2> is exactly 4 times as large.
        GaussianExpectations one = c.At(c.K);
        GaussianExpectations two = (c with { Function = new PiecewiseSmoothFunction([.. c.Function.Pieces.Select(Doubled)]) }).At(c.K);
        return two[Quantity.Kernel].Value == 4 * one[Quantity.Kernel].Value && two[Quantity.FourthMoment].Value == 16 * one[Quantity.FourthMoment].Value;

        static SmoothPiece Doubled(SmoothPiece p) => p with
        {
            S = z => 2 * p.S(z),
            S1 = z => 2 * p.S1(z),
            S2 = z => 2 * p.S2(z),
            S3 = z => 2 * p.S3(z),
        };
    }

    private static bool Agrees(Estimate actual, double expected, double scale) =>
        Math.Abs(actual.Value - expected) <= Tolerance * (Math.Abs(expected) + actual.Magnitude + scale);

    /// <summary>A random activation at a random variance.</summary>
    public sealed record Case(PiecewiseSmoothFunction Function, double K, string Text)
    {
        public GaussianExpectations At(double k) => GaussianQuadrature.Evaluate(Function, k, [.. Quantity.All, Quantity.SixthMoment]);

        public double Value(double z) => Function.Pieces.First(p => z <= p.To).S(z);

        public override string ToString() => Text;
    }

    /// <summary>Generates cases: up to three pieces of degree up to 4; half of them joined without a jump.</summary>
    public static class Cases
    {
        public static Arbitrary<Case> Case() => Arb.From(
            from logK in Gen.Choose(-300, 300)
            from first in Gen.Choose(-200, 200)
            from gap in Gen.Choose(1, 200)
            from coefficients in Gen.ArrayOf(Gen.Choose(-10, 10), 15)
            from count in Gen.Choose(1, 3)
            from continuous in Gen.Elements(true, false)
            select Build(Math.Pow(10, logK / 100.0), first / 100.0, (first + gap) / 100.0, coefficients, count, continuous));

        private static Case Build(double K, double first, double second, int[] coefficients, int count, bool continuous)
        {
            double[] ends = count == 1 ? [] : count == 2 ? [first] : [first, second];
            var pieces = new List<SmoothPiece>();
            for (int i = 0; i < count; i++)
            {
                double from = i == 0 ? double.NegativeInfinity : ends[i - 1];
                double to = i == count - 1 ? double.PositiveInfinity : ends[i];
                double[] c = [.. coefficients.Skip(5 * i).Take(5).Select(a => a / 5.0)];
                SmoothPiece piece = Activations.Piece(from, to, c);
                if (continuous && i > 0)
                {
                    c[0] += pieces[i - 1].S(from) - piece.S(from);
                    piece = Activations.Piece(from, to, c);
                }

                pieces.Add(piece);
            }

            string text = FormattableString.Invariant(
                $"K = {K}, ends [{string.Join(", ", ends)}], coefficients [{string.Join(", ", coefficients)}], continuous {continuous}");
            return new Case(new PiecewiseSmoothFunction(pieces), K, text);
        }
    }
}
