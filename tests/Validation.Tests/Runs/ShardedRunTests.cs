using System.Text;
using System.Text.Json.Nodes;
using Theory.Validation.Runs;

namespace Theory.Validation.Tests.Runs;

public sealed class ShardedRunTests : IDisposable
{
    private const int Shards = 7;
    private readonly TemporaryFolder temporary = new();
    private readonly List<string> warnings = [];

    public void Dispose() => temporary.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(6)]
    public void AStoppedRun_Continued_GivesTheSameBits_AndComputesNothingTwice(int stopBefore)
    {
        using var source = new CancellationTokenSource();
        var first = new CountingWork(Shards) { Before = s => { if (s == stopBefore) { source.Cancel(); } } };
        RunFolder folder = Open(first, "run");
        RunStoppedException stopped = Assert.Throws<RunStoppedException>(
            () => ShardedRun.Execute(first, folder, ShardPart.Whole, resume: false, warnings.Add, cancellationToken: source.Token));
        Assert.Contains($"{stopBefore} of {Shards} shards are saved", stopped.Message, StringComparison.Ordinal);

        var second = new CountingWork(Shards);
        var continued = ShardedRun.Execute(second, Open(second, "run"), ShardPart.Whole, resume: true, warnings.Add);
        Assert.Equal(Enumerable.Range(stopBefore, Shards - stopBefore), second.Computed);
        AssertSame(Uninterrupted(), continued);
        Assert.Empty(warnings);
    }

    [Fact]
    public void ARunThatKeepsNothing_GivesTheSameBits_AndSaysSoWhenStopped()
    {
        AssertSame(Uninterrupted(), ShardedRun.Execute(new CountingWork(Shards), null, ShardPart.Whole, resume: false, warnings.Add));
        RunStoppedException stopped = Assert.Throws<RunStoppedException>(
            () => ShardedRun.Execute(new CountingWork(Shards), null, ShardPart.Whole, resume: false, warnings.Add, cancellationToken: new CancellationToken(true)));
        Assert.Contains("nothing was written", stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ShardsOfARun_AreNotOverwrittenWithoutBeingAsked()
    {
        Uninterrupted();
        var again = new CountingWork(Shards);
        UserInputException error = Assert.Throws<UserInputException>(
            () => ShardedRun.Execute(again, Open(again, "whole"), ShardPart.Whole, resume: false, warnings.Add));
        Assert.Contains("--resume", error.Message, StringComparison.Ordinal);
        Assert.Empty(again.Computed);
    }

    public static TheoryData<string> Damages => ["flip", "truncate", "empty", "foreign", "exchanged"];

    [Theory]
    [MemberData(nameof(Damages))]
    public void ADamagedOrForeignShard_IsNamed_NotUsed_AndComputedAgain(string damage)
    {
        var expected = Uninterrupted();
        Damage(damage);
        var work = new CountingWork(Shards);
        var results = ShardedRun.Execute(work, Open(work, "whole"), ShardPart.Whole, resume: true, warnings.Add);
        Assert.Equal([2], work.Computed);
        Assert.Contains("00002.shard", Assert.Single(warnings), StringComparison.Ordinal);
        AssertSame(expected, results);

        // The file has been replaced.
        Assert.Null(Open(work, "whole").Read(2).Defect);
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public void ADamagedOrForeignShard_IsNamed_AndStopsAMerge(string damage)
    {
        Uninterrupted();
        Damage(damage);
        var work = new CountingWork(Shards);
        UserInputException error = Assert.Throws<UserInputException>(() => ShardedRun.Merge([Open(work, "whole")], Open(work, "merged")));
        Assert.Contains("00002.shard", error.Message, StringComparison.Ordinal);
    }

    // A byte with the high bit set, a name that occurs twice and half a character were stack traces.
    [Fact]
    public void AnUnreadableHeaderOrPayload_IsADefect()
    {
        JsonObject result = new() { ["value"] = "text" };
        byte[] content = ShardFile.Write("run", 3, "machine", result);
        for (int at = 0; at < content.Length; at++)
        {
            byte[] damaged = [.. content];
            damaged[at] |= 0x80;
            Assert.NotNull(ShardFile.Read(damaged, "run", 3).Defect);
            _ = ShardFile.Machine(damaged);
        }

        foreach (string payload in (string[])["""{"a":1,"a":2}""", """{"a":{"b":1,"b":2}}""", """{"a":"\ud800"}""", "[1]", "1", ""])
        {
            string header = new JsonObject
            {
                ["run"] = "run",
                ["shard"] = 3,
                ["sha256"] = RunManifest.Checksum(Encoding.UTF8.GetBytes(payload)),
            }.ToJsonString();
            Assert.NotNull(ShardFile.Read(Encoding.UTF8.GetBytes($"{header}\n{payload}\n"), "run", 3).Defect);
        }
    }

    [Theory]
    [InlineData("""{"name":"a","name":"b","shards":1}""")]
    [InlineData("""{"name":"\ud800","shards":1}""")]
    [InlineData("[]")]
    public void AManifestThatIsNone_IsNoManifest(string text) => Assert.Null(RunManifest.TryParse(text));

    [Fact]
    public void EveryFlippedByte_OfAShard_IsDetected()
    {
        Uninterrupted();
        RunFolder folder = Open(new CountingWork(Shards), "whole");
        string path = temporary.At("whole", "shards", "00003.shard");
        byte[] good = File.ReadAllBytes(path);
        string text = System.Text.Encoding.UTF8.GetString(good);
        int start = text.IndexOf("\"machine\"", StringComparison.Ordinal);
        int end = text.IndexOf(",\"sha256\"", StringComparison.Ordinal);
        for (int i = 0; i < good.Length; i++)
        {
            // The name of the machine is information only.
            if (i >= start && i < end)
            {
                continue;
            }

            byte[] bad = [.. good];
            bad[i] ^= 1;
            File.WriteAllBytes(path, bad);
            (JsonObject? result, string? defect) = folder.Read(3);
            Assert.True(result is null && defect is not null, $"byte {i} of {good.Length}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(9)]
    public void Parts_Merged_GiveTheSameBits_WhereverTheyWereComputed(int parts)
    {
        var folders = new List<RunFolder>();
        for (int i = parts; i >= 1; i--)
        {
            var work = new CountingWork(Shards);
            folders.Add(Open(work, i % 2 == 0 ? "shared" : $"part{i}"));
            ShardedRun.Execute(work, folders[^1], ShardPart.Parse($"{i}/{parts}"), resume: false, warnings.Add);
        }

        AssertSame(Uninterrupted(), ShardedRun.Merge(folders, Open(new CountingWork(Shards), "merged")));

        // What was merged can be merged, and resumed, again.
        var all = new CountingWork(Shards);
        AssertSame(Uninterrupted(), ShardedRun.Execute(all, Open(all, "merged"), ShardPart.Whole, resume: true, warnings.Add));
        Assert.Empty(all.Computed);
    }

    [Fact]
    public void AMissingPart_IsNamed()
    {
        var work = new CountingWork(Shards);
        RunFolder folder = Open(work, "part");
        ShardedRun.Execute(work, folder, ShardPart.Parse("1/2"), resume: false, warnings.Add);
        UserInputException error = Assert.Throws<UserInputException>(() => ShardedRun.Merge([folder], folder));
        Assert.Contains("4 of 7 shards are missing: 3, 4, 5, 6", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PartsOfDifferentRuns_AreNotMerged_AndAFolderIsNotSharedByThem()
    {
        var one = new CountingWork(Shards, seed: 1);
        var two = new CountingWork(Shards, seed: 2);
        RunFolder first = Open(one, "one");
        UserInputException error = Assert.Throws<UserInputException>(() => ShardedRun.Merge([first, Open(two, "two")], first));
        Assert.Contains("parameters.seed is 2, not 1", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<UserInputException>(() => Open(two, "one"));
        Assert.Contains("parameters.seed is 1, not 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFullDisk_IsAnError_ThatLeavesTheShardsBefore()
    {
        var work = new CountingWork(Shards);
        RunFolder folder = Open(work, "run");
        int files = 0;
        folder.CreateFile = path => ++files <= 3 ? new FileStream(path, FileMode.CreateNew, FileAccess.Write) : new FullDisk(path);
        IOException error = Assert.Throws<IOException>(() => ShardedRun.Execute(work, folder, ShardPart.Whole, resume: false, warnings.Add));
        Assert.Contains("shard 3 cannot be written", error.Message, StringComparison.Ordinal);
        Assert.Contains("No space left", error.Message, StringComparison.Ordinal);
        Assert.Equal(["00000.shard", "00001.shard", "00002.shard"], Directory.GetFiles(temporary.At("run", "shards")).Select(Path.GetFileName).Order());

        var rest = new CountingWork(Shards);
        AssertSame(Uninterrupted(), ShardedRun.Execute(rest, Open(rest, "run"), ShardPart.Whole, resume: true, warnings.Add));
        Assert.Equal([3, 4, 5, 6], rest.Computed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(20)]
    public void Threads_MakeNoDifference_AndTheFirstErrorIsTheOneReported(int threads)
    {
        var work = new CountingWork(Shards) { ShardBytes = 1 };
        AssertSame(Uninterrupted(), ShardedRun.Execute(work, null, ShardPart.Whole, resume: false, warnings.Add, threads: threads));
        Assert.Equal(Enumerable.Range(0, Shards), work.Computed.Order());

        var failing = new CountingWork(Shards) { ShardBytes = 1, Before = s => { if (s == 3) { throw new IOException("no room"); } } };
        Assert.Equal("no room", Assert.Throws<IOException>(
            () => ShardedRun.Execute(failing, null, ShardPart.Whole, resume: false, warnings.Add, threads: threads)).Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Progress_EndsAtOne_AndNeverGoesBack(int threads)
    {
        var fractions = new List<RunProgress>();
        var work = new CountingWork(Shards) { ShardBytes = 1 };
        ShardedRun.Execute(work, null, ShardPart.Whole, resume: false, warnings.Add, new Recorder(fractions), threads);
        Assert.Equal(1, fractions[^1].Fraction);
        Assert.Equal(fractions.Select(f => f.Fraction).Order(), fractions.Select(f => f.Fraction));
        Assert.Equal(TimeSpan.Zero, fractions[^1].Remaining);
    }

    // Shards of an older build were mixed with those of a newer one: 695 numbers differed, silently.
    [Fact]
    public void ARunOfAnotherBuild_IsNotContinued()
    {
        var work = new CountingWork(Shards);
        Open(work, "run");
        string file = temporary.At("run", "run.json");
        Assert.Contains(RunManifest.Build, File.ReadAllText(file), StringComparison.Ordinal);
        File.WriteAllText(file, File.ReadAllText(file).Replace(RunManifest.Build, "0123456", StringComparison.Ordinal));
        string message = Assert.Throws<UserInputException>(() => Open(work, "run")).Message;
        Assert.Contains("whose versions.build is \"0123456\"", message, StringComparison.Ordinal);
        Assert.Contains("the build that began it", message, StringComparison.Ordinal);
    }

    // Both wrote the manifest, and one run lay in the folder of the other.
    [Fact]
    public void OfTwoRunsThatBeginAtOnce_OneIsRefused()
    {
        for (int round = 0; round < 20; round++)
        {
            string name = $"both{round}";
            int refused = 0;
            Parallel.For(0, 4, seed =>
            {
                try
                {
                    Open(new CountingWork(Shards, seed), name);
                }
                catch (UserInputException)
                {
                    Interlocked.Increment(ref refused);
                }
            });
            Assert.Equal(3, refused);
            Assert.Equal(["run.json"], Directory.GetFiles(temporary.At(name)).Select(Path.GetFileName));
        }
    }

    [Fact]
    public void WhatAKilledRunLeftHalfWritten_IsRemoved_ButNotWhatAnotherIsWriting()
    {
        var work = new CountingWork(Shards);
        Open(work, "run");
        Directory.CreateDirectory(temporary.At("run", "shards"));
        (string old, string recent) = (temporary.At("run", "shards", "00001.shard.a.tmp"), temporary.At("run", "shards", "00002.shard.b.tmp"));
        File.WriteAllText(old, "x");
        File.WriteAllText(recent, "x");
        File.SetLastWriteTimeUtc(old, File.GetLastWriteTimeUtc(old) - TimeSpan.FromDays(1));
        Open(work, "run");
        Assert.False(File.Exists(old));
        Assert.True(File.Exists(recent));
    }

    [Theory]
    [InlineData("0/3")]
    [InlineData("4/3")]
    [InlineData("1")]
    [InlineData("-1/3")]
    [InlineData("a/b")]
    [InlineData("1/3/5")]
    public void APartThatIsNone_IsRefused(string text) =>
        Assert.Contains("write i/N", Assert.Throws<UserInputException>(() => ShardPart.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(10, 3)]
    [InlineData(3, 10)]
    [InlineData(100, 7)]
    public void Parts_CoverEveryShardOnce(int shards, int parts) =>
        Assert.Equal(Enumerable.Range(0, shards), Enumerable.Range(1, parts).SelectMany(i => ShardPart.Parse($"{i}/{parts}").Of(shards)));

    private static void AssertSame(IReadOnlyList<JsonObject> expected, IReadOnlyList<JsonObject> actual) =>
        Assert.Equal(expected.Select(r => r.ToJsonString()), actual.Select(r => r.ToJsonString()));

    private IReadOnlyList<JsonObject> Uninterrupted()
    {
        var work = new CountingWork(Shards);
        return ShardedRun.Execute(work, Open(work, "whole"), ShardPart.Whole, resume: Directory.Exists(temporary.At("whole")), warnings.Add);
    }

    private RunFolder Open(CountingWork work, string name) => RunFolder.Open(temporary.At(name), work.Manifest);

    private void Damage(string how)
    {
        string path = temporary.At("whole", "shards", "00002.shard");
        byte[] content = File.ReadAllBytes(path);
        switch (how)
        {
            case "flip":
                content[^20] ^= 1;
                break;
            case "truncate":
                content = content[..^5];
                break;
            case "empty":
                content = [];
                break;
            case "foreign":
                var other = new CountingWork(Shards, seed: 2);
                ShardedRun.Execute(other, Open(other, "other"), ShardPart.Whole, resume: false, warnings.Add);
                content = File.ReadAllBytes(temporary.At("other", "shards", "00002.shard"));
                break;
            default:
                content = File.ReadAllBytes(temporary.At("whole", "shards", "00004.shard"));
                break;
        }

        File.WriteAllBytes(path, content);
    }

    private sealed class Recorder(List<RunProgress> all) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => all.Add(value);
    }

    /// <summary>Takes ten bytes and then has no room.</summary>
    private sealed class FullDisk(string path) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            File.WriteAllBytes(path, buffer[..10].ToArray());
            throw new IOException($"No space left on device : '{path}'");
        }
    }
}
