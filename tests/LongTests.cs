namespace Theory;

/// <summary>Tests of slow laws on random cases take a few cases in every run, and all of them where the environment has THEORY_LONG_TESTS=1.</summary>
internal static class LongTests
{
    /// <summary>Whether all cases are wanted.</summary>
    public static bool AreWanted { get; } = Environment.GetEnvironmentVariable("THEORY_LONG_TESTS") == "1";

    /// <summary>The first cases, or all of them.</summary>
    public static IEnumerable<T> Cases<T>(IEnumerable<T> all, int few) => AreWanted ? all : all.Take(few);
}
