using Theory.Validation.Devices;
using Theory.Validation.NativeLibraries;
using TorchSharp;

namespace Theory.Validation.Tests.Devices;

public sealed class TorchDeviceTests
{
    [Theory]
    [InlineData("auto", "auto")]
    [InlineData("CPU", "cpu")]
    [InlineData(" Cuda ", "cuda")]
    public void Parse_IgnoresCase(string text, string name) => Assert.Equal(name, TorchDevice.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("gpu")]
    [InlineData("cuda:0")]
    public void Parse_OfUnknownNames_SaysWhatIsAccepted(string text) =>
        Assert.Contains("auto, cpu or cuda", Assert.Throws<UserInputException>(() => TorchDevice.Parse(text)).Message);

    [Fact]
    public void Resolve_OfCpu_IsTheCpu() => Assert.Equal(DeviceType.CPU, TorchDevice.Cpu.Resolve().type);

    [Fact]
    public void Resolve_WithoutCuda_FallsBackForAuto_AndSaysWhatToDoForCuda()
    {
        TorchRuntime.EnsureLoaded();
        Assert.SkipWhen(torch.cuda.is_available(), "this machine has CUDA");
        Assert.Equal(DeviceType.CPU, TorchDevice.Auto.Resolve().type);
        string message = Assert.Throws<UserInputException>(() => TorchDevice.Cuda.Resolve()).Message;
        Assert.Contains("-p:TorchBackend=cuda-linux", message);
        Assert.DoesNotContain('\n', message);
    }

    [Theory]
    [InlineData("float32", 4)]
    [InlineData("Float64", 8)]
    public void Precision_Parse_IgnoresCase(string text, int bytes) => Assert.Equal(bytes, TorchPrecision.Parse(text).Bytes);

    [Fact]
    public void Precision_Parse_OfUnknownNames_SaysWhatIsAccepted() =>
        Assert.Contains("float32 or float64", Assert.Throws<UserInputException>(() => TorchPrecision.Parse("half")).Message);
}
