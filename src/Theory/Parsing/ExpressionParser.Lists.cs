using Theory.Expressions;

namespace Theory.Parsing;

/// <content>NumPy's choices from lists: select([c1, c2], [v1, v2], default) and piecewise(x, [c1, c2], [f1, f2]).</content>
public sealed partial class ExpressionParser
{
    private Token Ahead(int count) => _tokens[Math.Min(_index + count, _tokens.Count - 1)];

    /// <summary>The number of tokens of ⁻¹ or LaTeX's ^{-1} behind a function; 0 where something else stands there, also the ^-1 that may mean 1/f.</summary>
    private int InverseTokens() => !Current.Is("^") ? 0
        : _text[Current.Position] == '⁻' && Following.Is("-") && Ahead(2) is { Kind: TokenKind.Number, Text: "1" } ? 3
        : Following.Is("(") && _text[Following.Position] == '{' && Ahead(2).Is("-") && Ahead(3) is { Kind: TokenKind.Number, Text: "1" } && Ahead(4).Is(")") ? 5
        : 0;

    /// <summary>True in front of the arguments of NumPy's functions, of which the first, or the second after the variable, is a list.</summary>
    private bool TakesLists(Token name) => Current.Is("(") && (name.Text == "select"
        ? IsList(Following)
        : Following.Kind == TokenKind.Name && Ahead(2).Is(",") && IsList(Ahead(3)));

    private bool IsList(Token token) => token.Is("(") && _text[token.Position] == '[';

    /// <summary>Of select the first condition that holds counts, of piecewise the last; without one the value is 0, or that beyond the conditions.</summary>
    private Expr ChosenFromLists(Token name)
    {
        bool isSelect = name.Text == "select";
        Expect("(");
        if (!isSelect)
        {
            Expression();
            Expect(",");
        }

        List<(Expr Value, int Position)> conditions = List();
        Expect(",");
        List<(Expr Value, int Position)> values = List();
        Expr otherwise = Expr.Zero;
        if (isSelect && Current.Is(","))
        {
            Next();
            if (Current.Text == "default" && Following.Is("="))
            {
                Next();
                Next();
            }

            otherwise = Expression();
        }
        else if (!isSelect && values.Count == conditions.Count + 1)
        {
            otherwise = values[^1].Value;
            values.RemoveAt(values.Count - 1);
        }

        Expect(")");
        if (values.Count != conditions.Count)
        {
            throw Error($"{name.Text} has {conditions.Count} conditions, but {values.Count} values", name.Position);
        }

        Expr result = otherwise;
        for (int n = 0; n < values.Count; n++)
        {
            int i = isSelect ? values.Count - 1 - n : n;
            result = Choose(name.Position, Required(conditions[i].Position, conditions[i].Value), values[i].Value, result);
        }

        return result;
    }

    /// <summary>Expressions in brackets, or functions: lambda x: 2*x.</summary>
    private List<(Expr Value, int Position)> List()
    {
        Expect("(");
        List<(Expr, int)> items = [];
        while (items.Count <= MaximumNesting)
        {
            if (Current.Text == "lambda" && Ahead(2).Is(":"))
            {
                Next();
                Next();
                Next();
            }

            int position = Current.Position;
            items.Add((Expression(), position));
            if (!Current.Is(","))
            {
                break;
            }

            Next();
        }

        Expect(")");
        return items;
    }
}
