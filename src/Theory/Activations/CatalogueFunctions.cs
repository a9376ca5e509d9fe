using Fractions;
using Theory.Expressions;
using Theory.Parsing;

namespace Theory.Activations;

/// <summary>
/// The catalogue as functions that a text can call. Where the call is the whole text, constants are parameters (<c>elu(2)</c>, <c>nn.ELU(alpha=2)</c>);
/// everywhere else, and for a formula in z, the first argument is the function's (<c>elu(2*z, 0.5)</c>).
/// </summary>
/// <param name="isFamily">True where names other than z are parameters, and false where they are variables, as in gelu(x)*y.</param>
internal sealed class CatalogueFunctions(bool isFamily = false) : IFunctionLibrary
{
    /// <summary>Of entries that are written out for each order.</summary>
    private const int LargestOrder = 50;

    private static readonly HashSet<string> ArgumentNames = ["input", "x", "z", "features", "self"];

    /// <summary>What says how, not what, is computed.</summary>
    private static readonly HashSet<string> Ignored = ["inplace", "name", "num_parameters", "device", "dtype"];

    /// <summary>The entry and its parameters, when the whole text was the call of one.</summary>
    public (CatalogueEntry Entry, IReadOnlyList<Expr> Values)? Whole { get; private set; }

    /// <inheritdoc/>
    public IEnumerable<string> Names => ActivationCatalogue.AllNames;

    /// <inheritdoc/>
    public bool Knows(string name) => ActivationCatalogue.Find(name) is not null || NotElementwise.ReasonFor(name) is not null;

    /// <inheritdoc/>
    public IEnumerable<Symbol> ParametersOf(string name) => ActivationCatalogue.Find(name)?.Parameters.Select(p => p.Symbol) ?? [];

    /// <summary>The definition with the values of the parameters.</summary>
    public static Expr DefinitionOf(CatalogueEntry entry, IReadOnlyList<Expr> values)
    {
        if (entry.OfOrder is { } ofOrder)
        {
            return values[0] is Number { IsInteger: true, Value: var order } && order <= LargestOrder
                ? ExpressionParser.Parse(ofOrder((int)order.Numerator), [Symbol.Z])
                : throw new UserInputException($"parameter p of '{entry.Name}' must be a number from 1 to {LargestOrder}, not {values[0]}; write for example {entry.Example}");
        }

        Symbol[] parameters = [.. entry.Parameters.Select(p => p.Symbol)];
        Expr definition = ExpressionParser.Parse(entry.Formula, [Symbol.Z, .. parameters]);
        for (int i = 0; i < parameters.Length; i++)
        {
            definition = definition.Substitute(parameters[i], values[i]);
        }

        return definition;
    }

    /// <inheritdoc/>
    public Expr Apply(Call call, string text)
    {
        if (NotElementwise.ReasonFor(call.Name) is string reason)
        {
            throw new UserInputException(reason, text, call.Position);
        }

        CatalogueEntry entry = ActivationCatalogue.Find(call.Name)!;
        List<Argument> arguments = [.. call.Arguments.Where(a => a.Keyword is null || !Ignored.Contains(a.Keyword))];
        RequireArgument(entry, call, arguments, text);
        Expr? argument = TakeArgument(call, arguments);
        if (call.Arguments.IsEmpty && !call.IsWhole)
        {
            throw new UserInputException($"{call.Name} needs its argument, as in {call.Name}(z)", text, call.Position);
        }

        if (FrameworkVariant.BoundedRelu(entry, arguments, text) is Expr bounded)
        {
            return bounded.Substitute(Symbol.Z, argument ?? Symbol.Z);
        }

        entry = FrameworkVariant.Of(entry, call, arguments, text);

        // What is left by position is inplace, as in F.elu(x, 1.3, True).
        if (arguments.Count > 0 && arguments[^1] is { Keyword: null, Word: "True" or "False" })
        {
            arguments.RemoveAt(arguments.Count - 1);
        }

        IReadOnlyList<Expr> values = Bind(entry, call.Name, arguments, text, FrameworkVariant.DefaultOf(entry, call), isFamily);
        if (call.IsWhole && argument is null)
        {
            Whole = (entry, values);
        }

        return DefinitionOf(entry, values).Substitute(Symbol.Z, argument ?? Symbol.Z);
    }

    /// <summary>The values of an entry's parameters.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="name">Its name as typed.</param>
    /// <param name="arguments">The arguments that are parameters.</param>
    /// <param name="text">The whole text, for messages.</param>
    /// <param name="firstDefault">The default of the first parameter, where a framework has its own.</param>
    /// <param name="takesFormulas">Whether values may be formulas in the parameter of a family.</param>
    public static IReadOnlyList<Expr> Bind(CatalogueEntry entry, string name, IReadOnlyList<Argument> arguments, string text, Fraction? firstDefault = null, bool takesFormulas = false)
    {
        if (arguments.FirstOrDefault(a => a.Keyword is not null && entry.IndexOf(a.Keyword) < 0) is { Keyword: var unknown, Position: var at })
        {
            throw new UserInputException(
                entry.Parameters.Length == 0 ? $"'{name}' has no parameter '{unknown}'" : $"'{entry.Name}' has no parameter '{unknown}'; write {entry.Usage}", text, at);
        }

        if (arguments.Count > entry.Parameters.Length)
        {
            throw new UserInputException(entry.Parameters.Length > 0
                ? $"'{entry.Name}' takes {entry.Parameters.Length} parameter(s), but {arguments.Count} are given; write {entry.Usage}"
                : $"'{name}' takes no parameters; a number in {name}({Shown(arguments[0])}) can be meant as a factor: write {name}({Shown(arguments[0])}*z)", text, arguments[0].Position);
        }

        Expr?[] values = new Expr?[entry.Parameters.Length];
        int position = 0;
        foreach (Argument argument in arguments)
        {
            int index = argument.Keyword is null ? position++ : entry.IndexOf(argument.Keyword);
            if (index >= values.Length || values[index] is not null)
            {
                throw new UserInputException($"parameter {entry.Parameters[Math.Min(index, values.Length - 1)].Name} of '{entry.Name}' is given twice", text, argument.Position);
            }

            values[index] = Checked(entry, entry.Parameters[index], argument, text, takesFormulas);
        }

        return [.. values.Select((v, i) => v ?? ((i == 0 ? firstDefault : null) ?? entry.Parameters[i].Default
            ?? throw new UserInputException($"'{entry.Name}' needs its parameter {entry.Parameters[i].Name}; write for example {entry.Example}")))];
    }

    /// <summary>
    /// Refuses numbers alone inside a formula: swish(2) + z can mean the function of z with beta = 2 as well as a constant, and the wrong one is silently another function.
    /// </summary>
    private void RequireArgument(CatalogueEntry entry, Call call, List<Argument> arguments, string text)
    {
        if (call.IsWhole || arguments.Count == 0 || !arguments.TrueForAll(a => a.Keyword is null && a.Value is { } value && (isFamily ? !value.Contains(Symbol.Z) : value.IsConstant)))
        {
            return;
        }

        string numbers = string.Join(", ", arguments.Select(Shown));
        throw new UserInputException(
            entry.Parameters.Length > 0
                ? $"{call.Name}({numbers}) inside a formula can be a function or a constant; write {call.Name}(z, {numbers}) for the function with {entry.Parameters[0].Name} = {Shown(arguments[0])}, or {call.Name}(x={numbers}) for the constant"
                : $"{call.Name}({numbers}) inside a formula is a constant; write {call.Name}({numbers}*z) if a function is meant, or {call.Name}(x={numbers}) for the constant",
            text,
            call.Position);
    }

    /// <summary>Takes the argument of the function out of the arguments; null where the call stands for a function of z.</summary>
    private static Expr? TakeArgument(Call call, List<Argument> arguments)
    {
        int index = arguments.FindIndex(a => a.Keyword is not null && ArgumentNames.Contains(a.Keyword) && ActivationCatalogue.Find(call.Name)!.IndexOf(a.Keyword) < 0);
        bool isVarying = arguments.Any(a => a.Keyword is null && a.Value?.Contains(Symbol.Z) == true);
        if (index < 0 && (!call.IsWhole || isVarying))
        {
            index = arguments.FindIndex(a => a.Keyword is null);
        }

        if (index < 0 || arguments[index].Value is not Expr argument)
        {
            return null;
        }

        arguments.RemoveAt(index);
        return argument;
    }

    private static Expr Checked(CatalogueEntry entry, CatalogueParameter parameter, Argument argument, string text, bool takesFormulas)
    {
        UserInputException Refused(string why) => new($"parameter {parameter.Name} of '{entry.Name}' must be {why}, not {argument.Word ?? argument.Value!.ToString()}", text, argument.Position);
        if (argument.Value is Symbol symbol && symbol.Equals(parameter.Symbol))
        {
            return symbol;
        }

        // Other names than z are parameters of a family, of which hard_tanh(-c, c) is one as well as hard_tanh(a, 2).
        if (takesFormulas && !parameter.IsPositiveInteger && argument.Value is { IsConstant: false } formula && !formula.Contains(Symbol.Z))
        {
            return formula;
        }

        return parameter.IsPositiveInteger && argument.Value is not Number { IsInteger: true, Value.IsPositive: true } ? throw Refused("a positive integer")
            : argument.Value is null || ConstantValue.Of(argument.Value) is null ? throw Refused("a finite real constant")
            : argument.Value;
    }

    private static string Shown(Argument argument) => argument.Word ?? ActivationCatalogue.Written(argument.Value!);
}
