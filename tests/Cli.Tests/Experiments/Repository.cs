using System.Runtime.CompilerServices;

namespace Theory.Cli.Tests.Experiments;

/// <summary>Files of the repository.</summary>
internal static class Repository
{
    /// <summary>The path of a file.</summary>
    public static string File(params string[] names) => Path.Combine([Root(), .. names]);

    private static string Root([CallerFilePath] string source = "")
    {
        string folder = Path.GetDirectoryName(source)!;
        while (!System.IO.File.Exists(Path.Combine(folder, "Theory.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
