namespace Theory.Tests;

public class NearestNameTests
{
    private static readonly string[] Known = ["relu", "gelu", "mrepu", "softplus", "tanh", "leaky_relu"];

    [Theory]
    [InlineData("rleu", "relu")]
    [InlineData("RELU", "relu")]
    [InlineData("softpuls", "softplus")]
    [InlineData("mrpu", "mrepu")]
    [InlineData("tan", "tanh")]
    [InlineData("leakyrelu", "leaky_relu")]
    [InlineData("leaky-relu", "leaky_relu")]
    public void NearName_IsFound(string typed, string expected) => Assert.Equal(expected, NearestName.Of(typed, Known));

    [Theory]
    [InlineData("banana")]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("s")]
    public void FarName_HasNoSuggestion(string typed) => Assert.Null(NearestName.Of(typed, Known));

    [Fact]
    public void NoCandidates_GiveNoSuggestion() => Assert.Null(NearestName.Of("relu", []));
}
