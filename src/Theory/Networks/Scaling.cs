namespace Theory.Networks;

/// <summary>The signal times a number.</summary>
public sealed record Scaling : Layer
{
    /// <summary>Multiplies by a number.</summary>
    /// <exception cref="UserInputException">It is 0 or not finite.</exception>
    public Scaling(double factor)
    {
        Require.That(factor != 0 && double.IsFinite(factor), $"a scale must be a finite number other than 0, got {factor}");
        Factor = factor;
    }

    /// <summary>The number.</summary>
    public double Factor { get; }
}
