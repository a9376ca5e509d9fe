using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Theory.Cli.Tests.Documentation;

/// <summary>Runs a program of the documents in this process, as the project of a reader would have it.</summary>
internal static class SnippetProgram
{
    private const string ImplicitUsings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;";

    private static readonly Lock ConsoleGate = new();

    /// <summary>Read once: the compiler keeps what it has learnt of an assembly with its reference.</summary>
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(f => MetadataReference.CreateFromFile(f)),
    ];

    /// <summary>What the program prints.</summary>
    public static string Run(string place, string code)
    {
        var compilation = CSharpCompilation.Create(
            "Snippet",
            [CSharpSyntaxTree.ParseText(ImplicitUsings, cancellationToken: TestContext.Current.CancellationToken), CSharpSyntaxTree.ParseText(code, cancellationToken: TestContext.Current.CancellationToken)],
            References,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        using MemoryStream assembly = new();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(assembly, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, $"{place} does not compile: {string.Join("; ", result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error))}");
        MethodInfo main = Assembly.Load(assembly.ToArray()).EntryPoint!;
        lock (ConsoleGate)
        {
            using StringWriter output = new();
            TextWriter console = Console.Out;
            Console.SetOut(output);
            try
            {
                main.Invoke(null, main.GetParameters().Length == 0 ? [] : [Array.Empty<string>()]);
            }
            finally
            {
                Console.SetOut(console);
            }

            return output.ToString();
        }
    }
}
