using System.Reflection;
using System.Reflection.Emit;

namespace Theory.Cli.Tests.Architecture;

/// <summary>The types that a type of an assembly uses: in its declaration, in its members' signatures, and in the bodies of its methods.</summary>
/// <remarks>Constants are not seen: the compiler puts their values in their place.</remarks>
internal static class TypeReferences
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => f.GetValue(null)).OfType<OpCode>().ToDictionary(o => o.Value);

    /// <summary>Pairs of outermost types, the first of which uses the second, within one assembly.</summary>
    public static IEnumerable<(Type From, Type To)> Within(Assembly assembly) =>
        from type in assembly.GetTypes()
        from used in Of(type).SelectMany(t => Named(t)).Distinct()
        where used.Assembly == assembly && Outermost(used) != Outermost(type)
        select (Outermost(type), Outermost(used));

    /// <summary>The outermost types of other assemblies that the types of an assembly use.</summary>
    public static IEnumerable<Type> Outside(Assembly assembly) =>
        assembly.GetTypes().SelectMany(t => Of(t)).SelectMany(t => Named(t)).Select(t => Outermost(t)).Where(t => t.Assembly != assembly).Distinct();

    /// <summary>The outermost types in what a type shows to users of its assembly: its ancestors, and the signatures of its public and protected members.</summary>
    public static IEnumerable<Type> ShownBy(Type type)
    {
        const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        IEnumerable<MethodBase> methods = type.GetMethods(Declared).Concat<MethodBase>(type.GetConstructors(Declared)).Where(m => m.IsPublic || m.IsFamily || m.IsFamilyOrAssembly);
        IEnumerable<Type> shown =
        [
            .. type.BaseType is Type parent ? [parent] : Type.EmptyTypes,
            .. type.GetInterfaces(),
            .. type.GetFields(Declared).Where(f => f.IsPublic || f.IsFamily).Select(f => f.FieldType),
            .. methods.SelectMany(m => (IEnumerable<Type>)[.. m is MethodInfo info ? [info.ReturnType] : Type.EmptyTypes, .. m.GetParameters().Select(p => p.ParameterType)]),
            .. type.GetNestedTypes().SelectMany(ShownBy),
        ];
        return shown.SelectMany(t => Named(t)).Select(t => Outermost(t)).Distinct();
    }

    private static IEnumerable<Type> Of(Type type)
    {
        IEnumerable<MethodBase> methods = type.GetMethods(Own).Concat<MethodBase>(type.GetConstructors(Own));
        return
        [
            .. type.BaseType is Type parent ? [parent] : Type.EmptyTypes,
            .. type.GetInterfaces(),
            .. type.GetCustomAttributesData().Select(a => a.AttributeType),
            .. type.IsGenericTypeDefinition ? type.GetGenericArguments().SelectMany(a => a.GetGenericParameterConstraints()) : [],
            .. type.GetFields(Own).Select(f => f.FieldType),
            .. methods.SelectMany(m => Of(m)),
        ];
    }

    private static IEnumerable<Type> Of(MethodBase method)
    {
        IEnumerable<Type> signature =
        [
            .. method is MethodInfo info ? [info.ReturnType] : Type.EmptyTypes,
            .. method.GetParameters().Select(p => p.ParameterType),
            .. method.IsGenericMethodDefinition ? method.GetGenericArguments().SelectMany(a => a.GetGenericParameterConstraints()) : [],
        ];
        return method.GetMethodBody() is not MethodBody body ? signature :
        [
            .. signature,
            .. body.LocalVariables.Select(v => v.LocalType),
            .. body.ExceptionHandlingClauses.Where(c => c.Flags == ExceptionHandlingClauseOptions.Clause).Select(c => c.CatchType).OfType<Type>(),
            .. Tokens(body.GetILAsByteArray()!).SelectMany(t => Of(method, t)),
        ];
    }

    private static IEnumerable<Type> Of(MethodBase context, int token)
    {
        MemberInfo? member = context.Module.ResolveMember(
            token,
            context.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null,
            context is MethodInfo { IsGenericMethod: true } method ? method.GetGenericArguments() : null);
        return member switch
        {
            Type used => [used],
            FieldInfo field => [field.DeclaringType!, field.FieldType],
            MethodInfo called => [called.DeclaringType!, called.ReturnType, .. called.GetParameters().Select(p => p.ParameterType), .. called.IsGenericMethod ? called.GetGenericArguments() : []],
            ConstructorInfo called => [called.DeclaringType!, .. called.GetParameters().Select(p => p.ParameterType)],
            _ => [],
        };
    }

    /// <summary>The tokens of members in the code of a method.</summary>
    private static IEnumerable<int> Tokens(byte[] code)
    {
        int at = 0;
        while (at < code.Length)
        {
            short value = code[at++];
            if (value == 0xfe)
            {
                value = unchecked((short)(0xfe00 | code[at++]));
            }

            OperandType operand = OpCodesByValue[value].OperandType;
            switch (operand)
            {
                case OperandType.InlineNone:
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    at++;
                    break;
                case OperandType.InlineVar:
                    at += 2;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    at += 8;
                    break;
                case OperandType.InlineSwitch:
                    at += 4 + (4 * BitConverter.ToInt32(code, at));
                    break;
                default:
                    if (operand is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType)
                    {
                        yield return BitConverter.ToInt32(code, at);
                    }

                    at += 4;
                    break;
            }
        }
    }

    /// <summary>The types in a type: of an array its elements, of a generic type its arguments too.</summary>
    private static IEnumerable<Type> Named(Type type) =>
        type.IsGenericParameter || type.IsFunctionPointer ? []
        : type.HasElementType ? Named(type.GetElementType()!)
        : type.IsGenericType ? [type.GetGenericTypeDefinition(), .. type.GetGenericArguments().SelectMany(Named)]
        : [type];

    private static Type Outermost(Type type) => type.DeclaringType is Type outer ? Outermost(outer) : type;
}
