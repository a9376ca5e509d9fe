using System.Collections.Immutable;
using System.Globalization;
using Theory.Expressions;

namespace Theory.Parsing;

/// <content>Names: variables, constants, functions and their arguments.</content>
public sealed partial class ExpressionParser
{
    private static readonly HashSet<string> Conversions = ["float", "double", "half", "astype", "to", "type", "type_as", "numpy", "detach", "item"];

    /// <summary>Names of papers that are so short that only a call tells them from parameters.</summary>
    private static readonly Dictionary<string, string> ShortNames = new()
    {
        ["H"] = "heaviside",
        ["th"] = "tanh",
        ["sh"] = "sinh",
        ["ch"] = "cosh",
        ["tg"] = "tan",
        ["arctg"] = "arctan",
        ["lg"] = "log10",
    };

    /// <summary>The first name that was read as a parameter left free.</summary>
    private Token? _free;

    /// <summary>The activation whose parameters may be left free while arguments are read.</summary>
    private string? _parametersOf;

    private Expr Named(Token first)
    {
        int start = _index - 1;
        Token name = first;
        List<string> modules = [];
        while (ModuleNames.Contains(name.Text) && Current.Is(".") && Following.Kind == TokenKind.Name)
        {
            modules.Add(name.Text);
            Next();
            name = Next();
        }

        // The framework decides what some names mean.
        if (modules.Count > 0 && !modules.Exists(m => m is "jax" or "tf" or "tensorflow" or "keras"))
        {
            _edits.Add((first.Position, name.Position - first.Position, ""));
        }

        if (modules.Count == 0 && _symbols.TryGetValue(name.Text, out Symbol? symbol))
        {
            _isNumber = false;
            if (symbol.Equals(Symbol.Z) && name.Text != symbol.Name)
            {
                _edits.Add((name.Position, name.Text.Length, Lexer.IsRaisedVariable(_text[name.Position]) ? "ᶻ" : symbol.Name));
            }

            return symbol;
        }

        if (Current.Is("(") && ShortNames.TryGetValue(name.Text, out string? longer))
        {
            name = name with { Text = longer };
        }

        switch (name.Text)
        {
            case "pi":
                return Pi.Value;
            case "e" or "E":
                return Function.Of(FunctionKind.Exp, 1);
            case "tau":
                return 2 * Pi.Value;
            case "inf" or "nan" or "infty" or "infinity":
                throw Error($"'{name.Text}' is not a real number", name.Position);
            case "sqrt" when _text[name.Position] == '√' && !Current.Is("("):
                // √2z is sqrt(2)*z.
                Enter(name.Position);
                Expr radicand = Atom();
                _nesting--;
                if (Current.Is("^"))
                {
                    throw Error("a power after √ can belong to the root or to what stands under it; write √(x^2) or (√x)^2", Current.Position);
                }

                return At(name.Position, radicand, Number.Half, Power.Of);
            case "frac" when Current.Is("("):
                Expr numerator = Enclosed(")", insideBars: false);
                if (!Current.Is("("))
                {
                    throw Unexpected("'{' of the denominator");
                }

                return At(name.Position, numerator, Enclosed(")", insideBars: false), (a, b) => a / b);
            case "sqrt" when Current.Is("("):
                return At(name.Position, Arguments(name, 1)[0], Number.Half, Power.Of);
        }

        _isNumber = false;
        if (name.Text == "cast" && Current.Is("("))
        {
            return Cast();
        }

        if (name.Text.EndsWith('_') && Current.Is("(") && IsFunction(name.Text[..^1]))
        {
            // relu_(x) works in place.
            name = name with { Text = name.Text[..^1] };
        }

        return name.Text is "select" or "piecewise" && TakesLists(name) ? ChosenFromLists(name)
            : name.Text == "piecewise" ? Piecewise(name)
            : name.Text == "Piecewise" && Current.Is("(") && Following.Is("(") ? PiecewiseOfTuples(name)
            : !IsFunction(name.Text) ? FreeParameter(name) ?? throw UnknownName(name)
            : Applied(name, [.. modules], start);
    }

    /// <summary>tf.cast(x > 0, tf.float32): the type does not matter.</summary>
    private Expr Cast()
    {
        Next();
        Expr value = Expression();
        while (Current.Kind != TokenKind.End && !Current.Is(")"))
        {
            Next();
        }

        Expect(")");
        return value;
    }

    /// <summary>True for a name that has a meaning in every formula of an activation.</summary>
    internal static bool Knows(string name) =>
        name is "z" or "x" or "e" or "pi" || InfoOf(name) is not null || DerivedFunction.Find(Lowered(name)) is not null;

    private bool IsFunction(string name) =>
        InfoOf(name) is not null || DerivedFunction.Find(Lowered(name)) is not null || _library?.Knows(name) == true;

    private static FunctionInfo? InfoOf(string name) =>
        FunctionInfo.All.FirstOrDefault(f => f.Name == name || f.Aliases.Contains(name))
        ?? (name.Length > 3 ? FunctionInfo.All.FirstOrDefault(f => f.Name == Lowered(name)) : null)
        ?? (name is "Max" or "Min" or "Exp" or "Log" or "Sin" or "Cos" or "Abs" ? FunctionInfo.All.First(f => f.Name == Lowered(name)) : null);

    /// <summary>Math.Tanh is tanh; Phi and phi differ.</summary>
    private static string Lowered(string name) => name is "Phi" or "Phi2" ? name : name.ToLowerInvariant();

    /// <summary>A function with its arguments: in parentheses, without them, raised to a power, or none where nothing else stands in the text.</summary>
    private Expr Applied(Token name, ImmutableArray<string> modules, int start)
    {
        bool mayBeWhole = start == _start && _library is not null;
        if (Current.Is("("))
        {
            return CallOf(name, modules, mayBeWhole);
        }

        if (mayBeWhole && Current.Kind == TokenKind.End)
        {
            return Apply(new Call(name.Text, modules, [], name.Position, IsWhole: true));
        }

        int power = 1;
        if (InverseTokens() is int count and > 0 && IsFunction("a" + name.Text))
        {
            // tanh⁻¹(z) is the inverse function.
            _index += count;
            name = name with { Text = "a" + name.Text };
        }
        else if (Current.Is("^") || Current.Is("**"))
        {
            // sin^2 z
            if (Following.Kind != TokenKind.Number || !int.TryParse(Following.Text, NumberStyles.None, CultureInfo.InvariantCulture, out power) || power is < 1 or > 99)
            {
                throw NeedsParentheses(name);
            }

            Next();
            Next();
        }

        Enter(name.Position);
        Expr result;
        if (Current.Is("("))
        {
            result = CallOf(name, modules, mayBeWhole: false);
        }
        else
        {
            bool minus = Current.Is("-");
            if (minus)
            {
                Next();
            }

            if (Current.Kind is not (TokenKind.Name or TokenKind.Number) && (!Current.Is("|") || _insideBars))
            {
                throw NeedsParentheses(name);
            }

            int position = Current.Position;
            Expr argument = Juxtaposed();
            result = Apply(new Call(name.Text, modules, [new Argument(null, minus ? -argument : argument, null, position)], name.Position, IsWhole: false));
        }

        _nesting--;
        return At(name.Position, result, power, Power.Of);
    }

    private UserInputException NeedsParentheses(Token name) =>
        Error($"{name.Text} needs its argument in parentheses, as in {name.Text}(z)", Current.Position);

    /// <summary>The argument of a function without parentheses: numbers, variables and powers that stand beside each other.</summary>
    private Expr Juxtaposed()
    {
        bool isNumber = Current.Kind == TokenKind.Number;
        Expr result = PowerOf();
        while ((Current.Kind == TokenKind.Name && !Following.Is("(") && !Following.Is(".") && (_symbols.ContainsKey(Current.Text) || Current.Text is "pi" or "e"))
            || (isNumber && Current.Is("(")))
        {
            isNumber = false;
            result = At(Current.Position, result, PowerOf(), Multiply);
        }

        return result;
    }

    private Expr CallOf(Token name, ImmutableArray<string> modules, bool mayBeWhole)
    {
        List<Argument> arguments = ArgumentsOf(mayBeWhole ? name.Text : null);
        if (Current.Is("(") && char.IsAsciiLetterUpper(name.Text[0]) && _library?.Knows(name.Text) == true && arguments.TrueForAll(a => a.Value?.IsConstant != false))
        {
            // nn.ELU(0.5)(x): a class with its parameters, then the argument.
            mayBeWhole = false;
            arguments = [.. ArgumentsOf(null), .. arguments];
        }

        bool isWhole = mayBeWhole && Current.Kind == TokenKind.End;
        return _free is Token free && !isWhole ? throw UnknownName(free)
            : Apply(new Call(name.Text, modules, [.. arguments], name.Position, isWhole));
    }

    /// <summary>x.pow(2), (x > 0).astype(float): the value is the first argument.</summary>
    private Expr Method(Expr value)
    {
        int position = Current.Position;
        Next();
        Token name = Next();
        if (!Current.Is("("))
        {
            throw Unknown(name, "");
        }

        if (name.Text.EndsWith('_') && IsFunction(name.Text[..^1]))
        {
            name = name with { Text = name.Text[..^1] };
        }

        if (Conversions.Contains(name.Text))
        {
            while (Current.Kind != TokenKind.End && !Current.Is(")"))
            {
                Next();
            }

            Expect(")");
            return value;
        }

        if (!IsFunction(name.Text))
        {
            throw UnknownName(name);
        }

        List<Argument> arguments = [new Argument(null, value, null, position), .. ArgumentsOf(null)];
        return Apply(new Call(name.Text, [], [.. arguments], name.Position, IsWhole: false));
    }

    private Expr Apply(Call call)
    {
        try
        {
            bool knows = _library?.Knows(call.Name) == true;
            bool areParameters = call.IsWhole && call.Arguments.All(a => a.Value is null || !a.Value.Contains(Symbol.Z));
            if (knows && (areParameters || IsAmbiguous(call)))
            {
                return _library!.Apply(call, _text);
            }

            if (call.IsWhole && call.Arguments.IsEmpty)
            {
                // The name of a function stands for the function of z.
                call = call with { Arguments = [new Argument(null, Symbol.Z, null, call.Position)] };
            }

            Expr? result = OfInfo(call) ?? OfDerived(call, orNull: knows);
            return RequireSize(result ?? _library!.Apply(call, _text));
        }
        catch (UserInputException error) when (error.Input is null)
        {
            throw new UserInputException(error.Message, _text, call.Position) { IsUnknownName = error.IsUnknownName };
        }
    }

    /// <summary>True where numbers alone, inside a formula, are given to an activation that has parameters: softplus(10) + z.</summary>
    private bool IsAmbiguous(Call call) =>
        !call.IsWhole && !call.Arguments.IsEmpty && call.Arguments.All(a => a.Value?.IsConstant != false) && _library!.ParametersOf(call.Name).Any();

    private static Expr? OfInfo(Call call)
    {
        if (InfoOf(call.Name) is not FunctionInfo function || call.Arguments.Any(a => a.Value is null || a.Keyword is not (null or "x" or "input")))
        {
            return null;
        }

        Expr[] values = [.. call.Arguments.Select(a => a.Value!)];
        return function switch
        {
            { Kind: FunctionKind.Max or FunctionKind.Min } => values.Length >= 2
                ? values.Aggregate((a, b) => Function.Of(function.Kind, a, b))
                : throw new UserInputException($"{call.Name} needs at least two arguments"),
            { Kind: FunctionKind.Log } when values.Length == 2 => Function.Of(FunctionKind.Log, values[0]) / Function.Of(FunctionKind.Log, values[1]),
            _ when values.Length == function.Arity => Function.Of(function.Kind, values),
            _ => null,
        };
    }

    private static Expr? OfDerived(Call call, bool orNull)
    {
        if (DerivedFunction.Find(Lowered(call.Name)) is not DerivedFunction function)
        {
            return orNull ? null : throw new UserInputException(
                $"{call.Name} takes {FunctionInfo.Of(InfoOf(call.Name)!.Kind).Arity} argument, but {call.Arguments.Length} are given");
        }

        Expr?[] values = new Expr?[function.Parameters.Length];
        int position = 0;
        foreach (Argument argument in call.Arguments)
        {
            int index = argument.Keyword is null ? position++
                : Array.FindIndex(function.Parameters, p => p.Contains(argument.Keyword) || p[0] == argument.Keyword + "?");
            if (index < 0)
            {
                throw new UserInputException($"{call.Name} has no parameter '{argument.Keyword}'; its parameters are {string.Join(", ", function.Parameters.Select(p => p[0].TrimEnd('?')))}");
            }

            if (index >= values.Length || values[index] is not null)
            {
                throw new UserInputException($"{call.Name} takes {function.Parameters.Length} argument{(function.Parameters.Length == 1 ? "" : "s")}, but {call.Arguments.Length} are given");
            }

            // clip(x, min=None)
            values[index] = argument.Value ?? (argument.Word == "None" ? null
                : throw new UserInputException($"'{argument.Word}' is not a value of {call.Name}"));
        }

        return values.Take(function.Required).Any(v => v is null)
            ? throw new UserInputException($"{call.Name} takes {function.Required} argument{(function.Required == 1 ? "" : "s")}, but {call.Arguments.Length} {(call.Arguments.Length == 1 ? "is" : "are")} given")
            : function.Build(values);
    }

    /// <summary>A name that is a parameter of the activation that makes up the whole text.</summary>
    private Symbol? FreeParameter(Token name)
    {
        Symbol? parameter = _parametersOf is null ? null : _library!.ParametersOf(_parametersOf).FirstOrDefault(p => p.Name == name.Text);
        _free ??= parameter is null ? null : name;
        return parameter;
    }

    private UserInputException UnknownName(Token name)
    {
        if (_symbols.Count == 1 && name.Text is "z" or "x")
        {
            string variable = _symbols.Keys.First();
            return Unknown(name, _tokens.Exists(t => t.Kind == TokenKind.Name && t.Text == variable)
                ? $"; an activation has one variable, and {variable} is taken for it"
                : $"; the variable is {variable}");
        }

        IEnumerable<string> known = _symbols.Keys
            .Concat(FunctionInfo.All.SelectMany(f => f.Aliases.Append(f.Name)))
            .Concat(["sqrt", "piecewise", "pi"])
            .Concat(DerivedFunction.AllNames)
            .Concat(_library?.Names ?? []);
        string hint = NearestName.Of(name.Text, known) is string near ? $"; did you mean '{near}'?"
            : _symbols.Count == 1 ? $"; the variable is {_symbols.Keys.First()}"
            : _symbols.Count > 1 ? $"; the variables are {string.Join(", ", _symbols.Keys)}"
            : "";
        return Unknown(name, hint);
    }

    private UserInputException Unknown(Token name, string hint) =>
        new(before => $"unknown name '{name.Text}' at position {before + name.Position + 1}{hint}", _text, name.Position) { IsUnknownName = true };

    private Expr[] Arguments(Token function, int count)
    {
        List<Argument> arguments = ArgumentsOf(null);
        return arguments.Count == count && arguments.TrueForAll(a => a.Value is not null)
            ? [.. arguments.Select(a => a.Value!)]
            : throw Error($"{function.Text} takes {count} argument, but {arguments.Count} are given", function.Position);
    }

    private List<Argument> ArgumentsOf(string? parametersOf)
    {
        (bool bars, string? outer) = (_insideBars, _parametersOf);
        (_insideBars, _parametersOf) = (false, parametersOf is not null && _library?.Knows(parametersOf) == true ? parametersOf : null);
        Next();
        List<Argument> arguments = [];
        while (!Current.Is(")"))
        {
            if (arguments.Count > 0)
            {
                Expect(",");
                if (Current.Is(")"))
                {
                    throw Unexpected("an argument");
                }
            }

            arguments.Add(ReadArgument());
            if (!Current.Is(",") && !Current.Is(")"))
            {
                throw Unexpected("')'");
            }
        }

        Next();
        (_insideBars, _parametersOf) = (bars, outer);
        return arguments;
    }

    private Argument ReadArgument()
    {
        string? keyword = null;
        if (Current.Kind == TokenKind.Name && Following.Is("="))
        {
            keyword = Next().Text;
            Next();
        }

        int position = Current.Position;
        bool isWord = Current.Kind == TokenKind.Word || (Current.Kind == TokenKind.Name && Current.Text is "True" or "False" or "None" or "true" or "false");
        return isWord
            ? new Argument(keyword, null, Next().Text, position)
            : new Argument(keyword, Expression(), null, position);
    }

    /// <summary>SymPy's Piecewise((v1, c1), (v2, c2), …, (v, True)).</summary>
    private Expr PiecewiseOfTuples(Token name)
    {
        Expect("(");

        // Mathematica's Piecewise[{{v1, c1}, …}, otherwise].
        bool isList = Following.Is("(");
        if (isList)
        {
            Expect("(");
        }

        List<(Expr Value, Expr? Condition, int Position)> cases = [];
        do
        {
            Expect("(");
            Expr value = Expression();
            Expect(",");
            int position = Current.Position;
            bool always = IsWord("True") || IsWord("true");
            if (always)
            {
                Next();
            }

            cases.Add((value, always ? null : Condition(Expression, position), position));
            Expect(")");
            if (Current.Is(","))
            {
                Next();
            }
        }
        while (Current.Is("(") && cases.Count <= MaximumNesting);
        Expect(")");
        if (isList)
        {
            int position = Current.Position;
            Expr otherwise = Expr.Zero;
            if (Current.Is(","))
            {
                Next();
                otherwise = Expression();
            }

            Expect(")");
            if (cases[^1].Condition is not null)
            {
                cases.Add((otherwise, null, position));
            }
        }

        // Without a last case that always holds SymPy has no value there; the last one is taken, as its condition is meant to complete the others.
        Expr result = cases[^1].Value;
        foreach ((Expr value, Expr? condition, int position) in cases.SkipLast(1).Reverse())
        {
            result = condition is null ? value : Choose(position, condition, value, result);
        }

        return cases.Count > 1 || cases[0].Condition is null ? result : throw Error("Piecewise needs a case for all z, as in Piecewise((z, z > 0), (0, True))", name.Position);
    }

    /// <summary>piecewise(c1, v1, …, otherwise): written with step functions, which the activation's pieces resolve exactly.</summary>
    private Expr Piecewise(Token name)
    {
        if (!Current.Is("("))
        {
            throw Error("piecewise needs its arguments in parentheses, as in piecewise(z<0, exp(z)-1, z)", Current.Position);
        }

        List<Argument> arguments = ArgumentsOf(null);
        int end = _tokens[_index - 1].Position;
        if (arguments.Count < 2)
        {
            throw Error("piecewise needs a condition, as in piecewise(z<0, exp(z)-1, z)", name.Position);
        }

        if (arguments.Count % 2 == 0)
        {
            throw new UserInputException(before => $"expected ',' and the next condition or the value otherwise at position {before + end + 1}, but there ')' stands", _text, end);
        }

        if (arguments.Count / 2 > MaximumNesting)
        {
            throw Error($"piecewise has more than {MaximumNesting} conditions", name.Position);
        }

        Expr[] values = [.. arguments.Select(a => a.Value ?? throw Error($"'{a.Word}' is not a value", a.Position))];
        Expr result = values[^1];
        for (int i = values.Length - 3; i >= 0; i -= 2)
        {
            Expr condition = At(arguments[i].Position, values[i], values[i], (c, _) => Conditions.Required("piecewise", c));
            result = Choose(name.Position, condition, values[i + 1], result);
        }

        return result;
    }
}
