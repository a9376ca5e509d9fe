namespace Theory.Activations;

/// <summary>Names that frameworks list among the activations, but that are no functions of one preactivation.</summary>
internal static class NotElementwise
{
    private static readonly Dictionary<string, string> Reasons = new()
    {
        ["RRELU"] = "rrelu is random while training; write leaky_relu(11/48), its mean slope and what it is in evaluation",
        ["DROPOUT"] = "dropout is random, and no activation; leave it out",
        ["ALPHADROPOUT"] = "alpha dropout is random, and no activation; leave it out",
        ["GUMBELSOFTMAX"] = Joint("gumbel_softmax", "sigmoid"),
        ["SOFTMAX"] = Joint("softmax", "sigmoid"),
        ["SOFTMIN"] = Joint("softmin", "sigmoid(-z)"),
        ["LOGSOFTMAX"] = Joint("log_softmax", "log_sigmoid"),
        ["LOGSUMEXP"] = Joint("logsumexp", "softplus"),
        ["SPARSEMAX"] = Joint("sparsemax", "sparse_sigmoid"),
        ["MAXOUT"] = Joint("maxout", "max(0.5*z, 2*z)"),
        ["GLU"] = Gated("glu", "z*sigmoid(z), that is swish"),
        ["SWIGLU"] = Gated("swiglu", "z*swish(z)"),
        ["GEGLU"] = Gated("geglu", "z*gelu(z)"),
        ["REGLU"] = Gated("reglu", "z*relu(z)"),
        ["SELECT"] = "select with lists of conditions and of values is not read; write piecewise(z < 0, a, z < 1, b, c) or where(z < 0, a, b)",
        ["CRELU"] = "crelu is not elementwise: it gives two outputs for each preactivation, relu(z) and relu(-z); write one of them",
    };

    /// <summary>Why a name is refused and what to write; null for a name that is not refused.</summary>
    public static string? ReasonFor(string name) => Reasons.GetValueOrDefault(ActivationCatalogue.Key(name));

    private static string Joint(string name, string instead) =>
        $"{name} is not elementwise: each output depends on all preactivations of the layer; an activation is a function of one, such as {instead}";

    private static string Gated(string name, string instead) =>
        $"{name} is not elementwise: it multiplies two halves of the layer; an activation is a function of one preactivation, such as {instead}";
}
