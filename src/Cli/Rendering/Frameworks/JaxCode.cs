using Theory.Activations;
using Theory.Cli.Options;
using Theory.Numerics.Recommendations;
using Theory.Printing;

namespace Theory.Cli.Rendering.Frameworks;

/// <summary>JAX alone: parameters as a list, and a function that applies them.</summary>
internal sealed class JaxCode : PythonCode
{
    /// <inheritdoc/>
    protected override string Name => "jax";

    /// <summary>The activation by its name or as a function.</summary>
    public static string ActivationOf(Recommendation r, AdviceRequest request) => FrameworkActivation.Jax(request.Applied(r.Activation)) is string known
        ? $"activation = {known}\n"
        : Defined(request.Applied(r.Activation));

    /// <inheritdoc/>
    public override string Define(Activation s, AffineShape? shape = null) => Defined(s, shape);

    /// <summary>The activation as a function.</summary>
    public static string Defined(Activation s, AffineShape? shape = null) => Function(s, ArrayLanguage.Jax, (from, to) => $"jnp.clip(z, {from}, {to})", "jnp", shape);

    /// <inheritdoc/>
    protected override string Body(Recommendation r, AdviceRequest request)
    {
        string shift = request.Point is not OperatingPoint point ? "" : $$"""
                # neurons work about z = {{Exact(point.Point)}}, where the activation is {{Exact(point.Value)}}
                parameters = [
                    (w, b - (i > 0) * {{Exact(point.Value)}} * w.sum(0) + (i < len(LAYERS) - 1) * {{Exact(point.Point)}})
                    for i, (w, b) in enumerate(parameters)
                ]

            """;
        return WithImportsInUse($$"""
            import functools

            import jax
            import jax.numpy as jnp
            import jax.scipy

            {{Layers(r, request)}}

            {{ActivationOf(r, request)}}

            def init(key):
                parameters = []
                for fan_in, fan_out, cw, cb in LAYERS:
                    key, weights, biases = jax.random.split(key, 3)
                    parameters.append((
                        (cw / fan_in) ** 0.5 * jax.random.normal(weights, (fan_in, fan_out)),
                        cb**0.5 * jax.random.normal(biases, (fan_out,)),
                    ))
            {{shift}}    return parameters


            def apply(parameters, x):
                z = x @ parameters[0][0] + parameters[0][1]
                for weights, biases in parameters[1:]:
                    z = activation(z) @ weights + biases
                return z

            """.ReplaceLineEndings("\n"));
    }
}
