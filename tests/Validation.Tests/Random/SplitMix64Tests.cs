using Theory.Validation.Random;

namespace Theory.Validation.Tests.Random;

public sealed class SplitMix64Tests
{
    [Fact]
    public void FirstOutputs_FromSeed1234567_AreThePublishedOnes()
    {
        ulong[] expected = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];
        var generator = new SplitMix64(1234567);
        Assert.All(expected, value => Assert.Equal(value, generator.Next()));
    }
}
