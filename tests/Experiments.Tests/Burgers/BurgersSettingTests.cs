using Theory.Experiments.Burgers;
using Theory.Validation.PhysicsInformed;

namespace Theory.Experiments.Tests.Burgers;

public sealed class BurgersSettingTests
{
    /// <summary>The corner farthest from 0 decides about K(1).</summary>
    [Theory]
    [InlineData(1, 1, 0, 1)]
    [InlineData(1, 2, -1, 1)]
    [InlineData(2, 2, -2, 4)]
    public void TheInputScale_IsThatOfTheFarthestCorner(double x, double t, double offset, double scale) =>
        Assert.Equal(scale, new BurgersSetting("", "tanh", 1, 0, new InputScaling(x, t, offset)).InputScale);
}
