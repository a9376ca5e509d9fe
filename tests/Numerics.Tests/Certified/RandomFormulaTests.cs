using System.Globalization;
using Theory.Activations;
using Theory.Expectations;
using Theory.Hunt;
using Theory.Numerics.Certified;
using Theory.Numerics.Compilation;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Tests.Certified;

/// <summary>Random formulas over a rich grammar: enclosures against sums over thousands of panels in double precision, whose error a coarser sum shows.</summary>
public class RandomFormulaTests
{
    private const int Panels = 3000;

    public static TheoryData<int> Seeds => [.. LongTests.Cases([12, 11, 13], few: 1)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Enclosures_ContainIndependentSums(int seed)
    {
        Random random = new(seed);
        RandomFormulas source = new(random);
        int enclosed = 0;
        int compared = 0;
        for (int trial = 0; trial < 15; trial++)
        {
            string formula = source.Next();
            double K = Math.Pow(10, (random.NextDouble() * 2) - 1.5);
            Activation activation;
            PiecewiseSmoothFunction function;
            try
            {
                activation = Activation.Parse(formula);
                function = ActivationCompiler.Compile(activation);
            }
            catch (UserInputException)
            {
                continue;
            }

            CertifiedValues values = new CertifiedEvaluator(activation).Evaluate(K, 1e-9, 2000, [Quantity.Mean, Quantity.Kernel, Quantity.ChiPerp]);
            foreach ((Quantity quantity, Func<SmoothPiece, double, double> f) in (IEnumerable<(Quantity, Func<SmoothPiece, double, double>)>)
                [(Quantity.Mean, (p, z) => p.S(z)), (Quantity.Kernel, (p, z) => p.S(z) * p.S(z)), (Quantity.ChiPerp, (p, z) => p.S1(z) * p.S1(z))])
            {
                CertifiedValue value = values[quantity];
                if (!value.IsEnclosed)
                {
                    continue;
                }

                enclosed++;
                (double sum, double magnitude) = Sum(function, K, f, 2 * Panels);
                double coarse = Sum(function, K, f, Panels).Sum;
                if (!double.IsFinite(sum))
                {
                    continue;
                }

                compared++;
                double slack = (1e-11 * magnitude) + (10 * Math.Abs(sum - coarse));
                Assert.True(value.Lower - slack <= sum && sum <= value.Upper + slack,
                    string.Create(CultureInfo.InvariantCulture, $"{quantity} of {formula} at K = {K:R}: {value}, not {sum:R}"));
            }
        }

        Assert.True(enclosed >= 25 && compared >= 25, $"{enclosed} values enclosed, {compared} compared");
    }

    /// <summary>The sum and that of magnitudes, by the same rule on every panel.</summary>
    private static (double Sum, double Magnitude) Sum(PiecewiseSmoothFunction function, double K, Func<SmoothPiece, double, double> f, int panels)
    {
        double reach = 9 * Math.Sqrt(K);
        double sum = 0;
        double magnitude = 0;
        foreach (SmoothPiece piece in function.Pieces)
        {
            double from = Math.Max(piece.From, -reach);
            double to = Math.Min(piece.To, reach);
            double half = (to - from) / (2 * panels);
            for (int i = 0; i < panels && to > from; i++)
            {
                double centre = from + (((2 * i) + 1) * half);
                for (int n = 0; n < PanelRule.Order; n++)
                {
                    double z = centre + (half * PanelRule.Nodes[n]);
                    double term = f(piece, z) * Math.Exp(-z * z / (2 * K)) * PanelRule.Weights[n] * half / Math.Sqrt(2 * Math.PI * K);
                    sum += term;
                    magnitude += Math.Abs(term);
                }
            }
        }

        return (sum, magnitude);
    }
}
