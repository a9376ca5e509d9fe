using System.Xml.Linq;
using Theory.Validation.NativeLibraries;

namespace Theory.Validation.Tests.NativeLibraries;

/// <summary>A libtorch that the user brings: where it is, and which version is refused.</summary>
public sealed class LibtorchFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("theory-libtorch").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void NeededVersion_IsThatOfThePackages() =>
        Assert.Equal(
            LibtorchFolder.Needed,
            XDocument.Load(Path.Combine(Root(), "Directory.Packages.props")).Descendants("LibTorchVersion").Single().Value);

    [Fact]
    public void Archive_IsFound_ByItsFolderOrItsLibraries()
    {
        string lib = Directory.CreateDirectory(Path.Combine(_folder, "lib")).FullName;
        File.WriteAllText(Path.Combine(lib, "libtorch_cpu.so"), "");
        File.WriteAllText(Path.Combine(_folder, "build-version"), "2.10.0+cu128\n");
        Assert.Equal(new LibtorchFolder(lib, "2.10.0+cu128"), LibtorchFolder.Find(_folder));
        Assert.Equal(new LibtorchFolder(lib, "2.10.0+cu128"), LibtorchFolder.Find(lib));
    }

    [Theory]
    [InlineData("__version__ = '1.13.1'\ndebug = False\n", "is 1.13.1, and TorchSharp needs 2.10.0")]
    [InlineData("debug = False\n", "cannot be told")]
    public void PyTorchOfAnotherVersion_IsRefused_WithTheRightOneNamed(string versionFile, string message)
    {
        string lib = Directory.CreateDirectory(Path.Combine(_folder, "lib")).FullName;
        File.WriteAllText(Path.Combine(lib, "libtorch_cpu.so"), "");
        File.WriteAllText(Path.Combine(_folder, "version.py"), versionFile);
        Assert.Contains(message, Assert.Throws<UserInputException>(() => LibtorchFolder.Find(_folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FolderWithoutLibtorch_IsRefused() =>
        Assert.Contains("there is no libtorch in", Assert.Throws<UserInputException>(() => LibtorchFolder.Find(_folder)).Message, StringComparison.Ordinal);

    private static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Theory.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
