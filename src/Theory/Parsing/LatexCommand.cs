namespace Theory.Parsing;

/// <summary>Commands of LaTeX in formulas: <c>\tanh(x)</c>, <c>\frac{x}{1+e^{-x}}</c>, <c>\operatorname{erf}(x)</c>, <c>\left(</c>.</summary>
internal static class LatexCommand
{
    private static readonly string[] Ignored = ["left", "right", "big", "Big", "bigl", "bigr", "Bigl", "Bigr", "displaystyle", "quad", "qquad"];

    private static readonly string[] Words = ["operatorname", "mathrm", "text", "textrm", "mathit"];

    /// <summary>Reads one command, of which the backslash is next.</summary>
    public static void Read(string text, ref int i, List<Token> tokens)
    {
        int start = i++;
        int end = i;
        while (end < text.Length && char.IsAsciiLetter(text[end]))
        {
            end++;
        }

        string name = text[i..end];
        if (name.Length == 0)
        {
            // Thin spaces, and braces that are printed.
            if (i < text.Length && text[i] is ',' or ';' or ':' or '!' or ' ')
            {
                i++;
                return;
            }

            if (i < text.Length && text[i] is '{' or '}')
            {
                return;
            }

            throw new UserInputException(before => $"unexpected character '\\' at position {before + start + 1}", text, start);
        }

        i = end;
        if (Words.Contains(name))
        {
            int close = i < text.Length && text[i] == '{' ? text.IndexOf('}', i) : -1;
            string word = close < 0 ? "" : text[(i + 1)..close].Trim();
            if (word.Length == 0 || !word.All(char.IsAsciiLetterOrDigit))
            {
                throw new UserInputException($"\\{name} needs a name in braces, as in \\{name}{{erf}}", text, start);
            }

            tokens.Add(new Token(TokenKind.Name, word, start));
            i = close + 1;
        }
        else if (name is "lfloor" or "lceil")
        {
            tokens.Add(new Token(TokenKind.Name, name[1..], start));
            tokens.Add(new Token(TokenKind.Operator, "(", start));
        }
        else if (!Ignored.Contains(name))
        {
            tokens.Add(name switch
            {
                "rfloor" or "rceil" => new Token(TokenKind.Operator, ")", start),
                "cdot" or "times" or "ast" => new Token(TokenKind.Operator, "*", start),
                "div" => new Token(TokenKind.Operator, "/", start),
                "le" or "leq" => new Token(TokenKind.Operator, "<=", start),
                "ge" or "geq" => new Token(TokenKind.Operator, ">=", start),
                "lvert" or "rvert" or "vert" => new Token(TokenKind.Operator, "|", start),
                "dfrac" or "tfrac" => new Token(TokenKind.Name, "frac", start),
                "sigma" => new Token(TokenKind.Name, "sigmoid", start),
                "varphi" => new Token(TokenKind.Name, "phi", start),
                "theta" or "Theta" => new Token(TokenKind.Name, "step", start),
                _ => new Token(TokenKind.Name, name, start),
            });
        }
    }
}
