using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Tests.Quadrature;

public class PiecewiseSmoothFunctionTests
{
    [Fact]
    public void Pieces_MustCoverTheLineInOrder()
    {
        SmoothPiece left = Activations.Piece(double.NegativeInfinity, 0, [0]);
        SmoothPiece right = Activations.Piece(0, double.PositiveInfinity, [0, 1]);
        SmoothPiece later = Activations.Piece(1, double.PositiveInfinity, [0, 1]);
        Assert.Throws<ArgumentException>(() => new PiecewiseSmoothFunction());
        Assert.Throws<ArgumentException>(() => new PiecewiseSmoothFunction(left));
        Assert.Throws<ArgumentException>(() => new PiecewiseSmoothFunction(right, left));
        Assert.Throws<ArgumentException>(() => new PiecewiseSmoothFunction(left, later));
        Assert.Equal([0.0], new PiecewiseSmoothFunction(left, right).Breakpoints);
    }

    [Fact]
    public void Jump_OfRoundingErrors_IsNoJump()
    {
        // z^2 - 1/9 does not vanish exactly at the double nearest to 1/3.
        Assert.True(Activations.Split(1.0 / 3, [0], [-1.0 / 9, 0, 1]).IsContinuous);
        Assert.False(Activations.Split(1.0 / 3, [1e-9], [-1.0 / 9, 0, 1]).IsContinuous);
        Assert.False(Activations.Step.IsContinuous);
        Assert.True(Activations.Relu.IsContinuous);
    }
}
