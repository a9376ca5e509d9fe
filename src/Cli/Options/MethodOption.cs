using System.CommandLine;
using Theory.Numerics.Evaluation;

namespace Theory.Cli.Options;

/// <summary>--method: how expectations are evaluated.</summary>
internal static class MethodOption
{
    /// <summary>The option.</summary>
    public static Option<string> Create() => StandardOptions.Word(
        "--method", "Closed form where there is one and it is accurate (auto), closed forms only, or quadrature only", "auto", "auto", "closed", "quadrature");

    /// <summary>The method that was asked for.</summary>
    public static EvaluationMethod Read(ParseResult parsed, Option<string> option) => parsed.GetValue(option)!.ToUpperInvariant() switch
    {
        "CLOSED" => EvaluationMethod.ClosedForm,
        "QUADRATURE" => EvaluationMethod.Quadrature,
        _ => EvaluationMethod.Auto,
    };
}
