using Theory.Activations;
using Theory.Cli.Options;
using Theory.Numerics.Recommendations;

namespace Theory.Cli.Rendering.Frameworks;

/// <summary>Flax: a module of Dense layers.</summary>
internal sealed class FlaxCode : PythonCode
{
    /// <inheritdoc/>
    protected override string Name => "flax";

    /// <inheritdoc/>
    public override string Define(Activation s, AffineShape? shape = null) => JaxCode.Defined(s, shape);

    /// <inheritdoc/>
    protected override bool BiasesMayFollowWeights => false;

    /// <inheritdoc/>
    protected override string Body(Recommendation r, AdviceRequest request) => WithImportsInUse($$"""
        import functools

        import flax.linen as nn
        import jax
        import jax.numpy as jnp
        import jax.scipy

        {{Layers(r, request)}}

        {{JaxCode.ActivationOf(r, request)}}

        class Network(nn.Module):
            @nn.compact
            def __call__(self, x):
                for i, (fan_in, fan_out, cw, cb) in enumerate(LAYERS):
                    x = nn.Dense(
                        fan_out,
                        kernel_init=nn.initializers.variance_scaling(cw, "fan_in", "normal"),
                        bias_init=nn.initializers.normal(cb**0.5),
                    )(x)
                    if i < len(LAYERS) - 1:
                        x = activation(x)
                return x

        """.ReplaceLineEndings("\n"));
}
