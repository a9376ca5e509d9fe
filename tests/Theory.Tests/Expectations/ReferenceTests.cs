using System.Globalization;
using Sylvan.Data.Csv;
using Theory.Activations;
using Theory.Expectations;

namespace Theory.Tests.Expectations;

/// <summary>Closed forms against quadratures in 62-digit arithmetic.</summary>
public class ReferenceTests
{
    private static readonly (string Column, Quantity Quantity)[] Columns =
    [
        ("m1", Quantity.Mean), ("g", Quantity.Kernel), ("chi_par", Quantity.ChiParallel), ("chi_perp", Quantity.ChiPerp), ("m4", Quantity.FourthMoment), ("h", Quantity.H),
    ];

    public static TheoryData<string> Activations =>
    [
        "linear", "relu", "leaky_relu_0.01", "repu_2", "repu_3", "repu_4", "mrepu_1", "mrepu_2", "mrepu_3", "mrepu_4", "perceptron",
    ];

    [Theory]
    [MemberData(nameof(Activations))]
    public void ClosedForms_AgreeWithReference(string activation)
    {
        Derivation derivation = Derivation.Of(Activation.Parse(activation));
        int compared = 0;
        using CsvDataReader reader = CsvDataReader.Create(Path.Combine(AppContext.BaseDirectory, "reference", "expectations.csv"));
        while (reader.Read())
        {
            if (reader.GetString(reader.GetOrdinal("activation")) != activation)
            {
                continue;
            }

            double k = double.Parse(reader.GetString(reader.GetOrdinal("K")), CultureInfo.InvariantCulture);
            foreach ((string column, Quantity quantity) in Columns)
            {
                string written = reader.GetString(reader.GetOrdinal(column));
                ClosedForm form = derivation[quantity];
                Assert.Equal(written.Length == 0, form.IsUndefined);
                if (written.Length > 0)
                {
                    double expected = double.Parse(written, CultureInfo.InvariantCulture);
                    double actual = Decimals.Evaluate(form.Formula!, reader.GetString(reader.GetOrdinal("K")));
                    Approximately.Equal(expected, actual, 1e-14, $"{activation}, {column} at K = {k}");
                }

                compared++;
            }
        }

        Assert.Equal(17 * 6, compared);
    }
}
