using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Theory.Numerics.Tests.Compilation;

/// <summary>Compiles C# in memory, against the framework and the assemblies of the tests.</summary>
internal static class CSharpCompiler
{
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>The type of that name in the source; a compiler error or warning fails the test.</summary>
    public static Type Compile(string source, string type)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            $"Generated{Guid.NewGuid():N}",
            [CSharpSyntaxTree.ParseText(source)],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        using MemoryStream image = new();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(image);
        Diagnostic[] complaints = [.. result.Diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning)];
        Assert.True(result.Success && complaints.Length == 0, string.Join(Environment.NewLine, complaints.AsEnumerable()) + Environment.NewLine + source);
        return Assembly.Load(image.ToArray()).GetType(type, throwOnError: true)!;
    }
}
