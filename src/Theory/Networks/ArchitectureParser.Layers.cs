using System.Text.RegularExpressions;

namespace Theory.Networks;

/// <content>The layers by name, and their arguments.</content>
internal sealed partial class ArchitectureParser
{
    private static readonly string[] LayerNames =
    [
        "linear", "residual", "sum", "product", "concat", "scale", "layernorm", "rmsnorm", "dropout", "input", "conv1d", "conv2d", "avgpool", "globalpool", "flatten",
        "identity", "gated", "swiglu", "geglu", "reglu", "glu",
    ];

    private static readonly string[] Structures = ["residual", "skip", "sum", "product", "concat", "linear", "norm", "layernorm", "rmsnorm", "conv1d", "conv2d", "gated", "swiglu", "geglu"];

    /// <summary>Names that people know of other libraries, and that are refused with a reason.</summary>
    private static string? ReasonAgainst(string name) => name switch
    {
        "attention" or "selfattention" or "multiheadattention" or "linearattention" =>
            "attention cannot be followed: even without softmax its kernel has a limit only as the number of heads goes to infinity too, and its scores are no sums over neurons",
        "batchnorm" or "batchnorm1d" or "batchnorm2d" => "batch normalisation ties the inputs of a batch together, so that no kernel of two inputs follows alone; use layernorm or rmsnorm",
        "groupnorm" or "instancenorm" => "only layernorm and rmsnorm over all neurons are followed",
        "maxpool" or "maxpool1d" or "maxpool2d" => "the largest of several correlated signals is not Gaussian and has no kernel in closed form; use avgpool",
        "embedding" or "lstm" or "gru" or "rnn" => "recurrent and embedding layers are not followed",
        _ => null,
    };

    private static bool IsStructure(string word) => Structures.Contains(word.ToLowerInvariant().Replace("_", "", StringComparison.Ordinal));

    /// <summary>A layer by its name; null for a name that means none.</summary>
    private IEnumerable<Layer>? Named(string name, string word, TextSpan? arguments, LayerSource source)
    {
        if (ReasonAgainst(name) is string reason)
        {
            throw Error(reason, source.Position);
        }

        LayerArguments Arguments(params string[] known) => ReadArguments(word, arguments, known);
        return name switch
        {
            "linear" or "dense" or "fc" => [Placed(source, () => Weights(Arguments("width", "cb", "cw", "lambda_b", "lambda_w", "bias"), "width"))],
            "residual" or "skip" => [Placed(source, () => ReadResidual(Arguments("body", "alpha", "beta", "skip"), source))],
            "sum" or "add" => [Placed(source, () => new Branches(BranchCombination.Sum, ReadBranches(word, arguments, source)))],
            "product" or "mul" => [Placed(source, () => new Branches(BranchCombination.Product, ReadBranches(word, arguments, source)))],
            "concat" or "cat" => [Placed(source, () => new Branches(BranchCombination.Concatenation, ReadBranches(word, arguments, source)))],
            "scale" => [Placed(source, () => new Scaling(Arguments("factor") is var a && a.Value("factor") is TextSpan factor ? Number(factor) : throw Error("scale needs a number, as in scale(0.5)", source.Position)))],
            "norm" or "layernorm" or "ln" when NoArguments(word, arguments) => [new Normalisation(NormalisationKind.Layer) { Source = source }],
            "rmsnorm" when NoArguments(word, arguments) => [new Normalisation(NormalisationKind.RootMeanSquare) { Source = source }],
            "dropout" => [Placed(source, () => new Dropout(ReadKeep(Arguments("keep", "drop"), source)))],
            "identity" when NoArguments(word, arguments) => [],
            "flatten" when NoArguments(word, arguments) => [new Flatten { Source = source }],
            "input" => [ReadInput(Arguments("height", "breadth", "channels"), source)],
            "conv1d" => [ReadConvolution(Arguments("size", "channels", "padding", "stride", "cb", "cw", "lambda_b", "lambda_w", "bias"), 1, source)],
            "conv2d" or "conv" => [ReadConvolution(Arguments("size", "channels", "padding", "stride", "cb", "cw", "lambda_b", "lambda_w", "bias"), 2, source)],
            "avgpool" or "avgpool1d" or "avgpool2d" or "meanpool" => [Placed(source, () => Arguments("window", "stride") is var a && a.Value("window") is TextSpan window
                ? new Pooling(Integer(window), a.Value("stride") is TextSpan stride ? Integer(stride) : null)
                : throw Error("avgpool needs a window, as in avgpool(2)", source.Position))],
            "globalpool" or "globalavgpool" when NoArguments(word, arguments) => [new Pooling(null) { Source = source }],
            "gated" => [ReadGated(word, Arguments("gate", "width", "cb", "cw", "lambda_b", "lambda_w", "bias"), null, source)],
            "swiglu" => [ReadGated(word, Arguments("width", "cb", "cw", "lambda_b", "lambda_w", "bias"), "swish", source)],
            "geglu" => [ReadGated(word, Arguments("width", "cb", "cw", "lambda_b", "lambda_w", "bias"), "gelu", source)],
            "reglu" => [ReadGated(word, Arguments("width", "cb", "cw", "lambda_b", "lambda_w", "bias"), "relu", source)],
            "glu" => [ReadGated(word, Arguments("width", "cb", "cw", "lambda_b", "lambda_w", "bias"), "sigmoid", source)],
            _ => null,
        };
    }

    private bool NoArguments(string word, TextSpan? arguments) => arguments is not TextSpan span || Trim(span).Length == 0 ? true
        : throw Error($"{word} takes no arguments", span.Start);

    private Linear Weights(LayerArguments arguments, string width)
    {
        bool bias = arguments.Value("bias") is not TextSpan on || TextOf(on).ToLowerInvariant() switch
        {
            "on" or "true" or "1" => true,
            "off" or "false" or "0" => false,
            _ => throw Error("bias is on or off", on.Start),
        };
        double Of(string name, double otherwise) => arguments.Value(name) is TextSpan span ? Number(span) : otherwise;
        double cb = Of("cb", bias ? _defaults.Cb : 0);
        if (!bias && cb != 0)
        {
            throw Error("bias=off leaves no variance of biases; remove cb or bias=off", arguments.Value("cb")!.Value.Start);
        }

        return new Linear(
            cb,
            Of("cw", _defaults.Cw),
            arguments.Value(width) is TextSpan n ? Integer(n) : _defaults.Width,
            bias ? Of("lambda_b", _defaults.LambdaB) : 0,
            Of("lambda_w", _defaults.LambdaW));
    }

    private Residual ReadResidual(LayerArguments arguments, LayerSource source) => arguments.Value("body") is TextSpan body
        ? new Residual(
            Sequence(body),
            arguments.Value("alpha") is TextSpan alpha ? Number(alpha) : 1,
            arguments.Value("beta") is TextSpan beta ? Number(beta) : _beta,
            arguments.Value("skip") is TextSpan skip && TextOf(skip) != "identity" ? Sequence(skip) : null)
        : throw Error("residual needs the layers of its branch, as in residual(relu; linear, beta=0.5)", source.Position);

    private List<LayerSequence> ReadBranches(string word, TextSpan? arguments, LayerSource source) => arguments is TextSpan span && Trim(span).Length > 0
        ? [.. Split(span, '|').Select(Sequence)]
        : throw Error($"{word} needs branches, as in {word}(linear | linear; relu)", source.Position);

    private double ReadKeep(LayerArguments arguments, LayerSource source) => (arguments.Value("keep"), arguments.Value("drop")) switch
    {
        (TextSpan keep, null) => Number(keep),
        (null, TextSpan drop) => 1 - Number(drop),
        _ => throw Error("dropout needs the probability to keep a neuron, as in dropout(0.9), or drop=0.1", source.Position),
    };

    private InputShape ReadInput(LayerArguments arguments, LayerSource source) => Placed(source, () =>
    {
        int[] extents = [.. new[] { arguments.Value("height"), arguments.Value("breadth") }.OfType<TextSpan>().Select(Integer)];
        return new InputShape(extents, arguments.Value("channels") is TextSpan channels ? Integer(channels) : 1);
    });

    private Convolution ReadConvolution(LayerArguments arguments, int axes, LayerSource source) => Placed(source, () =>
    {
        TextSpan size = arguments.Value("size") ?? throw Error($"conv{axes}d needs the size of its filter, as in conv{axes}d(3)", source.Position);
        int[] extents = [.. Split(size, 'x').Select(Trim).Select(Integer)];
        Padding padding = arguments.Value("padding") is not TextSpan word ? Padding.Zero : TextOf(word).ToLowerInvariant() switch
        {
            "zero" or "zeros" or "same" => Padding.Zero,
            "circular" or "wrap" => Padding.Circular,
            "valid" or "none" => Padding.Valid,
            _ => throw Error("padding is zero, circular or valid", word.Start),
        };
        if (extents.Length != 1 && extents.Length != axes)
        {
            throw Error($"a filter of conv{axes}d has {axes} extents, as in conv{axes}d({(axes == 1 ? "3" : "3x3")})", size.Start);
        }

        return new Convolution(
            Weights(arguments, "channels"),
            extents.Length == axes ? extents : [.. Enumerable.Repeat(extents[0], axes)],
            padding,
            arguments.Value("stride") is TextSpan stride ? Integer(stride) : 1);
    });

    private Branches ReadGated(string word, LayerArguments arguments, string? activation, LayerSource source) => Placed(source, () =>
    {
        Elementwise gate = activation is not null ? new Elementwise(_memory.Activation(activation))
            : arguments.Value("gate") is TextSpan s ? ReadActivation(s, new LayerSource(_text, s.Start))
            : throw Error("gated needs an activation, as in gated(gelu)", source.Position);
        return Branches.Gated(gate with { Source = gate.Source ?? source }, Weights(arguments, "width") with { Source = source }) with { Name = word };
    });

    /// <summary>Arguments by name; those without one take the names in their order.</summary>
    private LayerArguments ReadArguments(string word, TextSpan? span, string[] known)
    {
        Dictionary<string, TextSpan> values = [];
        int positional = 0;
        foreach (TextSpan part in span is TextSpan all && Trim(all).Length > 0 ? Split(all, ',').Select(Trim) : [])
        {
            Match match = Keyword().Match(TextOf(part));
            string name = match.Success ? match.Groups[1].Value.ToLowerInvariant()
                : positional < known.Length ? known[positional++]
                : throw Error($"{word} takes at most {known.Length} arguments: {string.Join(", ", known)}", part.Start);
            TextSpan value = Trim(new TextSpan(part.Start + match.Length, part.Length - match.Length));
            if (!known.Contains(name))
            {
                throw Error($"{word} has no argument {name}; it has {string.Join(", ", known)}", part.Start);
            }

            if (value.Length == 0)
            {
                throw Error($"the value of {name} is missing", Math.Min(part.Start + match.Length, _text.Length));
            }

            if (!values.TryAdd(name, value))
            {
                throw Error($"{name} is given twice", part.Start);
            }
        }

        return new LayerArguments(values);
    }

    [GeneratedRegex(@"^([A-Za-z_]+)\s*=(?!=)\s*", RegexOptions.CultureInvariant)]
    private static partial Regex Keyword();

    /// <summary>The arguments of one layer.</summary>
    private sealed class LayerArguments(Dictionary<string, TextSpan> values)
    {
        public TextSpan? Value(string name) => values.TryGetValue(name, out TextSpan span) ? span : null;
    }
}
