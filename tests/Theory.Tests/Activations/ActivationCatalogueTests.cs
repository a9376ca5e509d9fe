using Theory.Activations;
using Theory.Expressions;
using static Theory.Expressions.Symbol;

namespace Theory.Tests.Activations;

public class ActivationCatalogueTests
{
    public static TheoryData<string> Names => [.. ActivationCatalogue.Entries.Where(e => e.Parameters.All(p => p.Default is not null)).SelectMany(e => e.Aliases.Prepend(e.Name))];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryName_IsRead(string name)
    {
        Activation activation = Activation.Parse(name);
        Assert.Equal(activation.Definition, Activation.Parse($"  {name.ToUpperInvariant()} ").Definition);
        Assert.Equal(activation.Definition, Activation.Parse(activation.Name).Definition);
    }

    [Fact]
    public void Names_AreUnique()
    {
        string[] names = [.. ActivationCatalogue.Entries.SelectMany(e => e.Aliases.Prepend(e.Name))];
        Assert.Equal(names.Length, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Entries_AreDescribed() =>
        Assert.All(ActivationCatalogue.Entries, e => Assert.False(string.IsNullOrWhiteSpace(e.Description) || string.IsNullOrWhiteSpace(e.Reference)));

    [Theory]
    [InlineData("mrepu:2", "z*max(0,z+1)^2", "mrepu:2")]
    [InlineData("mrepu(2)", "z*max(0,z+1)^2", "mrepu:2")]
    [InlineData("mrepu(p=2)", "z*max(0,z+1)^2", "mrepu:2")]
    [InlineData("mrepu_2", "z*max(0,z+1)^2", "mrepu:2")]
    [InlineData("mrepu: p = 2", "z*max(0,z+1)^2", "mrepu:2")]
    [InlineData("MRePU_2", "z*max(0,z+1)^2", "mrepu:2")]
    [InlineData("repu:3", "max(0,z)^3", "repu:3")]
    [InlineData("leaky_relu", "max(0,z)-max(0,-z)/100", "leaky_relu(0.01)")]
    [InlineData("leaky_relu(0.01)", "max(0,z)-max(0,-z)/100", "leaky_relu(0.01)")]
    [InlineData("leaky_relu_0.01", "max(0,z)-max(0,-z)/100", "leaky_relu(0.01)")]
    [InlineData("leaky_relu(a=1/3)", "max(0,z)-max(0,-z)/3", "leaky_relu(1/3)")]
    [InlineData("lrelu:0.2", "max(0,z)-max(0,-z)/5", "leaky_relu(0.2)")]
    [InlineData("leaky_relu(sqrt(2))", "max(0,z)-max(0,-z)*sqrt(2)", "leaky_relu(sqrt(2))")]
    [InlineData("linear", "z", "linear")]
    [InlineData("z", "z", "z")]
    [InlineData("relu(z) - relu(-z)", "max(0,z)-max(0,-z)", "relu(z) - relu(-z)")]
    [InlineData("swish(2z)/2", "z*sigmoid(2z)", "swish(2z)/2")]
    [InlineData("sin(z)", "sin(z)", "sin(z)")]
    [InlineData("3", "3", "3")]
    public void EveryWrittenForm_MeansTheSame(string text, string definition, string name)
    {
        Activation activation = Activation.Parse(text);
        Assert.Equal(Activation.Parse(definition).Definition, activation.Definition);
        Assert.Equal(name, activation.Name);
    }

    [Theory]
    [InlineData("rleu", "did you mean 'relu'")]
    [InlineData("hardtahn", "did you mean 'hardtanh'")]
    [InlineData("banana", "known are linear")]
    [InlineData("mrepu", "needs its parameter p; write for example mrepu:2")]
    [InlineData("mrepu:0", "positive integer, not 0")]
    [InlineData("mrepu:-1", "positive integer, not -1")]
    [InlineData("repu:1/2", "positive integer, not 1/2")]
    [InlineData("repu(q=2)", "no parameter 'q'; write repu(p)")]
    [InlineData("repu(2,3)", "takes 1 parameter(s), but 2 are given")]
    [InlineData("relu:2", "'relu' takes no parameters")]
    [InlineData("relu_2", "'relu' takes no parameters")]
    [InlineData("tanhh:1", "did you mean 'tanh'")]
    [InlineData("leaky_relu(z)", "not a constant")]
    [InlineData("leaky_relu(1/0)", "division by zero")]
    [InlineData("leaky_relu()", "the formula is empty")]
    [InlineData("", "empty")]
    public void Errors_SayWhatWouldBeRight(string text, string message)
    {
        UserInputException error = Assert.Throws<UserInputException>(() => Activation.Parse(text));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("repu:q", 5)]
    [InlineData("  mrepu(p=2+u)", 12)]
    [InlineData("leaky_relu(a=b)", 13)]
    public void ErrorInParameter_PointsIntoTheWholeText(string text, int position)
    {
        // The parameter was searched in the text, and found in the name.
        UserInputException error = Assert.Throws<UserInputException>(() => Activation.Parse(text));
        Assert.Equal(position, error.Position);
        Assert.Equal(text, error.Input);
        Assert.Contains($"position {position + 1}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Definition_OfMRePU_IsThePapers()
    {
        Expr mrepu = Activation.Parse("mrepu:3").Definition;
        Assert.Equal(Z * Function.Of(FunctionKind.Max, 0, Z + 1).Pow(3), mrepu);
    }
}
