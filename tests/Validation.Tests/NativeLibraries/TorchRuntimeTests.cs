using System.Security.Cryptography;
using Theory.Validation.NativeLibraries;
using TorchSharp;

namespace Theory.Validation.Tests.NativeLibraries;

public sealed class TorchRuntimeTests
{
    [Fact]
    public void EnsureLoaded_MakesTorchUsable_FromManyThreadsAndRepeatedly()
    {
        Parallel.For(0, 8, _ => TorchRuntime.EnsureLoaded());
        TorchRuntime.EnsureLoaded();

        using var ones = torch.ones(3, dtype: torch.float64);
        using var sum = ones.sum();
        Assert.Equal(3.0, sum.item<double>());
    }

    [Fact]
    public void EnsureLoaded_LeavesTheLibraryOfTheApplicationAsItIs()
    {
        Assert.SkipUnless(TorchSharpLibrary.Exists, "no libLibTorchSharp.so on this platform");
        byte[] before = TorchSharpLibrary.Read();
        TorchRuntime.EnsureLoaded();
        Assert.Equal(SHA256.HashData(before), SHA256.HashData(TorchSharpLibrary.Read()));
    }

    [Fact]
    public void OneLine_IsTheLineThatNamesWhatIsMissing()
    {
        var error = new DllNotFoundException(
            "Unable to load shared library 'x.so' or one of its dependencies..\n/lib/libstdc++.so.6: version `V' not found\n");
        Assert.Equal("/lib/libstdc++.so.6: version `V' not found", TorchRuntime.OneLine(error));
    }
}
