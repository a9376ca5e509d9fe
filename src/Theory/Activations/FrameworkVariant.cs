using Fractions;
using Theory.Expressions;
using Theory.Parsing;

namespace Theory.Activations;

/// <summary>Where frameworks mean different functions by one name: GELU's approximation, the slope of a leaky ReLU.</summary>
internal static class FrameworkVariant
{
    /// <summary>The entry that a call means; the words that decided it are taken out of the arguments.</summary>
    public static CatalogueEntry Of(CatalogueEntry entry, Call call, List<Argument> arguments, string text)
    {
        switch (entry.Name)
        {
            case "softplus":
                RemoveThreshold(arguments, text);
                return entry;
            case "relu" when arguments.Find(a => a.Keyword is "max_value" or "threshold") is Argument bound:
                throw new UserInputException(
                    "ReLU with a largest value m, a slope a and a threshold t is no activation of the catalogue; write piecewise(z < t, a*(z - t), min(z, m)) with numbers", text, bound.Position);
            case "relu" when arguments.Exists(a => a.Keyword is "negative_slope" or "alpha"):
                return ActivationCatalogue.Find("leaky_relu")!;
            case not "gelu":
                return entry;
        }

        // jax.nn.gelu approximates unless told otherwise.
        bool approximates = call.Modules.Contains("jax");
        int index = arguments.FindIndex(a => a.Keyword == "approximate" || (a.Keyword is null && a.Word is not null));
        if (index >= 0)
        {
            Argument argument = arguments[index];
            approximates = argument.Word switch
            {
                "tanh" or "True" or "true" => true,
                "none" or "False" or "false" or "None" => false,
                _ => throw new UserInputException("approximate is 'none' or 'tanh'", text, argument.Position),
            };
            arguments.RemoveAt(index);
        }

        return approximates ? ActivationCatalogue.Find("gelu_tanh")! : entry;
    }

    /// <summary>The default of the first parameter where a framework has its own.</summary>
    public static Fraction? DefaultOf(CatalogueEntry entry, Call call) => entry.Name != "leaky_relu" ? null
        : call.Modules.Contains("layers") ? new Fraction(3, 10)
        : call.Modules.Contains("tf") || call.Modules.Contains("tensorflow") || call.Modules.Contains("keras") ? new Fraction(1, 5)
        : null;

    /// <summary>PyTorch computes z itself beyond a threshold, where the two agree to double precision.</summary>
    private static void RemoveThreshold(List<Argument> arguments, string text)
    {
        if (arguments.Find(a => a.Keyword == "threshold") is Argument threshold)
        {
            arguments.Remove(threshold);
            if (threshold.Value is not Number { Value: var value } || value < 20)
            {
                throw new UserInputException(
                    "the threshold of softplus is a device of its evaluation, and is read where it changes nothing, from 20 on; leave it out", text, threshold.Position);
            }
        }
    }
}
