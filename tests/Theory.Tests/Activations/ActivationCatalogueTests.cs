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
    [InlineData("MRePU2", "z*max(0,z+1)^2", "mrepu:2")]
    [InlineData("repu3", "max(0,z)^3", "repu:3")]
    [InlineData("relu2", "max(0,z)^2", "squared_relu")]
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
    [InlineData("sqrt(2)/pi", "sqrt(2)/pi", "sqrt(2)/pi")]
    [InlineData("swish", "z*sigmoid(z)", "swish")]
    [InlineData("swish(1.702)", "z*sigmoid(1.702z)", "swish(1.702)")]
    [InlineData("silu(1)", "z*sigmoid(z)", "swish")]
    [InlineData("softplus(10)", "softplus(10z)/10", "softplus(10)")]
    [InlineData("prelu", "max(0,z)-max(0,-z)/4", "prelu(0.25)")]
    [InlineData("leaky_relu()", "max(0,z)-max(0,-z)/100", "leaky_relu(0.01)")]
    [InlineData("nn.ELU(alpha=0.5)", "elu(0.5)", "elu(0.5)")]
    [InlineData("torch.nn.LeakyReLU(negative_slope=0.2)", "leaky_relu(0.2)", "leaky_relu(0.2)")]
    [InlineData("np.tanh(2 * x) + x", "tanh(2z) + z", "tanh(2 * z) + z")]
    [InlineData("lambda t: np.maximum(t, 0)", "relu", "maximum(z, 0)")]
    [InlineData("f(x) = x^2", "z^2", "z^2")]
    [InlineData("hard_tanh", "max(-1,min(1,z))", "hard_tanh")]
    [InlineData("hardtanh(-2)", "max(-2,min(1,z))", "hard_tanh(-2)")]
    [InlineData("star_relu(b=0)", "0.8944*max(0,z)^2", "star_relu(0.8944, 0)")]
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
    [InlineData("leaky_relu(1/0)", "division by zero")]
    [InlineData("", "empty")]
    [InlineData("leaky_rleu(z)", "did you mean 'leaky_relu'")]
    [InlineData("gelu(2)", "'gelu' takes no parameters; a number in gelu(2) can be meant as a factor: write gelu(2*z)")]
    [InlineData("sin(30)", "write sin(30*z)")]
    [InlineData("nn.Tanh(2)", "write Tanh(2*z)")]
    [InlineData("exp(2)", "write exp(2*z)")]
    [InlineData("log(3)", "does not depend on z: it is log(3) everywhere")]
    [InlineData("2*sin(30)", "does not depend on z")]
    [InlineData("z-z", "does not depend on z: it is 0 everywhere")]
    [InlineData("0*tanh(z)", "does not depend on z")]
    [InlineData("step(z^2+1)", "does not depend on z: it is 1 everywhere")]
    [InlineData("elu(2*z)-elu(z*2)", "does not depend on z")]
    [InlineData("hardtanh(2, 1)", "does not depend on z")]
    [InlineData("threshold", "needs its parameter t; write for example threshold(0.1, 20)")]
    [InlineData("rrelu", "random while training; write leaky_relu(11/48)")]
    [InlineData("nn.RReLU()", "random")]
    [InlineData("softmax", "not elementwise")]
    [InlineData("F.softmax(x)", "not elementwise")]
    [InlineData("nn.GLU()", "not elementwise")]
    [InlineData("maxout", "not elementwise")]
    [InlineData("z*x", "one variable, and z is taken for it")]
    [InlineData("atanh(z)", "not defined on the whole line")]
    [InlineData("acosh(z)", "bound its argument, as in acosh(1 + z^2)")]
    [InlineData("tan(z)", "between -pi/2 and pi/2")]
    [InlineData("floor(z)", "infinitely many jumps; bound its argument, as in floor(clip(z, -3, 3))")]
    [InlineData("floor(1000*tanh(z))", "jumps; at most 100 are treated")]
    [InlineData("where(z, 1, 2)", "where needs a condition such as z > 0, not z")]
    [InlineData("z if z else 0", "needs a condition")]
    [InlineData("(z == 0)*z", "single points only")]
    [InlineData("nn.ELU(beta=2)", "'elu' has no parameter 'beta'; write elu(a)")]
    [InlineData("gelu(z, approximate='erf')", "'none' or 'tanh'")]
    [InlineData("softplus(z, threshold=1)", "leave it out")]
    [InlineData("sin^-1 z", "needs its argument in parentheses")]
    [InlineData("np.inf*z", "not a real number")]
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
