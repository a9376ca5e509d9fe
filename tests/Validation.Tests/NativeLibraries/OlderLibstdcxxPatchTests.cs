using Theory.Validation.NativeLibraries;

namespace Theory.Validation.Tests.NativeLibraries;

public sealed class OlderLibstdcxxPatchTests
{
    [Fact]
    public void Apply_ChangesTheVersionFlagTheNameAndTheVersionOfOneSymbol_AndNothingElse()
    {
        byte[] original = KnownLibrary();
        byte[] patched = OlderLibstdcxxPatch.Apply(original);

        Assert.Equal(original.Length, patched.Length);
        int[] differing = [.. Enumerable.Range(0, original.Length).Where(i => original[i] != patched[i])];

        // Read with readelf: .dynsym at 0x3890 (symbol 482 of 24 bytes), .gnu.version at 0x3dfae, .gnu.version_r at 0x3f8f0 (entry 0x140).
        const int name = 0x3890 + (482 * 24);
        const int version = 0x3dfae + (482 * 2);
        const int flags = 0x3f8f0 + 0x140 + 4;
        int[] allowed = [name, name + 1, name + 2, name + 3, version, version + 1, flags, flags + 1];
        Assert.Subset(allowed.ToHashSet(), differing.ToHashSet());
        Assert.Contains(flags, differing);
        Assert.Contains(version, differing);
        Assert.Contains(differing, offset => offset is >= name and < name + 4);

        Assert.Equal((0, 2), (original[flags], patched[flags]));
        Assert.Equal((18, 20), (original[version], patched[version]));
        Assert.Equal(original.AsSpan(0x3890 + (517 * 24), 4), patched.AsSpan(name, 4));
    }

    [Fact]
    public void Apply_LeavesNoSymbolOfTheMissingVersion()
    {
        var patched = new ElfSharedObject(OlderLibstdcxxPatch.Apply(KnownLibrary()));
        Assert.Empty(patched.ImportsOfVersion(OlderLibstdcxxPatch.MissingVersion));
    }

    [Fact]
    public void Apply_OnAPatchedLibrary_IsRefused() =>
        Assert.Throws<ElfLayoutException>(() => OlderLibstdcxxPatch.Apply(OlderLibstdcxxPatch.Apply(KnownLibrary())));

    [Fact]
    public void IsFor_OnlyTheExaminedFile()
    {
        byte[] library = KnownLibrary();
        Assert.True(OlderLibstdcxxPatch.IsFor(library));
        library[^1] ^= 1;
        Assert.False(OlderLibstdcxxPatch.IsFor(library));
    }

    private static byte[] KnownLibrary()
    {
        Assert.SkipUnless(TorchSharpLibrary.Exists, "no libLibTorchSharp.so on this platform");
        byte[] library = TorchSharpLibrary.Read();
        Assert.SkipUnless(OlderLibstdcxxPatch.IsFor(library), "the patch was not written for this build of TorchSharp");
        return library;
    }
}
