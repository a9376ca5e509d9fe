namespace Theory.Cli.Tests.Commands;

public sealed class ServeCommandTests
{
    [Fact]
    public void Serve_PrintsTheAddress_AndEndsInOrderWhenInterrupted()
    {
        using CancellationTokenSource interrupt = new(TimeSpan.FromMilliseconds(200));
        CommandResult result = CommandLine.Run(interrupt.Token, "serve").Succeeded();
        Assert.Matches("http://127.0.0.1:[0-9]+/[?]token=[0-9a-f]{32}", result.Output);
    }

    [Fact]
    public void APortThatCannotBe_IsRefused() => Assert.Equal(2, CommandLine.Run("serve", "--port", "70000").Code);
}
