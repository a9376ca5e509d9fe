using Theory.Validation.PhysicsInformed;

namespace Theory.Validation.Tests.PhysicsInformed;

public sealed class InputScalingTests
{
    [Fact]
    public void TheBox_HasBothInputsFromMinusOneToOne()
    {
        Assert.Equal((-1, -1), InputScaling.Box.Apply(-1, 0));
        Assert.Equal((1, 1), InputScaling.Box.Apply(1, 1));
        Assert.Equal((0.3, 0.7), InputScaling.None.Apply(0.3, 0.7));
    }
}
