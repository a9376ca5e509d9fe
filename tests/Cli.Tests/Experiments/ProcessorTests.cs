using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Theory.Cli.Tests.Experiments;

/// <summary>Which results are the same on processors of different abilities, played by the runtime's switches (docs/reliability.md).</summary>
public sealed class ProcessorTests
{
    /// <summary>A value and the same on another processor are this near: rounding, and what a sum in another order makes of it.</summary>
    private const double Rounding = 1e-12;

    private static readonly string[] Phase = ["phase", "swish", "--cw", "1..3", "--cb", "0..1", "--grid", "4", "--json"];

    private static readonly Lazy<string> PhaseDiagram = new(() => Output(Phase));

    /// <summary>Formulas and rational weights are exact arithmetic.</summary>
    [Fact]
    public void ExactResults_AreTheSame_WithoutVectorInstructions()
    {
        string[] command = ["derive", "mrepu:2", "--json"];
        Assert.Equal(Output(command), Output(command, "EnableHWIntrinsic"));
    }

    /// <summary>No sum depends on vectors of 512 bits.</summary>
    [Fact]
    public void Numbers_AreTheSame_WithAndWithoutAvx512()
    {
        string[] command = ["evaluate", "tanh(z)+z*sigmoid(3*z)", "--K", "0.01,100", "--json"];
        Assert.Equal(Output(command), Output(command, "EnableAVX512F"));
        Assert.Equal(PhaseDiagram.Value, Output(Phase, "EnableAVX512F"));
    }

    /// <summary>Without AVX2 sums have another order: the last digits differ, error bounds within a factor.</summary>
    [Fact]
    public void Numbers_WithoutAvx2_DifferByRounding()
    {
        using JsonDocument all = JsonDocument.Parse(PhaseDiagram.Value);
        using JsonDocument without = JsonDocument.Parse(Output(Phase, "EnableAVX2"));
        double[] numbers = [.. Numbers(all.RootElement)];
        double[] others = [.. Numbers(without.RootElement)];
        Assert.Equal(numbers.Length, others.Length);
        Assert.All(numbers.Zip(others), p => Assert.True(Math.Abs(p.First - p.Second) <= Rounding * (1 + Math.Abs(p.First)), string.Create(CultureInfo.InvariantCulture, $"{p.First} and {p.Second}")));
    }

    private static string Output(string[] command, string? without = null)
    {
        Dictionary<string, string> environment = without is null ? [] : new() { [$"DOTNET_{without}"] = "0" };
        using Process process = TheoryProcess.Start("dotnet", [typeof(Application).Assembly.Location, .. command], environment);
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error.GetAwaiter().GetResult());
        return output;
    }

    private static IEnumerable<double> Numbers(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number => [element.GetDouble()],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Numbers),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Numbers(p.Value)),
        _ => [],
    };
}
