using Theory.Activations;
using Theory.Cli.Options;
using Theory.Numerics.Recommendations;
using Theory.Printing;

namespace Theory.Cli.Rendering.Frameworks;

/// <summary>Keras 3: a Sequential model of Dense layers.</summary>
internal sealed class KerasCode : PythonCode
{
    /// <inheritdoc/>
    protected override string Name => "keras";

    /// <inheritdoc/>
    public override string Define(Activation s, AffineShape? shape = null) => Function(s, ArrayLanguage.Keras, Clamped, "ops", shape);

    /// <inheritdoc/>
    protected override string Body(Recommendation r, AdviceRequest request)
    {
        string activation = FrameworkActivation.Keras(r.Activation) is string known
            ? $"activation = {known}\n"
            : Define(r.Activation);
        return $$"""
            import keras
            from keras import ops

            {{Layers(r, request)}}

            {{activation}}

            def make_network():
                model = keras.Sequential([keras.Input((LAYERS[0][0],))])
                for i, (fan_in, fan_out, cw, cb) in enumerate(LAYERS):
                    model.add(keras.layers.Dense(
                        fan_out,
                        activation=activation if i < len(LAYERS) - 1 else None,
                        kernel_initializer=keras.initializers.VarianceScaling(cw, "fan_in", "untruncated_normal"),
                        bias_initializer=keras.initializers.RandomNormal(stddev=cb**0.5),
                    ))
                return model

            """.ReplaceLineEndings("\n");
    }

    private static string Clamped(string from, string to) => (from, to) switch
    {
        ("None", _) => $"ops.minimum(z, {to})",
        (_, "None") => $"ops.maximum(z, {from})",
        _ => $"ops.clip(z, {from}, {to})",
    };
}
