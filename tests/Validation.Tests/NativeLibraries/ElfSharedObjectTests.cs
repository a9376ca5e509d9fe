using Theory.Validation.NativeLibraries;
using Theory.Validation.Random;

namespace Theory.Validation.Tests.NativeLibraries;

public sealed class ElfSharedObjectTests
{
    [Fact]
    public void EmptyAndForeignFiles_AreRefused()
    {
        Assert.Throws<ElfLayoutException>(() => new ElfSharedObject([]));
        Assert.Throws<ElfLayoutException>(() => new ElfSharedObject("MZ, a Windows program, and certainly no ELF shared object at all."u8));
        Assert.Throws<ElfLayoutException>(() => new ElfSharedObject(new byte[4096]));
    }

    [Fact]
    public void Truncation_IsRefused()
    {
        Assert.SkipUnless(TorchSharpLibrary.Exists, "no libLibTorchSharp.so on this platform");
        byte[] library = TorchSharpLibrary.Read();
        foreach (double fraction in new[] { 0.00001, 0.01, 0.5, 0.999 })
        {
            Assert.Throws<ElfLayoutException>(() => new ElfSharedObject(library.AsSpan(0, (int)(fraction * library.Length))));
        }
    }

    [Fact]
    public void DamagedHeadersAndTables_AreRefusedOrHarmless_ButNeverEscapeTheFile()
    {
        Assert.SkipUnless(TorchSharpLibrary.Exists, "no libLibTorchSharp.so on this platform");
        byte[] library = TorchSharpLibrary.Read();
        var random = new Xoshiro256PlusPlus(1, 2, 3, 4);
        (int Start, int Length)[] regions = [(0, 64), (library.Length - (31 * 64), 31 * 64), (0x3f8f0, 0x210)];
        for (int trial = 0; trial < 60; trial++)
        {
            byte[] damaged = (byte[])library.Clone();
            var (start, length) = regions[trial % regions.Length];
            for (int i = 0; i < 4; i++)
            {
                damaged[start + (int)(random.Next() % (ulong)length)] = (byte)random.Next();
            }

            // Anything but an ElfLayoutException would fail the test.
            Record<ElfLayoutException>(() => new ElfSharedObject(damaged).MakeVersionWeak(OlderLibstdcxxPatch.MissingVersion));
        }
    }

    [Fact]
    public void UnknownVersionsAndSymbols_AreNamedInTheMessage()
    {
        Assert.SkipUnless(TorchSharpLibrary.Exists, "no libLibTorchSharp.so on this platform");
        var library = new ElfSharedObject(TorchSharpLibrary.Read());
        Assert.Contains("GLIBCXX_9.9", Assert.Throws<ElfLayoutException>(() => library.MakeVersionWeak("GLIBCXX_9.9")).Message);
        Assert.Contains("nowhere", Assert.Throws<ElfLayoutException>(() => library.RedirectImport("nowhere", "neither")).Message);
    }

    private static void Record<TExpected>(Action action)
        where TExpected : Exception
    {
        try
        {
            action();
        }
        catch (TExpected)
        {
            // Refused, as it may be.
        }
    }
}
