using System.Globalization;
using Theory.Activations;
using Theory.Expectations;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Tests.Evaluation;

/// <summary>Every quantity, not only those shown, by closed form, fixed nodes and adaptive panels against quadrature of its integrand alone.</summary>
public class KnownQuantityTests
{
    public static TheoryData<string> Smooth => ["tanh", "sin", "erf", "gelu", "swish", "softplus", "z^3 - z", "exp(z/4)", "gaussian"];

    public static TheoryData<string> Kinked => ["relu", "leaky_relu(0.1)", "hard_tanh", "elu", "selu", "mrepu:1", "mrepu:2", "mrepu:3", "repu:2", "hard_swish"];

    [Theory]
    [MemberData(nameof(Smooth))]
    [MemberData(nameof(Kinked))]
    public void Values_AreThoseOfTheIntegrand(string activation)
    {
        ExpectationEvaluator evaluator = new(Activation.Parse(activation));
        PiecewiseSmoothFunction s = evaluator.Function;
        foreach (double k in (double[])[0.01, 0.7, 9])
        {
            ExpectationValues best = evaluator.Evaluate(k, quantities: Quantity.Known);
            ExpectationValues quadrature = evaluator.Evaluate(k, EvaluationMethod.Quadrature, Quantity.Known);
            foreach (Quantity quantity in Quantity.Known)
            {
                Estimate adaptive = GaussianQuadrature.Evaluate(s, k, [quantity])[quantity];
                string label = string.Create(CultureInfo.InvariantCulture, $"{quantity} of {activation} at K = {k}");
                Assert.True(adaptive.Missing?.Kind == best[quantity].Missing?.Kind, $"{label}: {adaptive.UndefinedBecause}, {best[quantity].UndefinedBecause}");
                if (!adaptive.IsDefined)
                {
                    Assert.Equal(NoValueKind.Undefined, adaptive.Missing!.Kind);
                    continue;
                }

                foreach (QuantityValue value in (QuantityValue[])[best[quantity], quadrature[quantity]])
                {
                    Assert.True(Math.Abs(value.Value - adaptive.Value) <= value.AbsoluteError + adaptive.AbsoluteError, $"{label}: {value}, adaptive {adaptive}");
                }

                bool hasDeltas = quantity.Integrand.Order > 1 && s.Breakpoints.Any();
                if (quantity.KernelDerivatives == 0 && !hasDeltas)
                {
                    double alone = GaussianQuadrature.Expectation(z => Integrand(s.PieceAt(z), quantity.Integrand.Terms[0].Monomial, z), s.Breakpoints, k).Value;
                    Assert.True(Math.Abs(alone - adaptive.Value) <= 1e-11 * adaptive.Magnitude, $"{label}: {adaptive}, alone {alone}");
                }
            }
        }
    }

    /// <summary>d/dK of a quantity is computed on its own; it must be the slope of the quantity.</summary>
    [Theory]
    [MemberData(nameof(Smooth))]
    [MemberData(nameof(Kinked))]
    public void KernelDerivatives_AreSlopes(string activation)
    {
        PiecewiseSmoothFunction s = new ExpectationEvaluator(Activation.Parse(activation)).Function;
        foreach (Quantity quantity in Quantity.Known.Where(q => q.KernelDerivatives > 0))
        {
            Quantity below = quantity with { Key = "below " + quantity.Key, KernelDerivatives = quantity.KernelDerivatives - 1 };
            double Value(double k) => GaussianQuadrature.Evaluate(s, k, [below])[below].Value;
            const double K = 1.3;
            const double H = 1e-2;
            double slope = (Value(K - (2 * H)) - Value(K + (2 * H)) + (8 * (Value(K + H) - Value(K - H)))) / (12 * H);
            Estimate actual = GaussianQuadrature.Evaluate(s, K, [quantity])[quantity];
            Assert.InRange(Math.Abs(slope - actual.Value), 0, 1e-5 * (actual.Magnitude + 1e-3));
        }
    }

    /// <summary>(s^2)'' = 2 (s'^2 + s s'') and (s'^2)'' = 2 (s''^2 + s' s''') as distributions: what a kink adds must balance.</summary>
    [Theory]
    [MemberData(nameof(Smooth))]
    [MemberData(nameof(Kinked))]
    public void SumRules_HoldAcrossKinks(string activation)
    {
        ExpectationEvaluator evaluator = new(Activation.Parse(activation));
        foreach (double k in (double[])[1e-2, 0.2, 9])
        {
            ExpectationValues v = evaluator.Evaluate(k, EvaluationMethod.Quadrature, Quantity.Known);
            Balance(v[Quantity.ChiParallel], v[Quantity.ChiPerp], v[Quantity.ActivationCurvature], 1);
            if (v[Quantity.SquaredCurvature].IsDefined)
            {
                Balance(v[Quantity.H], v[Quantity.SquaredCurvature], v[Quantity.SlopeThirdDerivative], 2);
            }
        }

        static void Balance(QuantityValue left, QuantityValue a, QuantityValue b, double factor) => Assert.InRange(
            Math.Abs((factor * left.Value) - a.Value - b.Value), 0, (factor * left.AbsoluteError) + a.AbsoluteError + b.AbsoluteError + 1e-300);
    }

    /// <summary>The sources of the finite-width tangent kernel in the second layer, to which nothing is inherited (see the README of the reference).</summary>
    [Theory]
    [InlineData("tanh", "tanh")]
    [InlineData("sin", "sin")]
    [InlineData("erf", "erf")]
    [InlineData("mrepu:2", "mrepu2")]
    [InlineData("piecewise(z < -1, -2/3, z - z^3/3)", "inflected2")]
    public void SourcesOfTheTangentKernel_AgreeWithTheReference(string activation, string name)
    {
        IReadOnlyDictionary<string, string> row = ReferenceTable.Read("tangent.csv").First(r => r["activation"] == name && r["layer"] == "2");
        IReadOnlyDictionary<string, string> first = ReferenceTable.Read("tangent.csv").First(r => r["activation"] == name && r["layer"] == "1");
        double Number(string column) => double.Parse(row[column], CultureInfo.InvariantCulture);
        (double k, double cw, double lw) = (Number("K1"), Number("C_W"), Number("lambda_W"));
        double theta = Number("lambda_b") + (lw * (k - Number("C_b")) / cw);
        Assert.Equal(theta, double.Parse(first["Theta"], CultureInfo.InvariantCulture), 1e-11);
        ExpectationValues v = new ExpectationEvaluator(Activation.Parse(activation)).Evaluate(k, quantities: Quantity.Known);
        double cubed = cw * cw * theta * theta * theta;
        double f = cw * cw * theta * v[Quantity.KernelTimesSlopes].Value;
        double b = cw * cw * theta * theta * v[Quantity.FourthMomentOfSlope].Value;
        double p = cw * cw * theta * theta * v[Quantity.ActivationSlopesCurvature].Value;
        double q = (lw / cw * f) + p;
        double u = cubed * v[Quantity.SlopesCurvatures].Value;
        Agree("F", f);
        Agree("B", b);
        Agree("P", p);
        Agree("Q", q);
        Agree("U", u);
        Agree("R", (lw / cw * p) + (cubed * v[Quantity.SlopesThirdDerivative].Value));
        Agree("S", (lw / cw * b) + u);
        Agree("T", (2 * lw / cw * q) - (lw * lw / cw / cw * f) + u);

        void Agree(string column, double actual) => Assert.True(
            Math.Abs(actual - Number(column)) <= 2e-11 * (Math.Abs(Number(column)) + 1e-3), $"{column}: {actual}, not {row[column]}");
    }

    private static double Integrand(SmoothPiece piece, DerivativeMonomial product, double z)
    {
        Func<double, double>[] derivatives = [piece.S, piece.S1, piece.S2, piece.S3];
        return Enumerable.Range(0, 4).Aggregate(1.0, (p, order) => product[order] == 0 ? p : p * Math.Pow(derivatives[order](z), product[order]));
    }
}
