namespace Theory.Expressions;

/// <summary>Expressions as one-line plain text, in the syntax that the parser reads.</summary>
internal static class TextPrinter
{
    private static readonly InfixPrinter Printer = new(new Dialect());

    /// <summary>The expression as text; parsing it gives an equal expression.</summary>
    public static string Print(Expr expr) => Printer.Print(expr);

    private sealed class Dialect : InfixDialect
    {
        public override string Name => "plain text";

        public override string Pi => "pi";

        protected override string NameOf(FunctionKind kind) => FunctionInfo.Of(kind).Name;
    }
}
