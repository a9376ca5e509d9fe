using System.Numerics;
using Theory.Validation.Products;
using Theory.Validation.Random;

namespace Theory.Validation.Tests.Products;

public sealed class MatrixProductTests
{
    /// <summary>Rows, columns and inner sizes about the edges of tiles (6 rows, 16 or 8 columns a vector, 4 vectors) and of blocks of 256.</summary>
    public static TheoryData<int, int, int> Sizes => new()
    {
        { 1, 1, 1 }, { 2, 3, 4 }, { 5, 15, 255 }, { 6, 16, 256 }, { 7, 17, 257 }, { 11, 31, 2 }, { 3, 33, 513 }, { 4, 47, 100 }, { 6, 63, 64 },
        { 13, 64, 1000 }, { 12, 65, 10 }, { 100, 100, 30 }, { 1, 200, 300 }, { 200, 1, 300 }, { 30, 127, 129 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Product_IsTheSumOfProducts_InDoublePrecision(int rows, int columns, int inner) => CompareWithSums<double>(rows, columns, inner, 1e-15);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Product_IsTheSumOfProducts_InSinglePrecision(int rows, int columns, int inner) => CompareWithSums<float>(rows, columns, inner, 6e-7);

    /// <summary>Partial results of small integers are exact, so that nothing may be left out or counted twice.</summary>
    [Theory]
    [MemberData(nameof(Sizes))]
    public void ProductOfIntegers_IsExact(int rows, int columns, int inner)
    {
        float[] a = [.. Enumerable.Range(0, rows * inner).Select(i => (float)((i * 7 % 11) - 5))];
        float[] b = [.. Enumerable.Range(0, inner * columns).Select(i => (float)((i * 5 % 13) - 6))];
        Assert.Equal(Sums<float>(a, b, rows, columns, inner).Select(x => (float)x), Product<float>(a, b, rows, columns, inner));
    }

    [Fact]
    public void Element_IsTheSameToTheLastBit_WhateverLiesBesideIt()
    {
        const int rows = 20, columns = 150, inner = 400;
        float[] a = Numbers<float>(rows * inner, 1);
        float[] b = Numbers<float>(inner * columns, 2);
        float[] whole = Product<float>(a, b, rows, columns, inner);
        for (int row = 0; row < rows; row += 3)
        {
            Assert.Equal(whole.Skip(row * columns).Take(columns), Product<float>(a.AsSpan(row * inner, inner).ToArray(), b, 1, columns, inner));
        }

        float[] left = [.. Enumerable.Range(0, inner).SelectMany(k => b.Skip(k * columns).Take(70))];
        Assert.Equal(
            Enumerable.Range(0, rows).SelectMany(row => whole.Skip(row * columns).Take(70)),
            Product<float>(a, left, rows, 70, inner));
    }

    [Fact]
    public void NumbersThatAreNotFinite_StayInTheirRowsAndColumns()
    {
        double[] a = Numbers<double>(10 * 20, 1);
        double[] b = Numbers<double>(20 * 30, 2);
        a[3 * 20] = double.NaN;
        b[(5 * 30) + 8] = double.PositiveInfinity;
        double[] product = Product<double>(a, b, 10, 30, 20);
        for (int i = 0; i < product.Length; i++)
        {
            Assert.Equal(i / 30 != 3 && i % 30 != 8, double.IsFinite(product[i]));
        }
    }

    [Fact]
    public void SizesThatDoNotFit_AreRefused()
    {
        double[] memory = new double[12];
        Assert.Throws<ArgumentException>(() => new StridedMatrix<double>(memory, 3, 4, 5));
        Assert.Throws<ArgumentException>(() => new StridedMatrix<double>(memory, 3, 4, -1));
        Assert.Throws<ArgumentException>(() => MatrixProduct.Multiply<double>(new(memory, 3, 4, 4), new(memory, 3, 4, 4), new(memory, 3, 4, 4)));
        Assert.Throws<ArgumentException>(() => MatrixProduct.Multiply<double>(new(memory, 3, 4, 4), new(memory, 4, 3, 3), new(memory, 3, 3, 1, 3)));
    }

    private static void CompareWithSums<T>(int rows, int columns, int inner, double accuracy)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] a = Numbers<T>(rows * inner, 1);
        T[] b = Numbers<T>(inner * columns, 2);
        double[] expected = Sums<T>(a, b, rows, columns, inner);
        T[] transposedA = Transposed(a, rows, inner);
        T[] transposedB = Transposed(b, inner, columns);
        foreach ((bool ofA, bool ofB) in new[] { (false, false), (true, false), (false, true), (true, true) })
        {
            // A step beyond the columns leaves numbers between the rows, which must stay as they were.
            int step = columns + 3;
            T[] product = [.. Enumerable.Repeat(T.CreateChecked(7), rows * step)];
            MatrixProduct.Multiply(
                ofA ? new StridedMatrix<T>(transposedA, rows, inner, 1, rows) : new StridedMatrix<T>(a, rows, inner, inner),
                ofB ? new StridedMatrix<T>(transposedB, inner, columns, 1, inner) : new StridedMatrix<T>(b, inner, columns, columns),
                new StridedMatrix<T>(product, rows, columns, step));
            for (int i = 0; i < product.Length; i++)
            {
                bool inside = i % step < columns;
                double value = inside ? expected[(i / step * columns) + (i % step)] : 7;
                Assert.Equal(value, double.CreateChecked(product[i]), inside ? accuracy * 3 * Math.Max(1, Math.Sqrt(inner)) * 5 : 0);
            }
        }
    }

    private static T[] Product<T>(T[] a, T[] b, int rows, int columns, int inner)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] product = new T[rows * columns];
        MatrixProduct.Multiply(new StridedMatrix<T>(a, rows, inner, inner), new StridedMatrix<T>(b, inner, columns, columns), new StridedMatrix<T>(product, rows, columns, columns));
        return product;
    }

    /// <summary>Sums in double precision, element by element.</summary>
    private static double[] Sums<T>(T[] a, T[] b, int rows, int columns, int inner)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        [.. from row in Enumerable.Range(0, rows) from column in Enumerable.Range(0, columns)
            select Enumerable.Range(0, inner).Sum(k => double.CreateChecked(a[(row * inner) + k]) * double.CreateChecked(b[(k * columns) + column]))];

    private static T[] Numbers<T>(int count, long network)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double[] numbers = new double[count];
        new NetworkRandom(11, network).FillNormal(numbers);
        return [.. numbers.Select(T.CreateChecked)];
    }

    private static T[] Transposed<T>(T[] matrix, int rows, int columns) =>
        [.. from column in Enumerable.Range(0, columns) from row in Enumerable.Range(0, rows) select matrix[(row * columns) + column]];
}
