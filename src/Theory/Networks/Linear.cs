using System.Globalization;

namespace Theory.Networks;

/// <summary>b + W s: biases b of variance C_b and weights W of variance C_W/fan-in, normal unless another law is given, the fan-in being the width of the layer before.</summary>
public sealed record Linear : Layer
{
    /// <summary>A layer with its law.</summary>
    /// <param name="cb">C_b, at least 0.</param>
    /// <param name="cw">C_W, positive.</param>
    /// <param name="width">The number n of neurons, at least 1; null for infinitely many.</param>
    /// <param name="lambdaB">The learning rate lambda_b of the biases relative to the global one, at least 0. Default 1.</param>
    /// <param name="lambdaW">The learning rate of the weights, lambda_W/fan-in relative to the global one; at least 0. Default 1.</param>
    /// <exception cref="UserInputException">A value is out of its domain.</exception>
    public Linear(double cb, double cw, int? width = null, double lambdaB = 1, double lambdaW = 1)
    {
        Cb = AtLeastZero("C_b", cb);
        Cw = Require.Positive(cw, "C_W");
        Width = width is null or >= 1 ? width : throw Refused("the width must be at least 1", width.Value);
        LambdaB = AtLeastZero("lambda_b", lambdaB);
        LambdaW = AtLeastZero("lambda_W", lambdaW);
    }

    /// <summary>The variance C_b of the biases.</summary>
    public double Cb { get; }

    /// <summary>The rescaled variance C_W of the weights.</summary>
    public double Cw { get; }

    /// <summary>The number n of neurons; null for infinitely many.</summary>
    public int? Width { get; }

    /// <summary>The relative learning rate lambda_b of the biases.</summary>
    public double LambdaB { get; }

    /// <summary>The relative learning rate lambda_W of the weights.</summary>
    public double LambdaW { get; }

    /// <summary>The law of the weights. Default: normal.</summary>
    public WeightLaw Weights { get; init; } = WeightLaw.Normal;

    /// <summary>The law of the biases. Default: normal.</summary>
    /// <exception cref="UserInputException">It is that of a matrix.</exception>
    public WeightLaw Biases
    {
        get;
        init => field = value.Kind != WeightLawKind.Orthogonal ? value : throw new UserInputException("biases cannot be orthogonal; that is a law of matrices");
    } = WeightLaw.Normal;

    /// <summary>True when weights and biases are normal, as the expansion in 1/n otherwise takes for granted.</summary>
    public bool IsNormal => Weights.Kind == WeightLawKind.Normal && Biases.Kind == WeightLawKind.Normal;

    /// <summary>The same layer with another width.</summary>
    internal Linear Widened(int? width) => new(Cb, Cw, width, LambdaB, LambdaW) { Weights = Weights, Biases = Biases };

    private static double AtLeastZero(string name, double value) =>
        value >= 0 && double.IsFinite(value) ? value : throw Refused($"{name} must be a finite number, at least 0", value);

    private static UserInputException Refused(string rule, double value) => new(string.Create(CultureInfo.InvariantCulture, $"{rule}, got {value}"));
}
