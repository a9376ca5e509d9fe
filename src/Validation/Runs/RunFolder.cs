using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.Json.Nodes;
using Theory.Validation.Storage;

namespace Theory.Validation.Runs;

/// <summary>A folder with the manifest of a run and the shards computed so far.</summary>
/// <remarks>Several processes may compute different shards of one run in the same folder.</remarks>
public sealed class RunFolder
{
    private const string ManifestName = "run.json";
    private const string ShardFolder = "shards";
    private const long LargestShard = 1L << 30;

    private RunFolder(string path, RunManifest manifest)
    {
        FullPath = path;
        Manifest = manifest;
    }

    /// <summary>The absolute path.</summary>
    public string FullPath { get; }

    /// <summary>How temporary files are created; tests replace it.</summary>
    internal Func<string, Stream> CreateFile { get; set; } = path => new FileStream(path, FileMode.CreateNew, FileAccess.Write);

    /// <summary>What is computed.</summary>
    public RunManifest Manifest { get; }

    /// <summary>A description of this machine's processor and of the arithmetic that it allows, which shards are marked with.</summary>
    public static string Machine =>
        $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {ProcessorName()}, vectors of {(Vector512.IsHardwareAccelerated ? 512 : 8 * Vector<byte>.Count)} bits";

    /// <summary>Opens a folder for a run; one that holds no run yet becomes that run's.</summary>
    /// <exception cref="UserInputException">It holds another run.</exception>
    /// <exception cref="IOException">The manifest cannot be written.</exception>
    public static RunFolder Open(string path, RunManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        Named(path);
        string full = Path.GetFullPath(path);
        string file = Path.Combine(full, ManifestName);
        Directory.CreateDirectory(full);

        // Of two runs that begin at once one makes the manifest, and the other is compared with it.
        if ((File.Exists(file) || !DurableFile.TryCreate(file, Encoding.UTF8.GetBytes(manifest.Content.ToJsonString() + "\n")))
            && Existing(path).Manifest.DifferenceFrom(manifest) is string difference)
        {
            string remedy = difference.StartsWith("versions.", StringComparison.Ordinal) ? "continue it with the build that began it" : "use the same options";
            throw new UserInputException($"'{path}' holds another run, whose {difference}; name another folder with --out, or {remedy}");
        }

        DeleteOrphans(full);
        DeleteOrphans(Path.Combine(full, ShardFolder));
        return new RunFolder(full, manifest);
    }

    /// <summary>Opens a folder that holds a run.</summary>
    /// <exception cref="UserInputException">It holds none.</exception>
    public static RunFolder Existing(string path)
    {
        Named(path);
        string file = Path.Combine(Path.GetFullPath(path), ManifestName);
        if (!File.Exists(file))
        {
            throw new UserInputException($"'{path}' holds no run: {ManifestName} is missing");
        }

        return RunManifest.TryParse(InputFile.Text(file)) is { } manifest
            ? new RunFolder(Path.GetFullPath(path), manifest)
            : throw new UserInputException($"'{file}' is no manifest of a run; it must be the file that the run wrote");
    }

    // What a killed process has left half-written; another one may be writing right now.
    private static void DeleteOrphans(string folder)
    {
        foreach (string orphan in Directory.Exists(folder) ? Directory.GetFiles(folder, "*.tmp") : [])
        {
            if (DateTime.UtcNow - File.GetLastWriteTimeUtc(orphan) > TimeSpan.FromHours(1))
            {
                File.Delete(orphan);
            }
        }
    }

    private static void Named(string path)
    {
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0', StringComparison.Ordinal))
        {
            throw new UserInputException($"'{path.Replace("\0", "\\0", StringComparison.Ordinal)}' is no name of a folder with a run");
        }
    }

    /// <summary>True when a file for a shard exists, whatever it holds.</summary>
    public bool Has(int shard) => File.Exists(ShardPath(shard));

    /// <summary>Reads a shard.</summary>
    /// <returns>The result; or null and the defect, which names the file; or two nulls when there is no file.</returns>
    public (JsonObject? Result, string? Defect) Read(int shard)
    {
        string path = ShardPath(shard);
        if (!File.Exists(path))
        {
            return (null, null);
        }

        var (result, defect) = ShardFile.Read(InputFile.Bytes(path, LargestShard), Manifest.Fingerprint, shard);
        return (result, defect is null ? null : $"'{path}' is not used: {defect}");
    }

    /// <summary>The machines that computed the shards.</summary>
    public IReadOnlyList<string> Machines() => Directory.Exists(Path.Combine(FullPath, ShardFolder))
        ? [.. Directory.GetFiles(Path.Combine(FullPath, ShardFolder), "*.shard").Order(StringComparer.Ordinal)
            .Select(f => ShardFile.Machine(InputFile.Bytes(f, LargestShard))).OfType<string>().Distinct()]
        : [];

    /// <summary>Writes a shard; it is complete on the disk afterwards.</summary>
    /// <exception cref="IOException">The disk is full or the folder cannot be written; the shards before stay as they are.</exception>
    public void Write(int shard, JsonObject result) => WriteFile(shard, ShardFile.Write(Manifest.Fingerprint, shard, Machine, result));

    /// <summary>Takes over a shard's file from another folder of the same run.</summary>
    /// <exception cref="IOException">It cannot be read or written.</exception>
    internal void Copy(int shard, RunFolder from) => WriteFile(shard, InputFile.Bytes(from.ShardPath(shard), LargestShard));

    private void WriteFile(int shard, byte[] content)
    {
        Directory.CreateDirectory(Path.Combine(FullPath, ShardFolder));
        try
        {
            DurableFile.Write(ShardPath(shard), content, CreateFile);
        }
        catch (IOException error)
        {
            throw new IOException(
                $"shard {shard} cannot be written to '{FullPath}' ({error.Message.Split(':')[0].Trim()}); the shards before are intact: "
                + "make room and continue with --resume",
                error);
        }
    }

    private string ShardPath(int shard) =>
        Path.Combine(FullPath, ShardFolder, shard.ToString("D5", CultureInfo.InvariantCulture) + ".shard");

    private static string ProcessorName()
    {
        const string Info = "/proc/cpuinfo";
        string? line = OperatingSystem.IsLinux() && File.Exists(Info)
            ? File.ReadLines(Info).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?.Split(':', 2)[1].Trim() ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unknown processor";
    }
}
