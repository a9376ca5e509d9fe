using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace Theory.Cli.Tests.Commands;

public sealed class AuditCommandTests
{
    private static readonly (int Inputs, int Outputs)[] Shape = [(20, 60), (60, 60), (60, 60), (60, 10)];

    [Fact]
    public void CriticalReLUNetworks_LookDrawn_AndKeepTheirScale_InBothFormats()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.FullPath);
        float[][] weights = Drawn(2);
        Safetensors(folder.At("a.safetensors"), weights);
        Npz(folder.At("a.npz"), weights);
        JsonObject a = CommandLine.Run("audit", folder.At("a.safetensors"), "--json").Succeeded().Json;
        JsonObject b = CommandLine.Run("audit", folder.At("a.npz"), "--json").Succeeded().Json;
        Documentation.JsonDocument.AssertMatches("audit", a);
        Assert.Equal("initialisation", a["state"]!.GetValue<string>());
        Assert.True(a["keepsScale"]!.GetValue<bool>());
        Assert.Equal(a["layers"]!.AsArray().Select(l => l!["cw"]!.GetValue<double>()), b["layers"]!.AsArray().Select(l => l!["cw"]!.GetValue<double>()));
        Assert.All(a["layers"]!.AsArray(), l => Assert.Equal(2, l!["cw"]!.GetValue<double>(), 4.5 * l["cwError"]!.GetValue<double>()));

        // K halves and doubles: theory follows from K(1) with the estimated C_W.
        Assert.All(a["layers"]!.AsArray(), l => Assert.InRange(l!["K"]!.GetValue<double>() / l["theoryK"]!.GetValue<double>(), 0.25, 4));
    }

    [Fact]
    public void SmallWeights_AreSaidToLoseSignals_AndByHowMuchToMultiply()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.FullPath);
        Safetensors(folder.At("small.safetensors"), Drawn(1.0 / 30));
        CommandResult run = CommandLine.Run("audit", folder.At("small.safetensors"), "--activation", "tanh").Succeeded();
        Assert.Contains("not critical", run.Output, StringComparison.Ordinal);
        Assert.Contains("theory advise has another C_W in 4 of 4 layers", run.Output.ReplaceLineEndings(" ").Replace("   ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.All(run.Output.Split(Environment.NewLine), l => Assert.True(l.Length <= 80, l));
    }

    [Fact]
    public void ADirectionThatWasLearned_MakesItTrained()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.FullPath);
        float[][] weights = Drawn(2);
        for (int i = 0; i < weights[1].Length; i++)
        {
            weights[1][i] += (i % 60 < 30 ? 1 : -1) * (i / 60 % 2 == 0 ? 0.1f : -0.1f);
        }

        Safetensors(folder.At("t.safetensors"), weights);
        JsonObject json = CommandLine.Run("audit", folder.At("t.safetensors"), "--json").Succeeded().Json;
        Assert.Equal("trained", json["state"]!.GetValue<string>());
        Assert.Equal([true, false, true, true], json["layers"]!.AsArray().Select(l => l!["looksDrawn"]!.GetValue<bool>()));
    }

    [Fact]
    public void SeveralFiles_AreAnEnsemble()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.FullPath);
        string[] files = [.. Enumerable.Range(0, 5).Select(i => folder.At($"{i}.npz"))];
        foreach ((int i, string file) in files.Index())
        {
            Npz(file, Drawn(2, i + 1));
        }

        JsonObject json = CommandLine.Run(["audit", .. files, "--json"]).Succeeded().Json;
        JsonArray layers = json["ensemble"]!["layers"]!.AsArray();
        Assert.Equal(4, layers.Count);
        Assert.All(layers, l => Assert.Equal(2, l!["cw"]!.GetValue<double>(), 6 * l["cwError"]!.GetValue<double>()));
        Assert.All(layers, l => Assert.Equal(5, l!["looksDrawn"]!.GetValue<int>()));
        Assert.Contains("5 networks of one shape", CommandLine.Run(["audit", .. files]).Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Skips_AreWhereTheTextSaysSo()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.FullPath);
        Safetensors(folder.At("r.safetensors"), Drawn(2));
        JsonObject json = CommandLine.Run("audit", folder.At("r.safetensors"), "--network", "linear; 2*[residual(relu; linear)]; relu; linear", "--json").Succeeded().Json;
        Assert.True(json["skips"]!.GetValue<bool>());
        Assert.NotNull(json["tangentKernel"]!["theory"]);

        // Each block doubles K at C_W = 2: 2, 4, 8 in front of the last activation, and 8 behind the last weights.
        Assert.InRange(json["layers"]![3]!["K"]!.GetValue<double>(), 4, 16);
        CommandRun.Of("audit", folder.At("r.safetensors"), "--network", "linear; relu; linear").AssertBadInput("holds 4 matrices, but the network has 2 layers of weights");
    }

    [Fact]
    public void DamagedAndForeignFiles_AreErrorsOfOneLine_BeforeMemoryIsTaken()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.FullPath);
        void Bad(string name, byte[] content, string message)
        {
            File.WriteAllBytes(folder.At(name), content);
            CommandRun.Of("audit", folder.At(name)).AssertBadInput(message);
        }

        byte[] Header(string json, params byte[] data)
        {
            byte[] text = Encoding.UTF8.GetBytes(json);
            byte[] length = new byte[8];
            BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)text.Length);
            return [.. length, .. text, .. data];
        }

        Bad("empty.safetensors", [], "it has 0 bytes");
        Bad("long.safetensors", [255, 255, 255, 255, 255, 255, 255, 127], "its header would have");
        Bad("text.safetensors", Header("no json"), "its header cannot be read");
        Bad("huge.safetensors", Header("""{"w":{"dtype":"F32","shape":[1000000,1000000],"data_offsets":[0,8]}}"""), "more than");
        Bad("negative.safetensors", Header("""{"w":{"dtype":"F32","shape":[-1,2],"data_offsets":[0,8]}}"""), "has the size -1");
        Bad("outside.safetensors", Header("""{"w":{"dtype":"F32","shape":[1,2],"data_offsets":[8,16]}}""", 0, 0, 0, 0), "does not lie where the header says");
        Bad("nan.safetensors", Header("""{"w":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]}}""", 0, 0, 192, 127), "not finite");
        Bad("cnn.safetensors", Header("""{"w":{"dtype":"F32","shape":[1,1,1],"data_offsets":[0,4]},"v":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]}}""", 0, 0, 128, 63), "only networks of dense layers");
        Bad("twice.safetensors", Header("""{"w":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]},"w":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]}}""", 0, 0, 128, 63), "its header cannot be read");
        Bad("nothing.safetensors", Header("""{"w":{"dtype":"F32","shape":[0,2],"data_offsets":[0,0]}}"""), "holds no matrix of real numbers");
        using (ZipArchive twice = ZipFile.Open(folder.At("twice.npz"), ZipArchiveMode.Create))
        {
            twice.CreateEntry("w.npy");
            twice.CreateEntry("w.npy");
        }

        CommandRun.Of("audit", folder.At("twice.npz")).AssertBadInput("has the entry 'w.npy' twice");
        Bad("broken.npz", [1, 2, 3], "no archive of NumPy arrays");
        Bad("empty.onnx", [], "is no ONNX file");
        Bad("text.onnx", Encoding.UTF8.GetBytes("no protobuf, only words"), "ONNX file");
        Bad("long.onnx", [0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0x07], "is no ONNX file, or a damaged one");
        Bad("operation.onnx", OnnxOf("Conv", 1), "the operation Conv is not audited");
        Bad("missing.onnx", OnnxOf("Gemm", 2), "weights must be stored");
        Bad("model.pt", [1], "no archive of torch.save");
        Bad("model.pkl", [1], "is a pickle");
        Bad("model.txt", [1], "is of no kind that is read");
        // The vectors of a norm were left out, and the network without it audited.
        Bad("norm.safetensors", Header("""{"0.weight":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},"1.weight":{"dtype":"F32","shape":[2],"data_offsets":[16,24]}}""", new byte[24]), "'1.weight' of 2 numbers, which is the bias of no matrix");
        Bad("chain.safetensors", Header("""{"a":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[3,4],"data_offsets":[0,48]}}""", new byte[48]), "'a' has 1 outputs, but 'b' takes 4 inputs");
        CommandRun.Of("audit", folder.At("none.npz")).AssertBadInput("there is no file");
    }

    /// <summary>They were "trained: an excess kurtosis of -".</summary>
    [Fact]
    public void WeightsOfZero_AreNotTrained()
    {
        using TemporaryFolder folder = new();
        Safetensors(folder.At("zero.safetensors"), Drawn(0));
        string text = CommandLine.Run("audit", folder.At("zero.safetensors")).Succeeded().Output;
        Assert.Contains("All weights are 0 in layers 1, 2, 3, 4", text, StringComparison.Ordinal);
        Assert.DoesNotContain("rained", text, StringComparison.Ordinal);
    }

    /// <summary>A graph with one operation that takes x, and w, which is nowhere.</summary>
    private static byte[] OnnxOf(string operation, int inputs)
    {
        static byte[] Field(int number, byte[] content) => [(byte)((number << 3) | 2), (byte)content.Length, .. content];
        static byte[] Text(int number, string text) => Field(number, Encoding.UTF8.GetBytes(text));
        byte[] node = [.. Text(1, "x"), .. inputs > 1 ? Text(1, "w") : [], .. Text(2, "y"), .. Text(4, operation)];
        return Field(7, [.. Field(1, node), .. Field(11, Text(1, "x")), .. Field(12, Text(1, "y"))]);
    }

    /// <summary>Normal weights of mean 0 and variance C_W/fan-in, from a generator with a fixed seed.</summary>
    private static float[][] Drawn(double cw, int seed = 5)
    {
        Random random = new(seed);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return [.. Shape.Select(s => (float[])[.. Enumerable.Range(0, s.Inputs * s.Outputs).Select(_ => (float)(Math.Sqrt(cw / s.Inputs) * Normal()))])];
    }

    private static byte[] Bytes(float[] values)
    {
        byte[] bytes = new byte[4 * values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 * i), values[i]);
        }

        return bytes;
    }

    private static void Safetensors(string path, float[][] weights)
    {
        int at = 0;
        JsonObject header = [];
        foreach ((int i, float[] w) in weights.Index())
        {
            header[$"net.{2 * i}.weight"] = new JsonObject { ["dtype"] = "F32", ["shape"] = new JsonArray(Shape[i].Outputs, Shape[i].Inputs), ["data_offsets"] = new JsonArray(at, at + (4 * w.Length)) };
            at += 4 * w.Length;
        }

        byte[] text = Encoding.UTF8.GetBytes(header.ToJsonString());
        byte[] length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)text.Length);
        File.WriteAllBytes(path, [.. length, .. text, .. weights.SelectMany(Bytes)]);
    }

    private static void Npz(string path, float[][] weights)
    {
        using ZipArchive archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach ((int i, float[] w) in weights.Index())
        {
            using Stream entry = archive.CreateEntry($"w{i}.npy").Open();
            string header = string.Create(CultureInfo.InvariantCulture, $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({Shape[i].Outputs}, {Shape[i].Inputs}), }}").PadRight(117) + "\n";
            entry.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.Latin1.GetBytes(header), .. Bytes(w)]);
        }
    }
}
