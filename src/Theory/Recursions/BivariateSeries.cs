namespace Theory.Recursions;

/// <summary>A polynomial in x and 1/n without the terms x^a n^-b of a + 2b above a limit.</summary>
internal sealed class BivariateSeries<T>(int limit)
    where T : struct, ISeriesNumber<T>
{
    private readonly T?[,] _terms = new T?[limit + 1, (limit / 2) + 1];

    /// <summary>The coefficient of x^a n^-b; null for 0.</summary>
    public T? this[int a, int b]
    {
        get => _terms[a, b];
        set => _terms[a, b] = value;
    }

    /// <summary>This plus a multiple of another.</summary>
    public BivariateSeries<T> Add(BivariateSeries<T> other, long factor)
    {
        BivariateSeries<T> sum = new(limit);
        T multiple = T.Of(factor);
        foreach ((int a, int b) in Powers())
        {
            T? second = other[a, b] is T value ? (factor == 1 ? value : multiple * value) : null;
            sum[a, b] = this[a, b] is T first ? (second is T added ? first + added : first) : second;
        }

        return sum;
    }

    /// <summary>The product.</summary>
    public BivariateSeries<T> Times(BivariateSeries<T> other)
    {
        BivariateSeries<T> product = new(limit);
        foreach ((int a, int b) in Powers())
        {
            if (this[a, b] is not T left)
            {
                continue;
            }

            for (int c = 0; a + (2 * b) + c <= limit; c++)
            {
                for (int d = 0; a + (2 * b) + c + (2 * d) <= limit; d++)
                {
                    if (other[c, d] is T right)
                    {
                        T term = left * right;
                        product[a + c, b + d] = product[a + c, b + d] is T known ? known + term : term;
                    }
                }
            }
        }

        return product;
    }

    /// <summary>Puts a series in 1/n in the place of each power of x.</summary>
    public BivariateSeries<T> ReplaceFirst(IReadOnlyList<BivariateSeries<T>> powers)
    {
        BivariateSeries<T> result = new(limit);
        foreach ((int a, int b) in Powers())
        {
            for (int p = 0; this[a, b] is T left && 2 * (b + p) <= limit; p++)
            {
                if (powers[a][0, p] is T right)
                {
                    T term = left * right;
                    result[0, b + p] = result[0, b + p] is T known ? known + term : term;
                }
            }
        }

        return result;
    }

    private IEnumerable<(int A, int B)> Powers()
    {
        for (int a = 0; a <= limit; a++)
        {
            for (int b = 0; a + (2 * b) <= limit; b++)
            {
                yield return (a, b);
            }
        }
    }
}
