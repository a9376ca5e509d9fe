using Theory.Experiments.Reporting;

namespace Theory.Cli.Options;

/// <summary>Sizes are checked against the memory that they would need before anything is allocated.</summary>
internal static class MemoryNeed
{
    // What else the process holds.
    private const double Share = 0.8;

    /// <summary>Refuses what does not fit into the memory that the process may use.</summary>
    /// <param name="what">What needs the memory, in the plural.</param>
    /// <param name="bytes">How much.</param>
    /// <param name="remedy">What would be right.</param>
    /// <exception cref="UserInputException">It does not fit.</exception>
    public static void Check(string what, double bytes, string remedy) => Check(what, bytes, remedy, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);

    /// <summary>The same for an amount of memory that is given.</summary>
    internal static void Check(string what, double bytes, string remedy, double available)
    {
        if (!(bytes <= Share * available))
        {
            throw new UserInputException($"{what} need {Gigabytes(bytes)} of memory, and of the {Gigabytes(available)} that there are {Gigabytes(Share * available)} can be used; {remedy}");
        }
    }

    private static string Gigabytes(double bytes) => $"{Format.Number(bytes / 1e9, 2)} GB";
}
