using Fractions;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Bundles;
using Theory.Polynomials.Layered;
using Theory.Polynomials.Networks;
using Theory.Polynomials.Parsing;

namespace Theory.Polynomials.Tests.Networks;

public sealed class NetworkExpansionTests
{
    /// <summary>A proof that accepts everything proves nothing: every single weight matters.</summary>
    [Theory]
    [InlineData("x^3*y - 2", 2, true)]
    [InlineData("x^3 + x", 1, false)]
    public void AnyChangedWeight_IsNoticed(string text, int p, bool bounded)
    {
        PolynomialText polynomial = PolynomialText.Parse(text);
        int dimension = polynomial.Variables.Count;
        LayeredNetwork network = LayeredNetwork.From(ExactNetworks.Create(
            polynomial.Polynomial, polynomial.Variables, p, bounded ? InputDomain.Cube(dimension, -1, 1) : InputDomain.Everywhere(dimension)));
        foreach ((int layer, DenseLayer dense) in network.Layers.Index())
        {
            for (int row = 0; row < dense.Outputs; row++)
            {
                for (int column = 0; column <= dense.Inputs; column++)
                {
                    if (column == dense.Inputs || !dense.Weights[row][column].IsZero)
                    {
                        Assert.False(IsProven(Changed(network, layer, row, column)), $"layer {layer}, row {row}, column {column}");
                    }
                }
            }
        }
    }

    [Fact]
    public void NetworkOfABox_IsNotProvenOnALargerOne()
    {
        LayeredNetwork network = LayeredNetwork.From(ExactNetworks.Create(Polynomial.Variable(0).Pow(2), ["x"], 1, InputDomain.Cube(1, -1, 1)));
        Assert.True(NetworkExpansion.Of(network.ToGraph()).IsExact);
        Assert.Throws<NotPolynomialException>(() => NetworkExpansion.Of(network.ToGraph(InputDomain.Cube(1, -3, 3), out _)));
        Assert.Throws<NotPolynomialException>(() => NetworkExpansion.Of(network.ToGraph(InputDomain.Everywhere(1), out _)));
    }

    [Fact]
    public void UnitsThatAreNeverActive_AreZero()
    {
        NetworkBuilder builder = new() { P = 2, Variables = ["x"], Domain = InputDomain.Cube(1, -1, 1) };
        AffineForm x = AffineForm.Of(builder.Inputs[0]);
        NetworkNode unit = builder.Unit(x.Affine(1, -2));
        PolynomialNetwork network = builder.Build(AffineForm.Combination([(5, AffineForm.Of(unit)), (3, x)], 1), Polynomial.Univariate([1, 3]));
        Assert.True(NetworkExpansion.Of(network).IsExact);
    }

    [Fact]
    public void ConnectionsThatSkipLayers_AreCarriedByIdentityChannels()
    {
        // y = x^8 by three squares, and x itself added at the end and in the third layer.
        foreach (int p in Enumerable.Range(1, 5))
        {
            foreach (InputDomain domain in new[] { InputDomain.Cube(1, -2, 1), InputDomain.Everywhere(1) })
            {
                NetworkBuilder builder = new() { P = p, Variables = ["x"], Domain = domain };
                AffineForm x = AffineForm.Of(builder.Inputs[0]);
                Polynomial v = Polynomial.Variable(0);
                AffineForm square = Square(builder, x, v);
                AffineForm fourth = Square(builder, square, v.Pow(2));
                AffineForm sum = AffineForm.Combination([(1, fourth), (1, x)], 0);
                AffineForm last = Square(builder, sum, v.Pow(4) + v);
                PolynomialNetwork network = builder.Build(AffineForm.Combination([(1, last), (2, square), (1, x)], 0), (v.Pow(4) + v).Pow(2) + v.Pow(2).Scale(2) + v);
                Assert.True(NetworkExpansion.Of(network).IsExact);
                LayeredNetwork layered = LayeredNetwork.From(network);
                Assert.Equal(3, layered.HiddenLayers);
                Assert.True(layered.Neurons > network.Neurons);
                Assert.True(NetworkExpansion.Of(layered.ToGraph()).IsExact);
            }
        }
    }

    private static AffineForm Square(NetworkBuilder builder, AffineForm value, Polynomial polynomial)
    {
        Bundle bundle = BundleFactory.Create(builder.P, RangeEnclosure.Of(polynomial, builder.Domain), [[0, 0, 1]], BundleAim.Fewest);
        return AffineForm.Of(builder.Linear(
            AffineForm.Combination(bundle.Units.Select((u, i) => (bundle.Weights[0][i], AffineForm.Of(builder.Unit(value.Affine(u.Slope, u.Bias))))), bundle.Constants[0]), "square"));
    }

    private static bool IsProven(LayeredNetwork network)
    {
        try
        {
            return NetworkExpansion.Of(network.ToGraph()).IsExact;
        }
        catch (NotPolynomialException)
        {
            return false;
        }
    }

    private static LayeredNetwork Changed(LayeredNetwork network, int layer, int row, int column)
    {
        Fraction change = new(1, 1000);
        return LayeredNetwork.Of(network.P, network.Variables, network.Domain, network.Polynomial, [.. network.Layers.Select((l, i) => i != layer ? l : new DenseLayer(
            [.. l.Weights.Select((w, r) => w.Select((v, c) => r == row && c == column ? v + change : v).ToArray())],
            [.. l.Biases.Select((b, r) => r == row && column == l.Inputs ? b + change : b)]))]);
    }
}
