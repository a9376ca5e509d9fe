using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Export;
using Theory.Polynomials.Layered;
using Theory.Polynomials.Networks;
using Theory.Polynomials.Parsing;

namespace Theory.Polynomials.Tests.Export;

/// <summary>Exported networks, read back and run by what they are meant for.</summary>
public sealed class ExportTests
{
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static readonly double[][] Points = [[0, 0], [0.5, -0.25], [-1, 1], [0.3, 0.9], [-0.77, -0.11]];

    public static TheoryData<string, int> Networks => new()
    {
        { "3x^4*y - x*y^2 + 7", 2 },
        { "x*y", 1 },
        { "x^2*y^3 - y", 4 },
        { "2x - y/3", 3 },
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void Onnx_RunsInOnnxRuntime_AndGivesThePolynomial(string text, int p)
    {
        LayeredNetwork network = Create(text, p);
        Assert.SkipUnless(OnnxRuntimeLoads(), "Microsoft.ML.OnnxRuntime has no native library for this platform");
        using InferenceSession session = new(OnnxFile.Write(network));
        DenseTensor<double> points = new(Points.SelectMany(x => x).ToArray(), [Points.Length, 2]);
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results = session.Run([NamedOnnxValue.CreateFromTensor("x", points)]);
        double[] values = [.. results.Single().AsTensor<double>()];
        Assert.All(Points.Zip(values), t => Assert.Equal(Value(network, t.First), t.Second, 1e-11));

        using InferenceSession single = new(OnnxFile.Write(network, singlePrecision: true));
        DenseTensor<float> rounded = new(Points.SelectMany(x => x).Select(v => (float)v).ToArray(), [Points.Length, 2]);
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> singles = single.Run([NamedOnnxValue.CreateFromTensor("x", rounded)]);
        Assert.All(Points.Zip(singles.Single().AsTensor<float>()), t => Assert.Equal(Value(network, t.First), t.Second, 1e-3));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void CSharp_CompilesWithoutWarnings_AndGivesThePolynomial(string text, int p)
    {
        LayeredNetwork network = Create(text, p);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Generated",
            [CSharpSyntaxTree.ParseText(CSharpSource.Write(network))],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        using MemoryStream image = new();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(image);
        Assert.Empty(result.Diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning));
        MethodInfo method = Assembly.Load(image.ToArray()).GetType(CSharpSource.TypeName, throwOnError: true)!.GetMethod("Evaluate")!;
        Assert.All(Points, x => Assert.Equal(Value(network, x), (double)method.Invoke(null, [x[0], x[1]])!, 1e-11));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Json_ReadsBackTheSameNetwork(string text, int p)
    {
        foreach (bool everywhere in (bool[])[false, true])
        {
            LayeredNetwork network = Create(text, p, everywhere);
            LayeredNetwork read = NetworkJson.Read(NetworkJson.Write(network).ToJsonString());
            Assert.Equal(NetworkJson.Write(network).ToJsonString(), NetworkJson.Write(read).ToJsonString());
            Assert.Equal(network.Polynomial, read.Polynomial);
        }
    }

    [Fact]
    public void Json_WithAnotherPolynomial_IsRefused_WithWhatTheNetworkReallyIs()
    {
        JsonObject json = NetworkJson.Write(Create("x*y + 1", 1));
        json["polynomial"] = "x*y + 2";
        UserInputException error = Assert.Throws<UserInputException>(() => NetworkJson.Read(json.ToJsonString()));
        Assert.Contains("it equals x*y + 1 instead", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "not a network")]
    [InlineData("[]", "not a network")]
    [InlineData("{}", "not a network")]
    [InlineData("""{"format":"theory-polynomial-network/1","p":1,"variables":["x"],"polynomial":"x","domain":null,"layers":[]}""", "one output")]
    [InlineData("""{"format":"theory-polynomial-network/1","p":0,"variables":["x"],"polynomial":"x","domain":null,"layers":[{"weights":[["1"]],"biases":["0"]}]}""", "between 1 and 100")]
    [InlineData("""{"format":"theory-polynomial-network/1","p":1,"variables":["x"],"polynomial":"x","domain":null,"layers":[{"weights":[["1","2"]],"biases":["0"]}]}""", "does not fit")]
    [InlineData("""{"format":"theory-polynomial-network/1","p":1,"variables":["x"],"polynomial":"x","domain":null,"layers":[{"weights":[["one"]],"biases":["0"]}]}""", "'one' is not a weight")]
    [InlineData("""{"format":"theory-polynomial-network/1","p":1,"variables":["x"],"polynomial":"x","domain":null,"layers":[{"weights":[["1/0"]],"biases":["0"]}]}""", "'1/0' is not a weight")]
    [InlineData("""{"format":"theory-polynomial-network/1","p":1,"variables":["x"],"polynomial":"x^2","domain":null,"layers":[{"weights":[["1"]],"biases":["0"]}]}""", "it equals x instead")]
    public void Json_ThatIsNotANetwork_IsRefused(string text, string message) =>
        Assert.Contains(message, Assert.Throws<UserInputException>(() => NetworkJson.Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Dot_NamesEveryNodeAndEveryWeight()
    {
        PolynomialText polynomial = PolynomialText.Parse("x*y");
        PolynomialNetwork network = ExactNetworks.Create(polynomial.Polynomial, polynomial.Variables, 1, InputDomain.Cube(2, -1, 1));
        string dot = DotGraph.Write(network);
        Assert.StartsWith("// MRePU_1: x*y\ndigraph", dot, StringComparison.Ordinal);
        Assert.Equal(network.Graph.EdgeCount, dot.Split(" -> ").Length - 1);
        Assert.Equal(network.Graph.VertexCount, dot.Split("[shape=").Length - 1);
    }

    private static LayeredNetwork Create(string text, int p, bool everywhere = false)
    {
        PolynomialText polynomial = PolynomialText.Parse(text);
        return LayeredNetwork.From(ExactNetworks.Create(polynomial.Polynomial, polynomial.Variables, p, everywhere ? InputDomain.Everywhere(2) : InputDomain.Cube(2, -1, 1)));
    }

    private static double Value(LayeredNetwork network, double[] point) => network.Polynomial.Evaluate([.. point.Select(v => Fractions.Fraction.FromDouble(v))]).ToDouble();

    private static bool OnnxRuntimeLoads()
    {
        try
        {
            using SessionOptions options = new();
            return true;
        }
        catch (TypeInitializationException)
        {
            return false;
        }
    }
}
