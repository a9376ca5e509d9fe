using System.Globalization;
using Theory.Validation.Comparison;
using Theory.Validation.Sampling;

namespace Theory.Fuzz;

/// <summary>A random setting of networks, as an option of sample each.</summary>
internal sealed record Setting(string Activation, double K1, double Cb, double Cw, int Width, int Depth, int Models, IEnsembleSampler Sampler, int Inputs, double Radius, bool HasTangents)
{
    /// <summary>The command that draws it, without a seed.</summary>
    public string Command => string.Create(CultureInfo.InvariantCulture,
        $"sample \"{Activation}\" {(Inputs > 1 ? $"--inputs circle:{Inputs}:{Radius:R}" : $"--k1 {K1:R}")} --cw {Cw:R} --cb {Cb:R} --width {Width} --depth {Depth} --models {Models} --sampler {Sampler.Name}{(HasTangents ? " --tangent-kernel" : "")}");

    /// <summary>The next one: few networks or many narrow ones, one input or several, or several in any case.</summary>
    public static Setting Next(Random random, string[] activations, double mostNeurons, bool onlySeveralInputs)
    {
        double k1 = Rounded(Math.Pow(10, (4 * random.NextDouble()) - 2));
        double cb = random.Next(2) == 0 ? 0 : Rounded(k1 * random.NextDouble());
        double cw = Rounded(Math.Pow(10, (1.2 * random.NextDouble()) - 0.6));
        int width = (int)Math.Pow(2, 1 + (7.0 * random.NextDouble()));
        int depth = random.Next(2, 6);
        int inputs = onlySeveralInputs || random.Next(6) == 0 ? random.Next(2, 4) : 1;
        double most = mostNeurons / (width * (depth - 1) * inputs);
        int models = (int)Math.Min(Math.Max(most, 150), 100 * Math.Pow(10, (random.Next(12) == 0 ? 1.8 : 0.8) * random.NextDouble()));
        models = inputs > 1 ? Math.Max(models, SeveralInputsJudgement.FewestMembers) : models;
        bool tangents = inputs > 1 && random.Next(3) == 0;
        return new Setting(
            activations[random.Next(activations.Length)], k1, cb, cw, width, depth, models,
            width <= 32 && random.Next(4) == 0 ? EnsembleSamplers.Weights : EnsembleSamplers.Conditional, inputs, Rounded(Math.Sqrt(k1)), tangents);
    }

    private static double Rounded(double x) => double.Parse(x.ToString("G2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
