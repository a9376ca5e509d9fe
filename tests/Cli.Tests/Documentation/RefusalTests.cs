using System.Text.RegularExpressions;
using Theory.Cli.Tests.Experiments;

namespace Theory.Cli.Tests.Documentation;

/// <summary>Errors of users are made and caught at the border; inside, what may refuse is an outcome.</summary>
public sealed partial class RefusalTests
{
    /// <summary>Where they may be caught: where text is read and a place in it is added, where a layer or a file is named, and where they are printed. All else uses Attempt.</summary>
    private static readonly Dictionary<string, int> Border = new()
    {
        ["src/Theory/Attempt.cs"] = 1,
        ["src/Theory/Parsing/ExpressionParser.cs"] = 1,
        ["src/Theory/Parsing/ExpressionParser.Calls.cs"] = 1,
        ["src/Theory/Activations/ActivationSpecification.cs"] = 1,
        ["src/Theory/Networks/ArchitectureParser.cs"] = 2,
        ["src/Numerics/Architectures/KernelEvaluator.cs"] = 1,
        ["src/Numerics/Kernels/KernelRecursion.cs"] = 1,
        ["src/Numerics/WeightFiles/OnnxNetwork.cs"] = 1,
        ["src/Cli/Application.cs"] = 1,
        ["src/Cli/Explorer/ExplorerServer.cs"] = 1,
        ["src/Cli/Options/StandardOptions.cs"] = 2,
        ["src/Cli/Options/InputsText.cs"] = 1,
        ["src/Cli/Options/NumberText.cs"] = 1,
        ["src/Cli/Options/PolynomialOptions.cs"] = 1,
        ["src/Cli/Options/SymbolValues.cs"] = 1,
    };

    [Fact]
    public void ErrorsOfUsers_AreCaughtAtTheBorderOnly()
    {
        foreach ((string file, string text) in Sources())
        {
            int found = Catch().Count(text);
            Assert.True(found <= Border.GetValueOrDefault(file), $"{file} catches UserInputException in {found} places, where {Border.GetValueOrDefault(file)} are at the border; return an Attempt instead");
        }
    }

    /// <summary>A message is for people: its words decide nothing and are not edited.</summary>
    [Fact]
    public void NoCode_ReadsTheWordsOfAnErrorOfAUser() => Assert.All(Sources(), source => Assert.All(
        Words().Matches(source.Text).Select(m => m.Value), words => Assert.Fail($"{source.File}: {words}")));

    private static IEnumerable<(string File, string Text)> Sources()
    {
        string root = Repository.File(".");
        return Directory.EnumerateFiles(Repository.File("src"), "*.cs", SearchOption.AllDirectories)
            .Select(path => (File: Path.GetRelativePath(root, path).Replace('\\', '/'), Path: path))
            .Where(f => !f.File.Contains("/obj/", StringComparison.Ordinal) && !f.File.Contains("/bin/", StringComparison.Ordinal))
            .Select(f => (f.File, File.ReadAllText(f.Path)));
    }

    [GeneratedRegex(@"catch\s*\(\s*UserInputException\b")]
    private static partial Regex Catch();

    /// <summary>Caught as an error of a user, then searched or edited before the next catch.</summary>
    [GeneratedRegex(@"catch\s*\(\s*UserInputException\s+(?<name>\w+)\)(?:(?!catch\s*\().)*?\k<name>\.Message\s*\.\s*(?:Contains|Replace|StartsWith|EndsWith|IndexOf|Split|Substring|Remove)\b", RegexOptions.Singleline)]
    private static partial Regex Words();
}
