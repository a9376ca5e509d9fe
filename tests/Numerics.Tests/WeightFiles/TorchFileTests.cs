using System.IO.Compression;
using System.Text;
using Theory.Numerics.WeightFiles;

namespace Theory.Numerics.Tests.WeightFiles;

/// <summary>What torch.save(model.state_dict()) of PyTorch 1.13 wrote of two linear layers, as it is, nested, damaged, and with what would have to be run.</summary>
public sealed class TorchFileTests : IDisposable
{
    private const string Description =
        "gAJjY29sbGVjdGlvbnMKT3JkZXJlZERpY3QKcQApUnEBKFgIAAAAMC53ZWlnaHRxAmN0b3JjaC5fdXRpbHMKX3JlYnVpbGRfdGVuc29yX3YyCnEDKChYBwAAAHN0b3JhZ2VxBGN0b3JjaApGbG9hdFN0b3JhZ2UKcQVYAQAAADBxBlgDAAAAY3B1cQdLBnRx"
        + "CFFLAEsDSwKGcQlLAksBhnEKiWgAKVJxC3RxDFJxDVgGAAAAMC5iaWFzcQ5oAygoaARoBVgBAAAAMXEPaAdLA3RxEFFLAEsDhXERSwGFcRKJaAApUnETdHEUUnEVWAgAAAAyLndlaWdodHEWaAMoKGgEaAVYAQAAADJxF2gHSwN0cRhRSwBLAUsDhnEZSwNL"
        + "AYZxGoloAClScRt0cRxScR1YBgAAADIuYmlhc3EeaAMoKGgEaAVYAQAAADNxH2gHSwF0cSBRSwBLAYVxIUsBhXEiiWgAKVJxI3RxJFJxJXV9cSZYCQAAAF9tZXRhZGF0YXEnaAApUnEoKFgAAAAAcSl9cSpYBwAAAHZlcnNpb25xK0sBc1gBAAAAMHEsfXEt"
        + "aCtLAXNYAQAAADFxLn1xL2grSwFzWAEAAAAycTB9cTFoK0sBc3VzYi4=";

    private static readonly byte[] Pickle = Convert.FromBase64String(Description);
    private static readonly float[][] Storages = [[1, 2, 3, 4, 5, 6], [0.5f, -0.5f, 0.25f], [-1, 0, 2], [7]];

    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".pt");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Layers_AreThoseOfTheModel()
    {
        Write(Pickle);
        IReadOnlyList<DenseWeights> layers = WeightFile.Read(_path);
        Assert.Equal([(2, 3), (3, 1)], layers.Select(l => (l.Inputs, l.Outputs)));
        Assert.Equal([1, 2, 3, 4, 5, 6], layers[0].Weights);
        Assert.Equal([0.5, -0.5, 0.25], layers[0].Biases!);
        Assert.Equal([-1, 0, 2], layers[1].Weights);
        Assert.Equal([7], layers[1].Biases!);
    }

    [Fact]
    public void Strides_AreFollowed()
    {
        // The sizes (3, 2) and strides (2, 1) of the first matrix become (2, 3) and (1, 2): its transpose.
        byte[] transposed = [.. Pickle];
        int at = transposed.AsSpan().IndexOf((ReadOnlySpan<byte>)[(byte)'K', 0, (byte)'K', 3, (byte)'K', 2, 0x86]);
        (transposed[at + 3], transposed[at + 5]) = (2, 3);
        int strides = at + transposed.AsSpan(at).IndexOf((ReadOnlySpan<byte>)[(byte)'K', 2, (byte)'K', 1, 0x86]);
        (transposed[strides + 1], transposed[strides + 3]) = (1, 2);
        Write(transposed);
        StoredTensor first = TorchFile.Read(_path).Single(t => t.Name == "0.weight");
        Assert.Equal([2, 3], first.Shape);
        Assert.Equal([1, 3, 5, 2, 4, 6], first.Values);
    }

    [Fact]
    public void ADamagedDescription_IsReadOrRefused()
    {
        int refused = 0;
        for (int i = 0; i < Pickle.Length; i++)
        {
            foreach (byte flip in (byte[])[0x01, 0x80, 0xFF])
            {
                byte[] damaged = [.. Pickle];
                damaged[i] ^= flip;
                Write(damaged);
                refused += IsRefused() ? 1 : 0;
            }
        }

        for (int length = 0; length < Pickle.Length; length += 3)
        {
            Write(Pickle[..length]);
            Assert.True(IsRefused());
        }

        Assert.InRange(refused, Pickle.Length, 3 * Pickle.Length);
    }

    [Theory]
    [InlineData("cposix\nsystem\n(X\u0004\0\0\0truetR.")]
    [InlineData("cbuiltins\neval\n(X\u0003\0\0\01+1tR.")]
    [InlineData("ctorch.nn.modules.linear\nLinear\n)R.")]
    [InlineData("K\u0001.")]
    public void WhatWouldHaveToBeRun_IsRefused(string pickle)
    {
        Write(Encoding.Latin1.GetBytes(pickle));
        Assert.True(IsRefused());
    }

    [Fact]
    public void NumbersThatAreNotThere_AreRefused()
    {
        Write(Pickle, storages: 2);
        Assert.Contains("are missing", Assert.Throws<UserInputException>(() => TorchFile.Read(_path)).Message, StringComparison.Ordinal);
        File.WriteAllBytes(_path, [1, 2, 3]);
        Assert.Contains("no archive of torch.save", Assert.Throws<UserInputException>(() => TorchFile.Read(_path)).Message, StringComparison.Ordinal);
    }

    private bool IsRefused()
    {
        try
        {
            _ = TorchFile.Read(_path);
            return false;
        }
        catch (UserInputException)
        {
            return true;
        }
    }

    private void Write(byte[] pickle, int storages = 4)
    {
        File.Delete(_path);
        using ZipArchive archive = ZipFile.Open(_path, ZipArchiveMode.Create);
        void Add(string name, byte[] content)
        {
            using Stream stream = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
            stream.Write(content);
        }

        Add("archive/data.pkl", pickle);
        for (int i = 0; i < storages; i++)
        {
            Add($"archive/data/{i}", [.. Storages[i].SelectMany(BitConverter.GetBytes)]);
        }
    }
}
