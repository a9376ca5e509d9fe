using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Theory.Cli.Tests.Experiments;

namespace Theory.Cli.Tests.Documentation;

/// <summary>The programs in README and docs compile and run as they stand.</summary>
public sealed partial class SnippetTests
{
    private const string ImplicitUsings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading;";

    private static readonly Lock ConsoleGate = new();

    public static TheoryData<string, string> Snippets => new(DocumentedCommand.Documents.SelectMany(d =>
        Block().Matches(File.ReadAllText(Repository.File(d))).Select((m, i) => ($"{d}, program {i + 1}", m.Groups[1].Value))));

    [Fact]
    public void Readme_ShowsAProgram() => Assert.Contains(Snippets, row => row.Data.Item1.StartsWith("README", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Snippets))]
    public void Program_RunsAndPrintsWhatItsCommentsSay(string place, string code)
    {
        string printed = Run(place, code);
        foreach (Match said in Result().Matches(code))
        {
            Assert.True(printed.Contains(said.Groups[1].Value, StringComparison.Ordinal), $"{place} says '{said.Groups[1].Value}', but prints:\n{printed}");
        }
    }

    private static string Run(string place, string code)
    {
        var compilation = CSharpCompilation.Create(
            "Snippet",
            [CSharpSyntaxTree.ParseText(ImplicitUsings, cancellationToken: TestContext.Current.CancellationToken), CSharpSyntaxTree.ParseText(code, cancellationToken: TestContext.Current.CancellationToken)],
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(f => MetadataReference.CreateFromFile(f)),
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

    [GeneratedRegex(@"(?ms)^```csharp\r?\n(.*?)^```")]
    private static partial Regex Block();

    /// <summary>What a line prints, behind an arrow: // → 0.4252.</summary>
    [GeneratedRegex(@"(?m)// → (.*?)(?: …)?\r?$")]
    private static partial Regex Result();
}
