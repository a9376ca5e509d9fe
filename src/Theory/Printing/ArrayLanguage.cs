using Theory.Activations;
using Theory.Expressions;
using Theory.Printing.Dialects;

namespace Theory.Printing;

/// <summary>A language in which formulas act on arrays: what a framework for networks calls its elementary functions.</summary>
public sealed class ArrayLanguage
{
    private static readonly FunctionKind[] Plain =
    [
        FunctionKind.Exp, FunctionKind.Log, FunctionKind.Abs, FunctionKind.Sign, FunctionKind.Sin, FunctionKind.Cos, FunctionKind.Tanh, FunctionKind.Sinh, FunctionKind.Cosh,
    ];

    private readonly Dictionary<FunctionKind, string> _functions;
    private readonly InfixPrinter _printer;

    private ArrayLanguage(string name, string prefix, string arcsin, string arctan, string erf, string? erfc, string sigmoid, string softplus)
    {
        Name = name;
        _functions = Plain.ToDictionary(k => k, k => $"{prefix}{FunctionInfo.Of(k).Name}");
        _functions[FunctionKind.Arcsin] = prefix + arcsin;
        _functions[FunctionKind.Arctan] = prefix + arctan;
        _functions[FunctionKind.Erf] = erf;
        _functions[FunctionKind.Sigmoid] = sigmoid;
        _functions[FunctionKind.Softplus] = softplus;
        if (erfc is not null)
        {
            _functions[FunctionKind.Erfc] = erfc;
        }

        _printer = new InfixPrinter(new ArrayDialect(name, name == nameof(TorchSharp), _functions));
    }

    /// <summary>PyTorch.</summary>
    public static ArrayLanguage PyTorch { get; } = new("PyTorch", "torch.", "asin", "atan", "torch.erf", "torch.erfc", "torch.sigmoid", "torch.nn.functional.softplus");

    /// <summary>TorchSharp.</summary>
    public static ArrayLanguage TorchSharp { get; } = new("TorchSharp", "torch.", "asin", "atan", "torch.erf", "torch.erfc", "torch.sigmoid", "torch.nn.functional.softplus");

    /// <summary>JAX.</summary>
    public static ArrayLanguage Jax { get; } = new("JAX", "jnp.", "arcsin", "arctan", "jax.scipy.special.erf", "jax.scipy.special.erfc", "jax.nn.sigmoid", "jax.nn.softplus");

    /// <summary>Keras, whatever runs below it; its operations lack erfc.</summary>
    public static ArrayLanguage Keras { get; } = new("Keras", "ops.", "arcsin", "arctan", "ops.erf", null, "ops.sigmoid", "ops.softplus");

    /// <summary>The name of the framework.</summary>
    public string Name { get; }

    /// <summary>A piece of an activation, of an array that is called z.</summary>
    /// <exception cref="UserInputException">The framework lacks a function.</exception>
    public string Write(Piece piece)
    {
        ArgumentNullException.ThrowIfNull(piece);
        return _printer.Print(_functions.ContainsKey(FunctionKind.Erfc) ? piece.Expression : WithoutErfc(piece.Expression));
    }

    /// <summary>Phi(x) = (1 + erf(x/sqrt 2))/2, which loses digits in the lower tail but is what such a framework computes.</summary>
    private static Expr WithoutErfc(Expr expr)
    {
        Expr rewritten = expr.MapChildren(WithoutErfc);
        return rewritten switch
        {
            Function { Kind: FunctionKind.NormalCdf } f => (1 + Function.Of(FunctionKind.Erf, f.Arguments[0] / Expr.Sqrt(2))) / 2,
            Function { Kind: FunctionKind.Erfc } f => 1 - Function.Of(FunctionKind.Erf, f.Arguments[0]),
            _ => rewritten,
        };
    }
}
