using Theory.Validation.NativeLibraries;
using Theory.Validation.Tensors;
using TorchSharp;

namespace Theory.Validation.Tests.Tensors;

[Collection(Alone.Name)]
public sealed class NumberOperationsTests
{
    private static readonly double[] Values = [-2, -0.5, 0.25, 1, 3];

    public NumberOperationsTests() => TorchRuntime.EnsureLoaded();

    public static TheoryData<string, double[]> Cases => new()
    {
        { "times", [.. Values.Select(x => x * 2.5)] },
        { "times in place", [.. Values.Select(x => x * 2.5)] },
        { "plus", [.. Values.Select(x => x + 2.5)] },
        { "plus in place", [.. Values.Select(x => x + 2.5)] },
        { "plus tensor", [.. Values.Select(x => x + x)] },
        { "plus tensor in place", [.. Values.Select(x => x + (2.5 * x))] },
        { "squared", [.. Values.Select(x => x * x)] },
        { "raised", [.. Values.Select(x => Math.Pow(x, 3))] },
        { "at least", [.. Values.Select(x => Math.Max(x, 0.25))] },
        { "above", [.. Values.Select(x => x > 0.25 ? 1.0 : 0)] },
        { "at most", [.. Values.Select(x => x <= 0.25 ? 1.0 : 0)] },
        { "filled", [.. Values.Select(_ => 2.5)] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Operation_IsThatOfNumbers(string operation, double[] expected)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor x = torch.tensor(Values);
        torch.Tensor copy = x.clone();
        torch.Tensor result = operation switch
        {
            "times" => x.Times(2.5),
            "times in place" => x.TimesInPlace(2.5),
            "plus" => x.Plus(2.5),
            "plus in place" => x.PlusInPlace(2.5),
            "plus tensor" => x.Plus(copy),
            "plus tensor in place" => x.PlusInPlace(copy, 2.5),
            "squared" => x.Squared(),
            "raised" => x.Raised(3),
            "at least" => x.AtLeast(0.25),
            "above" => x.IsAbove(0.25).to(torch.float64),
            "at most" => x.IsAtMost(0.25).to(torch.float64),
            _ => x.FilledLike(2.5),
        };
        Assert.Equal(expected, result.data<double>().ToArray());
        Assert.Equal(operation.EndsWith("in place", StringComparison.Ordinal) ? expected : Values, x.data<double>().ToArray());
    }

    /// <summary>A number was freed by the finalizer while torch read it: other threads that allocate made products fail, or be wrong.</summary>
    [Fact]
    public void Numbers_OutliveTheirOperations_WhileOtherThreadsCollect()
    {
        using var stop = new CancellationTokenSource();
        Thread collector = new(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                GC.Collect(0);
                GC.WaitForPendingFinalizers();
            }
        });
        collector.Start();
        try
        {
            Parallel.For(0, 4, _ =>
            {
                using DisposeScope scope = torch.NewDisposeScope();
                torch.Tensor ones = torch.ones(16);
                for (int i = 0; i < 10000; i++)
                {
                    using torch.Tensor product = ones.Times(3).Plus(0.5);
                    Assert.Equal(3.5f, product.data<float>()[0]);
                }
            });
        }
        finally
        {
            stop.Cancel();
            collector.Join();
        }
    }
}
