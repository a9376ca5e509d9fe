using Theory.Networks;

namespace Theory.Tests.Networks;

public sealed class InitialiserTests
{
    [Theory]
    [InlineData("normal", 0)]
    [InlineData("uniform", -1.2)]
    [InlineData("two-valued", -2)]
    [InlineData("kurtosis:1.5", 1.5)]
    [InlineData("truncated", -0.6344632828703505)]
    [InlineData("truncated:1", -1.0590800800968836)]
    [InlineData("truncated:20", 0)]
    public void LawsOfIndependentWeights_HaveTheirKurtosis(string name, double excess)
    {
        WeightLaw law = WeightLaw.Parse(name)!;
        Assert.Equal(excess, law.ExcessKurtosis, 1e-12);
        Assert.Equal(law, WeightLaw.Parse(law.Name));
    }

    /// <summary>The variance that is left after the cut, by Simpson's rule.</summary>
    [Theory]
    [InlineData(0.1)]
    [InlineData(0.7)]
    [InlineData(2)]
    [InlineData(6)]
    public void ATruncatedNormalLaw_HasTheMomentsOfItsDensity(double cut)
    {
        double Moment(int power)
        {
            const int Steps = 20_000;
            double sum = 0;
            for (int i = 0; i <= Steps; i++)
            {
                double x = cut * i / Steps;
                sum += (i is 0 or Steps ? 1 : 2 + (2 * (i % 2))) * Math.Pow(x, power) * Math.Exp(-x * x / 2);
            }

            return sum;
        }

        Assert.Equal(Moment(2) / Moment(0), WeightLaw.VarianceAfterCut(cut), 1e-10);
        Assert.Equal((Moment(4) * Moment(0) / Moment(2) / Moment(2)) - 3, WeightLaw.Truncated(cut).ExcessKurtosis, 1e-8);
    }

    /// <summary>C_W = fan-in times the variance that the frameworks document, at fan-in 30 and fan-out 10.</summary>
    [Theory]
    [InlineData("pytorch", 1.0 / 3, "uniform")]
    [InlineData("kaiming_uniform", 2, "uniform")]
    [InlineData("kaiming_uniform_(a=2)", 0.4, "uniform")]
    [InlineData("kaiming_normal(nonlinearity=tanh)", 25.0 / 9, "normal")]
    [InlineData("kaiming_normal(mode=fan_out, nonlinearity='relu')", 6, "normal")]
    [InlineData("xavier_uniform", 1.5, "uniform")]
    [InlineData("xavier_normal_(gain=2)", 6, "normal")]
    [InlineData("glorot_normal", 1.5, "truncated:2")]
    [InlineData("he_normal", 2, "truncated:2")]
    [InlineData("lecun_normal", 1, "truncated:2")]
    [InlineData("lecun_uniform", 1, "uniform")]
    [InlineData("orthogonal_(gain=2)", 4, "orthogonal")]
    [InlineData("normal_(std=0.1)", 0.3, "normal")]
    public void NamedInitialisers_AreWhatTheFrameworksDocument(string name, double cw, string law)
    {
        Initialiser initialiser = Initialiser.Parse(name);
        Assert.Equal(cw, initialiser.Cw(30, 10)!.Value, 1e-12);
        Assert.Equal(law, initialiser.Weights.Name);
        Assert.Equal(name == "pytorch" ? 1.0 / 90 : null, initialiser.Cb(30));
    }

    [Fact]
    public void AnOrthogonalMatrixWithMoreRowsThanColumns_HasOrthonormalColumns() =>
        Assert.Equal(0.5, Initialiser.Parse("orthogonal_").Cw(10, 20)!.Value, 1e-15);

    [Fact]
    public void PyTorchsTruncation_IsAtTwo_AndLosesVariance()
    {
        Assert.Equal(50 * 4 * WeightLaw.VarianceAfterCut(1), Initialiser.Parse("trunc_normal_(std=2)").Cw(50, 1)!.Value, 1e-12);
        Assert.Equal(50 * 0.0004, Initialiser.Parse("trunc_normal_(std=0.02)").Cw(50, 1)!.Value, 1e-12);
    }

    [Theory]
    [InlineData("kaiming_norml", "did you mean kaiming_normal?")]
    [InlineData("kurtosis:-3", "at least -2")]
    [InlineData("truncated:0", "at least 0.1")]
    [InlineData("truncated:x", "not a number")]
    [InlineData("kaiming_normal(gian=2)", "no argument 'gian'")]
    [InlineData("kaiming_normal(mode=fan)", "fan_in, fan_out")]
    [InlineData("xavier_normal(gain=-1)", "must be positive")]
    [InlineData("xavier_normal(gain=1", "closing parenthesis")]
    [InlineData("he_normal(2)", "name=value")]
    public void BadNames_AreRefusedInOneLine(string name, string says)
    {
        string message = Assert.Throws<UserInputException>(() => Initialiser.Parse(name)).Message;
        Assert.Contains(says, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void LawsStayWithALayer_WhenItsWidthChanges()
    {
        Network network = Network.Plain(Theory.Activations.Activation.Parse("tanh"), 3, 8, 0.1, 1.5).WithLaws(WeightLaw.Uniform, WeightLaw.TwoValued);
        Assert.All(network.WithWidth(4).WithOutputs(2).LinearLayers, l => Assert.Equal((WeightLaw.Uniform, WeightLaw.TwoValued), (l.Weights, l.Biases)));
        Assert.False(network.IsNormal);
        Assert.Contains("uniform", Assert.Throws<UserInputException>(() => network.RequireNormal("this")).Message, StringComparison.Ordinal);
        Assert.Throws<UserInputException>(() => network.WithLaws(WeightLaw.Normal, WeightLaw.Orthogonal));
    }
}
