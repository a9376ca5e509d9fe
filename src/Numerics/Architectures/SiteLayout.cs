namespace Theory.Numerics.Architectures;

/// <summary>Which covariances of a data set are kept: those of every two inputs, at the same position of both or at every two positions.</summary>
internal sealed class SiteLayout
{
    private SiteLayout(int inputs, IReadOnlyList<int> extents, bool hasAllPairs)
    {
        Inputs = inputs;
        Extents = extents;
        Positions = extents.Aggregate(1, (a, b) => checked(a * b));
        HasAllPairs = hasAllPairs && Positions > 1;
        Sites = checked(inputs * Positions);
        int count = HasAllPairs ? checked((int)((long)Sites * (Sites + 1) / 2)) : checked((int)((long)inputs * (inputs + 1) / 2 * Positions));
        First = GC.AllocateUninitializedArray<int>(count);
        Second = GC.AllocateUninitializedArray<int>(count);
        int e = 0;
        int rows = HasAllPairs ? Sites : inputs;
        int inner = HasAllPairs ? 1 : Positions;
        for (int a = 0; a < rows; a++)
        {
            for (int b = a; b < rows; b++)
            {
                for (int x = 0; x < inner; x++)
                {
                    (First[e], Second[e++]) = ((a * inner) + x, (b * inner) + x);
                }
            }
        }
    }

    /// <summary>The number of inputs.</summary>
    public int Inputs { get; }

    /// <summary>The extents of an image; none for neurons.</summary>
    public IReadOnlyList<int> Extents { get; }

    /// <summary>The number of positions.</summary>
    public int Positions { get; }

    /// <summary>True when covariances of different positions are kept.</summary>
    public bool HasAllPairs { get; }

    /// <summary>Inputs times positions.</summary>
    public int Sites { get; }

    /// <summary>The number of covariances.</summary>
    public int Count => First.Length;

    /// <summary>The first site of each covariance; the site of position x of input a is a times the positions plus x.</summary>
    public int[] First { get; }

    /// <summary>The second site.</summary>
    public int[] Second { get; }

    /// <summary>A layout; that of neurons has one position.</summary>
    public static SiteLayout Of(int inputs, IReadOnlyList<int> extents, bool allPairs) => new(inputs, extents, allPairs);

    /// <summary>The number of covariances of such a layout, before it is made.</summary>
    public static double CountOf(int inputs, int positions, bool allPairs)
    {
        double sites = (double)inputs * positions;
        return allPairs ? sites * (sites + 1) / 2 : (double)inputs * (inputs + 1) / 2 * positions;
    }

    /// <summary>Where the covariance of two sites is, which must be kept.</summary>
    public int IndexOf(int first, int second)
    {
        (long a, long b) = first <= second ? (first, second) : (second, first);
        if (HasAllPairs)
        {
            return (int)((a * Sites) - (a * (a - 1) / 2) + (b - a));
        }

        (long i, long x, long j) = (a / Positions, a % Positions, b / Positions);
        return (int)((((i * Inputs) - (i * (i - 1) / 2) + (j - i)) * Positions) + x);
    }
}
