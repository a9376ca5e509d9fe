using Theory.Validation.Random;

namespace Theory.Validation.Tests.Random;

public sealed class Xoshiro256PlusPlusTests
{
    [Fact]
    public void FirstOutputs_FromState1234_AreThePublishedOnes()
    {
        ulong[] expected =
        [
            41943041, 58720359, 3588806011781223, 3591011842654386, 9228616714210784205,
            9973669472204895162, 14011001112246962877, 12406186145184390807, 15849039046786891736, 10450023813501588000,
        ];
        var generator = new Xoshiro256PlusPlus(1, 2, 3, 4);
        Assert.All(expected, value => Assert.Equal(value, generator.Next()));
    }

    [Fact]
    public void NextPositiveUniform_LiesInTheUnitInterval_WithMeanOneHalf()
    {
        var generator = new Xoshiro256PlusPlus(5, 6, 7, 8);
        const int count = 100_000;
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            double u = generator.NextPositiveUniform();
            Assert.InRange(u, double.Epsilon, 1.0);
            sum += u;
        }

        Assert.Equal(0.5, sum / count, 5 * Math.Sqrt(1 / (12.0 * count)));
    }
}
