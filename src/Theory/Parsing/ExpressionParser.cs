using System.Globalization;
using System.Numerics;
using Fractions;
using Theory.Expressions;

namespace Theory.Parsing;

/// <summary>
/// Reads formulas: <c>+ - * / % ^ **</c>, implicit multiplication (<c>2z</c>, <c>z(z+1)</c>), exact decimals, <c>pi</c>, <c>e</c>,
/// <c>|z|</c>, <c>z²</c>, <c>sin z</c>, the functions of the field under the names that NumPy, PyTorch, JAX and TensorFlow give them, conditions
/// as factors (<c>(z&gt;0)*z</c>), <c>a if z&gt;0 else b</c>, <c>z&gt;0 ? a : b</c>, <c>where(z&gt;0, a, b)</c> and
/// <c>piecewise(z&lt;0, a, z&lt;1, b, c)</c>.
/// </summary>
/// <remarks>
/// Powers bind tightest and to the right, then a leading sign, then products (explicit and implicit alike, to the left), then sums, then
/// comparisons, then <c>not</c>, <c>and</c>, <c>or</c>: <c>-z^2</c> is -(z^2) and <c>1/2z</c> is (1/2)z. A function without parentheses takes the
/// numbers, variables and powers that follow it, up to the next operator or function: <c>sin 2z cos z</c> is sin(2z)*cos(z), <c>sin z/2</c> is
/// sin(z)/2. Decimals are exact: <c>0.1</c> is 1/10.
/// </remarks>
public sealed partial class ExpressionParser
{
    /// <summary>Deeper nesting is refused, so that no input can exhaust the stack.</summary>
    private const int MaximumNesting = 100;

    /// <summary>1e400 is exact here, but 1e999999999 would fill the memory.</summary>
    private const int MaximumDecimalExponent = 4_000;

    /// <summary>Activations called by name and conditions are copied, so that nested ones grow exponentially when written out.</summary>
    private const int MaximumSize = 20_000;

    private static readonly HashSet<string> Reserved = ["if", "else", "and", "or", "not", "lambda"];

    private readonly string _text;
    private readonly List<Token> _tokens;
    private readonly Dictionary<string, Symbol> _symbols;
    private readonly IFunctionLibrary? _library;
    private int _start;
    private int _index;
    private int _nesting;
    private bool _insideBars;

    private ExpressionParser(string text, IEnumerable<Symbol> symbols, IFunctionLibrary? library)
    {
        _text = text;
        _tokens = Lexer.Tokenize(text);
        _symbols = symbols.ToDictionary(s => s.Name);
        _library = library;
    }

    private Token Current => _tokens[_index];

    private Token Following => _tokens[Math.Min(_index + 1, _tokens.Count - 1)];

    /// <summary>Parses a formula in the given symbols.</summary>
    /// <param name="text">The formula.</param>
    /// <param name="symbols">The symbols that may occur.</param>
    /// <exception cref="UserInputException">The text is not a formula in these symbols; carries the position.</exception>
    public static Expr Parse(string text, params Symbol[] symbols)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new ExpressionParser(text, symbols, null).All();
    }

    /// <summary>Parses a formula in the given symbols that may call the functions of a library, always with their arguments.</summary>
    internal static Expr Parse(string text, IReadOnlyList<Symbol> symbols, IFunctionLibrary library)
    {
        ArgumentNullException.ThrowIfNull(text);

        // No call begins there, and so none is the whole text, whose constants would be parameters.
        return new ExpressionParser(text, symbols, library) { _start = -1 }.All();
    }

    /// <summary>The names in a text without a meaning, each once.</summary>
    internal static IReadOnlyList<string> FreeNames(string text, IFunctionLibrary library)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<Token> tokens = Lexer.Tokenize(text);
        bool Follows(int i, params string[] operators) => i + 1 < tokens.Count && operators.Any(tokens[i + 1].Is);
        return
        [
            .. tokens.Where((t, i) => t.Kind == TokenKind.Name && !Reserved.Contains(t.Text) && !Knows(t.Text) && !library.Knows(t.Text)
                    && !Follows(i, "(", ".", "=") && !(i > 0 && tokens[i - 1].Is(".")))
                .Select(t => t.Text).Distinct(),
        ];
    }

    /// <summary>
    /// Parses a formula in z, or in x or the variable of <c>lambda x:</c> or <c>f(x) =</c>, that may call activations by name, as in
    /// <c>relu(z) - 0.1*relu(-z)</c>.
    /// </summary>
    internal static ActivationFormula ParseActivation(string text, IFunctionLibrary library)
    {
        ArgumentNullException.ThrowIfNull(text);
        ExpressionParser parser = new(text, [Symbol.Z], library);
        if (parser.QuotedName() is string name)
        {
            return ParseActivation(name, library);
        }

        parser.ReadVariable();
        Expr formula = parser.All();
        return new ActivationFormula(formula, parser.TextInZ(), parser._isNumber);
    }

    /// <summary>Parses a formula in z in which every other name without a meaning is a parameter.</summary>
    internal static Expr ParseFamily(string text, IFunctionLibrary library, out IReadOnlyList<Symbol> parameters)
    {
        parameters = [.. FreeNames(text, library).Select(name => new Symbol(name))];
        return new ExpressionParser(text, [Symbol.Z, .. parameters], library).All();
    }

    private Expr All()
    {
        if (Current.Kind == TokenKind.End)
        {
            throw new UserInputException("the formula is empty");
        }

        Expr result = Expression();
        return Current.Kind == TokenKind.End ? result : throw Unexpected("an operator or the end");
    }

    /// <summary>A value, or one of two values by a condition.</summary>
    private Expr Expression()
    {
        Enter(Current.Position);
        Expr value = Either();
        if (IsWord("if"))
        {
            int position = Next().Position;
            Expr condition = Condition(Either, position);
            if (!IsWord("else"))
            {
                throw Unexpected("'else'");
            }

            Next();
            value = Choose(position, condition, value, Expression());
        }
        else if (Current.Is("?"))
        {
            int position = Next().Position;
            Expr condition = At(position, value, value, (c, _) => Conditions.Required("?", c));
            Expr whenTrue = Expression();
            Expect(":");
            value = Choose(position, condition, whenTrue, Expression());
        }

        _nesting--;
        return value;
    }

    private Expr Either()
    {
        Expr result = Both();
        while (IsWord("or"))
        {
            int position = Next().Position;
            result = At(position, Required(position, result), Condition(Both, position), (a, b) => RequireSize(Conditions.Either(a, b)));
        }

        return result;
    }

    private Expr Both()
    {
        Expr result = Negated();
        while (IsWord("and") || Current.Is("&") || Current.Is("&&"))
        {
            int position = Next().Position;
            result = At(position, Required(position, result), Condition(Negated, position), Multiply);
        }

        return result;
    }

    private Expr Negated()
    {
        int position = Current.Position;
        int count = 0;
        while (IsWord("not"))
        {
            Next();
            count++;
        }

        Expr result = Comparison();
        return count == 0 ? result : count % 2 == 0 ? Required(position, result) : 1 - Required(position, result);
    }

    /// <summary>a &lt; b, or a chain a &lt; b &lt; c in which all must hold.</summary>
    private Expr Comparison()
    {
        Expr left = Sum();
        Expr? result = null;
        while (Current.Kind == TokenKind.Operator && Current.Text is "<" or ">" or "<=" or ">=" or "==" or "!=")
        {
            Token op = Next();
            Expr right = Sum();
            Expr holds = At(op.Position, left, right, (a, b) => Conditions.Compare(a, op.Text, b));
            result = result is null ? holds : At(op.Position, result, holds, Multiply);
            left = right;
        }

        return result ?? left;
    }

    private Expr Sum()
    {
        List<Expr> terms = [Term()];
        while (Current.Is("+") || Current.Is("-"))
        {
            bool minus = Next().Text == "-";
            Expr term = Term();
            terms.Add(minus ? -term : term);
        }

        return Expressions.Sum.Of(terms);
    }

    private Expr Term()
    {
        Expr result = Signed();
        while (true)
        {
            int position = Current.Position;
            if (Current.Is("*"))
            {
                Next();
                result = At(Current.Position, result, Signed(), Multiply);
            }
            else if (Current.Is("/"))
            {
                Next();
                result = At(position, result, Signed(), (a, b) => a / b);
            }
            else if (Current.Is("//"))
            {
                Next();
                result = At(position, result, Signed(), (a, b) => Jumps.Floor(a / b));
            }
            else if (Current.Is("%"))
            {
                Next();
                result = At(position, result, Signed(), Jumps.Remainder);
            }
            else if (IsSubscript())
            {
                throw Error("a subscript chooses an element of an array; an activation is a function of one preactivation", position);
            }
            else if ((Current.Kind == TokenKind.Name && !Reserved.Contains(Current.Text)) || Current.Is("(") || (Current.Is("|") && !_insideBars))
            {
                result = At(position, result, PowerOf(), Multiply);
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
        if (Current.Kind == TokenKind.Name && Current.Text == "_")
        {
            @base = Marked(@base);
        }

        while (Current.Is(".") && Following.Kind == TokenKind.Name)
        {
            @base = Method(@base);
        }

        if (!Current.Is("^") && !Current.Is("**"))
        {
            return @base;
        }

        int position = Next().Position;
        Enter(position);
        Expr exponent = Signed();
        _nesting--;
        return At(position, @base, exponent, Power.Of);
    }

    /// <summary>True at [0] after a value: x[0]. Brackets around anything else are parentheses.</summary>
    private bool IsSubscript() => Current.Is("(") && _text[Current.Position] == '[' && _index > 0 && _tokens[_index - 1].Kind != TokenKind.Number
        && Following.Kind == TokenKind.Number && _tokens[Math.Min(_index + 2, _tokens.Count - 1)].Is(")");

    /// <summary>(x)_+ and [x]_{+}, the positive part, and 1_{x &gt; 0}, the indicator.</summary>
    private Expr Marked(Expr value)
    {
        Token mark = Next();
        if (Current.Is("+"))
        {
            Next();
            return At(mark.Position, value, Expr.Zero, (a, b) => Function.Of(FunctionKind.Max, a, b));
        }

        if (Current.Is("(") && Following.Is("+"))
        {
            Next();
            Next();
            Expect(")");
            return At(mark.Position, value, Expr.Zero, (a, b) => Function.Of(FunctionKind.Max, a, b));
        }

        if (Current.Is("(") && value.IsOne)
        {
            int position = Current.Position;
            return Required(position, Enclosed(")", insideBars: false));
        }

        throw UnknownName(mark);
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
            case TokenKind.Name when !Reserved.Contains(token.Text):
                Next();
                return Named(token);
            case TokenKind.Operator when token.Is("("):
                return Enclosed(")", insideBars: false);
            case TokenKind.Operator when token.Is("|"):
                Expr inner = Enclosed("|", insideBars: true);
                return At(token.Position, inner, inner, (x, _) => Function.Of(FunctionKind.Abs, x));
            default:
                throw Unexpected("a number, a name or '('");
        }
    }

    /// <summary>What stands between parentheses, or between bars, in which a bar where an operator could stand is the closing one.</summary>
    private Expr Enclosed(string end, bool insideBars)
    {
        Next();
        bool outside = _insideBars;
        _insideBars = insideBars;
        Expr inner = Expression();
        Expect(end);
        _insideBars = outside;
        return inner;
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

    private Expr Condition(Func<Expr> read, int position) => Required(position, read());

    private Expr Required(int position, Expr condition) => At(position, condition, condition, (c, _) => Conditions.Required("this", c));

    private Expr Choose(int position, Expr condition, Expr value, Expr otherwise) =>
        At(position, value, otherwise, (a, b) => RequireSize(Conditions.Choose(condition, a, b)));

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

    private void Enter(int position)
    {
        if (++_nesting > MaximumNesting)
        {
            throw Error($"more than {MaximumNesting} levels of nesting", position);
        }
    }

    private bool IsWord(string word) => Current.Kind == TokenKind.Name && Current.Text == word && !_symbols.ContainsKey(word);

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
        int at = Current.Position;
        return new UserInputException(before => $"expected {expected} at position {before + at + 1}, but there {found}", _text, at);
    }

    private UserInputException Error(string message, int position) => new(message, _text, position);
}
