using Theory.Experiments.Catalogue;
using Theory.Validation.Devices;

namespace Theory.Experiments.Tests.Catalogue;

public sealed class ExperimentRunTests
{
    /// <summary>Faults of claims and figures were told as if the user's files were to blame.</summary>
    [Fact]
    public void AFault_IsBlamedOnFiles_OnlyWhereFilesWereRead()
    {
        ExperimentRun run = ExperimentRun.Of(ExperimentCatalogue.Find("fig15"), new ExperimentSettings(ExperimentPreset.Smoke, 1, TorchDevice.Cpu, 1L << 30));
        run = run with { Computation = run.Computation with { Report = _ => throw new InvalidOperationException("a fault") } };
        Assert.Throws<InvalidOperationException>(() => run.Report([], fromFiles: false));
        Assert.Contains("compute them again", Assert.Throws<UserInputException>(() => run.Report([], fromFiles: true)).Message, StringComparison.Ordinal);
    }
}
