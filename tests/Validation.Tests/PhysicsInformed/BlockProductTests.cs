using System.Numerics;
using Theory.Validation.PhysicsInformed;
using Theory.Validation.Random;

namespace Theory.Validation.Tests.PhysicsInformed;

public sealed class BlockProductTests
{
    /// <summary>Against the definition; one register of columns, two, three; A as it is and transposed.</summary>
    [Theory]
    [InlineData(8, 1, 1, false)]
    [InlineData(16, 5, 2, false)]
    [InlineData(24, 64, 3, true)]
    [InlineData(96, 3, 4, true)]
    public void Products_AreSumsOverTheInnerIndex(int rows, int inner, int registers, bool transposed)
    {
        Compare<double>(rows, inner, registers * 8, transposed, 1e-13);
        Compare<float>(rows, inner, registers * 16, transposed, 1e-4);
    }

    [Fact]
    public void PlacesThatAreTooSmall_AreRefused()
    {
        double[] enough = new double[8 * 8];
        Assert.Throws<ArgumentOutOfRangeException>(() => BlockProduct.Multiply<double>(enough, 8, 1, enough, 8, enough, 7, 8, 8, add: false));
        Assert.Throws<ArgumentOutOfRangeException>(() => BlockProduct.Multiply<double>(enough, 8, 1, enough, 8, enough, 8, 8, 7, add: false));
        Assert.Throws<ArgumentOutOfRangeException>(() => BlockProduct.Multiply<double>(enough.AsSpan(1), 8, 1, enough, 8, enough, 8, 8, 8, add: false));
        Assert.Throws<ArgumentOutOfRangeException>(() => BlockProduct.Multiply<double>(enough, 8, 1, enough.AsSpan(1), 8, enough, 8, 8, 8, add: false));
        Assert.Throws<ArgumentOutOfRangeException>(() => BlockProduct.Multiply<double>(enough, 8, 1, enough, 8, enough.AsSpan(1), 8, 8, 8, add: false));
    }

    private static void Compare<T>(int rows, int inner, int columns, bool transposed, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new NetworkRandom(3, 1);
        T[] a = Draw(rows * inner);
        T[] b = Draw(inner * columns);
        T[] start = Draw(rows * columns);
        (int aRow, int aColumn) = transposed ? (1, rows) : (inner, 1);
        foreach (bool add in new[] { false, true })
        {
            T[] c = [.. start];
            BlockProduct.Multiply<T>(a, aRow, aColumn, b, columns, c, rows, inner, columns, add);
            for (int i = 0; i < c.Length; i++)
            {
                double expected = add ? double.CreateChecked(start[i]) : 0;
                for (int k = 0; k < inner; k++)
                {
                    expected += double.CreateChecked(a[(i / columns * aRow) + (k * aColumn)]) * double.CreateChecked(b[(k * columns) + (i % columns)]);
                }

                Assert.Equal(expected, double.CreateChecked(c[i]), tolerance);
            }
        }

        T[] Draw(int count)
        {
            double[] numbers = new double[count];
            random.FillNormal(numbers);
            return [.. numbers.Select(T.CreateChecked)];
        }
    }
}
