using System.Globalization;
using Fractions;
using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.Kernels;
using Theory.Numerics.MultiplePrecision;

namespace Theory.Numerics.Tests.Kernels;

/// <summary>
/// Kernels of nearly parallel and nearly opposite inputs. Their angle was taken from the rounded correlation, and the stated bound left that out: for sign and
/// rows (1, 0.3), (1, 0.300000001) it said 1e-13 where 5.8e-10 was wrong.
/// </summary>
public class CloseInputsTests
{
    // In units of sqrt(K_aa K_bb), and of Theta likewise, before the tables' own rounding.
    private const double Slack = 2e-16;

    public static TheoryData<string, string, string, string> Groups =>
    [
        .. ReferenceTable.Read("close_pairs.csv")
            .Select(r => (r["activation"], r["pair"], r["C_b"], r["C_W"])).Distinct()
            .Select(g => new TheoryDataRow<string, string, string, string>(g.Item1, g.Item2, g.Item3, g.Item4)),
    ];

    [Theory]
    [MemberData(nameof(Groups))]
    public void EveryLayer_LiesWithinItsBound(string activation, string pair, string cb, string cw)
    {
        double[][] inputs = [.. pair.Split('|').Select(side => (double[])[.. side.Split(';').Select(Number)])];
        KernelLayer[] layers = [.. Layers(activation, inputs, 3, Number(cb), Number(cw))];
        foreach (IReadOnlyDictionary<string, string> row in ReferenceTable.Read("close_pairs.csv")
            .Where(r => r["activation"] == activation && r["pair"] == pair && r["C_b"] == cb && r["C_W"] == cw))
        {
            KernelLayer layer = layers[(int)Number(row["layer"]) - 1];
            AssertWithin(layer, layer.Kernel, Number(row["K12"]));
            if (row.TryGetValue("Theta12", out string? theta))
            {
                AssertWithin(layer, layer.Tangent!, Number(theta));
            }
        }

        // In layer 2 nothing of the angle is lost; kinks, jumps and large variances included.
        Assert.True(layers[1].Error < 2e-12, $"the bound is {layers[1].Error}");
    }

    // By the trapezoidal rule in C with quadruple precision for the differences; K = 650,000, so that tanh is a step of width 1/800.
    [Fact]
    public void SteepTanh_KnowsTheAngleOfCloseInputs()
    {
        KernelLayer last = Layers("tanh", [[1000, 0], [1000, 0.1]], 2, 0, 1.3).Last();
        Assert.Equal(428.739102457108, last.Tangent![0, 1], 1e-11 * 428);
        AssertWithin(last, last.Tangent, 428.739102457108);
    }

    // sin^2 = 1 - (X.Y)^2/(X.X Y.Y) in exact fractions, X and Y with the coordinate of the bias.
    [Theory]
    [InlineData("sign", 0.0)]
    [InlineData("sign", 0.2)]
    [InlineData("relu", 0.0)]
    [InlineData("relu", 0.7)]
    [InlineData("leaky_relu(0.1)", 0.2)]
    [InlineData("abs", 0.0)]
    [InlineData("erf", 0.3)]
    public void RandomCloseInputs_MeetTheArcsAtTheExactAngle(string activation, double cb)
    {
        var random = new Random(17);
        for (int i = 0; i < 40; i++)
        {
            int dimension = random.Next(2, 30);
            double distance = Math.Pow(10, -16 * random.NextDouble());
            double[] x = [.. Enumerable.Range(0, dimension).Select(_ => (2 * random.NextDouble()) - 1)];
            double side = random.Next(3) == 0 ? -1 : 1;
            double stretch = random.Next(3) == 0 ? 1.7 : 1;
            double[] y = [.. x.Select(v => side * stretch * (v + (distance * ((2 * random.NextDouble()) - 1))))];
            double cw = 0.5 + random.NextDouble();
            KernelLayer last = Layers(activation, [x, y], 2, cb, cw).Last();
            (double kernel, double tangent) = Exact(activation, x, y, cb, cw);
            AssertWithin(last, last.Kernel, kernel);
            if (last.Tangent is not null)
            {
                AssertWithin(last, last.Tangent, tangent);
            }
        }
    }

    [Theory]
    [InlineData("relu")]
    [InlineData("hard_tanh")]
    [InlineData("selu")]
    [InlineData("sign")]
    [InlineData("mrepu:2")]
    public void EqualInputs_StayEqualInEveryLayer_WithABoundThatKnowsIt(string activation)
    {
        double[] x = [0.1, 0.7, -0.3];
        double[] other = [0.5, -0.2, 0.9];
        KernelLayer last = Layers(activation, [x, other, [.. x]], 6, 0.1, 0.8).Last();
        Assert.Equal(last.Kernel[0, 0], last.Kernel[0, 2]);
        Assert.Equal(last.Tangent?[0, 0], last.Tangent?[0, 2]);
        Assert.True(last.Error < 1e-9, $"the bound is {last.Error}");
    }

    /// <summary>
    /// Where s jumps at 0 the angle of a layer follows from that of the one before, and its relative error halves: the bound of depth 6 was 4e-5. Against the recursion in 300 digits.
    /// </summary>
    [Theory]
    [InlineData("sign", 1, -1, 0.0, 1e-9)]
    [InlineData("sign", 1, -1, 0.3, 1e-9)]
    [InlineData("step", 1, 0, 0.0, 1e-13)]
    [InlineData("step", 1, 0, 0.5, 3e-4)]
    [InlineData("3*step(z)-1", 2, -1, 0.1, 1e-6)]
    public void JumpsAtZero_KeepTheAngle(string activation, double right, double left, double cb, double distance)
    {
        const double Cw = 1.25;
        double[][] inputs = [[1, 0.5], [1, 0.5 + distance]];
        BigFloat constant = cb;
        BigFloat weight = (BigFloat)Cw / 2;
        BigFloat Product(int a, int b) => constant + (weight * (((BigFloat)inputs[a][0] * inputs[b][0]) + ((BigFloat)inputs[a][1] * inputs[b][1])));
        (BigFloat aa, BigFloat ab, BigFloat bb) = (Product(0, 0), Product(0, 1), Product(1, 1));
        (BigFloat r, BigFloat l) = (right, left);
        foreach (KernelLayer layer in Layers(activation, inputs, 8, cb, Cw).Skip(1))
        {
            BigFloat angle = BigFloat.ArcTangent(BigFloat.Sqrt((aa * bb) - (ab * ab)) / ab);
            ab = constant + (Cw * ((((r * r) + (l * l)) / 2) - ((r - l) * (r - l) * angle / (2 * BigFloat.Pi))));
            aa = bb = constant + (Cw * ((r * r) + (l * l)) / 2);
            AssertWithin(layer, layer.Kernel, ab.ToDouble());
            Assert.True(layer.Error < 1e-10, $"the bound of layer {layer.Layer} is {layer.Error}");
        }
    }

    // Inputs that merge with depth: what double precision cannot tell apart any more is in the bound.
    [Theory]
    [InlineData("hard_tanh", 0.7)]
    [InlineData("tanh", 0.7)]
    [InlineData("relu", 1.0)]
    [InlineData("erf", 0.8)]
    public void MergingInputs_HaveABoundThatGrowsNoFurtherThanTheirAngle(string activation, double cw)
    {
        foreach (KernelLayer layer in Layers(activation, [[1, 0.3], [0.4, -0.9], [-0.3, 0.2]], 40, 0.5, cw))
        {
            Assert.True(layer.Error < 1e-3, $"the bound of layer {layer.Layer} is {layer.Error}");
        }
    }

    private static (double Kernel, double Tangent) Exact(string activation, double[] x, double[] y, double cb, double cw)
    {
        Fraction weight = Fraction.FromDouble(cw) / x.Length;
        Fraction constant = Fraction.FromDouble(cb);
        Fraction xx = Product(x, x);
        Fraction yy = Product(y, y);
        Fraction xy = Product(x, y);
        (Fraction ka, Fraction kb, Fraction kab) = (constant + (weight * xx), constant + (weight * yy), constant + (weight * xy));
        double scale = Math.Sqrt((double)ka) * Math.Sqrt((double)kb);
        double theta = (double)(xy / x.Length);
        double sine = Math.Sqrt((double)(((ka * kb) - (kab * kab)) / (ka * kb)));
        double cosine = (double)kab / scale;
        double angle = Math.Atan2(sine, cosine);
        (double value, double slope) = activation switch
        {
            "sign" => (1 - (2 / Math.PI * angle), 0),
            "relu" => Linear(1, 0),
            "leaky_relu(0.1)" => Linear(1, 0.1),
            "abs" => Linear(1, -1),
            _ => Error(),
        };
        return (cb + (cw * value), value + (cw * slope * theta));

        Fraction Product(double[] a, double[] b) => a.Zip(b).Aggregate(Fraction.Zero, (sum, v) => sum + (Fraction.FromDouble(v.First) * Fraction.FromDouble(v.Second)));

        (double, double) Linear(double right, double left)
        {
            double same = ((right * right) + (left * left)) / (2 * Math.PI);
            double opposite = right * left / Math.PI;
            return (
                scale * ((same * (sine + ((Math.PI - angle) * cosine))) - (opposite * (sine - (angle * cosine)))),
                (same * (Math.PI - angle)) + (opposite * angle));
        }

        (double, double) Error()
        {
            double rest = Math.Sqrt((double)(1 + (2 * ka) + (2 * kb) + (4 * ((ka * kb) - (kab * kab)))));
            return (2 / Math.PI * Math.Atan2(2 * (double)kab, rest), 4 / (Math.PI * rest));
        }
    }

    private static void AssertWithin(KernelLayer layer, SymmetricMatrix matrix, double expected)
    {
        double scale = Math.Sqrt(matrix[0, 0]) * Math.Sqrt(matrix[1, 1]);
        double allowed = (layer.Error + Slack) * scale;
        double error = Math.Abs(matrix[0, 1] - expected);
        Assert.True(error <= allowed, string.Create(
            CultureInfo.InvariantCulture, $"layer {layer.Layer}: {matrix[0, 1]:R} instead of {expected:R}, off by {error / scale:0.0e0}, the bound is {layer.Error:0.0e0}"));
    }

    private static IEnumerable<KernelLayer> Layers(string activation, double[][] inputs, int depth, double cb, double cw)
    {
        Activation s = Activation.Parse(activation);
        return new KernelRecursion(Network.Plain(s, depth, [], [cb], [cw], [0], [1])).Layers(inputs, new ParallelOptions());
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
