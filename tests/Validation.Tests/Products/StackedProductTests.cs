using Theory.Validation.NativeLibraries;
using Theory.Validation.Products;
using Theory.Validation.Tensors;
using TorchSharp;

namespace Theory.Validation.Tests.Products;

public sealed class StackedProductTests
{
    public StackedProductTests()
    {
        TorchRuntime.EnsureLoaded();
        torch.manual_seed(5);
    }

    /// <summary>One network of many rows is divided over threads by rows, many small ones by networks.</summary>
    public static TheoryData<int, int, int, int, bool, bool> Cases =>
        [.. from size in ((int, int, int, int)[])[(1, 301, 70, 512), (7, 40, 33, 90), (40, 64, 100, 64), (3, 2, 5, 1)]
            from a in (bool[])[false, true]
            from b in (bool[])[false, true]
            select (size.Item1, size.Item2, size.Item3, size.Item4, a, b)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Product_AgreesWithTorch(int networks, int rows, int columns, int inner, bool transposeA, bool transposeB)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        foreach (bool sharedA in (bool[])[false, true])
        {
            foreach (bool sharedB in (bool[])[false, true])
            {
                torch.Tensor a = torch.randn([sharedA ? 1 : networks, transposeA ? inner : rows, transposeA ? rows : inner], dtype: torch.float64);
                torch.Tensor b = torch.randn([sharedB ? 1 : networks, transposeB ? columns : inner, transposeB ? inner : columns], dtype: torch.float64);
                torch.Tensor product = StackedProduct.Multiply(a, b, transposeA, transposeB);
                torch.Tensor expected = (transposeA ? a.transpose(1, 2) : a).matmul(transposeB ? b.transpose(1, 2) : b);
                torch.Tensor sums = torch.randn([expected.shape[0], 1, rows], dtype: torch.float64);
                torch.Tensor factors = torch.randn(expected.shape, dtype: torch.float64);
                Assert.Equal(expected.shape, product.shape);
                Assert.InRange((product - expected).abs().max().item<double>(), 0, 1e-15 * 20 * Math.Sqrt(inner));
                expected = expected.Plus(sums.transpose(1, 2)) * factors;
                product = StackedProduct.Multiply(a, b, transposeA, transposeB, sums, factors);
                Assert.InRange((product - expected).abs().max().item<double>(), 0, 1e-15 * 100 * Math.Sqrt(inner));
                torch.Tensor elsewhere = StackedProduct.MultiplyByTorch(a, b, transposeA, transposeB, sums, factors);
                Assert.InRange((elsewhere - expected).abs().max().item<double>(), 0, 1e-15 * 100 * Math.Sqrt(inner));
            }
        }
    }

    [Fact]
    public void Network_IsTheSameToTheLastBit_InAnyStack()
    {
        Assert.SkipUnless(MatrixProduct.IsSupported, "torch's products depend on the size of the stack");
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor a = torch.randn(9, 130, 300);
        torch.Tensor b = torch.randn(9, 300, 77);
        torch.Tensor whole = StackedProduct.Multiply(a, b);
        Assert.Equal(
            whole.narrow(0, 4, 1).contiguous().data<float>().ToArray(),
            StackedProduct.Multiply(a.narrow(0, 4, 1), b.narrow(0, 4, 1)).data<float>().ToArray());
    }
}
