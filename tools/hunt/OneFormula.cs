using System.Diagnostics;
using System.Globalization;
using Theory.Activations;
using Theory.Expectations;
using Theory.Numerics.Certified;
using Theory.Numerics.Evaluation;

namespace Theory.Hunt;

/// <summary>Shows what is claimed and what is proven of one formula at one K.</summary>
internal static class OneFormula
{
    /// <summary>Writes a line for each quantity.</summary>
    public static void Show(string formula, double K, double tolerance)
    {
        Activation activation = Activation.Parse(formula);
        Stopwatch clock = Stopwatch.StartNew();
        CertifiedValues proven = new CertifiedEvaluator(activation).Evaluate(K, tolerance);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{formula} K={K:R}: {clock.ElapsedMilliseconds} ms"));
        ExpectationEvaluator evaluator = new(activation);
        foreach (Quantity quantity in Quantity.All)
        {
            CertifiedValue enclosure = proven[quantity];
            string claim;
            try
            {
                QuantityValue value = evaluator.Evaluate(quantity, K);
                claim = string.Create(CultureInfo.InvariantCulture, $"{value.Value:R} +- {value.AbsoluteError:0.0e0}")
                    + (enclosure.IsEnclosed && value.IsDefined && new Finding(formula, K, quantity, value, enclosure).IsViolation ? " FALSE" : "");
            }
            catch (UserInputException e)
            {
                claim = e.Message;
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {quantity.Key,-12} [{enclosure.Lower:R}, {enclosure.Upper:R}] width {enclosure.RelativeWidth:0.0e0} {enclosure.Reason}   claimed {claim}"));
        }
    }
}
