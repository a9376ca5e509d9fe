using System.Reflection;
using System.Text.RegularExpressions;
using Theory.Cli.Tests.Documentation;
using Theory.Cli.Tests.Experiments;

namespace Theory.Cli.Tests.Architecture;

/// <summary>Public is what another assembly uses, what those types show of others, and the cases of what they show; the rest is internal.</summary>
/// <remarks>73 of 285 public types had no user outside their assembly.</remarks>
public sealed partial class PublicSurfaceTests
{
    private static readonly Assembly[] Assemblies =
        [.. new[] { "Theory", "Theory.Numerics", "Theory.Polynomials", "Theory.Validation", "Theory.Experiments", "Theory.Cli" }.Select(Assembly.Load)];

    /// <summary>For users of the packages alone, as their descriptions say, and what generated C# calls.</summary>
    private static readonly Type[] FrontDoors = [typeof(Numerics.Facade.EffectiveTheory), typeof(Validation.EffectiveTheorySampling), typeof(Numerics.SpecialFunctions)];

    [Fact]
    public void APublicType_HasAUserOutsideOfItsAssembly()
    {
        HashSet<Type> needed = [.. Assemblies.SelectMany(TypeReferences.Outside).Where(t => Assemblies.Contains(t.Assembly))];
        HashSet<string> named = [.. Word().Matches(string.Concat(Texts())).Select(m => m.Value)];
        needed.UnionWith(Public().Where(t => named.Contains(t.Name.Split('`')[0])));
        needed.UnionWith(FrontDoors);
        Stack<Type> open = new(needed);
        while (open.TryPop(out Type? type))
        {
            IEnumerable<Type> cases = type.IsAbstract && !type.IsSealed ? Public().Where(t => t.BaseType == type) : [];
            foreach (Type shown in TypeReferences.ShownBy(type).Concat(cases).Where(t => Assemblies.Contains(t.Assembly) && needed.Add(t)))
            {
                open.Push(shown);
            }
        }

        string[] unused = [.. Public().Where(t => !needed.Contains(t)).Select(t => t.FullName!)];
        Assert.True(unused.Length == 0, string.Join(", ", unused));
    }

    private static IEnumerable<Type> Public() => Assemblies.SelectMany(a => a.GetExportedTypes()).Where(t => !t.IsNested);

    /// <summary>Code of users: the examples of the documents, which a test compiles, what else they name to them, and the benchmarks. The map names what is inside.</summary>
    private static IEnumerable<string> Texts() =>
    [
        .. DocumentedCommand.Documents.Where(d => !d.EndsWith("architecture.md", StringComparison.Ordinal) && d != "CONTRIBUTING.md").SelectMany(d => Example().Matches(File.ReadAllText(Repository.File(d)))).Select(m => m.Value),
        .. Directory.GetFiles(Repository.File("bench"), "*.cs").Select(File.ReadAllText),
    ];

    [GeneratedRegex(@"(?ms)^```csharp.*?^```|`[A-Z]\w+(\.\w+)?`")]
    private static partial Regex Example();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
