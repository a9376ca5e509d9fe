using System.Text.RegularExpressions;

namespace Theory.Validation.NativeLibraries;

/// <summary>A libtorch that the user brings: that of pytorch.org, or the one inside an installed PyTorch, with CUDA or without.</summary>
/// <param name="Path">The folder with its libraries.</param>
/// <param name="Version">Its version, as in 2.10.0+cu128.</param>
public sealed partial record LibtorchFolder(string Path, string Version)
{
    /// <summary>The version that TorchSharp's native library was built with, and needs.</summary>
    public const string Needed = "2.10.0";

    private const string Library = "libtorch_cpu.so";

    /// <summary>Finds the libraries in a folder and checks their version; nothing is loaded.</summary>
    /// <param name="path">libtorch, its lib, torch of site-packages, or its lib.</param>
    /// <exception cref="UserInputException">There is no libtorch, or it is of another version.</exception>
    public static LibtorchFolder Find(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        string full = System.IO.Path.GetFullPath(path);
        string folder = new[] { full, System.IO.Path.Combine(full, "lib") }.FirstOrDefault(f => File.Exists(System.IO.Path.Combine(f, Library)))
            ?? throw new UserInputException($"there is no libtorch in '{path}': neither {Library} nor lib/{Library}");
        string version = new[] { folder, System.IO.Path.GetDirectoryName(folder)! }.Select(VersionIn).FirstOrDefault(v => v is not null)
            ?? throw new UserInputException($"the version of the libtorch in '{path}' cannot be told: there is neither build-version nor version.py; TorchSharp needs {Needed}");
        return version.Split('+')[0] == Needed
            ? new LibtorchFolder(folder, version)
            : throw new UserInputException($"the libtorch in '{path}' is {version}, and TorchSharp needs {Needed}; take that version from pytorch.org, or pip install torch=={Needed}");
    }

    // build-version of libtorch's archives, version.py of PyTorch.
    private static string? VersionIn(string folder)
    {
        string archive = System.IO.Path.Combine(folder, "build-version");
        string package = System.IO.Path.Combine(folder, "version.py");
        return File.Exists(archive) ? InputFile.Text(archive, 1 << 10).Trim()
            : File.Exists(package) && Assignment().Match(InputFile.Text(package, 1 << 16)) is { Success: true } match ? match.Groups[1].Value
            : null;
    }

    [GeneratedRegex("""(?m)^__version__\s*=\s*['"]([^'"]+)['"]""")]
    private static partial Regex Assignment();
}
