using System.Globalization;
using Theory.Expectations;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Tests.Quadrature;

/// <summary>Every quantity of every activation of the reference table, which two independent high-precision quadratures agree on.</summary>
public class ExpectationsAgainstReferenceTests
{
    // Where the integrand cancels (odd means, sin at large K) only the accuracy relative to its absolute value is meaningful.
    private const double CancellationThreshold = 1e-4;

    // These are integrated exactly but for rounding. (The table's K is an exact decimal: the bounds allow half an ulp for that.)
    private static readonly string[] PiecewisePolynomials = ["linear", "relu", "leaky", "repu", "mrepu", "perceptron"];

    public static TheoryData<string> ActivationNames() =>
        [.. ReferenceTable.Read("expectations.csv").Select(row => row["activation"]).Distinct()];

    [Theory]
    [MemberData(nameof(ActivationNames))]
    public void EveryQuantity_AgreesWithReference_WithinItsOwnErrorBound(string activation)
    {
        PiecewiseSmoothFunction s = Activations.Named(activation);
        double tolerance = PiecewisePolynomials.Any(p => activation.StartsWith(p, StringComparison.Ordinal)) ? 1e-12 : 1e-10;
        var failures = new List<string>();
        foreach (IReadOnlyDictionary<string, string> row in ReferenceTable.Read("expectations.csv"))
        {
            if (row["activation"] != activation)
            {
                continue;
            }

            double K = Number(row["K"]);
            GaussianExpectations result = GaussianQuadrature.Evaluate(s, K);
            foreach ((string column, Estimate estimate) in Columns(result))
            {
                string label = string.Create(CultureInfo.InvariantCulture, $"{column} at K = {K}");
                if (!row.TryGetValue(column, out string? text))
                {
                    Check(!estimate.IsDefined, $"{label} must be undefined, is {estimate}");
                    continue;
                }

                double expected = Number(text);
                double error = Math.Abs(estimate.Value - expected);
                double scale = Math.Abs(expected) > CancellationThreshold * estimate.Magnitude ? Math.Abs(expected) : estimate.Magnitude;
                Check(error <= tolerance * scale, $"{label}: error {error / scale:E2}, {estimate}, expected {expected}");
                Check(error <= estimate.AbsoluteError, $"{label}: error {error:E2} exceeds its bound, {estimate}, expected {expected}");
                Check(estimate.AbsoluteError <= 1e-11 * scale, $"{label}: bound {estimate.AbsoluteError / scale:E2} is loose, {estimate}");
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));

        void Check(bool holds, string failure)
        {
            if (!holds)
            {
                failures.Add(failure);
            }
        }
    }

    private static IEnumerable<(string Column, Estimate Estimate)> Columns(GaussianExpectations result) =>
    [
        ("m1", result[Quantity.Mean]),
        ("g", result[Quantity.Kernel]),
        ("chi_par", result[Quantity.ChiParallel]),
        ("chi_perp", result[Quantity.ChiPerp]),
        ("m4", result[Quantity.FourthMoment]),
        ("h", result[Quantity.H]),
    ];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
