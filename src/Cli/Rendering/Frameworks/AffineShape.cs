namespace Theory.Cli.Rendering.Frameworks;

/// <summary>output scale * (s(input scale * z + input shift) + output shift), as code.</summary>
internal sealed record AffineShape(double InputScale, double InputShift, double OutputShift, double OutputScale)
{
    /// <summary>What s is called with.</summary>
    public string Input => $"{FrameworkActivation.Number(InputScale)} * z + {FrameworkActivation.Number(InputShift)}";

    /// <summary>What is made of its value.</summary>
    public string Output(string value) => $"{FrameworkActivation.Number(OutputScale)} * ({value} + {FrameworkActivation.Number(OutputShift)})";
}
