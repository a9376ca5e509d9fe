using System.Globalization;
using System.Text;
using Theory.Experiments.Reporting;
using Theory.Numerics.ExactLaw;

namespace Theory.Cli.Rendering;

/// <summary>Numbers of exact laws as text.</summary>
internal static class LawNumbers
{
    /// <summary>Layers, a line each: moments with their errors, other numbers, quantiles.</summary>
    public static string ToCsv<T>(IReadOnlyList<T> layers, Func<T, IEnumerable<(string Name, LawValue Value)>> moments, Func<T, IEnumerable<(string Name, double Value)>> others)
        where T : LayerLaw
    {
        T first = layers[0];
        StringBuilder csv = new();
        csv.AppendJoin(',', ["layer", .. moments(first).SelectMany(m => (string[])[m.Name, m.Name + "Error"]), .. others(first).Select(o => o.Name), .. first.Quantiles.Select(q => "q" + Key(q.Probability))]).Append('\n');
        foreach (T layer in layers)
        {
            double[] values = [layer.Layer, .. moments(layer).SelectMany(m => (double[])[m.Value.Value, m.Value.Error]), .. others(layer).Select(o => o.Value), .. layer.Quantiles.Select(q => q.Value.Value)];
            csv.AppendJoin(',', values.Select(Key)).Append('\n');
        }

        return csv.ToString();
    }

    /// <summary>How many digits an error leaves.</summary>
    public static string Digits(double error) => error == 0 ? "exact" : !double.IsFinite(error) ? "-" : Format.Number(Math.Max(0, Math.Floor(-Math.Log10(error))));

    /// <summary>A number as a name.</summary>
    public static string Key(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
