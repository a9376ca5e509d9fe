using Theory.Validation.NativeLibraries;
using Theory.Validation.Sampling;
using TorchSharp;

namespace Theory.Validation.Tests.Sampling;

public sealed class OrderedSumTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(1000)]
    public void Sum_CountsEveryTermOnce(int count)
    {
        TorchRuntime.EnsureLoaded();
        using var scope = torch.NewDisposeScope();
        var terms = torch.arange(2 * count * 3, dtype: torch.float64).reshape(2, count, 3);
        var expected = terms.sum(dim: 1);
        Assert.True(OrderedSum.OverwritingOver(dimension: 1, terms).Equals(expected));
    }

    [Fact]
    public void Sum_OfARow_DoesNotDependOnTheOtherRows()
    {
        TorchRuntime.EnsureLoaded();
        using var scope = torch.NewDisposeScope();
        var generator = new torch.Generator(3);
        var terms = torch.randn(50, 777, generator: generator);
        var alone = OrderedSum.OverwritingOver(dimension: 1, terms.narrow(0, 17, 1).clone());
        var together = OrderedSum.OverwritingOver(dimension: 1, terms);
        Assert.Equal(alone.item<float>(), together[17].item<float>());
    }
}
