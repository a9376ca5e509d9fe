using System.Globalization;
using System.Numerics;
using Fractions;
using Theory.Expressions;

namespace Theory.Parsing;

/// <summary>
/// Reads formulas: <c>+ - * / ^ **</c>, implicit multiplication (<c>2z</c>, <c>z(z+1)</c>), exact decimals, <c>pi</c>, <c>e</c>, the
/// functions of the field, and <c>piecewise(z&lt;0, a, z&lt;1, b, c)</c>.
/// </summary>
/// <remarks>
/// Powers bind tightest and to the right, then a leading sign, then products (explicit and implicit alike, to the left), then sums:
/// <c>-z^2</c> is -(z^2) and <c>1/2z</c> is (1/2)z. Decimals are exact: <c>0.1</c> is 1/10.
/// </remarks>
public sealed class ExpressionParser
{
    /// <summary>Deeper nesting is refused, so that no input can exhaust the stack.</summary>
    private const int MaximumNesting = 100;

    /// <summary>1e400 is exact here, but 1e999999999 would fill the memory.</summary>
    private const int MaximumDecimalExponent = 4_000;

    /// <summary>Activations called by name and conditions are copied, so that nested ones grow exponentially when written out.</summary>
    private const int MaximumSize = 20_000;

    private readonly string _text;
    private readonly List<Token> _tokens;
    private readonly IReadOnlyDictionary<string, Symbol> _symbols;
    private readonly Func<string, Expr?> _activation;
    private int _index;
    private int _nesting;

    private ExpressionParser(string text, IEnumerable<Symbol> symbols, Func<string, Expr?> activation)
    {
        _text = text;
        _tokens = Lexer.Tokenize(text);
        _symbols = symbols.ToDictionary(s => s.Name);
        _activation = activation;
    }

    private Token Current => _tokens[_index];

    /// <summary>Parses a formula in the given symbols.</summary>
    /// <param name="text">The formula.</param>
    /// <param name="symbols">The symbols that may occur.</param>
    /// <exception cref="UserInputException">The text is not a formula in these symbols; carries the position.</exception>
    public static Expr Parse(string text, params Symbol[] symbols) => Parse(text, symbols, _ => null);

    /// <summary>Parses a formula that may call activations by name, as in <c>relu(z) - 0.1*relu(-z)</c>.</summary>
    internal static Expr Parse(string text, IEnumerable<Symbol> symbols, Func<string, Expr?> activation)
    {
        ArgumentNullException.ThrowIfNull(text);
        ExpressionParser parser = new(text, symbols, activation);
        if (parser.Current.Kind == TokenKind.End)
        {
            throw new UserInputException("the formula is empty");
        }

        Expr result = parser.Sum();
        return parser.Current.Kind == TokenKind.End ? result : throw parser.Unexpected("an operator or the end");
    }

    private Expr Sum()
    {
        if (++_nesting > MaximumNesting)
        {
            throw Error($"more than {MaximumNesting} levels of nesting", Current.Position);
        }

        List<Expr> terms = [Term()];
        while (Current.Is("+") || Current.Is("-"))
        {
            bool minus = Next().Text == "-";
            Expr term = Term();
            terms.Add(minus ? -term : term);
        }

        _nesting--;
        return Expressions.Sum.Of(terms);
    }

    private Expr Term()
    {
        Expr result = Signed();
        while (true)
        {
            if (Current.Is("*"))
            {
                Next();
                result = At(Current.Position, result, Signed(), Multiply);
            }
            else if (Current.Is("/"))
            {
                int position = Next().Position;
                result = At(position, result, Signed(), (a, b) => a / b);
            }
            else if (Current.Kind == TokenKind.Name || Current.Is("("))
            {
                result = At(Current.Position, result, PowerOf(), Multiply);
            }
            else
            {
                return result;
            }
        }
    }

    private static Expr Multiply(Expr a, Expr b) => a * b;

    private Expr Signed()
    {
        int minus = 0;
        while (Current.Is("-") || Current.Is("+"))
        {
            minus ^= Next().Text == "-" ? 1 : 0;
        }

        Expr operand = PowerOf();
        return minus == 1 ? -operand : operand;
    }

    private Expr PowerOf()
    {
        Expr @base = Atom();
        if (!Current.Is("^") && !Current.Is("**"))
        {
            return @base;
        }

        int position = Next().Position;
        if (++_nesting > MaximumNesting)
        {
            throw Error($"more than {MaximumNesting} levels of nesting", position);
        }

        Expr exponent = Signed();
        _nesting--;
        return At(position, @base, exponent, Power.Of);
    }

    private Expr Atom()
    {
        Token token = Current;
        switch (token.Kind)
        {
            case TokenKind.Number:
                Next();
                if (Current.Kind == TokenKind.Number)
                {
                    throw Error("two numbers in a row; an operator is missing", Current.Position);
                }

                return ReadNumber(token);
            case TokenKind.Name:
                Next();
                return Named(token);
            case TokenKind.Operator when token.Is("("):
                Next();
                Expr inner = Sum();
                Expect(")");
                return inner;
            default:
                throw Unexpected("a number, a name or '('");
        }
    }

    private Expr Named(Token name)
    {
        if (_symbols.TryGetValue(name.Text, out Symbol? symbol))
        {
            return symbol;
        }

        switch (name.Text)
        {
            case "pi":
                return Pi.Value;
            case "e":
                return Function.Of(FunctionKind.Exp, 1);
            case "sqrt":
                return At(name.Position, Arguments(name, 1)[0], Number.Half, Power.Of);
            case "piecewise":
                return Piecewise(name);
        }

        FunctionInfo? function = FunctionInfo.All.FirstOrDefault(f => f.Name == name.Text || f.Aliases.Contains(name.Text));
        if (function is { Kind: FunctionKind.Max or FunctionKind.Min })
        {
            Expr[] arguments = Arguments(name, null);
            return arguments.Length >= 2
                ? arguments.Aggregate((a, b) => Function.Of(function.Kind, a, b))
                : throw Error($"{name.Text} needs at least two arguments", name.Position);
        }

        if (function is { Arity: > 1 })
        {
            return Function.Of(function.Kind, Arguments(name, function.Arity));
        }

        if (function is not null)
        {
            Expr argument = Arguments(name, 1)[0];
            return At(name.Position, argument, argument, (x, _) => Function.Of(function.Kind, x));
        }

        if (Current.Is("(") && _activation(name.Text) is Expr definition)
        {
            Expr argument = Arguments(name, 1)[0];
            return At(name.Position, definition, argument, (d, a) => RequireSize(d.Substitute(Symbol.Z, a)));
        }

        throw UnknownName(name);
    }

    private UserInputException UnknownName(Token name)
    {
        IEnumerable<string> known = _symbols.Keys.Concat(FunctionInfo.All.SelectMany(f => f.Aliases.Append(f.Name))).Concat(["sqrt", "piecewise", "pi"]);
        string hint = NearestName.Of(name.Text, known) is string near ? $"; did you mean '{near}'?"
            : _symbols.Count == 1 ? $"; the variable is {_symbols.Keys.First()}"
            : "";
        return Error($"unknown name '{name.Text}' at position {name.Position + 1}{hint}", name.Position);
    }

    private Expr[] Arguments(Token function, int? count)
    {
        if (!Current.Is("("))
        {
            throw Error($"{function.Text} needs its argument in parentheses, as in {function.Text}(z)", Current.Position);
        }

        Next();
        List<Expr> arguments = [Sum()];
        while (Current.Is(","))
        {
            Next();
            arguments.Add(Sum());
        }

        Expect(")");
        return count is null || count == arguments.Count
            ? [.. arguments]
            : throw Error($"{function.Text} takes {count} argument, but {arguments.Count} are given", function.Position);
    }

    /// <summary>piecewise(c1, v1, …, otherwise): written with step functions, which the activation's pieces resolve exactly.</summary>
    private Expr Piecewise(Token name)
    {
        if (!Current.Is("("))
        {
            throw Error("piecewise needs its arguments in parentheses, as in piecewise(z<0, exp(z)-1, z)", Current.Position);
        }

        Next();
        List<(Expr Indicator, Expr Value)> branches = [];
        while (true)
        {
            Expr left = Sum();
            if (!(Current.Is("<") || Current.Is(">") || Current.Is("<=") || Current.Is(">=")))
            {
                Expect(")");
                if (branches.Count == 0)
                {
                    throw Error("piecewise needs a condition, as in piecewise(z<0, exp(z)-1, z)", name.Position);
                }

                return branches.AsEnumerable().Reverse().Aggregate(left, (otherwise, b) =>
                    At(name.Position, b.Value, otherwise, (value, other) => RequireSize((b.Indicator * value) + ((1 - b.Indicator) * other))));
            }

            bool less = Next().Text.StartsWith('<');
            Expr right = Sum();
            ExpectSeparator();
            Expr value = Sum();
            ExpectSeparator();
            if (branches.Count == MaximumNesting)
            {
                throw Error($"piecewise has more than {MaximumNesting} conditions", name.Position);
            }

            branches.Add((Function.Of(FunctionKind.Step, less ? right - left : left - right), value));
        }
    }

    private void ExpectSeparator()
    {
        if (!Current.Is(","))
        {
            throw Unexpected("',' and the value, the next condition or the value otherwise");
        }

        Next();
    }

    private Expr ReadNumber(Token token)
    {
        int e = token.Text.IndexOfAny(['e', 'E']);
        string mantissa = e < 0 ? token.Text : token.Text[..e];
        int exponent = 0;
        if (e >= 0 && (!int.TryParse(token.Text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)
            || Math.Abs(exponent) > MaximumDecimalExponent))
        {
            throw Error($"the exponent of {token.Text} is out of range", token.Position);
        }

        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        int decimals = point < 0 ? 0 : mantissa.Length - point - 1;
        BigInteger digits = BigInteger.Parse(mantissa.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        int shift = exponent - decimals;
        return shift >= 0
            ? new Fraction(digits * BigInteger.Pow(10, shift))
            : new Fraction(digits, BigInteger.Pow(10, -shift));
    }

    private static Expr RequireSize(Expr expr) => expr.Size <= MaximumSize
        ? expr
        : throw new UserInputException($"the formula has more than {MaximumSize} parts when it is written out");

    /// <summary>Builds a node, giving errors of the algebra (division by zero, root of a negative number) their position.</summary>
    private Expr At(int position, Expr a, Expr b, Func<Expr, Expr, Expr> build)
    {
        try
        {
            return build(a, b);
        }
        catch (UserInputException error) when (error.Input is null)
        {
            throw Error(error.Message, position);
        }
    }

    private Token Next() => _tokens[_index++];

    private void Expect(string op)
    {
        if (!Current.Is(op))
        {
            throw Unexpected($"'{op}'");
        }

        Next();
    }

    private UserInputException Unexpected(string expected)
    {
        string found = Current.Kind == TokenKind.End ? "the formula ends" : $"'{Current.Text}' stands";
        return Error($"expected {expected} at position {Current.Position + 1}, but there {found}", Current.Position);
    }

    private UserInputException Error(string message, int position) => new(message, _text, position);
}
