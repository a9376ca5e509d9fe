using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Theory.Validation.Products;

/// <summary>A matrix in someone else's memory.</summary>
internal readonly ref struct StridedMatrix<T>
    where T : unmanaged, INumber<T>
{
    // Rows of 256 bytes that stay in the first-level cache while they are written column by column.
    private const int RowsAtOnce = 64;

    private readonly ref T _first;

    /// <summary>Looks at memory as a matrix.</summary>
    /// <param name="memory">Holds every element.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="rowStep">From one row to the next.</param>
    /// <param name="columnStep">From one column to the next.</param>
    /// <exception cref="ArgumentException">The memory does not hold every element.</exception>
    public StridedMatrix(Span<T> memory, int rows, int columns, int rowStep, int columnStep = 1)
        : this(ref MemoryMarshal.GetReference(memory), rows, columns, rowStep, columnStep)
    {
        if (rows < 0 || columns < 0 || rowStep < 0 || columnStep < 0
            || (rows > 0 && columns > 0 && ((rows - 1L) * rowStep) + ((columns - 1L) * columnStep) >= memory.Length))
        {
            throw new ArgumentException($"{memory.Length} numbers do not hold {rows} x {columns} with steps {rowStep} and {columnStep}");
        }
    }

    private StridedMatrix(ref T first, int rows, int columns, nint rowStep, nint columnStep)
    {
        _first = ref first;
        (Rows, Columns, RowStep, ColumnStep) = (rows, columns, rowStep, columnStep);
    }

    public int Rows { get; }

    public int Columns { get; }

    public nint RowStep { get; }

    public nint ColumnStep { get; }

    /// <summary>The same numbers with rows for columns.</summary>
    public StridedMatrix<T> Transposed => new(ref _first, Columns, Rows, ColumnStep, RowStep);

    /// <summary>An element, unchecked.</summary>
    public ref T this[int row, int column] => ref Unsafe.Add(ref _first, (row * RowStep) + (column * ColumnStep));

    /// <summary>Some rows and columns, unchecked.</summary>
    public StridedMatrix<T> Part(int row, int rows, int column, int columns) => new(ref this[row, column], rows, columns, RowStep, ColumnStep);

    /// <summary>Copies rows to where they follow one another, each filled up with zeros to a given length.</summary>
    public void CopyTo(Span<T> destination, int length)
    {
        if (ColumnStep != 1)
        {
            destination[..(Rows * length)].Clear();
            ref T to = ref MemoryMarshal.GetReference(destination);
            for (int start = 0; start < Rows; start += RowsAtOnce)
            {
                int end = Math.Min(start + RowsAtOnce, Rows);
                for (int column = 0; column < Columns; column++)
                {
                    ref T from = ref this[0, column];
                    for (int row = start; row < end; row++)
                    {
                        Unsafe.Add(ref to, (row * length) + column) = Unsafe.Add(ref from, row * RowStep);
                    }
                }
            }

            return;
        }

        for (int row = 0; row < Rows; row++)
        {
            Span<T> to = destination.Slice(row * length, length);
            Row(row).CopyTo(to);
            to[Columns..].Clear();
        }
    }

    /// <summary>Sets this to rows that follow one another with a given length, or adds them; columns lie side by side.</summary>
    public void Take(ReadOnlySpan<T> source, int length, bool add)
    {
        for (int row = 0; row < Rows; row++)
        {
            ReadOnlySpan<T> from = source.Slice(row * length, Columns);
            Span<T> to = Row(row);
            for (int column = 0; column < to.Length; column++)
            {
                to[column] = add ? to[column] + from[column] : from[column];
            }
        }
    }

    private Span<T> Row(int row) => MemoryMarshal.CreateSpan(ref this[row, 0], Columns);
}
