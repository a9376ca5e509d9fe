using System.Reflection;

namespace Theory.Cli.Tests.Architecture;

/// <summary>References go one way: between assemblies along the order of CONTRIBUTING.md, and between the folders of an assembly without a cycle.</summary>
public sealed class LayeringTests
{
    private static readonly string[] Order = ["Theory", "Theory.Numerics", "Theory.Polynomials", "Theory.Validation", "Theory.Experiments", "Theory.Cli"];

    public static TheoryData<string> Assemblies => [.. Order];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void AnAssembly_RefersToThoseBelowItOnly(string name)
    {
        IEnumerable<string> above = Order.Skip(Array.IndexOf(Order, name));
        Assert.Empty(Assembly.Load(name).GetReferencedAssemblies().Select(r => r.Name!).Intersect(above));
    }

    [Fact]
    public void Polynomials_NeedNoQuadrature() =>
        Assert.DoesNotContain("Theory.Numerics", Assembly.Load("Theory.Polynomials").GetReferencedAssemblies().Select(r => r.Name));

    [Theory]
    [InlineData("Theory")]
    [InlineData("Theory.Numerics")]
    [InlineData("Theory.Polynomials")]
    public void DerivingAFormula_DoesNotLoadTorch(string name) =>
        Assert.DoesNotContain("TorchSharp", Assembly.Load(name).GetReferencedAssemblies().Select(r => r.Name));

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void FoldersOfAnAssembly_DoNotDependOnOneAnother(string name)
    {
        List<string> cycles = Cycles(TypeReferences.Within(Assembly.Load(name)));
        Assert.True(cycles.Count == 0, string.Join(Environment.NewLine, cycles));
    }

    [Fact]
    public void TwoFoldersThatUseEachOther_AreFound()
    {
        (Type, Type)[] uses = [(typeof(Figures.Gallery), typeof(LayeringTests)), (typeof(LayeringTests), typeof(Figures.Gallery)), (typeof(CommandLine), typeof(LayeringTests))];
        Assert.Equal(2, Cycles(uses).Count);
        Assert.Empty(Cycles(uses[1..]));
    }

    [Fact]
    public void BodiesOfMethods_AreSeen() => Assert.Contains((typeof(LayeringTests), typeof(TypeReferences)), TypeReferences.Within(typeof(LayeringTests).Assembly));

    /// <summary>One line for each two folders that reach each other, with a type that makes the first depend on the second.</summary>
    private static List<string> Cycles(IEnumerable<(Type From, Type To)> uses)
    {
        (Type From, Type To)[] between = [.. uses.Where(u => u.From.Namespace != u.To.Namespace && u.From.Namespace is not null && u.To.Namespace is not null)];
        Dictionary<string, HashSet<string>> next = between.GroupBy(u => u.From.Namespace!).ToDictionary(g => g.Key, g => g.Select(u => u.To.Namespace!).ToHashSet());
        return
        [
            .. between.DistinctBy(u => (u.From.Namespace, u.To.Namespace))
                .Where(u => Reaches(next, u.To.Namespace!, u.From.Namespace!))
                .Select(u => $"{u.From.FullName} uses {u.To.FullName}, and {u.To.Namespace} needs {u.From.Namespace} too"),
        ];
    }

    private static bool Reaches(Dictionary<string, HashSet<string>> next, string from, string to)
    {
        HashSet<string> seen = [];
        Stack<string> open = new([from]);
        while (open.TryPop(out string? at))
        {
            if (at == to)
            {
                return true;
            }

            if (seen.Add(at) && next.TryGetValue(at, out HashSet<string>? further))
            {
                foreach (string folder in further)
                {
                    open.Push(folder);
                }
            }
        }

        return false;
    }
}
