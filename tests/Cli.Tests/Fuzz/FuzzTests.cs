using Theory.Fuzz;

namespace Theory.Cli.Tests.Fuzz;

/// <summary>The short form of tools/fuzz: what is typed or read, however wrong, ends in an answer or in one line and exit code 1 or 2.</summary>
public sealed class FuzzTests
{
    /// <summary>The first commands neither sample nor train nor fill planes.</summary>
    private const int QuickCommands = 18;

    /// <summary>What takes longer is cancelled, which is one of the endings that are promised.</summary>
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(1);

    [Fact]
    public void RandomArguments_AreAnsweredOrRefused()
    {
        RandomArguments source = new(new Random(1));
        AssertPromises(40, () => source.Next(QuickCommands));
    }

    [Fact]
    public void RandomFormulas_AreAnsweredOrRefused()
    {
        RandomText source = new(new Random(1));
        AssertPromises(20, source.Next);
    }

    [Fact]
    public void DamagedFiles_AreReadOrRefused()
    {
        using TemporaryFolder folder = new();
        DamagedFiles source = new(new Random(1), folder.FullPath);
        AssertPromises(100, source.Next);
    }

    private static void AssertPromises(int count, Func<string[]> next)
    {
        for (int i = 0; i < count; i++)
        {
            string[] arguments = next();
            Outcome outcome = Outcome.Of(arguments, Enough);
            Assert.True(outcome.Broken is null, $"{outcome.Broken}: {string.Join(' ', arguments.Select(a => $"'{a}'"))}");
        }
    }
}
