namespace Theory.Cli.Tests.Documentation;

/// <summary>docs/json.md says what the commands write.</summary>
public sealed class JsonDocumentTests
{
    [Theory]
    [InlineData("advise", "advise", "relu", "--depth", "4")]
    [InlineData("advise", "advise", "mrepu:2", "--depth", "3", "--operating-point=-2/3")]
    [InlineData("advise", "recommend", "sign", "--depth", "3")]
    [InlineData("compare", "compare", "relu", "0", "--depth", "3")]
    [InlineData("classify: families", "classify", "tanh(a*z)")]
    [InlineData("shape", "shape", "relu", "--method", "tat", "--depth", "20")]
    [InlineData("series: families", "series", "mrepu(2,c)", "--order", "1")]
    [InlineData("law", "law", "relu", "--k1", "1", "--cw", "2", "--width", "64", "--depth", "3", "--orders", "3", "--above", "2", "--below", "0.5")]
    public void Fields_AreThoseOfTheDocument(string section, params string[] args) =>
        JsonDocument.AssertMatches(section, CommandLine.Run([.. args, "--json"]).Succeeded().Json, "check", "code");
}
