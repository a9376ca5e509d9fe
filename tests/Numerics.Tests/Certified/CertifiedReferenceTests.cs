using System.Globalization;
using Theory.Activations;
using Theory.Expectations;
using Theory.Numerics.Certified;

namespace Theory.Numerics.Tests.Certified;

/// <summary>Every enclosure contains the value of 25 digits, and is as narrow as asked.</summary>
public class CertifiedReferenceTests
{
    /// <summary>K and the values of the table are decimals, which doubles meet to half a unit; powers of K multiply that.</summary>
    private const double DecimalRounding = 1e-15;

    /// <summary>Each takes tens of milliseconds.</summary>
    private static readonly string[] Kernels = ["1e-6", "0.01", "1", "30", "1e4"];

    private static readonly Dictionary<string, Quantity> Columns = new()
    {
        ["m1"] = Quantity.Mean,
        ["g"] = Quantity.Kernel,
        ["chi_par"] = Quantity.ChiParallel,
        ["chi_perp"] = Quantity.ChiPerp,
        ["m4"] = Quantity.FourthMoment,
        ["h"] = Quantity.H,
    };

    public static TheoryData<string> ActivationNames() =>
        [.. ReferenceTable.Read("expectations.csv").Select(row => row["activation"]).Distinct()];

    [Theory]
    [MemberData(nameof(ActivationNames))]
    public void EveryEnclosure_ContainsTheReference(string activation)
    {
        CertifiedEvaluator evaluator = new(Activation.Parse(Name(activation)));
        List<string> failures = [];
        foreach (IReadOnlyDictionary<string, string> row in ReferenceTable.Read("expectations.csv").Where(r => r["activation"] == activation && Kernels.Contains(r["K"])))
        {
            double K = Number(row["K"]);
            CertifiedValues proven = evaluator.Evaluate(K, 1e-10, 2000, [.. Columns.Values]);
            foreach ((string column, Quantity quantity) in Columns)
            {
                CertifiedValue value = proven[quantity];
                string label = string.Create(CultureInfo.InvariantCulture, $"{column} at K = {K}: [{value.Lower:R}, {value.Upper:R}] {value.Reason}");
                if (!row.TryGetValue(column, out string? text))
                {
                    Check(!value.IsEnclosed && value.Reason!.Contains("jumps", StringComparison.Ordinal), label + " must be undefined");
                    continue;
                }

                double expected = Number(text);
                double slack = (DecimalRounding * Math.Abs(expected)) + double.Epsilon;
                Check(value.IsEnclosed && value.Lower - slack <= expected && expected <= value.Upper + slack, $"{label} does not contain {expected:R}");

                // What cancels to far below its integrand is known to rounding only.
                Check(value.RelativeWidth <= 1e-10 || Math.Abs(expected) < 1e-4 || K is < 1e-3 or > 1e3, label + " is wide");
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

    private static string Name(string activation) => activation switch
    {
        "leaky_relu" or "leaky_relu_0.01" => "leaky_relu(0.01)",
        _ when activation.StartsWith("repu_", StringComparison.Ordinal) || activation.StartsWith("mrepu_", StringComparison.Ordinal) => activation.Replace('_', ':'),
        _ => activation,
    };

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
