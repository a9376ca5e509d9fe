namespace Theory.Networks;

/// <summary>How weights and biases are drawn: a law alone, or one of a framework's named initialisers, which fixes C_W (and C_b) for each layer's shape.</summary>
/// <remarks>
/// With fan-in i and fan-out o, in C_W = i Var(W): PyTorch's default Linear 1/3 with C_b = 1/(3 i), both uniform; kaiming_* gain^2 (mode fan_out: gain^2 i/o);
/// xavier_* and glorot_* gain^2 2i/(i + o); he_* 2; lecun_* 1; orthogonal_ gain^2 (gain^2 i/o where o > i, since then its columns are orthonormal).
/// The normal laws of Keras and JAX (glorot_normal, he_normal, lecun_normal) are cut at two deviations.
/// </remarks>
public sealed class Initialiser
{
    private static readonly string[] Names =
    [
        "normal", "uniform", "truncated", "truncated:CUT", "two-valued", "kurtosis:EXCESS", "orthogonal", "pytorch", "kaiming_uniform", "kaiming_normal", "xavier_uniform", "xavier_normal",
        "glorot_uniform", "glorot_normal", "he_uniform", "he_normal", "lecun_uniform", "lecun_normal", "orthogonal_", "normal_", "trunc_normal_",
    ];

    private readonly Func<double, double, double>? _cw;
    private readonly Func<double, double>? _cb;

    private Initialiser(string name, WeightLaw weights, WeightLaw? biases = null, Func<double, double, double>? cw = null, Func<double, double>? cb = null) =>
        (Name, Weights, Biases, _cw, _cb) = (name, weights, biases ?? WeightLaw.Normal, cw, cb);

    /// <summary>As it was asked for.</summary>
    public string Name { get; }

    /// <summary>The law of the weights.</summary>
    public WeightLaw Weights { get; }

    /// <summary>The law of the biases.</summary>
    public WeightLaw Biases { get; }

    /// <summary>True when C_W follows from the shape of a layer.</summary>
    public bool FixesCw => _cw is not null;

    /// <summary>True when C_b does.</summary>
    public bool FixesCb => _cb is not null;

    /// <summary>C_W of a layer; null where the initialiser leaves it open.</summary>
    public double? Cw(int fanIn, int fanOut) => _cw?.Invoke(fanIn, fanOut);

    /// <summary>C_b of a layer; null where the initialiser leaves it open.</summary>
    public double? Cb(int fanIn) => _cb?.Invoke(fanIn);

    /// <summary>Reads the name of a law or of an initialiser with its arguments, as in <c>kaiming_normal(nonlinearity=relu)</c>; a last underscore may be left out.</summary>
    /// <exception cref="UserInputException">It is not known, or an argument is wrong.</exception>
    public static Initialiser Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string name = text.Trim();
        if (WeightLaw.Parse(name) is WeightLaw law)
        {
            return new Initialiser(law.Name, law);
        }

        int open = name.IndexOf('(', StringComparison.Ordinal);
        Require.That(open < 0 || name.EndsWith(')'), $"'{text}' lacks its closing parenthesis; write for example kaiming_normal(nonlinearity=relu)");
        InitialiserArguments arguments = new(name, open < 0 ? "" : name[(open + 1)..^1]);
        string head = (open < 0 ? name : name[..open]).Trim().ToLowerInvariant().TrimEnd('_');
        Initialiser result = head switch
        {
            "pytorch" => new(name, WeightLaw.Uniform, WeightLaw.Uniform, (_, _) => 1.0 / 3, i => 1 / (3 * i)),
            "kaiming_uniform" => Kaiming(name, WeightLaw.Uniform, arguments),
            "kaiming_normal" => Kaiming(name, WeightLaw.Normal, arguments),
            "xavier_uniform" or "glorot_uniform" => Xavier(name, WeightLaw.Uniform, arguments),
            "xavier_normal" => Xavier(name, WeightLaw.Normal, arguments),
            "glorot_normal" => Xavier(name, WeightLaw.Truncated(2), arguments),
            "he_uniform" => new(name, WeightLaw.Uniform, cw: (_, _) => 2),
            "he_normal" => new(name, WeightLaw.Truncated(2), cw: (_, _) => 2),
            "lecun_uniform" => new(name, WeightLaw.Uniform, cw: (_, _) => 1),
            "lecun_normal" => new(name, WeightLaw.Truncated(2), cw: (_, _) => 1),
            "orthogonal" => OrthogonalOf(name, arguments),
            "normal" => NormalOf(name, arguments.Positive("std", 1)),
            "trunc_normal" => TruncatedOf(name, arguments.Positive("std", 1)),
            _ => throw new UserInputException($"'{text}' is no law of weights that is known; use {string.Join(", ", Names)}"
                + (NearestName.Of(head, Names) is string near ? $" (did you mean {near}?)" : "")),
        };
        arguments.RequireAllUsed();
        return result;
    }

    private static Initialiser Kaiming(string name, WeightLaw law, InitialiserArguments arguments)
    {
        double gain = arguments.Gain();
        bool fanOut = arguments.Word("mode", "fan_in", "fan_in", "fan_out") == "fan_out";
        return new(name, law, cw: (i, o) => gain * gain * (fanOut ? i / o : 1));
    }

    private static Initialiser Xavier(string name, WeightLaw law, InitialiserArguments arguments)
    {
        double gain = arguments.Positive("gain", 1);
        return new(name, law, cw: (i, o) => gain * gain * 2 * i / (i + o));
    }

    private static Initialiser OrthogonalOf(string name, InitialiserArguments arguments)
    {
        double gain = arguments.Positive("gain", 1);
        return new(name, WeightLaw.Orthogonal, cw: (i, o) => gain * gain * Math.Min(1, i / o));
    }

    private static Initialiser NormalOf(string name, double deviation) => new(name, WeightLaw.Normal, cw: (i, _) => deviation * deviation * i);

    /// <summary>PyTorch cuts at -2 and 2 whatever the deviation, and does not make up for the variance that is lost.</summary>
    private static Initialiser TruncatedOf(string name, double deviation)
    {
        double cut = 2 / deviation;
        Require.That(cut >= WeightLaw.LeastCut, $"{name}: std must be at most {2 / WeightLaw.LeastCut}, since the cut is at 2");
        return new(name, WeightLaw.Truncated(cut), cw: (i, _) => deviation * deviation * WeightLaw.VarianceAfterCut(cut) * i);
    }
}
