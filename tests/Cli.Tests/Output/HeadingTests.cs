namespace Theory.Cli.Tests.Output;

/// <summary>Every column of a table says what it is, and no two say the same.</summary>
public sealed class HeadingTests
{
    /// <summary>Two columns of one table were called "change", "n = 64", "least", and some had no name.</summary>
    [Theory]
    [InlineData("tangent tanh --k1 0.7 --cw 1.2 --width 64 --depth 3")]
    [InlineData("trained tanh --inputs 1 --targets 0.7 --time 1 --cw 1.5 --cb 0.1 --width 64")]
    [InlineData("gram relu --inputs circle:4 --depth 2 --cw 2")]
    [InlineData("compare relu tanh")]
    [InlineData("shape softplus --depth 10")]
    [InlineData("flow relu --k1 1 --cw 2 --depth 3")]
    [InlineData("flow relu --k1 1 --cw 2 --rho 0.5 --depth 3")]
    [InlineData("flow --network 3*[residual(tanh;linear)] --k1 1 --width 30")]
    [InlineData("flow --network 3*[residual(tanh;linear)] --k1 1 --k2 2 --rho 0.3")]
    [InlineData("fixed-points tanh --cw 1.5")]
    [InlineData("fixed-points --network residual(tanh;linear,alpha=0.9) --cw 1.5")]
    [InlineData("law relu --k1 1 --cw 2 --width 16 --depth 3")]
    [InlineData("evaluate gelu --K 1,2")]
    [InlineData("evaluate relu --K 2 --certified")]
    [InlineData("kernel relu --K 1,2 --rho 0,0.5")]
    [InlineData("couplings relu --k1 1 --cw 2 --width 128 --depth 3")]
    [InlineData("recommend relu --depth 4")]
    [InlineData("sample relu --k1 1 --cw 2 --width 8 --depth 3 --models 40 --device cpu")]
    [InlineData("sample --network 2*[residual(relu;linear)] --width 8 --models 40")]
    [InlineData("sample tanh --inputs circle:3 --width 8 --depth 2 --models 40 --sampler weights --tangent --device cpu")]
    public void Columns_HaveNamesOfTheirOwn(string command)
    {
        string[] lines = CommandLine.RunAt(250, command.Split(' ')).Succeeded().Output.ReplaceLineEndings("\n").Split('\n');
        string[][] tables = [.. lines.Zip(lines.Skip(1)).Where(l => l.Second.Trim() is { Length: > 3 } rule && rule.All(c => c == '─'))
            .Select(l => l.First.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
        Assert.NotEmpty(tables);
        Assert.All(tables, names => Assert.Equal(names.Distinct(StringComparer.Ordinal), names));

        // A column without a name would leave more cells than names in every row that has them all.
        for (int i = 0; i + 1 < lines.Length; i++)
        {
            if (lines[i + 1].Trim() is { Length: > 3 } rule && rule.All(c => c == '─') && i + 2 < lines.Length)
            {
                int cells = lines[i + 2].Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Length;
                int names = lines[i].Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Length;
                Assert.True(cells <= names, $"{cells} cells below {names} names: {lines[i].Trim()}");
            }
        }
    }
}
