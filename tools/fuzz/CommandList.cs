using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Theory.Fuzz;

/// <summary>Command lines from a file, one after the other in this process: what each says, how long it takes and what it allocates.</summary>
internal static class CommandList
{
    /// <summary>Runs those of a file, each line a JSON array of words.</summary>
    /// <param name="file">The file.</param>
    /// <param name="results">A file for all that they print, a JSON object on each line, to be compared with other programs; null for none.</param>
    /// <param name="seconds">After so long each is cancelled.</param>
    /// <returns>0 when no promise was broken.</returns>
    public static int Run(string file, string? results, double seconds)
    {
        int broken = 0;
        using StreamWriter? kept = results is null ? null : new StreamWriter(results) { AutoFlush = true };
        foreach (string line in File.ReadLines(file))
        {
            string[] words = JsonSerializer.Deserialize<string[]>(line)!;
            string[] before = Directory.GetFileSystemEntries(".", "*", SearchOption.AllDirectories);
            long allocated = GC.GetTotalAllocatedBytes();
            Stopwatch clock = Stopwatch.StartNew();
            Outcome outcome = Outcome.Of(words, TimeSpan.FromSeconds(seconds));
            long size = (GC.GetTotalAllocatedBytes() - allocated) >> 20;
            string[] written = outcome.Code == 0 ? [] : [.. Directory.GetFileSystemEntries(".", "*", SearchOption.AllDirectories).Except(before)];
            string? promise = outcome.Broken ?? (outcome.WasCancelled ? string.Create(CultureInfo.InvariantCulture, $"cancelled after {seconds} s") : written.Length > 0 ? $"wrote {written[0]}" : size > 4096 ? "allocates" : null);
            broken += promise is null ? 0 : 1;
            kept?.WriteLine(JsonSerializer.Serialize(new { words, code = outcome.Code, output = outcome.Output, error = outcome.Error, cancelled = outcome.WasCancelled }));
            string said = outcome.Error.Split('\n')[0];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{(promise is null ? "ok  " : "FAIL")} {outcome.Code} {clock.Elapsed.TotalSeconds:0.0} s {size} MiB {promise} | {string.Join(' ', words.Select(w => w.Length > 70 ? w[..70] + "..." : w))} | {said[..Math.Min(said.Length, 220)]}"));
            if (outcome.Hangs)
            {
                return 1;
            }
        }

        return broken == 0 ? 0 : 1;
    }
}
