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

    /// <summary>Keras' ReLU with a largest value, a slope below a threshold, or both, in z; null for every other call.</summary>
    public static Expr? BoundedRelu(CatalogueEntry entry, List<Argument> arguments, string text)
    {
        if (entry.Name != "relu" || !arguments.Exists(a => a.Keyword is "max_value" or "threshold"))
        {
            return null;
        }

        Expr slope = Expr.Zero;
        Expr threshold = Expr.Zero;
        Expr? largest = null;
        foreach (Argument argument in arguments)
        {
            Expr? value = argument switch
            {
                { Word: "None", Keyword: "max_value" } => null,
                { Value: { IsConstant: true } number } => number,
                _ => throw new UserInputException("the parameters of ReLU are numbers, as in ReLU(max_value=6, negative_slope=0.1, threshold=0)", text, argument.Position),
            };
            switch (argument.Keyword)
            {
                case "max_value":
                    largest = value;
                    break;
                case "threshold":
                    threshold = value!;
                    break;
                case "negative_slope" or "alpha":
                    slope = value!;
                    break;
                default:
                    throw new UserInputException("the parameters of ReLU are given by name, as in ReLU(max_value=6, negative_slope=0.1, threshold=0)", text, argument.Position);
            }
        }

        Expr above = largest is null ? Symbol.Z : Function.Of(FunctionKind.Min, Symbol.Z, largest);
        return Conditions.Choose(Conditions.Compare(Symbol.Z, "<", threshold), slope * (Symbol.Z - threshold), above);
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
