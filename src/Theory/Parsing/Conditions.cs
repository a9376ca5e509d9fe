using Theory.Expressions;

namespace Theory.Parsing;

/// <summary>Conditions as expressions that are 1 where they hold and 0 elsewhere.</summary>
internal static class Conditions
{
    /// <summary>A comparison of two values.</summary>
    /// <exception cref="UserInputException">Equality of values that vary.</exception>
    public static Expr Compare(Expr a, string op, Expr b) => op switch
    {
        ">" => Function.Of(FunctionKind.Step, a - b),
        "<" => Function.Of(FunctionKind.Step, b - a),
        ">=" => 1 - Function.Of(FunctionKind.Step, b - a),
        "<=" => 1 - Function.Of(FunctionKind.Step, a - b),
        _ when ConstantValue.Of(a - b) is double difference => (difference == 0) == (op == "==") ? Expr.One : Expr.Zero,
        _ => throw new UserInputException($"{a} {op} {b} differs from a constant at single points only, which no expectation sees; use <, <=, > or >="),
    };

    /// <summary>True where one of two conditions holds.</summary>
    public static Expr Either(Expr a, Expr b) => 1 - ((1 - a) * (1 - b));

    /// <summary>The first value where the condition holds, else the second.</summary>
    public static Expr Choose(Expr condition, Expr value, Expr otherwise) => (condition * value) + ((1 - condition) * otherwise);

    /// <summary>The condition itself.</summary>
    /// <exception cref="UserInputException">It is a value instead.</exception>
    public static Expr Required(string function, Expr condition) => Are(condition) ? condition
        : throw new UserInputException($"{function} needs a condition such as z > 0, not {condition}");

    /// <summary>True for an expression that can only be 0 or 1, as its form shows.</summary>
    public static bool Are(Expr expr) => expr switch
    {
        Number => expr.IsZero || expr.IsOne,
        Function function => function.Kind == FunctionKind.Step,
        Product product => product.Coefficient.Equals(Fractions.Fraction.One) && product.Factors.All(Are),
        Power { Exponent: Number { IsInteger: true, Value.IsPositive: true } } power => Are(power.Base),
        Sum { Terms.Length: 2 } sum => 1 - sum is { } negation and not Sum && Are(negation),
        _ => false,
    };
}
