namespace Theory.Parsing;

/// <summary>Splits a formula into tokens.</summary>
internal static class Lexer
{
    /// <summary>Longer input is refused: nobody typed it.</summary>
    private const int MaximumLength = 10_000;

    private static readonly string[] Operators = ["**", "<=", ">=", "+", "-", "*", "/", "^", "(", ")", ",", "<", ">", "="];

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
            if (char.IsWhiteSpace(c))
            {
                i++;
                continue;
            }

            tokens.Add(char.IsAsciiDigit(c) || (c == '.' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1])) ? ReadNumber(text, ref i)
                : char.IsAsciiLetter(c) || c == '_' ? ReadName(text, ref i)
                : ReadSymbol(text, ref i));
        }

        tokens.Add(new Token(TokenKind.End, "", text.Length));
        return tokens;
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

    private static Token ReadSymbol(string text, ref int i)
    {
        int start = i;
        char c = text[start];
        if (Spelled(c) is Token { Kind: var kind, Text: var spelled })
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

        throw new UserInputException($"unexpected character '{(char.IsControl(c) ? '?' : c)}' at position {start + 1}", text, start);
    }

    /// <summary>What a typographic character stands for.</summary>
    private static Token? Spelled(char c) => c switch
    {
        'π' => new Token(TokenKind.Name, "pi", 0),
        'Φ' => new Token(TokenKind.Name, "Phi", 0),
        'φ' => new Token(TokenKind.Name, "phi", 0),
        '√' => new Token(TokenKind.Name, "sqrt", 0),
        '·' or '×' => new Token(TokenKind.Operator, "*", 0),
        '−' => new Token(TokenKind.Operator, "-", 0),
        '≤' => new Token(TokenKind.Operator, "<=", 0),
        '≥' => new Token(TokenKind.Operator, ">=", 0),
        _ => null,
    };
}
