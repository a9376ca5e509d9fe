namespace Theory.Parsing;

/// <summary>Splits a formula into tokens.</summary>
internal static class Lexer
{
    /// <summary>Longer input is refused: nobody typed it.</summary>
    private const int MaximumLength = 10_000;

    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>Closes parentheses that stand for being raised.</summary>
    private const char Raised = '\0';

    private static readonly string[] Operators =
        ["**", "//", "<=", ">=", "==", "!=", "&&", "->", "=>", "+", "-", "*", "/", "^", "(", ")", ",", "<", ">", "=", "|", "%", "&", "?", ":", "."];

    /// <summary>Refuses a text that is too long to be a formula.</summary>
    public static void RequireLength(string text)
    {
        if (text.Length > MaximumLength)
        {
            throw new UserInputException($"the formula has {text.Length} characters; at most {MaximumLength} are read");
        }
    }

    public static List<Token> Tokenize(string text)
    {
        RequireLength(text);
        List<Token> tokens = [];
        int i = 0;
        while (i < text.Length)
        {
            char c = text[i];
            if (IsSpace(c))
            {
                i++;
            }
            else if (c == '.' && i + 1 < text.Length && text[i + 1] is '(' or '*' or '/' or '^')
            {
                // x.^2 and tanh.(x), for each element.
                i++;
            }
            else if (c == '\\')
            {
                LatexCommand.Read(text, ref i, tokens);
            }
            else if (IsSuperscript(c))
            {
                ReadExponent(text, ref i, tokens);
            }
            else if (c is '⌊' or '⌈')
            {
                tokens.Add(new Token(TokenKind.Name, c == '⌊' ? "floor" : "ceil", i));
                tokens.Add(new Token(TokenKind.Operator, "(", i++));
            }
            else
            {
                tokens.Add(char.IsAsciiDigit(c) || (c == '.' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1])) ? ReadNumber(text, ref i)
                    : char.IsAsciiLetter(c) || c == '_' ? ReadName(text, ref i)
                    : c is '\'' or '"' ? ReadWord(text, ref i)
                    : ReadSymbol(text, ref i));
            }
        }

        tokens.Add(new Token(TokenKind.End, "", text.Length));
        RequireMatching(text, tokens);
        return tokens;
    }

    /// <summary>Refuses (z]; brackets that are missing are seen where they are read.</summary>
    private static void RequireMatching(string text, List<Token> tokens)
    {
        Stack<char> open = [];
        foreach (Token token in tokens)
        {
            if (token.Is("("))
            {
                open.Push(text[token.Position] switch { '[' => ']', '{' => '}', '⌊' => '⌋', '⌈' => '⌉', '\\' => '\\', var c when IsSuperscript(c) => Raised, _ => ')' });
            }
            else if (token.Is(")") && open.TryPop(out char expected) && expected != Raised && text[token.Position] != expected)
            {
                throw new UserInputException(before => $"expected '{expected}' at position {before + token.Position + 1}, but there '{text[token.Position]}' stands", text, token.Position);
            }
        }
    }

    /// <summary>White space and the invisible characters that come along with text from pages.</summary>
    private static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is '\u200B' or '\u2060' or '\uFEFF';

    private static bool IsSuperscript(char c) => c is '⁻' or '⁺' || IsRaisedVariable(c) || Superscripts.Contains(c, StringComparison.Ordinal);

    /// <summary>The raised x and z of eˣ.</summary>
    internal static bool IsRaisedVariable(char c) => c is 'ˣ' or 'ᶻ';

    /// <summary>z² is z^2, z⁻² is z^-2 and e⁻²ˣ is e^(-2x).</summary>
    private static void ReadExponent(string text, ref int i, List<Token> tokens)
    {
        tokens.Add(new Token(TokenKind.Operator, "^", i));
        int opening = tokens.Count;
        int first = i;
        if (text[i] is '⁻' or '⁺')
        {
            tokens.Add(new Token(TokenKind.Operator, text[i] == '⁻' ? "-" : "+", i));
            i++;
        }

        int start = i;
        while (i < text.Length && Superscripts.Contains(text[i], StringComparison.Ordinal))
        {
            i++;
        }

        bool hasVariable = i < text.Length && IsRaisedVariable(text[i]);
        if (i > start)
        {
            string digits = string.Concat(text[start..i].Select(c => (char)('0' + Superscripts.IndexOf(c, StringComparison.Ordinal))));
            tokens.Add(new Token(TokenKind.Number, digits, start));
        }
        else if (!hasVariable)
        {
            throw new UserInputException(before => $"a raised sign without a number at position {before + start}", text, start - 1);
        }

        if (hasVariable)
        {
            tokens.Insert(opening, new Token(TokenKind.Operator, "(", first));
            tokens.Add(new Token(TokenKind.Name, text[i] == 'ˣ' ? "x" : "z", i));
            tokens.Add(new Token(TokenKind.Operator, ")", i++));
            int next = i;
            if (next < text.Length && IsSuperscript(text[next]))
            {
                throw new UserInputException(before => $"two raised terms in a row at position {before + next + 1}; write ^(...)", text, next);
            }
        }
    }

    private static Token ReadNumber(string text, ref int i)
    {
        int start = i;
        while (i < text.Length && char.IsAsciiDigit(text[i]))
        {
            i++;
        }

        if (i < text.Length && text[i] == '.')
        {
            i++;
            while (i < text.Length && char.IsAsciiDigit(text[i]))
            {
                i++;
            }
        }

        // An exponent only if digits follow: "2e3" is 2000, but "2exp(z)" is 2*exp(z).
        if (i < text.Length && text[i] is 'e' or 'E')
        {
            int j = i + 1;
            if (j < text.Length && text[j] is '+' or '-')
            {
                j++;
            }

            if (j < text.Length && char.IsAsciiDigit(text[j]))
            {
                while (j < text.Length && char.IsAsciiDigit(text[j]))
                {
                    j++;
                }

                i = j;
            }
        }

        return new Token(TokenKind.Number, text[start..i], start);
    }

    private static Token ReadName(string text, ref int i)
    {
        int start = i;
        while (i < text.Length && (char.IsAsciiLetterOrDigit(text[i]) || text[i] == '_'))
        {
            i++;
        }

        return new Token(TokenKind.Name, text[start..i], start);
    }

    private static Token ReadWord(string text, ref int i)
    {
        int start = i;
        int end = text.IndexOf(text[start], start + 1);
        if (end < 0)
        {
            throw new UserInputException(before => $"the quotation mark at position {before + start + 1} is not closed", text, start);
        }

        i = end + 1;
        return new Token(TokenKind.Word, text[(start + 1)..end], start);
    }

    private static Token ReadSymbol(string text, ref int i)
    {
        int start = i;
        char c = text[start];
        if (c is '[' or ']' or '{' or '}' or '⌋' or '⌉')
        {
            // max{0, z}, [z > 0], ⌊z⌋: whether they match is seen where they are read.
            i++;
            return new Token(TokenKind.Operator, c is '[' or '{' ? "(" : ")", start);
        }

        if (Spelled(c) is (TokenKind kind, string spelled))
        {
            i++;
            return new Token(kind, spelled, start);
        }

        foreach (string op in Operators)
        {
            if (string.CompareOrdinal(text, start, op, 0, op.Length) == 0)
            {
                i += op.Length;
                return new Token(TokenKind.Operator, op, start);
            }
        }

        string shown = char.IsControl(c) ? "?" : char.IsSurrogatePair(text, start) ? text.Substring(start, 2) : c.ToString();
        throw new UserInputException(before => $"unexpected character '{shown}' at position {before + start + 1}", text, start);
    }

    /// <summary>What a typographic character stands for.</summary>
    private static (TokenKind Kind, string Text)? Spelled(char c) => c switch
    {
        '½' => (TokenKind.Number, "0.5"),
        '¼' => (TokenKind.Number, "0.25"),
        '¾' => (TokenKind.Number, "0.75"),
        'π' => (TokenKind.Name, "pi"),
        'Φ' => (TokenKind.Name, "Phi"),
        'φ' or 'ϕ' => (TokenKind.Name, "phi"),
        'σ' => (TokenKind.Name, "sigmoid"),
        'θ' or 'Θ' => (TokenKind.Name, "step"),
        '√' => (TokenKind.Name, "sqrt"),
        '∛' => (TokenKind.Name, "cbrt"),
        '·' or '×' or '⋅' or '∙' or '∗' => (TokenKind.Operator, "*"),
        '÷' or '∕' or '⁄' => (TokenKind.Operator, "/"),
        '\u2212' or '\u2013' or '\u2010' or '\u2011' or '\uFE63' or '\uFF0D' => (TokenKind.Operator, "-"),
        '∣' => (TokenKind.Operator, "|"),
        '≤' or '⩽' => (TokenKind.Operator, "<="),
        '≥' or '⩾' => (TokenKind.Operator, ">="),
        '≠' => (TokenKind.Operator, "!="),
        _ => null,
    };
}
