using Theory.Activations;
using Theory.Networks;

namespace Theory.Tests.Networks;

public sealed class ArchitectureTests
{
    private static readonly Linear Defaults = new(0.1, 1.5, 64, 0.5, 2);

    [Theory]
    [InlineData("linear")]
    [InlineData("linear; relu; linear(10, bias=off)")]
    [InlineData("linear; gelu; 12*[residual(norm; linear; gelu; linear, beta=0.5)]; norm; linear")]
    [InlineData("2*[tanh; linear; 3*[residual(relu; linear, alpha=0.5, beta=1/2)]]; swiglu; linear")]
    [InlineData("linear(32); concat(identity | relu; linear(16)); linear; sum(tanh; linear | linear); product(linear | linear; (|z|))")]
    [InlineData("input(8, 8, channels=2); conv2d(3x5, channels=4, padding=circular); relu; avgpool(2); conv2d(2, padding=valid, stride=2); relu; flatten; linear")]
    [InlineData("input(16); conv1d(3, stride=2); z*max(0,z+1)^2; globalpool; linear; scale(1/3); rmsnorm; dropout(drop=0.1); linear(4, cb=0.5, cw=2, lambda_b=3)")]
    [InlineData("residual(linear(3); tanh; linear(5), skip=linear(5))")]
    public void WhatIsUnderstood_IsReadAgain(string text)
    {
        string understood = Architecture.Parse(text, Defaults).ToString();
        Assert.Equal(understood, Architecture.Parse(understood).ToString());
    }

    [Fact]
    public void Text_AndBuilder_Agree()
    {
        Linear linear = new(0.1, 1.5);
        Elementwise tanh = new(Activation.Parse("tanh"));
        Architecture built = Network.Of(linear, new Repetition(4, new LayerSequence([new Residual(new LayerSequence([tanh, linear]), 0.9, 0.7)])), new Normalisation(NormalisationKind.Layer));
        Assert.Equal(Architecture.Parse("linear; 4*[residual(tanh; linear, alpha=0.9, beta=0.7)]; norm", linear).ToString(), built.ToString());
    }

    [Fact]
    public void APlainNetwork_IsFound()
    {
        Network plain = Assert.IsType<Network>(Architecture.Parse("linear; 3*[tanh; linear]", Defaults).Plain);
        Assert.Equal(4, plain.Depth);
        Assert.Equal((0.1, 1.5, 64, 0.5, 2.0), (plain[4].Cb, plain[4].Cw, plain.WidthOf(4), plain[4].LambdaB, plain[4].LambdaW));
        Assert.Null(Architecture.Parse("tanh; linear").Plain);
        Assert.Null(Architecture.Parse("linear; linear").Plain);
    }

    [Fact]
    public void LambdaAndBias_AreThoseOfTheLayer()
    {
        Linear[] layers = [.. Architecture.Parse("linear(bias=off); linear(8, cw=3, lambda_w=4)", Defaults).Sequence.Layers.Cast<Linear>()];
        Assert.Equal((0.0, 0.0, 1.5), (layers[0].Cb, layers[0].LambdaB, layers[0].Cw));
        Assert.Equal((0.1, 3.0, 8, 4.0), (layers[1].Cb, layers[1].Cw, layers[1].Width!.Value, layers[1].LambdaW));
    }

    [Theory]
    [InlineData("input(28, 28); conv2d(3, channels=16); avgpool(2); flatten", "12544 3136")]
    [InlineData("input(5, 7, channels=2); conv2d(3x2, channels=4, padding=valid); flatten", "72 72")]
    [InlineData("input(9); conv1d(3, channels=2, stride=2); flatten", "10 10")]
    public void Shapes_FollowTheLayers(string text, string expected)
    {
        int flat = int.Parse(expected.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(flat, Architecture.Parse(text).Output.Width);
    }

    [Theory]
    [InlineData("", "the network is empty", null)]
    [InlineData("linear; ; relu", "a layer is missing", 8)]
    [InlineData("linear; tanhh", "did you mean 'tanh'?", 8)]
    [InlineData("linear; resdual(relu; linear)", "did you mean the layer residual?", 20)]
    [InlineData("linear; z*max(0, y)", "unknown name 'y'", 17)]
    [InlineData("linear; 1 + 2*", "position 15", 14)]
    [InlineData("4*residual(relu; linear)", "with brackets around what is repeated", 0)]
    [InlineData("0*[linear]", "layers can be repeated 1 to", 0)]
    [InlineData("99999*[99999*[linear]]", "at most 100000 layers", null)]
    [InlineData("linear; residual(relu, alpha=1)", "needs weights of its own", 8)]
    [InlineData("residual(alpha=1)", "needs the layers of its branch", 0)]
    [InlineData("residual(linear, gamma=1)", "no argument gamma", 17)]
    [InlineData("residual(linear, alpha=1, alpha=2)", "given twice", 26)]
    [InlineData("residual(linear, alpha=x)", "'x' is not a number", 23)]
    [InlineData("sum(linear)", "at least two branches", 0)]
    [InlineData("sum(relu | tanh)", "need weights of their own", 0)]
    [InlineData("linear(cw=-1)", "C_W must be a positive", 0)]
    [InlineData("linear(2.5)", "not an integer", 7)]
    [InlineData("linear(bias=off, cb=1)", "bias=off leaves no variance", 20)]
    [InlineData("linear(1, 2, 3, 4, 5, 6, 7)", "at most 6 arguments", 25)]
    [InlineData("flatten(2)", "takes no arguments", 8)]
    [InlineData("flatten", "nothing to flatten", 0)]
    [InlineData("linear; input(2)", "at the beginning", 8)]
    [InlineData("input(8, 8); linear", "put flatten or globalpool before it", 13)]
    [InlineData("input(8, 8); flatten; avgpool(2)", "pool before flatten", 22)]
    [InlineData("input(2, 2); conv2d(3, padding=valid)", "does not fit", 13)]
    [InlineData("input(8); conv2d(3)", "conv2d takes 2 extents", 10)]
    [InlineData("residual(linear(3), skip=linear(4))", "both must agree", 0)]
    [InlineData("linear(3); residual(linear(4))", "the skip has 3", 11)]
    [InlineData("dropout(0)", "probability to keep", 0)]
    [InlineData("batchnorm", "ties the inputs of a batch", 0)]
    [InlineData("linear; attention", "number of heads", 8)]
    [InlineData("[linear", "is not closed", 0)]
    [InlineData("linear)", "no opening bracket", 6)]
    [InlineData("2*[linear] relu", "expected after ']'", 10)]
    [InlineData("linear; softmax", "softmax", 8)]
    public void BadText_GetsOneLine_WithItsPlace(string text, string message, int? position)
    {
        UserInputException error = Assert.Throws<UserInputException>(() => Architecture.Parse(text));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Equal(position, error.Position);
    }
}
